"""What a trainer prefers is a cost in the search, by a share and a price that are data.

Streets and crossings count for less on the walks at both ends of a journey, waiting for less at a
stop. Where a bus is preferred every other counts for more, and so does changing elsewhere where
one is to change at a stop. What a journey is told to cost is what it costs without that.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import IMPASSABLE, ArcCosts, FootpathArrays, frozen
from transit.model.fact import Stance
from transit.network.link import Link
from transit.network.timetable import DayTimetable
from transit.plan.things import Spots
from transit.route.costs import MS
from transit.route.found import Found, Walk
from transit.route.ground import Ground
from transit.route.router import Router
from transit.route.search import price_changes
from transit.route.walks import SAME_EDGE, Streets, along_shared_edges


def preferring(ground: Ground, prefer: Spots, share: float, others_s: int) -> Ground:
    """Return a ground on which some things count for less.

    Parameters
    ----------
    ground
        The ground.
    prefer
        What is preferred.
    share
        What their burden counts, above 0 and at most 1.
    others_s
        What changing elsewhere counts more where one is to change at a stop, perceived seconds.

    Returns
    -------
    Ground
        The same one where nothing is preferred.
    """
    streets, changes, usable = ground.streets, ground.changes, ground.boarding
    if prefer.edges:
        arcs = streets.arcs_of_edge[sorted(prefer.edges)].ravel()

        def less(costs: ArcCosts) -> ArcCosts:
            burden = costs.burden_ms.copy()
            own = burden[arcs]
            burden[arcs] = np.where(own == IMPASSABLE, own, np.maximum(np.round(own * share), 1))
            return costs._replace(burden_ms=frozen(burden))

        streets = replace(streets, costs=less(streets.costs), turned=less(streets.turned))
    if prefer.stops:
        wait = usable.wait.copy()
        stops = sorted(prefer.stops)
        wait[stops] = np.round(wait[stops] * share)
        usable = replace(usable, wait=frozen(wait))
    if prefer.stops or prefer.changes:
        more_s = _elsewhere(changes.footpaths, prefer.changes) * np.int64(others_s)
        changes = price_changes(changes.footpaths, streets.profile, usable.wait, more_s)
    return replace(ground, streets=streets, changes=changes, boarding=usable)


def _elsewhere(paths: FootpathArrays, stops: frozenset[int]) -> NDArray[np.bool_]:
    """Which walks between buses touch none of the stops; none where there are no stops."""
    if not stops:
        return np.zeros(paths.to_stop.size, np.bool_)
    start = np.repeat(np.arange(paths.first.size - 1), np.diff(paths.first))
    liked = sorted(stops)
    return ~(np.isin(start, liked) | np.isin(paths.to_stop, liked))


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """What a search found a journey on, with preferences or without them.

    Parameters
    ----------
    starts, ends
        The streets of the first walk and of the last.
    between
        What changes and waiting are found on.
    """

    starts: Streets
    ends: Streets
    between: Ground


def priced_by(router: Router, stance: Stance, *, back: bool) -> Priced:
    """Return what a router finds journeys of one way on.

    Parameters
    ----------
    router
        The router.
    stance
        How unknown facts are read.
    back
        Whether it is the way back.

    Returns
    -------
    Priced
        With the streets of each end.
    """
    home, door = (router.ground_at(stance, home=each).streets for each in (True, False))
    return Priced(*((door, home) if back else (home, door)), router.ground(stance))


def plain_burden_s(
    found: Found,
    day: DayTimetable,
    plain: Priced,
    chosen: Priced,
    places: tuple[Link, Link],
    changes: tuple[frozenset[int], int] = (frozenset(), 0),
) -> int:
    """Return what a journey costs without anything being preferred.

    Parameters
    ----------
    found
        A journey found with preferences.
    day
        The day it was found on.
    plain, chosen
        What it is found on without and with them.
    places
        How origin and destination join the streets.
    changes
        The stops at which one is to change, and what each change elsewhere counts more.

    Returns
    -------
    int
        Perceived seconds; each preferred thing is rounded to a millisecond.
    """
    more_ms = 0.0
    first, last = found.walks[0], found.walks[-1]
    more_ms += _walked(first, places, plain.starts) - _walked(first, places, chosen.starts)
    if found.rides:
        more_ms += _walked(last, places, plain.ends) - _walked(last, places, chosen.ends)
    arrays, early = day.arrays, plain.between.streets.profile.at_stop_early_s
    ridden, stops = day.ridden, changes[0]
    ready_s = None
    for number, ride in enumerate(found.rides):
        visit = int(arrays.pattern_first_stop[ride.pattern]) + ride.board
        stop = int(arrays.pattern_stop[visit])
        waited = early if ready_s is None else ride.depart_s - ready_s
        weight = plain.between.boarding.wait[stop] - chosen.between.boarding.wait[stop]
        more_ms += waited * int(weight)
        if ridden is not None and ridden.dear is not None and ridden.dear[visit]:
            more_ms -= MS * ridden.dear_s
        onward = found.walks[number + 1]
        ready_s = ride.arrive_s + onward.time_s
        is_change = number + 1 < len(found.rides)
        if is_change and stops and not {onward.from_stop, onward.to_stop} & stops:
            more_ms -= MS * changes[1]
    return found.burden_s + round(more_ms / MS)


def _walked(walk: Walk, ends: tuple[Link, Link], streets: Streets) -> float:
    """Perceived ms of a walk, but for the gap between a place and its street."""
    if walk.from_link == SAME_EDGE:
        ways = along_shared_edges(streets, *ends)
        same = [
            each for each in ways if (each.time_s, each.length_m) == (walk.time_s, walk.length_m)
        ]
        return float(MS * min((each.burden_s for each in same), default=walk.burden_s))
    burden = streets.costs.burden_ms
    made = float(sum(int(burden[arc]) for arc in walk.arcs))
    for entry, link, outward in ((walk.from_link, ends[0], True), (walk.to_link, ends[1], False)):
        if entry < 0:
            continue
        forward = bool(link.entry_forward[entry]) == outward
        arc = int(streets.arcs_of_edge[int(link.entry_edge[entry]), 0 if forward else 1])
        made += float(link.entry_share[entry]) * int(burden[arc])
        door = int(link.entry_crosses[entry])
        if door >= 0:
            made += int(burden[int(streets.arcs_of_edge[door, 0])])
    return made
