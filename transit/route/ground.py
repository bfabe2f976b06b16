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
from transit.model.streets import EdgeKind
from transit.network.area import Area
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules
from transit.route.barriers import Barrier, edge_barriers
from transit.route.boarding import Boarding, boarding
from transit.route.costs import (
    MS,
    by_time,
    open_costs,
    paired_arcs,
    turned_costs,
    with_arcs_of,
    with_barriers,
    without_edges,
)
from transit.route.footpath_files import cached_rows, file_for, keep_rows
from transit.route.footpaths import Rows, as_footpaths, only_to, walk_rows
from transit.route.search import PricedChanges, price_changes
from transit.route.walks import Streets

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Ground:
    """Streets, footpaths and stops as one profile in one stance finds them.

    ``barriers (n_edges,) uint16`` of :class:`~transit.route.barriers.Barrier`; ``unbarred`` what
    arcs cost where nothing stands in the way, ``unbarred_turned`` the other way; ``rows`` the
    walks between different stops.
    """

    stance: Stance
    barriers: NDArray[np.uint16]
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
            changing=without_edges(streets.changing, arcs, edges),
        )
        near = _stops_near(streets, edges)
        riding = streets.profile.riding
        if not (near.any() and riding.buses and riding.changes_stop):
            return replace(self, streets=closed)
        again = walk_rows(
            streets.network.arcs,
            closed.changing,
            streets.stop_corner,
            streets.profile,
            np.nonzero(near)[0],
        )
        rows = np.concatenate([self.rows[~near[self.rows[:, 0]]], again])
        rows = rows[np.argsort(rows[:, 0], kind="stable")]
        changes = _changes(rows, streets.profile, self.boarding)
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
        left[edges] &= ~np.uint16(aside)
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

    def by_time(self) -> "Ground":
        """Return the ground on which first and last walks are weighed by their time and length.

        Of long walks there are more than a search can go through where burden is a measure of its
        own: in a city of hills and a close grid of streets, two million within 4.8 km of a place.

        Returns
        -------
        Ground
            Whoever could walk somewhere still can; walks between buses are as they were.
        """
        streets = self.streets
        plain = replace(streets, costs=by_time(streets.costs), turned=by_time(streets.turned))
        return replace(self, streets=plain)

    def as_if_riding(self, area: Area, profile: Profile, parameters: Parameters) -> "Ground":
        """Return the ground for somebody of whom rides may ask something else.

        Parameters
        ----------
        area
            The area that the ground is of.
        profile
            Who differs in nothing but what rides may ask.
        parameters
            What the costs depend on.

        Returns
        -------
        Ground
            Walks between buses are searched again only where those that may be walked differ.
        """
        was, now = self.streets.profile.riding, profile.riding
        streets = replace(self.streets, profile=profile, changer=profile)
        rows = self.rows
        if (was.buses, was.changes_stop, was.changes_across) != (
            now.buses,
            now.changes_stop,
            now.changes_across,
        ):
            changing = _changing(streets.costs, streets.network, streets.arcs_of_edge, profile)
            streets = replace(streets, changing=changing)
            rows = _rows(area, streets, parameters)
        usable = boarding(area, profile, self.stance)
        changes = self.changes
        if rows is not self.rows or not np.array_equal(usable.change_to, self.boarding.change_to):
            changes = _changes(rows, profile, usable)
        return replace(self, streets=streets, boarding=usable, rows=rows, changes=changes)


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
        profile,
        costs,
        with_barriers(unbarred_turned, network, barriers),
        _changing(costs, network, arcs_of_edge, profile),
        arcs_of_edge,
        stop_corner,
        stop_order,
        stop_corner[stop_order],
    )
    rows = _rows(area, streets, parameters)
    usable = boarding(area, profile, stance)
    changes = _changes(rows, profile, usable)
    return Ground(stance, barriers, unbarred, unbarred_turned, streets, usable, rows, changes)


def _changing(
    costs: ArcCosts, network: WalkNetwork, arcs_of_edge: NDArray[np.int32], profile: Profile
) -> ArcCosts:
    """Return what arcs cost on the way from one bus to the next."""
    if profile.riding.changes_across:
        return costs
    crossings = np.flatnonzero(network.edge_kind == EdgeKind.CROSSING)
    return without_edges(costs, arcs_of_edge, frozenset(crossings.tolist()))


def _rows(area: Area, streets: Streets, parameters: Parameters) -> Rows:
    """Return the walks between different stops, from the area's cache where they are there."""
    profile = streets.profile
    if not (profile.riding.buses and profile.riding.changes_stop):
        return np.empty((0, 5), np.int64)
    file = file_for(area.cache, _key(area, streets))
    rows = cached_rows(file)
    if rows is None:
        rows = walk_rows(streets.network.arcs, streets.changing, streets.stop_corner, profile)
        keep_rows(file, rows, int(parameters.number("footpath_cache_mb") * _MB))
    return rows


def _changes(rows: Rows, profile: Profile, usable: Boarding) -> PricedChanges:
    """Return the changes that a profile may make."""
    footpaths = as_footpaths(rows, usable.change_to.size)
    if not usable.change_to.all():
        footpaths = only_to(footpaths, usable.change_to)
    return price_changes(footpaths, profile, usable.wait)


def _key(area: Area, streets: Streets) -> str:
    """Return a name for footpaths: equal only where everything that they depend on is."""
    costs, profile = streets.changing, streets.profile
    key = hashlib.blake2b(area.edition.encode(), digest_size=16)
    for array in (costs.burden_ms, costs.time_ms, costs.length_mm, costs.seat):
        key.update(np.ascontiguousarray(array).tobytes())
    key.update(f"{profile.longest_change_walk_m} {profile.rest_every_m}".encode())
    return key.hexdigest()
