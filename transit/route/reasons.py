"""Why there is no journey: one limit set aside at a time, and searched again.

Codes, each with the values that its words need:

============================= ==========================================================
``origin_off_network``        no street near the origin
``destination_off_network``   no street near the destination
``no_service_on_date``        ``date``: no bus runs that day
``only_with_unknown_facts``   there are journeys, but each rests on facts nobody recorded
``no_stop_in_reach_origin``   ``nearest_m`` (-1 none at all), ``limit_m``
``no_stop_in_reach_destination`` the same at the other end
``walk_too_long``             ``needed_m``, ``limit_m``
``total_walk_too_long``       ``needed_m``, ``limit_m``
``too_far_between_seats``     ``limit_m``
``too_many_changes``          ``needed``, ``limit``
``no_bus_in_time``            ``depart``, ``arrive``: clock of the nearest one, service s
``crossing_not_allowed``      ``kind`` and ``traffic`` of the first such crossing
``steps_in_the_way``          ``limit``
``too_steep``                 ``limit_pct``
``raised_kerb``, ``no_firm_surface``, ``no_pavement``, ``not_open_to_public``
``too_narrow``                ``limit_mm``
``no_step_free_stop``, ``no_wheelchair_space``
``nothing_helps_alone``       no single one of these would do
============================= ==========================================================

All but the first four and the last carry ``helps`` when that alone makes a journey exist.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from transit.kernels.arrays import frozen
from transit.kernels.walk import shortest_mm
from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.model.streets import CrossingKind, EdgeKind, Traffic
from transit.network.link import Link, NotLinked
from transit.route.barriers import Barrier
from transit.route.costs import MS
from transit.route.found import Found
from transit.route.ground import Ground
from transit.route.query import Avoid, Reason
from transit.route.router import Asked, Router
from transit.route.walks import entries_of

_LONGEST_TRIED_M = 5_000
"""Farther walks are not tried: whoever must walk so far is told that no stop is near."""

_CODES = {
    Barrier.ACCESS: "not_open_to_public",
    Barrier.STEPS: "steps_in_the_way",
    Barrier.SLOPE: "too_steep",
    Barrier.KERB: "raised_kerb",
    Barrier.WIDTH: "too_narrow",
    Barrier.SURFACE: "no_firm_surface",
    Barrier.PAVEMENT: "no_pavement",
    Barrier.CROSSING: "crossing_not_allowed",
}


def unlinked(origin: Link | NotLinked, destination: Link | NotLinked) -> tuple[Reason, ...]:
    """Return which places are off the streets.

    Parameters
    ----------
    origin, destination
        How they join the streets, or why they do not.

    Returns
    -------
    tuple of Reason
        One a place.
    """
    ends = (("origin", origin), ("destination", destination))
    return tuple(
        Reason(f"{name}_off_network", {"why": end.reason})
        for name, end in ends
        if isinstance(end, NotLinked)
    )


def find_reasons(router: Router, asked: Asked, avoid: Avoid, hopeful: bool) -> tuple[Reason, ...]:
    """Return why there is no confirmed journey, or none at all.

    Parameters
    ----------
    router
        Area and profile.
    asked
        The question.
    avoid
        What was forbidden.
    hopeful
        Whether the hopeful search found something.

    Returns
    -------
    tuple of Reason
        What would help first.
    """
    if hopeful:
        return (Reason("only_with_unknown_facts"),)
    found = list(_no_service(asked))
    if asked.day.day.trip_index.size:
        found += _limits_set_aside(router, asked, avoid)
    if not any(reason.helps for reason in found):
        found += _out_of_reach(router, asked)
        found.append(Reason("nothing_helps_alone"))
    return tuple(sorted(found, key=lambda reason: not reason.helps))


def _no_service(asked: Asked) -> Iterator[Reason]:
    if not (asked.day.day.pattern_shift_s == 0).any():
        yield Reason("no_service_on_date", {"date": asked.day.day.date.isoformat()})


def _limits_set_aside(router: Router, asked: Asked, avoid: Avoid) -> Iterator[Reason]:
    """Try every limit of the profile, and the time asked for."""
    ground = router.ground(Stance.HOPEFUL).without(avoid.edges)
    yield from _later_or_earlier(router, asked, ground, avoid)
    yield from _other_lengths(router, asked, ground, avoid)
    yield from _other_barriers(router, asked, ground, avoid)
    if router.profile.chair:
        yield from _other_vehicles(router, asked, ground, avoid)


def _tried(router: Router, asked: Asked, ground: Ground, avoid: Avoid) -> tuple[Found, ...]:
    return router.run(router.walks(asked, ground), asked, avoid)


def _later_or_earlier(
    router: Router, asked: Asked, ground: Ground, avoid: Avoid
) -> Iterator[Reason]:
    wide = replace(asked, window_s=DAY_S)
    found = _tried(router, wide, ground, avoid)
    if found:
        if asked.arrive_by:
            nearest = max(found, key=lambda one: one.arrive_s)
        else:
            nearest = min(found, key=lambda one: one.depart_s)
        values = {"depart": nearest.depart_s, "arrive": nearest.arrive_s}
        yield Reason("no_bus_in_time", values, helps=True)


def _other_lengths(router: Router, asked: Asked, ground: Ground, avoid: Avoid) -> Iterator[Reason]:
    profile = router.profile
    longer = min(_LONGEST_TRIED_M, max(4 * profile.longest_walk_m, 2_000))
    if longer > profile.longest_walk_m:
        able = ground.as_if(replace(profile, longest_walk_m=longer))
        found = _tried(router, asked, able, avoid)
        if found:
            needed = min(max(walk.length_m for walk in one.walks) for one in found)
            values = {"needed_m": needed, "limit_m": profile.longest_walk_m}
            yield Reason("walk_too_long", values, helps=True)
    limit = profile.longest_total_walk_m
    if limit is not None:
        able = ground.as_if(replace(profile, longest_total_walk_m=None))
        found = _tried(router, asked, able, avoid)
        if found:
            values = {"needed_m": min(one.length_m for one in found), "limit_m": limit}
            yield Reason("total_walk_too_long", values, helps=True)
    if profile.rest_every_m is not None:
        able = ground.as_if(replace(profile, rest_every_m=None))
        if _tried(router, asked, able, avoid):
            values = {"limit_m": profile.rest_every_m}
            yield Reason("too_far_between_seats", values, helps=True)
    able = ground.as_if(replace(profile, most_changes=min(profile.most_changes + 2, 7)))
    found = _tried(router, asked, able, avoid)
    if found:
        values = {"needed": min(one.changes for one in found), "limit": profile.most_changes}
        yield Reason("too_many_changes", values, helps=True)


def _other_barriers(router: Router, asked: Asked, ground: Ground, avoid: Avoid) -> Iterator[Reason]:
    met = int(np.bitwise_or.reduce(ground.barriers[_edges_around(asked, ground)], initial=0))
    for barrier, code in _CODES.items():
        if not met & barrier:
            continue
        able = ground.setting_aside(barrier)
        found = _tried(router, asked, able, avoid)
        if found:
            values = _values(router, ground, barrier, found[0])
            yield Reason(code, values, helps=True)


def _edges_around(asked: Asked, ground: Ground) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the edges that leave a corner within a longest walk of either place."""
    streets = ground.streets
    network = streets.network
    starts = np.concatenate([asked.origin.entry_corner, asked.destination.entry_corner])
    lengths = shortest_mm(
        network.arcs, ground.unbarred, starts, streets.profile.longest_walk_m * MS
    )
    near = lengths <= streets.profile.longest_walk_m * MS
    return np.nonzero(near[network.edge_u] | near[network.edge_v])[0]


