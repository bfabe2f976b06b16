"""One plan that changed: what is other, old beside new, the sheet, and the new version."""

import datetime as dt
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

import streamlit as st

from transit.batch.watch import accept_proposal
from transit.dashboard.frame import Html, problems, table
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.language import choose_language
from transit.dashboard.registered import register_named
from transit.dashboard.watch_data import folders, outcome_tag, watch_words
from transit.errors import TransitError
from transit.model.saved_plan import MOST_NAME_LETTERS, SavedPlan
from transit.model.verdict import Direction
from transit.model.watch import Outcome, Proposal, Watched
from transit.plan.pdf import pdf_of
from transit.present.maps import LegendEntry, MapContent, MapLine, MapPoint
from transit.read.printing import read_symbols
from transit.settings import read_settings
from transit.store.watched import Look
from transit.watch.say import said_apart, said_from, said_offer, said_told, said_way, said_when
from transit.watch.sheet import changed_sheet, changed_steps

_WAYS: Final = {Direction.OUT: "Way there", Direction.BACK: "Way back"}


def watch_plan(opened: OpenedArea, plan: SavedPlan, look: Look) -> None:
    """Show what became of a plan.

    Parameters
    ----------
    opened
        The area with the new timetable.
    plan
        The plan.
    look
        The last look at it.
    """
    watched = look.watched
    st.header(f"{plan.id}: {plan.person}, {plan.latest.plan.venue}", anchor=False)
    st.html(f"<p>{outcome_tag(watched.outcome).body}</p>")
    if watched.version != plan.latest.number:
        st.info(f"Version {plan.latest.number} was saved since. Look at all plans again.")
    _changes(watched)
    if watched.known_until is not None:
        st.markdown(f"The timetable reaches to {watched.known_until:%d/%m/%Y}.")
    if not watched.proposals:
        return
    number = _which(watched)
    offer = watched.proposals[number - 1]
    st.header("The best new version", anchor=False)
    for sentence in said_offer(watch_words(), watched, offer):
        st.markdown(f"- {escape(sentence)}")
    _beside(plan, offer)
    _map(opened, plan, offer)
    _steps(plan, offer)
    if watched.outcome in (Outcome.BROKEN, Outcome.CHANGED):
        _sheet(plan, watched)
    if offer.out is not None and watched.version == plan.latest.number:
        _make(plan, number)


def _changes(watched: Watched) -> None:
    words = watch_words()
    if not watched.told:
        st.markdown("Nothing is other than it was learnt.")
        return
    items = []
    for told in watched.told:
        way, when = said_way(words, told), said_apart(words, watched, told)
        head = f"<strong>{escape(way)}:</strong> " if way else ""
        tail = f" ({escape(when)})" if when else ""
        items.append(f"<li>{head}{escape(said_told(words, told))}{tail}</li>")
    starts = said_from(words, watched)
    st.html(f"<p>{escape(starts)}</p><ul>{''.join(items)}</ul>")


def _which(watched: Watched) -> int:
    """Let the visitor choose, where one new version will not do for all days."""
    if len(watched.proposals) == 1:
        return 1
    words = watch_words()
    names = {
        number: said_when(words, offer.dates, watched.dates).capitalize()
        for number, offer in enumerate(watched.proposals, 1)
    }
    field, _ = st.columns([2, 3])
    return int(
        field.selectbox(
            "New version for which days", [*names], format_func=names.__getitem__, key="watch_offer"
        )
    )


def _beside(plan: SavedPlan, offer: Proposal) -> None:
    """Old times beside new ones."""
    for way, new in ((Direction.OUT, offer.out), (Direction.BACK, offer.back)):
        was = dict(_facts(plan.latest.journeys[way]))
        now = {} if new is None else dict(_facts(new))
        names = list(dict.fromkeys([*was, *now]))
        rows = [
            (name, was.get(name, "–"), _marked(was.get(name), now.get(name, "–"))) for name in names
        ]
        table(f"{_WAYS[way]}: as learnt, and in the new timetable", ("", "As learnt", "New"), rows)


def _marked(was: str | None, now: str) -> str | Html:
    return now if was == now else Html(f"<strong>{escape(now)}</strong>")


