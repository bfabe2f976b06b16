"""What one profile in one stance finds of an area, made once and used by every search."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import ArcCosts, FootpathArrays
from transit.kernels.walk import reached
from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.network.area import Area
from transit.read.rules import Rules
from transit.route.barriers import Barrier, edge_barriers
from transit.route.boarding import Boarding, boarding
from transit.route.costs import (
    MS,
    open_costs,
    paired_arcs,
    turned_costs,
    with_arcs_of,
    with_barriers,
    without_edges,
)
from transit.route.footpath_files import cached_rows, file_for, keep_rows
from transit.route.footpaths import Rows, as_footpaths, walk_rows
from transit.route.search import PricedChanges, price_changes
from transit.route.walks import Streets

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Ground:
    """Streets, footpaths and stops as one profile in one stance finds them.

    ``barriers (n_edges,) uint8`` of :class:`~transit.route.barriers.Barrier`; ``unbarred`` what
    arcs cost where nothing stands in the way, ``unbarred_turned`` the other way; ``rows`` the
    walks between different stops.
    """

    stance: Stance
    barriers: NDArray[np.uint8]
    unbarred: ArcCosts
    unbarred_turned: ArcCosts
    streets: Streets
    boarding: Boarding
    rows: Rows
    changes: PricedChanges

    @property
    def footpaths(self) -> FootpathArrays:
        """Walks between stops."""
        return self.changes.footpaths

    def without(self, edges: frozenset[int]) -> "Ground":
        """Return the ground with some edges closed.

        Only walks from stops that could have come by such an edge are searched again.

        Parameters
        ----------
        edges
            The edges.

        Returns
        -------
        Ground
            The same one where no edge is given.
        """
        if not edges:
            return self
        streets = self.streets
        arcs = streets.arcs_of_edge
        closed = replace(
            streets,
            costs=without_edges(streets.costs, arcs, edges),
            turned=without_edges(streets.turned, arcs, edges),
        )
        near = _stops_near(streets, edges)
        if not near.any():
            return replace(self, streets=closed)
        again = walk_rows(
            streets.network.arcs,
            closed.costs,
            streets.stop_corner,
            streets.profile,
            np.nonzero(near)[0],
        )
        rows = np.concatenate([self.rows[~near[self.rows[:, 0]]], again])
        rows = rows[np.argsort(rows[:, 0], kind="stable")]
        changes = price_changes(
            as_footpaths(rows, streets.n_stops), streets.profile, self.boarding.wait
        )
        return replace(self, streets=closed, rows=rows, changes=changes)

    def setting_aside(self, aside: Barrier, edges: NDArray[np.int64]) -> "Ground":
        """Return the ground with some limits not applied, on some edges.

        Parameters
        ----------
        aside
            The limits.
        edges
            ``(n,) int64`` the edges that a first or last walk may come by.

        Returns
        -------
        Ground
            Walks between buses are as they were.
        """
        left = self.barriers.copy()
        left[edges] &= ~np.uint8(aside)
        opened = edges[(self.barriers[edges] != 0) & (left[edges] == 0)]
        streets = self.streets
        arcs = streets.arcs_of_edge[opened]
        streets = replace(
            streets,
            costs=with_arcs_of(streets.costs, self.unbarred, arcs),
            turned=with_arcs_of(streets.turned, self.unbarred_turned, arcs),
        )
        return replace(self, streets=streets, barriers=left)

    def as_if(self, profile: Profile) -> "Ground":
        """Return the ground for somebody with other limits on length, seats and changes.

        Parameters
        ----------
        profile
            Who differs in nothing that the cost of an arc depends on.

        Returns
        -------
        Ground
            Walks between buses are as they were.
        """
        return replace(self, streets=replace(self.streets, profile=profile))


def _stops_near(streets: Streets, edges: frozenset[int]) -> NDArray[np.bool_]:
    """Return the stops from which an edge can be reached within a walk between buses."""
    network = streets.network
    chosen = sorted(edges)
    ends = np.unique(np.concatenate([network.edge_u[chosen], network.edge_v[chosen]]))
    within = reached(
        network.arcs,
        streets.turned,
        ends.astype(np.int32),
        streets.profile.longest_change_walk_m * MS,
    )
    standing = streets.stop_corner >= 0
    return np.asarray(standing & within[streets.stop_corner])


def find_ground(
    area: Area, profile: Profile, stance: Stance, rules: Rules, parameters: Parameters
) -> Ground:
    """Return what a profile in a stance finds of an area.

    Parameters
    ----------
    area
        The area; footpaths are kept in its cache.
    profile
        How the person travels.
    stance
        How unknown facts are read.
    rules, parameters
        What the costs depend on.

    Returns
    -------
    Ground
        Ready for searches.
    """
    network = area.walk
    barriers = edge_barriers(network, profile, stance, rules, parameters)
    unbarred = open_costs(network, profile, stance, rules, parameters)
    costs = with_barriers(unbarred, network, barriers)
    arcs_of_edge = paired_arcs(network)
    unbarred_turned = turned_costs(unbarred, network, arcs_of_edge)
    stop_corner = np.ascontiguousarray(area.stops.corner, np.int32)
    stop_order = np.argsort(stop_corner, kind="stable")
    streets = Streets(
        network,
        profile,
        costs,
        with_barriers(unbarred_turned, network, barriers),
        arcs_of_edge,
        stop_corner,
        stop_order,
        stop_corner[stop_order],
    )
    file = file_for(area.cache, _key(area, streets))
    rows = cached_rows(file)
    if rows is None:
        rows = walk_rows(network.arcs, costs, stop_corner, profile)
        keep_rows(file, rows, int(parameters.number("footpath_cache_mb") * _MB))
    usable = boarding(area, profile, stance)
    footpaths = as_footpaths(rows, stop_corner.size)
    changes = price_changes(footpaths, profile, usable.wait)
    return Ground(stance, barriers, unbarred, unbarred_turned, streets, usable, rows, changes)


def _key(area: Area, streets: Streets) -> str:
    """Return a name for footpaths: equal only where everything that they depend on is."""
    costs, profile = streets.costs, streets.profile
    key = hashlib.blake2b(area.edition.encode(), digest_size=16)
    for array in (costs.burden_ms, costs.time_ms, costs.length_mm, costs.seat):
        key.update(np.ascontiguousarray(array).tobytes())
    key.update(f"{profile.longest_change_walk_m} {profile.rest_every_m}".encode())
    return key.hexdigest()
