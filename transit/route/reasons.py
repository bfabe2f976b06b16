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
``no_street_lights``
``no_step_free_stop``, ``no_wheelchair_space``
``no_buses_ridden``, ``driver_must_be_asked``, ``several_buses_call``
``bus_outside_hours``         ``opens``, ``closes``: clock within which to board, s
``bus_in_crowded_hours``
``ride_too_long``             ``needed_s``, ``limit_s``
``change_at_another_stop``, ``change_across_the_road``
``nothing_helps_alone``       no single one of these would do
============================= ==========================================================

All but the first four and the last carry ``helps`` when that alone makes a journey exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

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
from transit.route.riding_reasons import other_rides, with_any_ride
from transit.route.router import Asked, Ends, Router
from transit.route.walks import entries_of

_MOST_CHANGES: Final = 7
"""More are in no profile."""

_CODES = {
    Barrier.ACCESS: "not_open_to_public",
    Barrier.STEPS: "steps_in_the_way",
    Barrier.SLOPE: "too_steep",
    Barrier.KERB: "raised_kerb",
    Barrier.WIDTH: "too_narrow",
    Barrier.SURFACE: "no_firm_surface",
    Barrier.PAVEMENT: "no_pavement",
    Barrier.CROSSING: "crossing_not_allowed",
    Barrier.UNLIT: "no_street_lights",
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


@dataclass(frozen=True, slots=True)
class _Trial:
    """A question to be asked again, of somebody for whom some limit does not hold.

    ``ends`` are the walks that the limits allow; ``edges`` those that a first or last walk could
    come by if nothing stood in the way, ``met`` what stands there.
    """

    router: Router
    asked: Asked
    avoid: Avoid
    ground: Ground
    ends: Ends
    edges: NDArray[np.int64]
    met: Barrier

    @property
    def all_day(self) -> Asked:
        """The question with as wide a window as the day has."""
        return replace(self.asked, window_s=DAY_S)

    @property
    def can_ride(self) -> bool:
        """Whether a stop is in reach of both places as it is."""
        return bool(self.ends.access.stop.size and self.ends.egress.stop.size)

    def on_foot(self, ground: Ground, asked: Asked | None = None) -> tuple[Found, ...]:
        """Search again where first and last walks may differ."""
        asked = asked or self.asked
        return self.router.run(self.router.walks(asked, ground), asked, self.avoid)

    def riding(self, ground: Ground, asked: Asked | None = None) -> tuple[Found, ...]:
        """Search again with the same first and last walks."""
        ends = replace(self.ends, ground=ground)
        return self.router.run(ends, asked or self.asked, self.avoid)

    def could_help(self) -> bool:
        """Return whether there is a journey once every limit is set aside at once."""
        router = with_any_ride(self.router)
        profile = replace(
            router.profile,
            longest_walk_m=_longer(router),
            longest_total_walk_m=None,
            rest_every_m=None,
            most_changes=_more_changes(router),
        )
        ground = router.ground(Stance.HOPEFUL).without(self.avoid.edges)
        able = ground.setting_aside(self.met, self.edges).as_if(profile).by_time()
        usable = replace(
            able.boarding,
            stop_usable=np.ones_like(able.boarding.stop_usable),
            pattern_usable=np.ones_like(able.boarding.pattern_usable),
        )
        asked = router.taking_over(self.asked)
        ends = router.walks(asked, replace(able, boarding=usable))
        return bool(router.run(ends, replace(asked, window_s=DAY_S), self.avoid))


def _trial(router: Router, asked: Asked, avoid: Avoid) -> _Trial:
    ground = router.ground(Stance.HOPEFUL).without(avoid.edges)
    edges = np.setdiff1d(_edges_around(asked, ground), sorted(avoid.edges))
    met = Barrier(int(np.bitwise_or.reduce(ground.barriers[edges], initial=0)))
    return _Trial(router, asked, avoid, ground, router.walks(asked, ground), edges, met)


def _limits_set_aside(router: Router, asked: Asked, avoid: Avoid) -> Iterator[Reason]:
    """Try every limit of the profile, and the time asked for."""
    trial = _trial(router, asked, avoid)
    if not trial.could_help():
        return
    yield from _other_hours_and_changes(trial)
    yield from _other_lengths(trial)
    yield from _other_barriers(trial)
    if router.profile.chair:
        yield from _other_vehicles(trial)
    if trial.can_ride:
        yield from other_rides(router, asked, trial.ends, avoid)


def _longest_tried_m(router: Router) -> int:
    """Farther walks are not tried: whoever must walk so far is told that no stop is near."""
    return int(router.parameters.number("reason_longest_walk_m"))


def _longer(router: Router) -> int:
    own, number = router.profile.longest_walk_m, router.parameters.number
    tried = max(int(number("reason_walk_times") * own), int(number("reason_walk_at_least_m")))
    return max(min(_longest_tried_m(router), tried), own)


def _more_changes(router: Router) -> int:
    more = int(router.parameters.number("reason_changes_more"))
    return min(router.profile.most_changes + more, _MOST_CHANGES)


def _other_hours_and_changes(trial: _Trial) -> Iterator[Reason]:
    if not trial.can_ride:
        return
    found = trial.riding(trial.ground, trial.all_day)
    if found:
        if trial.asked.arrive_by:
            nearest = max(found, key=lambda one: one.arrive_s)
        else:
            nearest = min(found, key=lambda one: one.depart_s)
        values = {"depart": nearest.depart_s, "arrive": nearest.arrive_s}
        yield Reason("no_bus_in_time", values, helps=True)
    profile = trial.router.profile
    able = trial.ground.as_if(replace(profile, most_changes=_more_changes(trial.router)))
    found = trial.riding(able)
    if found:
        values = {"needed": min(one.changes for one in found), "limit": profile.most_changes}
        yield Reason("too_many_changes", values, helps=True)


def _other_lengths(trial: _Trial) -> Iterator[Reason]:
    profile, ground = trial.router.profile, trial.ground
    longer = _longer(trial.router)
    if longer > profile.longest_walk_m:
        found = trial.on_foot(ground.as_if(replace(profile, longest_walk_m=longer)).by_time())
        if found:
            needed = min(max(walk.length_m for walk in one.walks) for one in found)
            values = {"needed_m": needed, "limit_m": profile.longest_walk_m}
            yield Reason("walk_too_long", values, helps=True)
    limit = profile.longest_total_walk_m
    if limit is not None:
        found = trial.riding(ground.as_if(replace(profile, longest_total_walk_m=None)))
        if found:
            values = {"needed_m": min(one.length_m for one in found), "limit_m": limit}
            yield Reason("total_walk_too_long", values, helps=True)
    able = ground.as_if(replace(profile, rest_every_m=None))
    if profile.rest_every_m is not None and trial.on_foot(able):
        yield Reason("too_far_between_seats", {"limit_m": profile.rest_every_m}, helps=True)


def _other_barriers(trial: _Trial) -> Iterator[Reason]:
    for barrier, code in _CODES.items():
        if not trial.met & barrier:
            continue
        found = trial.on_foot(trial.ground.setting_aside(barrier, trial.edges))
        if found:
            yield Reason(code, _values(trial.router, trial.ground, barrier, found[0]), helps=True)


def _edges_around(asked: Asked, ground: Ground) -> NDArray[np.int64]:
    """Return the edges that leave a corner within a longest walk of either place."""
    streets = ground.streets
    arcs = streets.network.arcs
    starts = np.concatenate([asked.origin.entry_corner, asked.destination.entry_corner])
    limit = streets.profile.longest_walk_m * MS
    near = np.nonzero(shortest_mm(arcs, ground.unbarred, starts, limit) <= limit)[0]
    first, counts = arcs.first_arc[near], arcs.first_arc[near + 1] - arcs.first_arc[near]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.unique(arcs.arc_edge[np.repeat(first, counts) + within]).astype(np.int64)


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


def _other_vehicles(trial: _Trial) -> Iterator[Reason]:
    if not trial.can_ride:
        return
    usable = trial.ground.boarding
    for code, name in (
        ("no_step_free_stop", "stop_usable"),
        ("no_wheelchair_space", "pattern_usable"),
    ):
        every = np.ones_like(getattr(usable, name))
        if trial.riding(replace(trial.ground, boarding=replace(usable, **{name: every}))):
            yield Reason(code, helps=True)


def _out_of_reach(router: Router, asked: Asked) -> Iterator[Reason]:
    """Say how far the nearest stop is where none is in reach."""
    ground = router.ground(Stance.HOPEFUL)
    streets = ground.streets
    limit = streets.profile.longest_walk_m
    tried = _longest_tried_m(router)
    stops = streets.stop_corner[(streets.stop_corner >= 0) & ground.boarding.stop_usable]
    for name, place, outward in (
        ("origin", asked.origin, True),
        ("destination", asked.destination, False),
    ):
        entries = entries_of(streets, place, outward)
        lengths = shortest_mm(
            streets.network.arcs,
            streets.costs if outward else streets.turned,
            np.array([entry.corner for entry in entries], np.int32),
            tried * MS,
            np.array([entry.length_mm for entry in entries], np.int64),
        )
        metres = -(-int(lengths[stops].min(initial=tried * MS + 1)) // MS)
        nearest = metres if metres <= tried else -1
        if nearest < 0 or nearest > limit:
            yield Reason(f"no_stop_in_reach_{name}", {"nearest_m": nearest, "limit_m": limit})