def _values(
    router: Router, ground: Ground, barrier: Barrier, found: Found
) -> dict[str, float | int | str]:
    """Return what the words need to say of the first such barrier on a journey."""
    profile = router.profile
    if barrier is Barrier.STEPS and profile.most_steps is not None:
        return {"limit": profile.most_steps}
    if barrier is Barrier.SLOPE and profile.steepest_pct is not None:
        return {"limit_pct": profile.steepest_pct}
    if barrier is Barrier.WIDTH and profile.narrowest_mm is not None:
        return {"limit_mm": profile.narrowest_mm}
    if barrier is Barrier.CROSSING:
        network = router.area.walk
        for walk in found.walks:
            for arc in walk.arcs:
                edge = int(network.arcs.arc_edge[arc])
                barred = int(ground.barriers[edge]) & Barrier.CROSSING
                if barred and network.edge_kind[edge] == EdgeKind.CROSSING:
                    return {
                        "kind": CrossingKind(int(network.edge_crossing[edge])).name.lower(),
                        "traffic": Traffic(int(network.edge_traffic[edge])).name.lower(),
                    }
    return {}


def _other_vehicles(router: Router, asked: Asked, ground: Ground, avoid: Avoid) -> Iterator[Reason]:
    usable = ground.boarding
    for code, name in (
        ("no_step_free_stop", "stop_usable"),
        ("no_wheelchair_space", "pattern_usable"),
    ):
        every = np.ones_like(getattr(usable, name))
        able = replace(ground, boarding=replace(usable, **{name: every}))
        if _tried(router, asked, able, avoid):
            yield Reason(code, helps=True)


def _out_of_reach(router: Router, asked: Asked) -> Iterator[Reason]:
    """Say how far the nearest stop is where none is in reach."""
    ground = router.ground(Stance.HOPEFUL)
    streets = ground.streets
    limit = streets.profile.longest_walk_m
    stops = streets.stop_corner[(streets.stop_corner >= 0) & ground.boarding.stop_usable]
    for name, place, outward in (
        ("origin", asked.origin, True),
        ("destination", asked.destination, False),
    ):
        nearest = -1
        for entry in entries_of(streets, place, outward):
            costs = streets.costs if outward else streets.turned
            start = frozen(np.array([entry.corner], np.int32))
            lengths = shortest_mm(streets.network.arcs, costs, start, _LONGEST_TRIED_M * MS)
            length = int(lengths[stops].min(initial=_LONGEST_TRIED_M * MS + 1)) + entry.length_mm
            if length <= _LONGEST_TRIED_M * MS:
                metres = -(-length // MS)
                nearest = metres if nearest < 0 else min(nearest, metres)
        if nearest < 0 or nearest > limit:
            yield Reason(f"no_stop_in_reach_{name}", {"nearest_m": nearest, "limit_m": limit})
