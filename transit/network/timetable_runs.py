"""A built timetable taken apart into its trips, and put together again from other trips."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from transit.kernels.arrays import frozen
from transit.model.parameters import Parameters
from transit.network.feed_blocks import link_trips, wheelchair_facts
from transit.network.feed_services import Services
from transit.network.patterns import group_patterns
from transit.network.runs import Runs, take_runs
from transit.network.through import add_through_trips
from transit.network.timetable import Timetable

_FORCED, _FORBIDDEN = 4, 5
"""Values of transfer_type: the vehicle goes on with people in it, or they must get off."""


def runs_of(timetable: Timetable) -> Runs:
    """Return all trips of a timetable, through trips too, in the order of their patterns.

    Parameters
    ----------
    timetable
        The timetable.

    Returns
    -------
    Runs
        ``row`` counts :attr:`Timetable.trips`, ``stop`` its stops.
    """
    n_trips = np.diff(timetable.pattern_first_trip)
    n_calls = np.diff(timetable.pattern_first_stop)
    pattern = np.repeat(np.arange(n_trips.size), n_trips)
    lengths = n_calls[pattern].astype(np.int64)
    first = np.concatenate(([0], np.cumsum(lengths)))
    start = np.repeat(timetable.pattern_first_stop[pattern].astype(np.int64), lengths)
    call = start + np.arange(first[-1]) - np.repeat(first[:-1], lengths)
    plain = timetable.trip_change_at.size == 0
    none = np.full(pattern.size, -1, np.int32)
    return Runs(
        first=first,
        stop=timetable.pattern_stop[call],
        arrival=np.array(timetable.arrival),
        departure=np.array(timetable.departure),
        board=timetable.pattern_board[call],
        alight=timetable.pattern_alight[call],
        timepoint=np.array(timetable.event_timepoint),
        row=np.array(timetable.trip_row),
        service=np.array(timetable.trip_service),
        change_at=none if plain else np.array(timetable.trip_change_at),
        next_row=none if plain else np.array(timetable.trip_next_row),
    )


def single_trips(timetable: Timetable) -> Runs:
    """Return the trips of a timetable as its feed has them, without through trips.

    Parameters
    ----------
    timetable
        The timetable.

    Returns
    -------
    Runs
        In the order of the table of trips; those made of one headway by their hour.
    """
    runs = runs_of(timetable)
    single = np.flatnonzero(runs.change_at < 0)
    leaves = runs.departure[runs.first[single]]
    return take_runs(runs, single[np.lexsort((leaves, runs.row[single]))])


def with_trips(
    timetable: Timetable, runs: Runs, trips: pl.DataFrame, parameters: Parameters
) -> Timetable:
    """Return a timetable with other trips on the same stops, routes and days.

    Which trips go on as which is found anew, by their blocks and by what the feed said of pairs
    of them. Stops keep their places and the side they stand on.

    Parameters
    ----------
    timetable
        The timetable as it was built.
    runs
        Single trips, ``row`` counting ``trips``.
    trips
        Their table, with the columns of :attr:`Timetable.trips`; rows that no trip has any more
        are left out.
    parameters
        ``data/parameters/timetable.toml``.

    Returns
    -------
    Timetable
        Its patterns are new; days and shapes are those that were.
    """
    services = Services(timetable.first_date, np.array(timetable.active), ())
    said = _said(timetable, parameters)
    used = np.zeros(trips.height, dtype=bool)
    used[runs.row] = True
    number = (np.cumsum(used) - 1).astype(np.int32)
    trips = trips.filter(pl.Series(used))
    runs = replace(runs, row=number[runs.row])
    blocks = _blocks(runs, trips, timetable.routes)
    pairs = _pairs(runs, trips, said)
    linked, services, trips = link_trips(
        runs, trips, timetable.stops, services, blocks, pairs, parameters
    )
    runs = add_through_trips(runs, linked.links, linked.service)
    patterns = group_patterns(runs, wheelchair_facts(runs, trips["wheelchair"].to_numpy()))
    made = patterns.runs
    leader = patterns.first_trip[:-1].astype(np.int64)
    sample = take_runs(made, leader)
    return replace(
        timetable,
        active=frozen(services.active),
        pattern_first_stop=frozen(sample.first, np.int32),
        pattern_stop=frozen(sample.stop, np.int32),
        pattern_board=frozen(sample.board, np.uint8),
        pattern_alight=frozen(sample.alight, np.uint8),
        pattern_wheelchair=frozen(
            wheelchair_facts(sample, trips["wheelchair"].to_numpy()), np.uint8
        ),
        pattern_first_trip=frozen(patterns.first_trip, np.int32),
        pattern_first_event=frozen(np.concatenate((made.first[leader], made.first[-1:])), np.int64),
        arrival=frozen(made.arrival, np.int32),
        departure=frozen(made.departure, np.int32),
        event_timepoint=frozen(made.timepoint, np.uint8),
        trip_service=frozen(made.service, np.int32),
        trip_row=frozen(made.row, np.int32),
        trips=trips,
        trip_change_at=frozen(made.change_at, np.int32),
        trip_next_row=frozen(made.next_row, np.int32),
    )


def _blocks(runs: Runs, trips: pl.DataFrame, routes: pl.DataFrame) -> list[str]:
    """Return each trip's block, unlike any of another feed; trips of a headway have none."""
    feed, of_route = routes["feed"].to_list(), trips["route"].to_list()
    named = [
        f"{feed[route]}:{block}" if block else ""
        for route, block in zip(of_route, trips["block_id"].to_list(), strict=True)
    ]
    once = np.bincount(runs.row, minlength=trips.height) == 1
    return [named[row] if once[row] else "" for row in runs.row.tolist()]


def _said(timetable: Timetable, parameters: Parameters) -> Mapping[tuple[str, str], int]:
    """Return what the feed must have said of pairs of trips, beside their blocks."""
    everything = runs_of(timetable)
    ids = timetable.trips["trip_id"].to_list()
    through = everything.change_at >= 0
    there = {
        (ids[before], ids[after])
        for before, after in zip(
            everything.row[through].tolist(), everything.next_row[through].tolist(), strict=True
        )
    }
    runs = single_trips(timetable)
    services = Services(timetable.first_date, np.array(timetable.active), ())
    blocks = _blocks(runs, timetable.trips, timetable.routes)
    linked, _, _ = link_trips(
        runs, timetable.trips, timetable.stops, services, blocks, {}, parameters
    )
    by_block = {
        (ids[runs.row[before]], ids[runs.row[after]])
        for before, after in zip(linked.links.before, linked.links.after, strict=True)
    }
    return dict.fromkeys(there - by_block, _FORCED) | dict.fromkeys(by_block - there, _FORBIDDEN)


def _pairs(
    runs: Runs, trips: pl.DataFrame, said: Mapping[tuple[str, str], int]
) -> dict[tuple[int, int], int]:
    """Return what was said by trip, of those that are still there."""
    once = np.bincount(runs.row, minlength=trips.height) == 1
    rows: Sequence[int] = runs.row.tolist()
    ids = trips["trip_id"].to_list()
    at = {ids[row]: trip for trip, row in enumerate(rows) if once[row]}
    return {
        (at[before], at[after]): kind
        for (before, after), kind in said.items()
        if before in at and after in at
    }
