"""Who rides on the fleet today: from what the register says of where people go and how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from transit.model.fact import State
from transit.model.notice import Notice, Severity
from transit.model.opportunities import Opportunity, Session
from transit.model.people import Attendance, Mode, Person, StartPlace
from transit.model.positions import Position
from transit.model.profile import Profile
from transit.model.register import Register
from transit.model.weekdays import Days, Weekday

FLEET_MODES = frozenset({Mode.MINIBUS, Mode.TAXI, Mode.DIAL_A_RIDE})
"""Ways to travel that a council pays for."""


class Towards(StrEnum):
    """Which way somebody rides."""

    VENUE = "to the session"
    HOME = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRide:
    """One ride that somebody needs on one day of the week.

    Parameters
    ----------
    person, session
        Ids.
    towards
        Which way.
    day
        Day of the week.
    at_s
        When the session starts, or when it ends, seconds of the day.
    home, venue
        Where they live on that day, and where they get off.
    wheelchair
        Whether a wheelchair space is taken, not a seat.
    """

    person: str
    session: str
    towards: Towards
    day: Weekday
    at_s: int
    home: Position
    venue: Position
    wheelchair: bool


@dataclass(frozen=True, slots=True)
class RidesToday:
    """The rides of a week.

    Parameters
    ----------
    rides
        By person, day and time.
    notices
        Who rides but could not be counted, and what was taken for granted.
    """

    rides: tuple[FleetRide, ...]
    notices: tuple[Notice, ...]


def rides_today(register: Register, profiles: Mapping[str, Profile]) -> RidesToday:
    """Return the rides of a week with term.

    Parameters
    ----------
    register
        People, sessions and places.
    profiles
        Travel profiles by name: who uses a wheelchair where the person's own record is silent.

    Returns
    -------
    RidesToday
        Somebody who goes to two sessions on a day rides to and from each.
    """
    rides: list[FleetRide] = []
    notices: list[Notice] = []
    for person in register.people.values():
        for attends in person.attends:
            mode = attends.mode if attends.mode is not Mode.UNKNOWN else person.mode_now
            if mode not in FLEET_MODES:
                continue
            session = register.sessions.get(attends.session or "")
            if session is None:
                notices.append(_no_session(person))
                continue
            days, assumed = _days(attends, session)
            if assumed:
                notices.append(_days_assumed(person, session))
            venue = register.opportunities[session.opportunity]
            rides += _of_days(person, session, venue, days, _in_chair(person, profiles))
    return RidesToday(tuple(rides), tuple(notices))


def _days(attends: Attendance, session: Session) -> tuple[Days, bool]:
    """Return on which days somebody goes, and whether that had to be assumed."""
    if attends.days:
        return tuple(day for day in attends.days if day in session.days), False
    if attends.days_a_week is None or attends.days_a_week >= len(session.days):
        return session.days, len(session.days) > 1
    return session.days[: attends.days_a_week], True


def _of_days(
    person: Person, session: Session, venue: Opportunity, days: Days, wheelchair: bool
) -> Iterator[FleetRide]:
    for day in days:
        home = _home(person, day).at
        for towards, at_s in ((Towards.VENUE, session.start_s), (Towards.HOME, session.end_s)):
            yield FleetRide(
                person=person.id,
                session=session.id,
                towards=towards,
                day=day,
                at_s=at_s,
                home=home,
                venue=venue.entrances[0].at,
                wheelchair=wheelchair,
            )


def _home(person: Person, day: Weekday) -> StartPlace:
    """Return where somebody is on a day: a place named for that day before the home."""
    return next((place for place in person.places if day in place.days), person.places[0])


def _in_chair(person: Person, profiles: Mapping[str, Profile]) -> bool:
    """Tell whether a wheelchair space is needed: nobody is known to change to a seat."""
    if person.limits.chair is not State.UNKNOWN:
        return person.limits.chair is State.YES
    profile = profiles.get(person.profile)
    return profile is not None and profile.chair


def _no_session(person: Person) -> Notice:
    return Notice(
        "fleet_ride_without_session",
        Severity.WARNING,
        "register",
        f"person {person.id} rides on the fleet to a place without a session: their rides are "
        "not planned",
        "Record the session, so that the times are known",
        field="session",
    )


def _days_assumed(person: Person, session: Session) -> Notice:
    return Notice(
        "fleet_ride_days_assumed",
        Severity.INFO,
        "register",
        f"person {person.id} goes to session {session.id} on days that are not recorded: its "
        "first days were taken",
        "Record the days",
        field="days",
    )
