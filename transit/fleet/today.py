"""Who rides on the fleet today: from what the register says of where people go and how."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from transit.model.fact import State
from transit.model.notice import Notice, Severity
from transit.model.opportunities import Opportunity, Session
from transit.model.parameters import Parameters
from transit.model.people import Attendance, Mode, Person, StartPlace
from transit.model.positions import Position
from transit.model.profile import Profile
from transit.model.register import Register
from transit.model.weekdays import Days, Weekday
from transit.model.wheelchair import travels_in_wheelchair

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
        Whether a wheelchair space is taken, not a seat; also where nobody knows.
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


def rides_today(
    register: Register, profiles: Mapping[str, Profile], parameters: Parameters
) -> RidesToday:
    """Return the rides of a week with term.

    Parameters
    ----------
    register
        People, sessions and places.
    profiles
        Travel profiles by name: who uses a wheelchair where the person's own record is silent.
    parameters
        Which profiles are of somebody on foot.

    Returns
    -------
    RidesToday
        Somebody who goes to two sessions on a day rides to and from each. Who is not known to walk
        aboard has a wheelchair space, and is named: a seat fits into the room of a space, and not
        the other way round.
    """
    rides: list[FleetRide] = []
    notices: list[Notice] = []
    on_foot = parameters.names("profiles_on_foot")
    for person in register.people.values():
        chair = _in_chair(person, profiles, on_foot)
        before = len(rides)
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
            rides += _of_days(person, session, venue, days, chair is not State.NO)
        if chair is State.UNKNOWN and len(rides) > before:
            notices.append(_wheelchair_unknown(person))
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


def _in_chair(person: Person, profiles: Mapping[str, Profile], on_foot: Collection[str]) -> State:
    profile = profiles.get(person.profile)
    return travels_in_wheelchair(
        person,
        seated=profile is not None and profile.chair,
        on_foot=person.profile in on_foot,
    )


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


def _wheelchair_unknown(person: Person) -> Notice:
    return Notice(
        "fleet_wheelchair_unknown",
        Severity.INFO,
        "register",
        f"person {person.id} is not known to travel in a wheelchair or to walk aboard: a "
        "wheelchair space was kept for them",
        "Record whether they travel in a wheelchair",
        field="chair",
    )
