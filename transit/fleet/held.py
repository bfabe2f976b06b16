"""Sessions that are not held: over, not begun, on other days, or only in a part of the year."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from transit.fleet.today import FLEET_MODES, mode_of
from transit.model.fact import State
from transit.model.notice import Notice, Severity
from transit.model.opportunities import Session
from transit.model.people import Attendance, Person
from transit.model.register import Register


class Year(NamedTuple):
    """First and last date of the area's timetable: what is planned is a week between them."""

    first: dt.date
    last: dt.date


def register_held(register: Register, year: Year) -> tuple[Register, tuple[Notice, ...]]:
    """Return a register in which nobody goes to a session that is over or has not begun.

    Parameters
    ----------
    register
        People and sessions.
    year
        Dates that count.

    Returns
    -------
    register : Register
        The same, without attendance of such sessions.
    notices : tuple of Notice
        Who rides to such a session, or is recorded on days on which it is not held; and sessions
        held in a part of the year only, whose rides are paid in all weeks of a year.
    """
    notices: list[Notice] = []
    people: dict[str, Person] = {}
    in_part: dict[str, None] = {}
    for person in register.people.values():
        kept = []
        for attends in person.attends:
            session = register.sessions.get(attends.session or "")
            if session is None or mode_of(person, attends) not in FLEET_MODES:
                kept.append(attends)
            elif _is_outside(session, year):
                notices.append(_not_held(person, session, year))
            else:
                kept.append(attends)
                notices += _other_days(person, attends, session)
                if _is_in_part(session, year):
                    in_part[session.id] = None
        people[person.id] = replace(person, attends=tuple(kept))
    if in_part:
        notices.append(_in_part(in_part))
    return replace(register, people=people), tuple(notices)


def _is_outside(session: Session, year: Year) -> bool:
    return (session.last_date or year.first) < year.first or (
        session.first_date or year.last
    ) > year.last


def _is_in_part(session: Session, year: Year) -> bool:
    """Tell whether a session is known not to be held all year."""
    return (
        session.term_only is State.YES
        or (session.first_date or year.first) > year.first
        or (session.last_date or year.last) < year.last
    )


def _not_held(person: Person, session: Session, year: Year) -> Notice:
    if session.last_date and session.last_date < year.first:
        when = f"ended on {_date(session.last_date)}, before the timetable of the area begins"
    else:
        when = "begins after the timetable of the area has ended"
    return Notice(
        "fleet_session_not_held",
        Severity.WARNING,
        "register",
        f"person {person.id} is recorded to ride to session {session.id}, which {when} "
        f"({_date(year.first)} to {_date(year.last)}): their rides are not planned",
        "Record where they go now, or correct the session's dates",
        field="session",
    )


def _other_days(person: Person, attends: Attendance, session: Session) -> Iterator[Notice]:
    """Name days that are recorded but on which the session is not held."""
    lost = [day.word for day in attends.days if day not in session.days]
    more = (attends.days_a_week or 0) - len(session.days)
    if not lost and (attends.days or more <= 0):
        return
    what = f"on {' '.join(lost)}" if lost else f"on {attends.days_a_week} days a week"
    held = " ".join(day.word for day in session.days)
    yield Notice(
        "fleet_day_not_held",
        Severity.WARNING,
        "register",
        f"person {person.id} is recorded to go to session {session.id} {what}, which is held on "
        f"{held} only: no ride is planned on other days",
        "Correct their days, or those of the session",
        field="days",
    )


def _in_part(sessions: Mapping[str, None]) -> Notice:
    return Notice(
        "fleet_session_part_of_year",
        Severity.INFO,
        "register",
        f"sessions {', '.join(sorted(sessions))} are held in term only or in a part of the year; "
        "their rides are counted in every week in which the fleet runs, so that a year costs less "
        "than is told",
        "Bear it in mind, or plan with fewer weeks (parameter fleet_weeks_a_year)",
        field="term_only",
    )


def _date(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"
