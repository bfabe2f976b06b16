"""What a trainer prefers is a cost in the search: it counts for less, by a share that is data.

Streets and crossings count for less on the walks at both ends of a journey, waiting for less at a
stop. What a journey is told to cost is what it costs without that.
"""

from dataclasses import replace

import numpy as np

from transit.kernels.arrays import IMPASSABLE, ArcCosts, frozen
from transit.network.link import Link
from transit.network.timetable import DayTimetable
from transit.plan.things import Spots
from transit.route.costs import MS
from transit.route.found import Found, Walk
from transit.route.ground import Ground
from transit.route.search import price_changes
from transit.route.walks import SAME_EDGE, Streets, along_shared_edges


def preferring(ground: Ground, prefer: Spots, share: float) -> Ground:
    """Return a ground on which some things count for less.

    Parameters
    ----------
    ground
        The ground.
    prefer
        What is preferred.
    share
        What their burden counts, above 0 and at most 1.

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
        changes = price_changes(changes.footpaths, streets.profile, usable.wait)
    return replace(ground, streets=streets, changes=changes, boarding=usable)


def plain_burden_s(
    found: Found,
    day: DayTimetable,
    plain: Ground,
    chosen: Ground,
    ends: tuple[Link, Link],
) -> int:
    """Return what a journey costs without anything being preferred.

    Parameters
    ----------
    found
        A journey found with preferences.
    day
        The day it was found on.
    plain, chosen
        The ground without and with them.
    ends
        How origin and destination join the streets.

    Returns
    -------
    int
        Perceived seconds; each preferred thing is rounded to a millisecond.
    """
    if plain is chosen:
        return found.burden_s
    more_ms = 0.0
    for walk in (found.walks[0], found.walks[-1])[: len(found.walks)]:
        more_ms += _walked(walk, ends, plain.streets) - _walked(walk, ends, chosen.streets)
    arrays, early = day.arrays, plain.streets.profile.at_stop_early_s
    ready_s = None
    for number, ride in enumerate(found.rides):
        stop = int(arrays.pattern_stop[int(arrays.pattern_first_stop[ride.pattern]) + ride.board])
        waited = early if ready_s is None else ride.depart_s - ready_s
        weight = int(plain.boarding.wait[stop]) - int(chosen.boarding.wait[stop])
        more_ms += waited * weight
        ready_s = ride.arrive_s + found.walks[number + 1].time_s
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
