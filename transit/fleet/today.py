"""Who rides on the fleet today: from what the register says of where people go and how."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from transit.fleet.needs import USUAL, RideTerms, list_unknown, ride_terms, takes_space
from transit.model.fact import State
from transit.model.notice import Notice, Severity
from transit.model.opportunities import Session
from transit.model.parameters import Parameters
from transit.model.people import Attendance, Mode, Person, StartPlace
from transit.model.positions import Position
from transit.model.profile import Profile
from transit.model.register import Register
from transit.model.rides import RideNeeds
from transit.model.starting import place_on
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
    terms
        What else it is planned for.
    onward
        Whether it starts at the session before, not at home; ``home`` is that venue.
    taxi_pence
        What it costs by their taxi contract of today, pence; None where the tariff is paid.
    """

    person: str
    session: str
    towards: Towards
    day: Weekday
    at_s: int
    home: Position
    venue: Position
    wheelchair: bool
    terms: RideTerms = USUAL
    onward: bool = False
    taxi_pence: float | None = None


@dataclass(frozen=True, slots=True)
class _Visit:
    """Somebody goes to a session on a day of the week."""

    day: Weekday
    session: Session
    venue: Position
    by_taxi: bool = False


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
        People, what they need of a ride, sessions and places.
    profiles
        Travel profiles by name: who uses a wheelchair where the person's own record is silent.
    parameters
        Which profiles are of somebody on foot, and who stays out between two sessions.

    Returns
    -------
    RidesToday
        Somebody who goes to two sessions on a day rides to and from each, or straight on where the
        time between is short. Who is not known to walk aboard has a wheelchair space, and is
        named: a seat fits into the room of a space, and not the other way round.
    """
    notices: list[Notice] = []
    rides: list[FleetRide] = []
    on_foot = parameters.names("profiles_on_foot")
    stays_out_s = parameters.number("fleet_home_between_s")
    for person in register.people.values():
        visits = _visits(person, register, notices)
        if not visits:
            continue
        chair = _in_chair(person, profiles, on_foot)
        needs = register.ride_needs.get(person.id, RideNeeds())
        if chair is State.UNKNOWN and takes_space(needs, chair):
            notices.append(_wheelchair_unknown(person))
        unknown = list_unknown(needs, chair)
        if unknown:
            notices.append(_needs_unknown(person, unknown))
        terms, space = ride_terms(needs, chair), takes_space(needs, chair)
        for day in Weekday:
            of_day = [visit for visit in visits if visit.day is day]
            apart = _apart(person, of_day, notices)
            made = _of_day(person, apart, terms, space, stays_out_s)
            rides += _by_contract(tuple(made), apart, needs.taxi_day_pence)
    return RidesToday(tuple(rides), tuple(notices))


def _visits(person: Person, register: Register, notices: list[Notice]) -> list[_Visit]:
    """Return when and where somebody rides on the fleet to; note what is not recorded."""
    visits = []
    for attends in person.attends:
        mode = mode_of(person, attends)
        if mode not in FLEET_MODES:
            continue
        session = register.sessions.get(attends.session or "")
        if session is None:
            notices.append(_no_session(person))
            continue
        days, assumed = days_of(attends, session)
        if assumed:
            notices.append(_days_assumed(person, session))
        venue = register.opportunities[session.opportunity].entrances[0].at
        visits += [_Visit(day, session, venue, mode is Mode.TAXI) for day in days]
    return visits


def mode_of(person: Person, attends: Attendance) -> Mode:
    """Return how somebody travels to a session today.

    Parameters
    ----------
    person
        The person.
    attends
        Where they go.

    Returns
    -------
    Mode
        As is recorded of the session, else of the person.
    """
    return attends.mode if attends.mode is not Mode.UNKNOWN else person.mode_now


def days_of(attends: Attendance, session: Session) -> tuple[Days, bool]:
    """Return on which days somebody goes to a session, and whether that had to be assumed.

    Parameters
    ----------
    attends
        What is recorded of where they go.
    session
        The session.

    Returns
    -------
    days : tuple of Weekday
        Days of the session.
    is_assumed : bool
        Whether the days are not recorded.
    """
    if attends.days:
        return tuple(day for day in attends.days if day in session.days), False
    if attends.days_a_week is None or attends.days_a_week >= len(session.days):
        return session.days, len(session.days) > 1
    return session.days[: attends.days_a_week], True


def _apart(person: Person, visits: list[_Visit], notices: list[Notice]) -> list[_Visit]:
    """Return visits of a day in order, without those that begin before another has ended."""
    kept: list[_Visit] = []
    for visit in sorted(visits, key=lambda each: (each.session.start_s, each.session.id)):
        if kept and visit.session.start_s < kept[-1].session.end_s:
            notices.append(_overlap(person, visit.session, kept[-1].session))
        else:
            kept.append(visit)
    return kept


def _of_day(
    person: Person, visits: list[_Visit], terms: RideTerms, space: bool, stays_out_s: float
) -> Iterator[FleetRide]:
    for before, visit, after in zip([None, *visits], visits, [*visits[1:], None], strict=False):
        home = _home(person, visit.day).at
        there = FleetRide(
            person=person.id,
            session=visit.session.id,
            towards=Towards.VENUE,
            day=visit.day,
            at_s=visit.session.start_s,
            home=home,
            venue=visit.venue,
            wheelchair=space,
            terms=terms,
        )
        if before is None or not _stays_out(before, visit, stays_out_s):
            yield there
        elif before.venue != visit.venue:
            left_s = max(before.session.end_s, terms.earliest_s or 0)
            yield replace(
                there, home=before.venue, onward=True, terms=replace(terms, earliest_s=left_s)
            )
        if after is None or not _stays_out(visit, after, stays_out_s):
            yield replace(there, towards=Towards.HOME, at_s=visit.session.end_s)


def _by_contract(
    rides: Sequence[FleetRide], visits: Iterable[_Visit], day_pence: int | None
) -> Iterator[FleetRide]:
    """Give rides of a day; those by taxi share the price of a contract, however many they are."""
    by_taxi = {each.session.id for each in visits if each.by_taxi}
    n_rides = sum(ride.session in by_taxi for ride in rides)
    for ride in rides:
        if day_pence is None or ride.session not in by_taxi:
            yield ride
        else:
            yield replace(ride, taxi_pence=day_pence / n_rides)


def _stays_out(one: _Visit, two: _Visit, most_s: float) -> bool:
    """Tell whether somebody does not go home between two visits."""
    return two.session.start_s - one.session.end_s <= most_s


def _home(person: Person, day: Weekday) -> StartPlace:
    """Return where somebody is fetched from and taken to on a day."""
    return person.places[place_on(person, day)]


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


def _needs_unknown(person: Person, unknown: tuple[str, ...]) -> Notice:
    return Notice(
        "fleet_needs_unknown",
        Severity.INFO,
        "register",
        f"person {person.id}: it is not recorded {', '.join(unknown)}; planned as if so",
        "Record what they need of a ride (table ride_needs)",
        field="ride_needs",
    )


def _overlap(person: Person, session: Session, other: Session) -> Notice:
    return Notice(
        "fleet_sessions_overlap",
        Severity.WARNING,
        "register",
        f"person {person.id} goes to session {session.id} before session {other.id} has ended: no "
        "ride to or from it is planned",
        "Correct the sessions or their days: nobody is at two places at once",
        field="session",
    )