def _facts(journey: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What one would write on a card, thing by thing."""
    yield "Leave", _clock(journey["depart"])
    rides = [leg for leg in journey["legs"] if leg["mode"] != "walk"]
    for number, leg in enumerate(rides, 1):
        which = f" {number}" if len(rides) > 1 else ""
        yield f"Bus{which}", " ".join(filter(None, (leg["route"], leg["headsign"])))
        yield f"Get on{which}", f"{leg['board']['name']}, {_clock(leg['depart'])}"
        yield f"Stops to count{which}", str(len(leg["stops"]) - 1)
        yield f"Get off{which}", f"{leg['alight']['name']}, {_clock(leg['arrive'])}"
    yield "Be there", _clock(_minute_up(journey["arrive"]))
    yield "On foot", f"{journey['walk_m']:,} m, {_roads(journey['roads_to_cross'])}"


def _roads(count: int) -> str:
    return "no road to cross" if not count else f"{count} road{'s' if count > 1 else ''} to cross"


def _minute_up(local: str) -> str:
    """A time to the minute that promises nothing: nobody is there before."""
    moment = dt.datetime.fromisoformat(local)
    up = moment.second or moment.microsecond
    return (moment + dt.timedelta(minutes=1) if up else moment).isoformat()


def _clock(local: str) -> str:
    return local[11:16]


def _map(opened: OpenedArea, plan: SavedPlan, offer: Proposal) -> None:
    if offer.out is None or offer.back is None:
        return
    name = st.segmented_control(
        "On the map",
        [*_WAYS.values()],
        default=_WAYS[Direction.OUT],
        key="watch_way",
        required=True,
    )
    way = next(each for each, word in _WAYS.items() if word == name)
    new = offer.out if way is Direction.OUT else offer.back
    old = plan.latest.journeys[way]
    content = MapContent(tuple(_lines(new)), (*_stops(old, "A", "start"), *_stops(new, "B", "end")))
    legend = (
        LegendEntry("", "line", "The new journey: dotted on foot, thick by bus"),
        LegendEntry("A", "start", "Stops as learnt"),
        LegendEntry("B", "end", "Stops of the new journey"),
    )
    show_map(
        opened.map_place,
        content,
        key="watch_map",
        label=f"{name}: the new journey, with the stops as learnt (A) and now (B)",
        height=420,
        legend=legend,
    )


def _lines(journey: Mapping[str, Any]) -> Iterator[MapLine]:
    for leg in journey["legs"]:
        points = tuple((lat, lon) for lon, lat in leg["geometry"]["coordinates"])
        yield MapLine("walk" if leg["mode"] == "walk" else "ride", points)


def _stops(journey: Mapping[str, Any], sign: str, kind: Any) -> Iterator[MapPoint]:
    for leg in journey["legs"]:
        if leg["mode"] == "walk":
            continue
        for end in ("board", "alight"):
            stop = leg[end]
            label = f"{sign}: {stop['name']}"
            yield MapPoint(kind, sign, label, float(stop["lat"]), float(stop["lon"]))


def _steps(plan: SavedPlan, offer: Proposal) -> None:
    """The steps that fall away and those that come."""
    with st.expander("Steps that are other"):
        for way, new in ((Direction.OUT, offer.out), (Direction.BACK, offer.back)):
            if new is None:
                continue
            gone, added = changed_steps(plan.latest.journeys[way], new)
            st.subheader(_WAYS[way], anchor=False)
            if not gone and not added:
                st.markdown("Every step is as it was.")
            for title, steps in (("No longer", gone), ("New", added)):
                if steps:
                    items = "".join(f"<li>{escape(each)}</li>" for each in steps)
                    st.html(f"<p>{title}:</p><ul>{items}</ul>")


def _sheet(plan: SavedPlan, watched: Watched) -> None:
    st.header("The sheet for the person", anchor=False)
    language = choose_language("watch_sheet_language")
    key = f"watch_sheet_{plan.id}_{watched.version}_{language}"
    if st.button("Make the sheet", key="watch_print"):
        try:
            booklet = changed_sheet(watched, plan, watch_words(language), read_symbols())
            st.session_state["watch_sheet"] = key, pdf_of(booklet)
        except TransitError as fault:
            problems([f"{fault}."])
    made = st.session_state.get("watch_sheet")
    if made is not None and made[0] == key:
        st.download_button(
            "Download the sheet (PDF)",
            made[1],
            file_name=f"{plan.id}-changed.pdf",
            mime="application/pdf",
            key="watch_download",
            icon=":material/download:",
            on_click="ignore",
            type="primary",
        )


def _make(plan: SavedPlan, number: int) -> None:
    """Let a trainer make it the plan's next version."""
    st.header("Make it the plan's next version", anchor=False)
    st.markdown(
        "What trainers wrote into the plan is carried over; what no longer fits waits on the page "
        "Plan to be decided."
    )
    with st.form("watch_make", border=False):
        by = st.text_input(
            "Who makes it (name or staff reference)", max_chars=MOST_NAME_LETTERS, key="watch_by"
        )
        pressed = st.form_submit_button("Make a new version", type="primary")
    if not pressed:
        return
    named = register_named()
    assert named is not None
    new, old = folders()
    try:
        with st.spinner("Making the new version"):
            made, _ = accept_proposal(
                named,
                new,
                old,
                plan.id,
                by=by,
                number=number,
                parameters_dir=read_settings().parameters_dir,
            )
    except TransitError as fault:
        problems([f"{fault}."])
        return
    st.session_state.pop("watch_open", None)
    st.session_state["watch_done"] = f"{made.id} has a new version: {made.latest.number}."
    st.rerun()
