"""Which stops and buses a person can use, and how hard waiting is there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import TimetableArrays, frozen
from transit.model.fact import UNKNOWN, Fact, Source, Stance, State
from transit.model.profile import Profile
from transit.network.area import Area
from transit.network.timetable import DayTimetable, Timetable
from transit.route.barriers import refused
from transit.route.costs import MS
from transit.route.query import Avoid

_REGULAR, _NONE, _PHONE, _ASK_DRIVER = range(4)
_NO_ROUTE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Boarding:
    """What one profile in one stance can board.

    ``stop_usable (n_stops,) bool``; ``pattern_usable (n_patterns,) bool`` of the whole timetable;
    ``wait (n_stops,) int64`` weight of a second waited, thousandths; ``asks_driver`` whether also
    where the driver, or the operator beforehand, must be asked; ``rides`` whether at all;
    ``change_to (n_stops,) bool`` where one may board after a change.
    """

    stop_usable: NDArray[np.bool_]
    pattern_usable: NDArray[np.bool_]
    wait: NDArray[np.int64]
    change_to: NDArray[np.bool_]
    rides: bool
    asks_driver: bool


def boarding(area: Area, profile: Profile, stance: Stance) -> Boarding:
    """Return which stops and patterns a profile can use.

    Parameters
    ----------
    area
        Stops and timetable.
    profile
        Who rides.
    stance
        How unknown facts are read.

    Returns
    -------
    Boarding
        In a chair step-free stops and a wheelchair space are needed. No timetable says whether a
        bus announces its stops: it is unknown until somebody has listened. Whoever cannot tell
        buses apart changes only to stops that one route
        alone ever leaves from, since nobody knows beforehand how long the wait will be.
    """
    timetable = area.timetable
    n_stops = area.stops.corner.size
    stop_usable = np.ones(n_stops, np.bool_)
    pattern_usable = np.ones(timetable.pattern_wheelchair.size, np.bool_)
    if profile.chair:
        facts = timetable.stops["wheelchair"].to_numpy().astype(np.uint8)
        stop_usable = ~refused(facts, stance)
        pattern_usable = ~refused(timetable.pattern_wheelchair, stance)
    standing = refused(area.stops.seat, stance)
    weights = profile.weights
    wait = np.where(standing, round(weights.wait_no_seat * MS), round(weights.wait * MS))
    if not profile.riding.gets_off_unannounced:
        pattern_usable &= ~refused(announced(timetable), stance)
    return Boarding(
        stop_usable,
        pattern_usable,
        wait.astype(np.int64),
        _change_to(timetable, n_stops, profile),
        profile.riding.buses,
        profile.riding.asks_driver,
    )


def announced(timetable: Timetable) -> NDArray[np.uint8]:
    """Return whether the buses of each pattern announce their stops.

    Parameters
    ----------
    timetable
        The timetable, with what people heard on its routes.

    Returns
    -------
    ndarray
        ``(n_patterns,) uint8`` facts: no where any of its routes does not, yes where all do.
    """
    n_trips = np.diff(timetable.pattern_first_trip)
    if "announced" not in timetable.routes.columns:
        return np.full(n_trips.size, UNKNOWN.code, np.uint8)
    heard = timetable.routes["announced"].to_numpy().astype(np.uint8)
    of_trip = heard[timetable.trips["route"].to_numpy()[timetable.trip_row]] & 3
    pattern = np.repeat(np.arange(n_trips.size), n_trips)
    told = [np.bincount(pattern[of_trip == state], minlength=n_trips.size) for state in State]
    yes, no = (Fact(state, Source.SURVEYED).code for state in (State.YES, State.NO))
    facts = np.where(told[State.YES] == n_trips, yes, UNKNOWN.code)
    return np.where(told[State.NO] > 0, no, facts).astype(np.uint8)


def _change_to(timetable: Timetable, n_stops: int, profile: Profile) -> NDArray[np.bool_]:
    """Return the stops at which one may board after a change."""
    if profile.riding.boards_where_several_call:
        return np.ones(n_stops, np.bool_)
    n_trips = np.diff(timetable.pattern_first_trip)
    pattern = np.repeat(np.arange(n_trips.size), n_trips)
    route = timetable.trips["route"].to_numpy()[timetable.trip_row]
    first, last = (np.full(n_trips.size, fill, np.int64) for fill in (_NO_ROUTE, -1))
    np.minimum.at(first, pattern, route)
    np.maximum.at(last, pattern, route)
    left = timetable.pattern_board != _NONE
    stop = timetable.pattern_stop[left]
    at = np.repeat(np.arange(n_trips.size), np.diff(timetable.pattern_first_stop))[left]
    low, high = (np.full(n_stops, fill, np.int64) for fill in (_NO_ROUTE, -1))
    np.minimum.at(low, stop, first[at])
    np.maximum.at(high, stop, last[at])
    return high <= low


def boardable(
    day: DayTimetable, timetable: Timetable, usable: Boarding, stance: Stance, avoid: Avoid
) -> TimetableArrays:
    """Return a day's timetable with only what a profile can board and get off at.

    Stops where the driver must be asked can be used by who asks drivers; those for which the
    operator must be rung up beforehand only by the hopeful among them.

    Parameters
    ----------
    day
        The day.
    timetable
        The whole timetable it comes from.
    usable
        What the profile can use.
    stance
        How unknown facts are read.
    avoid
        Stops, routes and patterns to do without.

    Returns
    -------
    TimetableArrays
        Sharing all but the boarding rules with the day's.
    """
    arrays = day.arrays
    sizes = np.diff(arrays.pattern_first_stop)
    pattern_ok = usable.pattern_usable[day.pattern_index] & usable.rides
    if avoid.patterns:
        pattern_ok &= ~np.isin(day.pattern_index, sorted(avoid.patterns))
    if avoid.routes:
        pattern_ok &= ~_of_routes(day, timetable, avoid.routes)
    stop_ok = usable.stop_usable
    if avoid.stops:
        stop_ok = stop_ok.copy()
        stop_ok[sorted(avoid.stops)] = False
    visit_ok = np.repeat(pattern_ok, sizes) & stop_ok[arrays.pattern_stop]
    whole = timetable.pattern_first_stop[day.pattern_index].astype(np.int64)
    own = arrays.pattern_first_stop[:-1].astype(np.int64)
    source = np.arange(arrays.pattern_stop.size, dtype=np.int64) + np.repeat(whole - own, sizes)
    codes = _allowed(usable.asks_driver, stance)
    board = visit_ok & codes[timetable.pattern_board[source]]
    alight = visit_ok & codes[timetable.pattern_alight[source]]
    if day.ridden is not None:
        board, alight = board & day.ridden.board, alight & day.ridden.alight
    # What is dear is marked 2.
    marks = 1 if day.ridden is None or day.ridden.dear is None else 1 + day.ridden.dear
    return arrays._replace(
        pattern_board=frozen(board * marks, np.uint8),
        pattern_alight=frozen(alight * marks, np.uint8),
    )


def _of_routes(
    day: DayTimetable, timetable: Timetable, routes: frozenset[int]
) -> NDArray[np.bool_]:
    """Return the day's patterns with a trip of one of the routes.

    Few patterns have trips of several routes; the other routes' trips on these are lost, too.
    """
    of_trip = timetable.trips["route"].to_numpy()[timetable.trip_row[day.trip_index]]
    first = day.arrays.pattern_first_trip
    among = np.isin(of_trip, sorted(routes))
    counts = np.concatenate([[0], np.cumsum(among)])
    return np.asarray(counts[first[1:]] > counts[first[:-1]])


def _allowed(asks_driver: bool, stance: Stance) -> NDArray[np.bool_]:
    """Return at which codes one may get on or off, ``(256,) bool``."""
    allowed = np.zeros(256, np.bool_)
    allowed[_REGULAR] = True
    if asks_driver:
        allowed[_ASK_DRIVER] = True
        allowed[_PHONE] = stance is Stance.HOPEFUL
    return allowed
