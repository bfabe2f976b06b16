"""The page Who can come: a venue's sessions, how many come how, and person by person if asked."""

from html import escape
from typing import Final

import polars as pl
import streamlit as st

from transit.dashboard.asked import keep_fields
from transit.dashboard.frame import Cell, Html, empty, table, tag
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.scoring import offer_scoring, tell_stale
from transit.dashboard.verdict_data import Directory, read_directory
from transit.dashboard.verdict_look import confidence_tag, rung_tag, rung_word, when_words
from transit.disclosure import Audience, State
from transit.model.fact import State as Known
from transit.model.opportunities import Session
from transit.model.verdict import Rung
from transit.model.weekdays import DAY_NAMES, Weekday
from transit.read.parameters import read_parameters
from transit.sessions.carers import AtHome, carer_sentence, carers_at_home
from transit.sessions.venues_come import Comer, come_counts, comers
from transit.settings import read_settings
from transit.store import Store
from transit.store.people import PEOPLE
from transit.store.verdict_pages import Chosen, read_verdicts

_ANY: Final = "Any day"
_FIELDS: Final = "come_"


def come_page() -> None:
    """Show who can come to the sessions of a venue."""
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    keep_fields(_FIELDS)
    if offer_scoring(store):
        return
    directory = read_directory(store)
    if not directory.sessions:
        empty("There is no session yet", ["Sessions come with the import of a register."])
        return
    tell_stale(store)
    sessions = _chosen(directory)
    if not sessions:
        empty("Nothing is held there on that day", ["Choose another day, or any day."])
        return
    verdicts = read_verdicts(store, Chosen(sessions=tuple(each.id for each in sessions)))
    if not verdicts.height:
        empty("Nobody was judged for these sessions yet", ["Work verdicts out first."])
        st.page_link("app_pages/who_could_travel.py", label="Go to Who could travel")
        return
    _counts(verdicts, sessions)
    _people(store, verdicts, sessions)


def _chosen(directory: Directory) -> list[Session]:
    """Let the visitor choose a venue and a day."""
    held = {each.opportunity for each in directory.sessions.values()}
    venues = sorted(held, key=lambda key: directory.opportunities[key].name)
    left, right = st.columns(2)
    venue = left.selectbox(
        "Place",
        venues,
        format_func=lambda key: directory.opportunities[key].name,
        key="come_venue",
    )
    day = right.selectbox(
        "Day",
        [_ANY, *Weekday],
        format_func=lambda each: DAY_NAMES[each] if isinstance(each, Weekday) else str(each),
        key="come_day",
    )
    return sorted(
        (
            each
            for each in directory.sessions.values()
            if each.opportunity == venue and (day not in [*Weekday] or day in each.days)
        ),
        key=lambda each: (each.days, each.start_s, each.id),
    )


def _name(session: Session) -> str:
    activity = session.activity or session.id
    return f"{activity}, {when_words(session)} ({session.id})"


def _counts(verdicts: pl.DataFrame, sessions: list[Session]) -> None:
    st.header("How many could come", anchor=False)
    parameters = read_parameters(read_settings().parameters_dir)
    names = {each.id: _name(each) for each in sessions}
    counts = come_counts(verdicts, names, parameters, Audience.INSIDE)

    def words(session: str, rung: Rung) -> Cell:
        return counts.words(session=session, verdict=rung.word)

    table(
        "People by session and how they could come, small numbers hidden",
        ("Session", *(rung_word(rung) for rung in Rung)),
        [(name, *(words(name, rung) for rung in Rung)) for name in names.values()],
    )
    if any(each.state is State.HIDDEN for each in counts.cells.values()):
        st.markdown(
            "Small numbers are hidden, and some others with which they could be worked out, so "
            "that the table may be handed on inside the council."
        )
    st.markdown("Door-to-door transport is as good an answer as any. All of it is for review.")


def _people(store: Store, verdicts: pl.DataFrame, sessions: list[Session]) -> None:
    st.header("Person by person", anchor=False)
    if not st.checkbox("Show people under their pseudonyms", key="come_people"):
        st.markdown("Only for those who work with these people.")
        return
    session = sessions[0]
    if len(sessions) > 1:
        session = st.selectbox("Session", sessions, format_func=_name, key="come_session")
    found = comers(verdicts, session)
    last = sum(each.is_last_home is True for each in found)
    if last:
        some = "1 person has" if last == 1 else f"{last} people have"
        st.markdown(f"{some} no later way home that day: agree what happens if it is missed.")
    with store.reading() as reading:
        at_home = carers_at_home(found, session, PEOPLE.read(reading))
    if at_home:
        st.markdown(carer_sentence(at_home.values()))
    table(
        f"Who can come: {_name(session)}",
        ("Person", "How", "Confidence", "Early by", "Leaves after", "Way home", "At home", "Buses"),
        [_row(each, at_home.get(each.person)) for each in found],
    )


def _row(comer: Comer, at_home: AtHome | None) -> tuple[Cell, ...]:
    start = f", from start {comer.place + 1}" if comer.place else ""
    stale = f" {tag('Out of date', 'check')}" if comer.is_stale else ""
    return (
        f"{comer.person}{start}",
        Html(rung_tag(comer.rung) + stale),
        Html(confidence_tag(comer.is_confirmed)),
        _minutes(comer.early_min),
        _minutes(comer.after_min),
        _home(comer),
        "–" if at_home is None or comer.place else _somebody(at_home),
        Html(_buses(comer)),
    )


def _minutes(minutes: int | None) -> Cell:
    return "–" if minutes is None else f"{minutes} min"


def _home(comer: Comer) -> Cell:
    if comer.is_last_home is None:
        return "–"
    return Html(tag("Last one", "check")) if comer.is_last_home else "A later one follows"


def _somebody(at_home: AtHome) -> Cell:
    match at_home.leaving, at_home.coming:
        case Known.NO, Known.NO:
            return Html(tag("Nobody then", "check"))
        case Known.NO, _:
            return Html(tag("Nobody when leaving", "check"))
        case _, Known.NO:
            return Html(tag("Nobody when back", "check"))
        case Known.YES, Known.YES:
            return "Somebody"
    return "Not known"


def _buses(comer: Comer) -> str:
    if comer.is_last_home is None:
        return "–"
    there, back = (", ".join(each) or "on foot" for each in (comer.out_lines, comer.back_lines))
    return f"{escape(there)}<small>back: {escape(back)}</small>"
