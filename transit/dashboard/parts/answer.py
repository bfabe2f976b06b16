"""The answer: journeys to compare, one of them step by step beside its map."""

import json
from collections.abc import Sequence
from html import escape

import streamlit as st

from transit.dashboard.answering import ask_again
from transit.dashboard.asked import WORDS, turned
from transit.dashboard.frame import empty, figures, table
from transit.dashboard.map_view import show_map
from transit.dashboard.observing import questions_of
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.options import option_cards
from transit.dashboard.parts.question import asked_in_short
from transit.dashboard.parts.record_form import record_form, what_was_recorded
from transit.dashboard.parts.steps import step_cards
from transit.dashboard.registered import find_register, register_exists
from transit.dashboard.tell import (
    demand_words,
    hardness,
    minutes,
    reason_words,
    step_words,
    unknown_words,
)
from transit.errors import StoreError
from transit.present.journey_json import answer_as_dict
from transit.present.journey_map import journey_map, legend_of, letters
from transit.present.journey_svg import journey_svg
from transit.present.maps import MapContent, MapPoint, PointKind
from transit.present.reason_words import confidence_sentence, demand_sentence
from transit.present.summary_words import door_times
from transit.present.words import english
from transit.route.explain import Explained
from transit.route.journey import Journey, Unknown


def answer(opened: OpenedArea, explained: Explained) -> None:
    """Show the answer to a question.

    Parameters
    ----------
    opened
        The area.
    explained
        The answer.
    """
    asked_in_short(explained)
    if not explained.journeys:
        _none(opened, explained)
        return
    count = len(explained.journeys)
    st.header("One journey" if count == 1 else f"{count} journeys to choose from", anchor=False)
    chosen = option_cards(explained.journeys)
    title = f"Journey {chosen + 1}, step by step"
    what_was_recorded()
    journey_in_full(opened, explained.journeys[chosen], title, "journey_map")
    _record(opened, explained, explained.journeys[chosen])
    if explained.answer.reasons:
        with st.expander("Why there are no other journeys"):
            _reasons(explained)
    _download(explained)


def _record(opened: OpenedArea, explained: Explained, journey: Journey) -> None:
    """Let what the journey leaves open be answered; what was seen is kept in the register."""
    try:
        store = find_register() if register_exists() else None
    except StoreError:
        store = None
    if store is None:
        return

    def after() -> None:
        st.session_state["answer"] = ask_again(opened, explained)
        st.session_state["option"] = 0

    record_form(opened, store, questions_of([journey]), f"journey_{turned()}", after)


def journey_in_full(opened: OpenedArea, journey: Journey, title: str, key: str) -> None:
    """Show a journey step by step beside its map, what it asks, and what to check outside.

    Parameters
    ----------
    opened
        The area.
    journey
        The journey.
    title
        Its heading.
    key
        Name of its map on the page.
    """
    st.header(title, anchor=False)
    st.html(f"<p>{escape(confidence_sentence(english(), journey))}</p>")
    spare = minutes(journey.spare_s) if journey.spare_s else "none"
    leave, there = door_times(journey)
    figures(
        [
            ("Leave", f"{leave:%H:%M}", "from the door"),
            (
                "Arrive",
                f"{there:%H:%M}",
                f"{spare} to spare" if journey.spare_s is not None else "at the door",
            ),
            ("On the way", minutes(journey.duration_s), "door to door"),
            ("On foot", f"{journey.walk_m:,} m", "in all"),
        ]
    )
    steps, chart = st.columns([5, 6], gap="large")
    with steps:
        step_cards(journey)
    with chart, st.container(key="beside"):
        content = journey_map(
            journey,
            lambda leg, step: step_words(journey, leg, step)[0],
            lambda demand: demand_words(journey, demand),
            lambda unknown: unknown_words(journey, unknown)[0],
        )
        show_map(
            opened.map_place,
            content,
            key=key,
            label="Map of the journey. The steps beside it say the same in words.",
            height=640,
            legend=legend_of(content),
            picture=lambda: journey_svg(journey, opened.area.walk),
        )
    _asks(journey)
    _checks(journey)


def _asks(journey: Journey) -> None:
    st.header("What it asks", anchor=False)
    marks = letters(journey)
    hardest = sorted(journey.demands, key=lambda demand: -demand.level)
    table(
        "What the person must be able to do, the hardest first",
        ("On the map", "What", "How hard"),
        [
            (marks[each], demand_sentence(english(), journey, each), hardness(each))
            for each in hardest
        ],
    )


def _checks(journey: Journey) -> None:
    st.header("What to check outside", anchor=False)
    deciding = _distinct(journey, [each for each in journey.unknowns if each.decides])
    others = _distinct(journey, [each for each in journey.unknowns if not each.decides])
    if deciding:
        table(
            "Not recorded, and it decides whether this journey works",
            ("Look at", "Why it matters"),
            deciding,
        )
    else:
        st.markdown("Nothing that decides is missing.")
    if others:
        with st.expander(f"{len(others)} more facts that would be good to know"):
            table("Not recorded, but it does not decide", ("Look at", "Why it matters"), others)


def _distinct(journey: Journey, unknowns: Sequence[Unknown]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(unknown_words(journey, each) for each in unknowns))


def _none(opened: OpenedArea, explained: Explained) -> None:
    empty(
        "No journey was found",
        [
            "At this time and within these limits there is no way. Below is why. Another time, "
            "another place nearby or another limit may change that: change the question to try.",
        ],
    )
    why, chart = st.columns([5, 6], gap="large")
    with why:
        _reasons(explained)
    with chart:
        query = explained.answer.query
        show_map(
            opened.map_place,
            MapContent(
                points=(
                    _end_point("start", query.origin.name, query.origin.lat, query.origin.lon),
                    _end_point(
                        "end", query.destination.name, query.destination.lat, query.destination.lon
                    ),
                )
            ),
            key="ends_map",
            label="Map of the start and the end that were asked for.",
            height=420,
        )


def _end_point(role: PointKind, name: str, lat: float, lon: float) -> MapPoint:
    return MapPoint(role, WORDS[role], f"{WORDS[role]}: {name}", lat, lon)


def _reasons(explained: Explained) -> None:
    reasons = explained.answer.reasons
    why = [reason_words(explained, reason) for reason in reasons if not reason.helps]
    helps = [reason_words(explained, reason) for reason in reasons if reason.helps]
    if why:
        st.subheader("Why", anchor=False)
        st.markdown("\n".join(f"- {_plain(each)}" for each in dict.fromkeys(why)))
    if helps:
        st.subheader("Setting one of these aside would help", anchor=False)
        st.markdown("\n".join(f"- {_plain(each)}" for each in dict.fromkeys(helps)))


def _plain(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]$#<>~" else sign for sign in text)


def _download(explained: Explained) -> None:
    st.download_button(
        "Download these journeys (JSON)",
        json.dumps(answer_as_dict(explained), ensure_ascii=False, indent=2),
        file_name="journeys.json",
        mime="application/json",
        key="download",
        icon=":material/download:",
        on_click="ignore",
        help="Holds the start and the end: keep it as carefully as other records about a person.",
    )
