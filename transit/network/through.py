"""Through trips: the vehicle goes on as another trip and nobody has to get off."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.network.runs import Runs, call_index, join_runs
from transit.read.distance import distance_m

_IN_SEAT, _MUST_ALIGHT = 4, 5
"""Values of transfer_type."""
_SAID = (_IN_SEAT, _MUST_ALIGHT)
"""What outranks a block; other values are of changing between vehicles."""
_NO_BOARDING = 1


@dataclass(frozen=True, slots=True)
class Layover:
    """When a vehicle's next trip counts as going on.

    Parameters
    ----------
    longest_s
        Longest stand between the two trips, s.
    distance_m
        Farthest that the second may start from where the first ends, m.
    """

    longest_s: int
    distance_m: float


@dataclass(frozen=True, slots=True)
class Links:
    """Which trips go on as which: trips ``before`` and ``after``, on the days of ``days``.

    ``days`` are bit sets, bit 0 the first day; ``overlaps`` are trips that their block's vehicle
    could not run because it was busy.
    """

    before: list[int]
    after: list[int]
    days: list[int]
    overlaps: list[int]


def find_links(
    runs: Runs,
    blocks: Sequence[str],
    transfers: Mapping[tuple[int, int], int],
    days: Sequence[int],
    stops: pl.DataFrame,
    layover: Layover,
) -> Links:
    """Find trips that go on as another one.

    Parameters
    ----------
    runs
        Trips, ``service`` into ``days``.
    blocks
        Block of each trip, ``""`` none.
    transfers
        transfer_type of pairs of trips: 4 makes one without a block, 5 forbids one.
    days
        Days on which each service runs, as bit sets.
    stops
        With lat and lon.
    layover
        What counts as going on.

    Returns
    -------
    Links
        Each trip at most once as ``before`` on any one day.
    """
    links = Links([], [], [], [])
    starts = runs.departure[runs.first[:-1]].tolist()
    ends = runs.arrival[runs.first[1:] - 1].tolist()
    service = runs.service.tolist()
    near = _nearness(runs, stops, layover.distance_m)

    def connects(before: int, after: int) -> bool:
        stand: int = starts[after] - ends[before]
        return 0 <= stand <= layover.longest_s and near(before, after)

    by_block: dict[str, list[int]] = defaultdict(list)
    for trip, block in enumerate(blocks):
        if block:
            by_block[block].append(trip)
    for members in by_block.values():
        members.sort(key=lambda trip: (starts[trip], ends[trip], trip))
        for at, before in enumerate(members):
            left = days[service[before]]
            for after in members[at + 1 :]:
                if not left or starts[after] > ends[before] + layover.longest_s:
                    break
                shared = left & days[service[after]]
                if not shared:
                    continue
                left &= ~shared
                if starts[after] < ends[before]:
                    links.overlaps.append(after)
                elif connects(before, after) and transfers.get((before, after)) not in _SAID:
                    _add(links, before, after, shared)
    for (before, after), kind in transfers.items():
        shared = days[service[before]] & days[service[after]]
        if kind == _IN_SEAT and shared and starts[after] >= ends[before]:
            _add(links, before, after, shared)
    return links


def _add(links: Links, before: int, after: int, days: int) -> None:
    """Note one link."""
    links.before.append(before)
    links.after.append(after)
    links.days.append(days)


def _nearness(runs: Runs, stops: pl.DataFrame, limit_m: float) -> Callable[[int, int], bool]:
    """Return a function that tells whether one trip starts near where another ends."""
    lat, lon = stops["lat"].to_list(), stops["lon"].to_list()
    first_stop = runs.stop[runs.first[:-1]].tolist()
    last_stop = runs.stop[runs.first[1:] - 1].tolist()

    def near(before: int, after: int) -> bool:
        end, start = last_stop[before], first_stop[after]
        if end == start:
            return True
        return float(distance_m(lat[end], lon[end], lat[start], lon[start])) <= limit_m

    return near


def add_through_trips(runs: Runs, links: Links, service: NDArray[np.int32]) -> Runs:
    """Add a through trip for each link: board during its first trip, alight during its second.

    Where the second starts at the very stop at which the first ends, the two calls become one.

    Parameters
    ----------
    runs
        Trips.
    links
        Which go on as which.
    service
        ``(n_links,) int32`` service of each through trip.

    Returns
    -------
    Runs
        The trips, unchanged, and behind them the through trips, ``row`` being the first one's.
    """
    if not links.before:
        return runs
    before, after = np.array(links.before), np.array(links.after)
    same_stop = runs.stop[runs.first[before + 1] - 1] == runs.stop[runs.first[after]]
    n_before, n_after = runs.n_stops[before], runs.n_stops[after]
    pairs = np.column_stack((before, after)).ravel()
    calls = call_index(runs.first, pairs)
    lengths = np.column_stack((n_before, n_after)).ravel()
    is_second = np.repeat(np.tile([False, True], before.size), lengths)
    starts = np.cumsum(lengths) - lengths
    meets = starts[1::2]  # where each second trip starts
    made = Runs(
        first=np.concatenate(([0], np.cumsum(n_before + n_after))),
        stop=runs.stop[calls],
        arrival=runs.arrival[calls],
        departure=runs.departure[calls],
        board=np.where(is_second, _NO_BOARDING, runs.board[calls]).astype(np.uint8),
        alight=np.where(is_second, runs.alight[calls], _NO_BOARDING).astype(np.uint8),
        timepoint=runs.timepoint[calls],
        row=runs.row[before],
        next_row=runs.row[after],
        service=service,
        change_at=(n_before - same_stop).astype(np.int32),
    )
    # The call where they meet: nobody changes vehicles there, the single trips serve it.
    made.board[meets[same_stop] - 1] = _NO_BOARDING
    made.departure[meets[same_stop] - 1] = made.departure[meets[same_stop]]
    kept = np.ones(calls.size, dtype=bool)
    kept[meets[same_stop]] = False
    n_stops = n_before + n_after - same_stop
    by_call = {
        name: getattr(made, name)[kept]
        for name in ("stop", "arrival", "departure", "board", "alight", "timepoint")
    }
    made = replace(made, first=np.concatenate(([0], np.cumsum(n_stops))), **by_call)
    return join_runs([runs, made])
