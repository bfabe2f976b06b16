"""One verdict in full: the answer, why, what to learn and to check, and what somebody decided."""

from collections.abc import Callable
from html import escape
from typing import Final

import polars as pl
import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import problems, tag
from transit.dashboard.look_closely import closely
from transit.dashboard.observing import ASKED_AT_VENUE, questions_of
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.abilities import skills
from transit.dashboard.parts.answer import journey_in_full
from transit.dashboard.parts.override_form import decisions, last_decision
from transit.dashboard.parts.record_form import record_form, what_was_recorded
from transit.dashboard.parts.told import bullets, gap_table, skill_list, sort_out
from transit.dashboard.parts.training_beside import signed_off_beside
from transit.dashboard.scoring import tell_stale
from transit.dashboard.the_person import CAN_DO, look_at
from transit.dashboard.verdict_data import Directory, VerdictKey
from transit.dashboard.verdict_look import (
    STALE_WORDS,
    confidence_tag,
    rung_tag,
    rung_word,
    session_words,
)
from transit.errors import StoreError, TransitError
from transit.model.fact import Stance
from transit.model.verdict import Direction, Verdict
from transit.present.figure_words import figure_lines
from transit.present.verdict_words import VerdictLines, verdict_lines
from transit.present.voices import Voice
from transit.present.words import english
from transit.read.figure_rules import read_figure_rules
from transit.store import Store
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations
from transit.store.verdict_pages import Chosen, read_verdicts
from transit.store.verdicts import STATUS, read_verdict
from transit.verdict.burden_figure import burden_figure
from transit.verdict.closely import Closely

_MANY: Final = 12
"""Longer tables are folded."""


def verdict_view(
    opened: OpenedArea,
    store: Store,
    directory: Directory,
    key: VerdictKey,
    close: Callable[[], None],
) -> None:
    """Show one verdict.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    directory
        Places and sessions.
    key
        Which verdict.
    close
        Goes back to where it was opened.
    """
    st.button("Back", on_click=close, icon=":material/arrow_back:", key="verdict_back")
    session = directory.sessions.get(key.session)
    try:
        verdict = read_verdict(store, key.person, key.session, key.place)
    except StoreError:
        verdict = None
    if verdict is None or session is None:
        problems(["This verdict is gone: the session or the place was changed. Go back."])
        return
    venue = directory.opportunities[verdict.opportunity]
    what_was_recorded()
    tell_stale(store)
    st.header(f"{key.person}: {session_words(venue, session)}", anchor=False)
    names = {key: each.name for key, each in directory.opportunities.items()}
    lines = verdict_lines(verdict, skills(), english(), names, Voice.PERSON)
    decided = last_decision(store, key)
    said = rung_word(decided.rung) if decided and decided.rung is not None else ""
    _answer(verdict, lines, said, is_stale=_is_stale(store, key))
    signed_off_beside(store, key)
    looked = _look(opened, store, directory, key)
    if looked is not None:
        _differs(verdict, looked.verdict)
        verdict = looked.verdict
        lines = verdict_lines(verdict, skills(), english(), names, Voice.PERSON)
    _parts(verdict, lines, key.person)
    if looked is not None:
        _burden(looked)
        _journeys(opened, looked)
        _record(opened, store, directory, key, looked)
    decisions(store, verdict, key)


def _look(
    opened: OpenedArea, store: Store, directory: Directory, key: VerdictKey
) -> Closely | None:
    try:
        with st.spinner("Finding the journeys"):
            return closely(opened, store, directory, key)
    except TransitError as fault:
        st.info(f"The journeys cannot be shown: {fault}.")
        return None


def _differs(kept: Verdict, now: Verdict) -> None:
    """Say so where the register's verdict is not what comes out today."""
    if (kept.rung, kept.sure) != (now.rung, now.sure):
        sure = (
            "" if now.confirmed else f", and {rung_word(now.sure).lower()} if facts turn out badly"
        )
        st.warning(
            f"Computed anew just now, the answer is: {rung_word(now.rung).lower()}{sure}. "
            "Something has changed since the register was scored. What follows is the new answer."
        )


