"""The form for somebody who went to look: what was open, answered at the kerb."""

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.frame import problems
from transit.dashboard.observing import Answer, Question, observations_of
from transit.dashboard.opened import OpenedArea
from transit.dashboard.seen_outside import record_seen
from transit.errors import TransitError
from transit.model.fact import State
from transit.model.observation import RANGES, SEEN_KINDS, Measure, Observation
from transit.model.streets import CrossingKind
from transit.present.words import english
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.settings import read_settings
from transit.store import Store
from transit.store.surveys import Recorded

_OPEN: Final = "not looked"
_WORDS: Final = {_OPEN: "Not looked", State.YES: "Yes", State.NO: "No"}
_WINDS: Final = {
    "level": None,
    "north": 0.0,
    "north-east": 45.0,
    "east": 90.0,
    "south-east": 135.0,
    "south": 180.0,
    "south-west": 225.0,
    "west": 270.0,
    "north-west": 315.0,
}
_UNITS: Final = {
    Measure.MILLIMETRES: "millimetres",
    Measure.COUNT: "counted",
    Measure.PER_CENT: "per cent",
}
_Given = tuple[Answer, float | None]
"""An answer, and where a slope goes up."""
_SAID: Final = "record_said"
_MOST_LETTERS: Final = 300


def record_form(
    opened: OpenedArea,
    store: Store,
    questions: Sequence[Question],
    key: str,
    after: Callable[[], None] = lambda: None,
) -> None:
    """Let somebody record what they saw.

    Parameters
    ----------
    opened
        The area.
    store
        The register, which keeps what was seen.
    questions
        What can be looked at.
    key
        Name of the form; another one for other questions.
    after
        Does what has to be done once something was recorded.
    """
    st.header("Went to look?", anchor=False)
    if not questions:
        st.markdown("Nothing that can be seen outside is left open here.")
        return
    deciding = [each for each in questions if each.decides]
    others = [each for each in questions if not each.decides]
    st.markdown(
        "Record what you saw with your own eyes. It goes before the map for everybody, and the "
        "verdicts that it touches are worked out again."
    )
    faults = st.container()
    with st.form(f"record_{key}"):
        answers = {each: _field(each, key) for each in deciding}
        if others:
            with st.expander(
                f"{len(others)} more things that would be good to know", expanded=not deciding
            ):
                answers |= {each: _field(each, key) for each in others}
        by, on, note = _who(key)
        pressed = st.form_submit_button("Record what I saw", type="primary")
    if not pressed:
        return
    given = {each: answer for each, answer in answers.items() if answer is not None}
    missing = [
        said
        for is_missing, said in (
            (not given, "Answer at least one question."),
            (not by, "Say who saw it: a role or staff reference."),
        )
        if is_missing
    ]
    if missing:
        with faults:
            problems(missing)
        return
    try:
        made = _record(opened, store, given, by, on, note)
    except TransitError as fault:
        with faults:
            problems([f"{fault}."])
        return
    st.session_state["assessor"] = by
    st.session_state[_SAID] = _said(len(given), made)
    after()
    turn_page()
    st.rerun()


def what_was_recorded() -> None:
    """Say once what came of the last record."""
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        st.success(said)


def _field(question: Question, key: str) -> _Given | None:
    """Let one question be answered; None where nobody looked."""
    name = f"seen_{question.key}_{key}"
    st.html(
        f'<p class="asking"><strong>{escape(question.text)}</strong> '
        f'<span class="quiet">{escape(question.why)}</span></p>'
    )
    if question.measure is Measure.STATE:
        chosen = st.radio(
            question.text,
            [*_WORDS],
            format_func=lambda each: _WORDS[each],
            horizontal=True,
            key=name,
            label_visibility="collapsed",
        )
        return (chosen, None) if isinstance(chosen, State) else None
    if question.measure is Measure.CROSSING:
        kind = st.selectbox(
            question.text,
            [_OPEN, *SEEN_KINDS],
            format_func=_crossing_word,
            key=name,
            label_visibility="collapsed",
        )
        return (kind, None) if isinstance(kind, CrossingKind) else None
    return _number(question, name)


def _number(question: Question, name: str) -> _Given | None:
    low, high = RANGES[question.measure]
    left, right = st.columns(2)
    unit = _UNITS[question.measure]
    number = left.number_input(
        f"{question.text} ({unit})",
        int(low),
        int(high),
        None,
        1,
        placeholder=unit,
        key=name,
        label_visibility="collapsed",
    )
    if question.measure is not Measure.PER_CENT:
        return None if number is None else (float(number), None)
    wind = right.selectbox(
        f"{question.text} Where it goes up",
        [*_WINDS],
        format_func=lambda each: "level" if each == "level" else f"up to the {each}",
        key=f"{name}_up",
        label_visibility="collapsed",
    )
    return None if number is None else (float(number), _WINDS[wind])


def _crossing_word(kind: CrossingKind | str) -> str:
    if not isinstance(kind, CrossingKind):
        return _WORDS[_OPEN]
    said = english().say("crossing", kind.name.lower())
    return {CrossingKind.NONE: "no crossing at all"}.get(kind, said)


def _who(key: str) -> tuple[str, dt.date, str]:
    left, right = st.columns(2)
    by = left.text_input(
        "Seen by (role or staff reference)",
        st.session_state.get("assessor", ""),
        key=f"seen_by_{key}",
    )
    on = right.date_input(
        "Seen on",
        dt.date.today(),
        max_value=dt.date.today(),
        format="DD/MM/YYYY",
        key=f"seen_on_{key}",
    )
    note = st.text_input(
        "Anything else about the place (nothing about a person)",
        max_chars=_MOST_LETTERS,
        key=f"seen_note_{key}",
    )
    return by.strip(), on if isinstance(on, dt.date) else dt.date.today(), note.strip()


def _record(
    opened: OpenedArea,
    store: Store,
    given: dict[Question, _Given],
    by: str,
    on: dt.date,
    note: str,
) -> Recorded:
    seen: list[Observation] = []
    for question, (answer, uphill_deg) in given.items():
        seen += observations_of(
            question,
            answer,
            opened.area,
            read_rules(),
            seen_on=on,
            seen_by=by,
            note=note,
            uphill_deg=uphill_deg,
        )
    return record_seen(store, seen, read_parameters(read_settings().parameters_dir))


def _said(answers: int, made: Recorded) -> str:
    things = "One answer was" if answers == 1 else f"{answers} answers were"
    verdicts = "verdict is" if made.stale == 1 else "verdicts are"
    touched = (
        f"{made.stale:,} {verdicts} now out of date."
        if made.stale
        else "No verdict of the register rests on it."
    )
    return f"{things} recorded. {touched}"
