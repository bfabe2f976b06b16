"""From a sweep and a register to the windows that may be chosen, and who could come to each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.fleet.today import rides_today
from transit.model.fact import State
from transit.model.opportunities import Opportunity, Session
from transit.model.parameters import Parameters
from transit.model.people import Person
from transit.model.profile import Profile
from transit.model.register import Register
from transit.model.vehicles import Vehicle, VehicleKind
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.sessions.sweep_axes import Axes, windows_of
from transit.sessions.sweep_open import can_be_held
from transit.sessions.swept import Swept, Window
from transit.sessions.windows import NO_LIMIT, Minibuses, WindowProblem

_MINIBUSES = (VehicleKind.MINIBUS, VehicleKind.COACH)
_UNKNOWN_LOSS = 1
"""Seats that a wheelchair takes where nobody has recorded it: as few as it can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Which windows may be chosen at a venue.

    Parameters
    ----------
    axes
        Days, starts and finishes that are swept.
    windows
        Those that may be chosen, today's included.
    today
        Today's.
    closed
        How many were left out because the venue is closed, or its staff are not there, then.
    hours_known
        Whether anybody has recorded when the venue is open.
    """

    axes: Axes
    windows: tuple[Window, ...]
    today: tuple[Window, ...]
    closed: int = 0
    hours_known: bool = True


def offer_of(
    sessions: Sequence[Session],
    days: tuple[Weekday, ...],
    first_s: int,
    last_s: int,
    step_s: int,
    lengths_s: Collection[int],
    *,
    venue: Opportunity | None = None,
    closed_too: bool = False,
) -> Offer:
    """Return the windows that may be chosen.

    Parameters
    ----------
    sessions
        Today's sessions of the venue.
    days
        Days of the week that are looked at.
    first_s, last_s, step_s
        First start, last finish, and what is between two starts, seconds.
    lengths_s
        Lengths that are looked at.
    venue
        The venue with its hours and those of its staff; None where they are not known.
    closed_too
        Whether windows are looked at, too, at which the venue is closed or its staff are not
        there.

    Returns
    -------
    Offer
        Windows of each length on each day, and today's, however long they are.

    Raises
    ------
    InputError
        Nothing fits between the first start and the last finish, or into the venue's hours.
    """
    today = tuple(dict.fromkeys(each for one in sessions for each in windows_of(one, days)))
    lengths = sorted(each for each in set(lengths_s) if 0 < each <= last_s - first_s)
    if step_s <= 0 or not lengths or not days:
        raise InputError(
            "no window fits: give days, a step, and a length that fits between the first start "
            "and the last finish"
        )
    pairs = {
        (start, start + length)
        for length in lengths
        for start in range(first_s, last_s - length + 1, step_s)
    }
    known = {(each.start_s, each.end_s) for each in today}
    windows = {Window(day, start, end) for day in days for start, end in pairs}
    shut: set[Window] = set()
    if venue is not None and not closed_too:
        # Today's are held, whatever is recorded.
        shut = {each for each in windows if can_be_held(venue, each) is State.NO} - set(today)
    if shut and shut == windows - set(today) and not today:
        raise InputError(
            f"{venue.name if venue else 'the venue'} is closed or without staff at all of these "
            "times: give other days or times, or look at times when it is closed, too"
        )
    every = sorted(pairs | known)
    axes = Axes(
        days=days,
        starts_s=tuple(sorted({start for start, _ in every})),
        ends_s=tuple(sorted({end for _, end in every})),
        shortest_s=min(lengths),
        longest_s=max(lengths),
        kept=frozenset(known),
    )
    return Offer(
        axes=axes,
        windows=tuple(sorted(windows - shut | set(today))),
        today=today,
        closed=len(shut),
        hours_known=venue is not None and bool(venue.hours),
    )


def window_problem(
    swept: Swept,
    offer: Offer,
    register: Register,
    parameters: Parameters,
    *,
    places: int | None = None,
    keep_today: bool = False,
    confirmed: bool = False,
    riders: Collection[str] = (),
) -> WindowProblem:
    """Return the problem of choosing windows at a venue.

    Parameters
    ----------
    swept
        Who could come, at least to the windows offered.
    offer
        The windows.
    register
        People and sessions.
    parameters
        What coming is worth, and how many sessions people need.
    places
        People in each window at most; None takes what is recorded of the venue's sessions: of
        today's windows their own, of any other the fewest.
    keep_today
        Whether today's windows stay.
    confirmed
        Whether unknown facts count as barriers.
    riders
        Ids of those whom the fleet takes to the venue where they cannot come by themselves; empty
        leaves the fleet out.

    Returns
    -------
    WindowProblem
        For :func:`~transit.sessions.windows_model.choose_windows`.
    """
    rungs = _rungs(swept, offer.windows, confirmed=confirmed)
    worth = np.array([*parameters.numbers("window_rung_worth")], np.float64)[rungs]
    seated = np.array([who in riders for who in swept.people], np.bool_)
    # Who has yet to learn the way rides until they have.
    rides = seated[:, None] & (rungs != Rung.NOW)
    worth = np.where(rides, np.maximum(worth, parameters.number("window_fleet_worth")), worth)
    people = [register.people[who] for who in swept.people]
    sessions = [
        each for each in register.sessions.values() if each.opportunity == swept.opportunity
    ]
    usual = round(parameters.number("window_sessions_a_week"))
    return WindowProblem(
        windows=offer.windows,
        people=swept.people,
        worth=worth,
        rides=rides,
        wanted=np.array([_wanted(one, swept.opportunity, usual) for one in people], np.int64),
        goes_nowhere=np.array([_goes_nowhere(one, swept.opportunity) for one in people], np.bool_),
        places=_places(sessions, offer, places),
        kept=np.array([keep_today and each in offer.today for each in offer.windows], np.bool_),
        known=tuple(_known(people, sessions, offer).items()),
    )


def riders_to(
    register: Register, opportunity: str, profiles: Mapping[str, Profile], parameters: Parameters
) -> dict[str, bool]:
    """Return who rides to a venue on the fleet or in a taxi today.

    Parameters
    ----------
    register
        People and sessions.
    opportunity
        Id of the venue.
    profiles
        Ready profiles by name.
    parameters
        What tells who takes a wheelchair space.

    Returns
    -------
    dict
        By person, whether a wheelchair space is taken.
    """
    rides = rides_today(register, profiles, parameters).rides
    return {
        each.person: each.wheelchair
        for each in rides
        if register.sessions[each.session].opportunity == opportunity
    }


def minibuses_of(
    vehicles: Collection[Vehicle],
    people: Sequence[str],
    in_wheelchairs: Mapping[str, bool],
    parameters: Parameters,
    *,
    most: int | None = None,
) -> Minibuses:
    """Return the minibuses of a register as a choice of windows counts them.

    Parameters
    ----------
    vehicles
        The fleet.
    people
        Ids, in the order of the problem.
    in_wheelchairs
        Who takes a wheelchair space.
    parameters
        How long minibuses are out, and what one more must serve.
    most
        Minibuses at most; None for no limit.

    Returns
    -------
    Minibuses
        Each as large as the largest, so that no plan needs fewer.

    Raises
    ------
    InputError
        The register has no minibus.
    """
    fleet = [each for each in vehicles if each.kind in _MINIBUSES]
    if not fleet:
        raise InputError("the register has no minibus: import the fleet, or leave it out")
    sizes = [
        layout.seats + layout.wheelchairs * (each.seats_lost_a_wheelchair or _UNKNOWN_LOSS)
        for each in fleet
        for layout in each.layouts
    ]
    least = min(each.seats_lost_a_wheelchair or _UNKNOWN_LOSS for each in fleet)
    return Minibuses(
        seats=max(sizes),
        spaces=np.array([least if in_wheelchairs.get(who) else 1 for who in people], np.int64),
        run_s=int(parameters.number("window_run_s")),
        worth_people=parameters.number("window_people_a_minibus"),
        most=most,
    )


def usual_length_s(people: Iterable[Person], sessions: Sequence[Session]) -> int | None:
    """Return how long the sessions are that most people come to today.

    Parameters
    ----------
    people
        Everybody.
    sessions
        Today's sessions of a venue.

    Returns
    -------
    int or None
        Seconds; None where nothing is held there.
    """
    lengths = {each.id: each.end_s - each.start_s for each in sessions}
    if not lengths:
        return None
    counts = dict.fromkeys(lengths.values(), 0)
    for person in people:
        for attends in person.attends:
            if attends.session in lengths:
                counts[lengths[attends.session]] += 1
    return max(counts, key=lambda length: (counts[length], -length))


def rooms_today(today: Sequence[Window]) -> int:
    """Return how many of today's windows are at one time at the most.

    Parameters
    ----------
    today
        The windows.

    Returns
    -------
    int
        1 where there is none.
    """
    return max(
        (
            sum(two.day == one.day and two.start_s <= one.start_s < two.end_s for two in today)
            for one in today
        ),
        default=1,
    )


def _rungs(swept: Swept, windows: Sequence[Window], *, confirmed: bool) -> NDArray[np.uint8]:
    """``(n_people, n_windows) uint8``."""
    cells = swept.sure if confirmed else swept.rungs
    return np.stack([cells[(slice(None), *swept.at(each))] for each in windows], axis=1)


def _wanted(person: Person, opportunity: str, usual: int) -> int:
    days = 0
    for each in person.attends:
        if each.opportunity == opportunity:
            days += each.days_a_week or len(each.days)
    return min(days or usual, len(Weekday))


def _goes_nowhere(person: Person, opportunity: str) -> bool:
    return all(each.opportunity == opportunity for each in person.attends)


def _places(sessions: Sequence[Session], offer: Offer, asked: int | None) -> NDArray[np.int64]:
    """Places in each window; sessions that are held at the same time have theirs together."""
    recorded = [each.capacity for each in sessions if each.capacity is not None]
    fewest = min(recorded, default=NO_LIMIT)
    if asked is not None:
        return np.full(len(offer.windows), asked, np.int64)
    own: dict[Window, int] = {}
    for each in sessions:
        for window in windows_of(each, offer.axes.days):
            some = fewest if each.capacity is None else each.capacity
            own[window] = min(own.get(window, 0) + some, NO_LIMIT)
    return np.array([own.get(each, fewest) for each in offer.windows], np.int64)


def _known(
    people: Sequence[Person], sessions: Sequence[Session], offer: Offer
) -> dict[Window, int]:
    """Count who comes to which of today's windows; where no days are recorded, to all of them."""
    windows = {each.id: windows_of(each, offer.axes.days) for each in sessions}
    made = dict.fromkeys(offer.today, 0)
    for person in people:
        for attends in person.attends:
            for window in windows.get(attends.session or "", ()):
                if not attends.days or window.day in attends.days:
                    made[window] += 1
    return made