def _burden(looked: Closely) -> None:
    """Show what the journeys take, part by part; the sum orders options and decides nothing."""
    if looked.out is None or looked.back is None:
        return
    demands = {Direction.OUT: looked.out.demands, Direction.BACK: looked.back.demands}
    figure = burden_figure(looked.verdict, demands, read_figure_rules(), Stance.CAUTIOUS)
    with st.expander("How much these journeys take, part by part"):
        said = figure_lines(english(), skills(), figure, Voice.PERSON)
        st.html(f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in said)}</ul>")
        st.markdown("The figure puts options in order. It decides no verdict.")


def _journeys(opened: OpenedArea, looked: Closely) -> None:
    ways = {
        title: journey
        for title, journey in (("The way there", looked.out), ("The way back", looked.back))
        if journey is not None
    }
    if not ways:
        return
    title = st.segmented_control(
        "Which journey", [*ways], default=next(iter(ways)), key="verdict_way", required=True
    )
    journey_in_full(opened, ways[title], f"{title}, step by step", "verdict_map")


def _record(
    opened: OpenedArea, store: Store, directory: Directory, key: VerdictKey, looked: Closely
) -> None:
    """Let what the journeys leave open be answered by somebody who went there."""
    seen = with_observed_venues(directory.opportunities, read_observations(store))
    needed = [
        str(each.values.get("fact", ASKED_AT_VENUE.get(each.code, "")))
        for each in (*looked.verdict.checks, *looked.verdict.unmet)
    ]
    journeys = [each for each in (looked.out, looked.back) if each is not None]
    questions = questions_of(journeys, seen[looked.verdict.opportunity], needed)
    record_form(opened, store, questions, f"{key.session}_{turned()}")


def _is_stale(store: Store, key: VerdictKey) -> bool:
    own = read_verdicts(store, Chosen(people=(key.person,), sessions=(key.session,)))
    return bool(own.filter(pl.col("place") == key.place)["is_stale"].any())


def _answer(verdict: Verdict, lines: VerdictLines, decided: str, *, is_stale: bool) -> None:
    tags = [
        rung_tag(verdict.rung),
        confidence_tag(verdict.confirmed),
        tag(STATUS.capitalize(), "plain"),
        *([tag(f"! {STALE_WORDS}", "check")] if is_stale else []),
    ]
    also = f'<p class="decided">Decided by a practitioner: {escape(decided)}. See below.</p>'
    st.html(
        f'<p class="tags">{" ".join(tags)}</p><p class="lead">{escape(lines.headline)}</p>'
        f"<p>{escape(lines.confidence)} {escape(lines.review)}</p>{also if decided else ''}"
    )


def _parts(verdict: Verdict, lines: VerdictLines, person: str) -> None:
    catalogue = skills()
    reasons = sort_out(verdict.reasons, catalogue)
    checks = sort_out(verdict.checks, catalogue)
    unassessed = tuple(dict.fromkeys((*checks.unassessed, *reasons.unassessed)))
    bullets("The journeys", lines.ways)
    left, right = st.columns([1, 1], gap="large")
    with left:
        bullets("Why it is no better", reasons.sentences)
        bullets("When it holds", lines.conditions)
        bullets("At the venue", lines.fit)
    with right:
        skill_list(
            "Skills to assess first",
            "Nobody has assessed these skills, which the journeys ask for. Not assessed never "
            "counts as able.",
            unassessed,
        )
        if unassessed:
            st.button("Assess them", on_click=_assess, args=(person,), key="assess_them")
        skill_list(
            "Could these be learnt?",
            "Nobody has said so. The form of each skill has a field for it.",
            checks.trainable,
        )
        bullets("What to ask or to look at outside", checks.sentences)
    if verdict.gaps:
        st.subheader("What has to be learnt, or what somebody covers", anchor=False)
        st.markdown(" ".join(lines.lessons))
        caption = "Skills that the journeys ask for, most lessons first"
        if len({gap.skill for gap in verdict.gaps}) > _MANY:
            with st.expander("All of them"):
                gap_table(verdict.gaps, catalogue, caption)
        else:
            gap_table(verdict.gaps, catalogue, caption)


def _assess(person: str) -> None:
    look_at(person)
    for name in ("who_open", "person_open"):
        st.session_state.pop(name, None)
    st.session_state["person_view"] = CAN_DO
    st.session_state["go_to_person"] = True
