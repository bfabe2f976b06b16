"""A timetable as it would be after changes: the same as if the feed had been changed and built."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.model.timetable_edit import EditKind, TimetableEdit
from transit.network.runs import Runs, join_runs, shift_runs, take_runs
from transit.network.timetable import Timetable
from transit.network.timetable_runs import runs_of, single_trips, with_trips

_NO_BOARDING: Final = 1
"""Value of pickup_type and drop_off_type where nobody gets on or off."""
_MINUTE_S: Final = 60
_WEEK: Final = 7


class Edited(NamedTuple):
    """A changed timetable, and what each change did to it.

    Parameters
    ----------
    timetable
        After all changes.
    taken, added
        By change: how many trips, or calls at closed stops, were taken away or added.
    rejoined
        Whether some bus goes on as another on a day on which it did not: without the trips between
        them, say. People can then stay on board, which may make a journey that was not there.
    routes, stops
        Ids of routes of which trips are no more as they were, and of stops that were closed.
    """

    timetable: Timetable
    taken: tuple[int, ...]
    added: tuple[int, ...]
    rejoined: bool
    routes: frozenset[str]
    stops: frozenset[str]


class _Trips(NamedTuple):
    """Single trips and their table, as far as they have been changed."""

    runs: Runs
    table: pl.DataFrame


def edit_timetable(
    timetable: Timetable, edits: Sequence[TimetableEdit], parameters: Parameters
) -> Edited:
    """Change a timetable, one change after the other.

    Parameters
    ----------
    timetable
        As it was built.
    edits
        What to change; stops cannot be moved here, for streets and stops are joined in the build.
    parameters
        With ``coverage_longest_headway_min``, and those of a build.

    Returns
    -------
    Edited
        The new timetable; buses pass a closed stop without calling.

    Raises
    ------
    InputError
        A change is about no trip at all; the message says which, and why.
    """
    longest_s = int(parameters.number("coverage_longest_headway_min") * _MINUTE_S)
    trips = _Trips(single_trips(timetable), timetable.trips)
    taken, added = [], []
    routes: set[str] = set()
    stops: set[str] = set()
    for number, edit in enumerate(edits, start=1):
        try:
            before = trips
            chosen = _chosen(timetable, trips, edit)
            trips = _EDITS[edit.kind](timetable, trips, chosen, edit, longest_s)
        except InputError as fault:
            raise InputError(f"edit {number} ({edit.kind}): {fault}") from fault
        more = trips.runs.n_trips - before.runs.n_trips
        added.append(max(more, 0))
        if edit.kind is EditKind.CLOSE_STOP:
            calls = before.runs.board != trips.runs.board
            calls |= before.runs.alight != trips.runs.alight
            taken.append(int(calls.sum()))
            stops |= set(timetable.stops["stop_id"][np.unique(before.runs.stop[calls])])
        else:
            taken.append(max(-more, 0))
            rows = before.runs.row[chosen]
            of_trip = before.table["route"].to_numpy()[rows]
            routes |= set(timetable.routes["route_id"][np.unique(of_trip)])
    made = with_trips(timetable, trips.runs, trips.table, parameters)
    rejoined = _rejoined(timetable, made)
    return Edited(made, tuple(taken), tuple(added), rejoined, frozenset(routes), frozenset(stops))


def _rejoined(before: Timetable, after: Timetable) -> bool:
    """Tell whether some trip goes on as another on days on which it did not."""
    there = _joined(before)
    none = np.zeros(before.active.shape[1], dtype=bool)
    return any(bool((days & ~there.get(pair, none)).any()) for pair, days in _joined(after).items())


def _joined(timetable: Timetable) -> dict[tuple[str, str], NDArray[np.bool_]]:
    """Return on which days trips go on as others, by the ids of both."""
    runs = runs_of(timetable)
    ids = timetable.trips["trip_id"].to_list()
    made: dict[tuple[str, str], NDArray[np.bool_]] = {}
    for trip in np.flatnonzero(runs.change_at >= 0).tolist():
        pair = ids[runs.row[trip]], ids[runs.next_row[trip]]
        days = timetable.active[runs.service[trip]].astype(bool)
        made[pair] = made[pair] | days if pair in made else days
    return made


def _chosen(timetable: Timetable, trips: _Trips, edit: TimetableEdit) -> NDArray[np.int64]:
    """Return the trips that a change is about; of closed stops, those that call there."""
    runs, table = trips
    wanted = np.ones(runs.n_trips, dtype=bool)
    if edit.route:
        wanted &= _routes(timetable, edit.route)[table["route"].to_numpy()[runs.row]]
    if edit.headsign:
        shows = (table["headsign"].str.to_lowercase() == edit.headsign.lower()).to_numpy()
        if not shows.any():
            raise InputError(f"no trip shows {edit.headsign!r}")
        wanted &= shows[runs.row]
    if edit.days:
        wanted &= _only_on(timetable, edit)[runs.service]
    leaves = runs.departure[runs.first[:-1]].astype(np.int64)
    if edit.stop:
        calls = _stops(timetable, edit.stop)[runs.stop]
        of_call = np.repeat(np.arange(runs.n_trips), runs.n_stops)
        leaves = np.full(runs.n_trips, -1, np.int64)
        # Of several calls at a stop the first counts.
        leaves[of_call[calls][::-1]] = runs.departure[calls][::-1]
    if edit.kind is not EditKind.ADD:
        wanted &= (leaves >= edit.from_s) & (leaves < edit.to_s)
    wanted &= leaves >= 0
    if not wanted.any():
        raise InputError("no trip is like that; look at the route, the stop and the hours")
    return np.flatnonzero(wanted)


def _routes(timetable: Timetable, named: str) -> NDArray[np.bool_]:
    """Tell which routes have an id or a short name."""
    routes = timetable.routes
    found = ((routes["route_id"] == named) | (routes["short_name"] == named)).to_numpy()
    if not found.any():
        known = sorted({name for name in routes["short_name"].to_list() if name})[:20]
        raise InputError(f"no route is called {named!r}; there are {', '.join(known)} …")
    return found


def _stops(timetable: Timetable, named: str) -> NDArray[np.bool_]:
    """Tell which stops have an id or a name."""
    stops = timetable.stops
    found = ((stops["stop_id"] == named) | (stops["name"] == named)).to_numpy()
    if not found.any():
        raise InputError(f"no stop is called {named!r}; give its id or its whole name")
    return found


def _weekdays(timetable: Timetable) -> NDArray[np.bool_]:
    """Tell on which days of the week each service runs, ``(n_services, 7) bool``."""
    first = timetable.first_date.weekday()
    made = np.zeros((timetable.active.shape[0], _WEEK), dtype=bool)
    for day in range(_WEEK):
        made[:, (first + day) % _WEEK] = timetable.active[:, day::_WEEK].any(axis=1)
    return made


def _only_on(timetable: Timetable, edit: TimetableEdit) -> NDArray[np.bool_]:
    others = np.ones(_WEEK, dtype=bool)
    others[[int(day) for day in edit.days]] = False
    return np.logical_not(_weekdays(timetable)[:, others].any(axis=1))


_Edit = Callable[[Timetable, _Trips, NDArray[np.int64], TimetableEdit, int], _Trips]


def _cut(
    timetable: Timetable, trips: _Trips, chosen: NDArray[np.int64], edit: TimetableEdit, _: int
) -> _Trips:
    kept = np.setdiff1d(np.arange(trips.runs.n_trips), chosen)
    if not kept.size:
        raise InputError("no trip would be left")
    return _Trips(take_runs(trips.runs, kept), trips.table)


def _close(
    timetable: Timetable, trips: _Trips, chosen: NDArray[np.int64], edit: TimetableEdit, _: int
) -> _Trips:
    runs = trips.runs
    of_call = np.repeat(np.arange(runs.n_trips), runs.n_stops)
    closed = _stops(timetable, edit.stop)[runs.stop] & np.isin(of_call, chosen)
    closed &= (runs.departure >= edit.from_s) & (runs.departure < edit.to_s)
    board = np.where(closed, _NO_BOARDING, runs.board).astype(np.uint8)
    alight = np.where(closed, _NO_BOARDING, runs.alight).astype(np.uint8)
    return _Trips(replace(runs, board=board, alight=alight), trips.table)


def _halve(
    timetable: Timetable, trips: _Trips, chosen: NDArray[np.int64], edit: TimetableEdit, _: int
) -> _Trips:
    """Take away every second departure of trips that call at the same stops on the same days."""
    gone = [
        trip
        for group in _departures(timetable, trips.runs, trips.table, chosen)
        for _, some in group[1::2]
        for trip in some
    ]
    if not gone:
        raise InputError("no trip has another before it to be kept")
    return _cut(timetable, trips, np.array(sorted(gone)), edit, 0)


def _double(
    timetable: Timetable,
    trips: _Trips,
    chosen: NDArray[np.int64],
    edit: TimetableEdit,
    longest_s: int,
) -> _Trips:
    """Put a trip half-way between any two departures that are no further apart than a headway."""
    copies = [
        (trip, (after - before) // 2 // _MINUTE_S * _MINUTE_S)
        for group in _departures(timetable, trips.runs, trips.table, chosen)
        for (before, some), (after, _) in pairwise(group)
        if after - before <= longest_s
        for trip in some
    ]
    return _with_copies(trips, copies)


def _add(
    timetable: Timetable, trips: _Trips, chosen: NDArray[np.int64], edit: TimetableEdit, _: int
) -> _Trips:
    """Repeat, for each way of the route and kind of day, the last trip before at a headway."""
    runs, table = trips
    weekdays = _weekdays(timetable)
    n_days = timetable.active.sum(axis=1)
    leaves = runs.departure[runs.first[:-1]].tolist()
    last_stop = runs.stop[runs.first[1:] - 1].tolist()
    shown = table["headsign"].to_list()
    ways: dict[tuple[object, ...], list[int]] = {}
    for trip in chosen.tolist():
        row, service = int(runs.row[trip]), int(runs.service[trip])
        key = (table["route"][row], shown[row], last_stop[trip], weekdays[service].tobytes())
        ways.setdefault(key, []).append(trip)
    copies = []
    for some in ways.values():
        usual = max({int(runs.service[t]) for t in some}, key=lambda s: (n_days[s], -s))
        own = sorted((leaves[t], t) for t in some if runs.service[t] == usual)
        sample = next((t for leave, t in reversed(own) if leave <= edit.from_s), own[0][1])
        there = {leave for leave, _ in own}
        copies += [
            (sample, at - leaves[sample])
            for at in range(edit.from_s, edit.to_s, edit.every_s)
            if at not in there
        ]
    return _with_copies(trips, copies)


def _departures(
    timetable: Timetable, runs: Runs, table: pl.DataFrame, chosen: NDArray[np.int64]
) -> Iterator[list[tuple[int, list[int]]]]:
    """Yield departures in order, with their trips, of one route, stops and days of the week.

    Trips that leave at one time are one departure: they run on different dates.
    """
    weekdays = _weekdays(timetable)
    leaves = runs.departure[runs.first[:-1]].tolist()
    route = table["route"].to_numpy()[runs.row].tolist()
    stops = np.ascontiguousarray(runs.stop)

    def key(trip: int) -> tuple[int, bytes, bytes]:
        own = stops[runs.first[trip] : runs.first[trip + 1]].tobytes()
        return route[trip], own, weekdays[runs.service[trip]].tobytes()

    ordered = sorted(chosen.tolist(), key=lambda trip: (key(trip), leaves[trip], trip))
    for _, group in groupby(ordered, key=key):
        yield [(leave, list(some)) for leave, some in groupby(group, key=leaves.__getitem__)]


def _with_copies(trips: _Trips, copies: Sequence[tuple[int, int]]) -> _Trips:
    """Add trips again at other times, as trips of their own that no vehicle goes on from."""
    if not copies:
        raise InputError("there is no departure to put another beside")
    runs, table = trips
    made = take_runs(runs, np.array([trip for trip, _ in copies], np.int64))
    made = shift_runs(made, np.array([shift for _, shift in copies], np.int64))
    if made.departure.min() < 0:
        raise InputError("a trip would start before the day does")
    rows = table[made.row.tolist()].with_columns(
        trip_id=pl.Series(_new_ids(table["trip_id"].to_list(), made.row.tolist())),
        block_id=pl.lit(""),
        next_trip=pl.lit(-1, pl.Int32),
    )
    made = replace(made, row=(table.height + np.arange(made.n_trips)).astype(np.int32))
    return _Trips(join_runs([runs, made]), pl.concat([table, rows.select(table.columns)]))


def _new_ids(known: Sequence[str], rows: Sequence[int]) -> list[str]:
    """Return ids that no trip has: the copied trip's with a number."""
    used, made = set(known), []
    for row in rows:
        number = 1
        while f"{known[row]}+{number}" in used:
            number += 1
        made.append(f"{known[row]}+{number}")
        used.add(made[-1])
    return made


def _move(
    timetable: Timetable, trips: _Trips, chosen: NDArray[np.int64], edit: TimetableEdit, _: int
) -> _Trips:
    raise InputError("a stop can only be moved when the area is built from its files")


_EDITS: Final[Mapping[EditKind, _Edit]] = {
    EditKind.CUT: _cut,
    EditKind.CLOSE_STOP: _close,
    EditKind.ADD: _add,
    EditKind.HALVE: _halve,
    EditKind.DOUBLE: _double,
    EditKind.MOVE_STOP: _move,
}
