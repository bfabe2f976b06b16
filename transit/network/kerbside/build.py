"""The walk network, from a street map: the steps of this package in their order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.kernels.arrays import frozen
from transit.model.fact import INFERRED_YES, MAPPED_YES
from transit.model.ids import NONE
from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.model.streets import EdgeKind
from transit.network.area import StopPlaces
from transit.network.kerbside.assembly import make_network
from transit.network.kerbside.corners import Corners, CornerShape, find_corners
from transit.network.kerbside.crossings import crossing_edges
from transit.network.kerbside.cuts import CutLines, Cuts, cut_lines, informal_cuts, joined
from transit.network.kerbside.edges import (
    Edges,
    chosen_edges,
    join_edges,
    leads_nowhere,
    path_edges,
    pavement_edges,
)
from transit.network.kerbside.gates import gate_edges
from transit.network.kerbside.joins import JoinLimits, Joins, find_joins, join_edges_of
from transit.network.kerbside.junctions import (
    Gate,
    Junctions,
    drop_stop_lines,
    read_gates,
    read_junctions,
)
from transit.network.kerbside.kinds import crossing_kind
from transit.network.kerbside.lines import Lines, Nodes, selected, split_ways
from transit.network.kerbside.notices import street_notices
from transit.network.kerbside.placing import (
    Placed,
    StopPoints,
    corners_of,
    place_seats,
    place_stops,
)
from transit.network.kerbside.plazas import with_plazas
from transit.network.kerbside.road_gates import Parted, part_roads, road_gate_edges
from transit.network.kerbside.shelters import match_shelters
from transit.network.kerbside.sides import Sides, find_sides
from transit.network.kerbside.slopes import Elevation, line_slopes
from transit.network.kerbside.ways import WayTable, is_kept, read_ways
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules
from transit.read.streets import StreetMap

Progress = Callable[[str, float], None]
_ON_ONE_ROAD = 2
"""Ends of carriageways at a node where one road just goes on."""


@dataclass(frozen=True, slots=True)
class WalkBuild:
    """A built walk network, where the stops stand in it, and what was seen on the way."""

    network: WalkNetwork
    stops: StopPlaces
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything known before lines are cut."""

    nodes: Nodes
    ways: WayTable
    lines: Lines
    sides: Sides
    slope: NDArray[np.float32]
    gates: Mapping[int, Gate]
    parted: Parted
    cut_nodes: NDArray[np.int32]


def build_walk_network(
    street_map: StreetMap,
    stop_points: StopPoints,
    rules: Rules,
    parameters: Parameters,
    elevation: Elevation | None = None,
    progress: Progress | None = None,
) -> WalkBuild:
    """Build the walk network of a street map.

    Parameters
    ----------
    street_map
        Streets as read.
    stop_points
        The timetable's stops.
    rules
        Rules for streets.
    parameters
        Those of ``data/parameters/walk.toml``.
    elevation
        Heights, where there is a raster.
    progress
        Called with what is being done and the share done so far.

    Returns
    -------
    WalkBuild
        Network, stops by their corner, notices.

    Raises
    ------
    InputError
        No street of the map can be walked.
    """
    say = progress or (lambda stage, share: None)
    say("reading tags", 0.0)
    plan = _plan(street_map, rules, parameters, elevation)
    say("placing stops and seats", 0.3)
    stops = place_stops(stop_points, plan.lines, plan.ways, plan.sides, parameters)
    seats = place_seats(street_map.seats, plan.lines, plan.ways, parameters.number("seat_reach_m"))
    joins = _joins(plan, street_map, rules, parameters)
    say("cutting streets", 0.45)
    cut = _cut(plan, (stops, seats, joins.footway), rules, parameters)
    say("finding corners", 0.55)
    junctions = read_junctions(
        street_map.node_tags, len(cut.nodes.lat), cut.lines, plan.ways, rules
    )
    drop_stop_lines(junctions, plan.lines, plan.ways, parameters.number("stop_line_m"))
    corners, edges = _join(plan, cut, joins, junctions, rules, parameters)
    say("putting the network together", 0.8)
    corner = corners_of(stops, cut, corners)
    seat_corner = corners_of(seats, cut, corners)
    kept, corners_kept = _kept_corners(corners, edges)
    matched = match_shelters(stop_points, street_map.places, parameters.number("stop_match_m"))
    corner, seat_corner = _renumbered(kept, corner), _renumbered(kept, seat_corner)
    network = make_network(plan.ways, cut, corners, edges, kept, corners_kept)
    network.corner_seat.flags.writeable = True
    sat = np.concatenate((seat_corner, corner[matched.seat == MAPPED_YES.code]))
    network.corner_seat[sat[sat != NONE]] = MAPPED_YES.code
    network.corner_seat.flags.writeable = False
    places = StopPlaces(
        corner=frozen(corner),
        side=frozen(np.where(corner != NONE, stops.side, 0), np.int8),
        gap_m=frozen(stops.gap_m, np.float32),
        shelter=frozen(matched.shelter),
        seat=frozen(matched.seat),
        street=frozen(np.where(stops.road != NONE, plan.lines.way[stops.road], NONE), np.int32),
    )
    say("streets done", 1.0)
    wrong = np.flatnonzero(junctions.disagrees)
    notices = street_notices(
        network,
        stop_points,
        stops,
        places,
        np.stack((cut.nodes.lat[wrong], cut.nodes.lon[wrong]), axis=1),
        int(parameters.number("notices_listed")),
    )
    return WalkBuild(network, places, notices)


def _plan(
    street_map: StreetMap, rules: Rules, parameters: Parameters, elevation: Elevation | None
) -> _Plan:
    kept = tuple(way for way in street_map.ways if is_kept(way, rules))
    kept = with_plazas(
        street_map,
        kept,
        int(parameters.number("plaza_most_entries")),
        parameters.number("plaza_slack_m"),
    )
    if not kept:
        raise InputError("the street map holds no street that can be walked")
    nodes = Nodes(street_map.node_lat, street_map.node_lon, street_map.node_osm_id)
    ways = read_ways(kept, rules)
    lines = split_ways(kept, nodes, street_map.node_tags, rules)
    walked = ways.walk[lines.way]
    touched = np.zeros(len(nodes.lat), dtype=np.bool_)
    touched[lines.node_u[walked]] = touched[lines.node_v[walked]] = True
    if not touched.any():
        raise InputError("the street map holds no street that can be walked")
    near = touched[lines.node_u] | touched[lines.node_v]
    lines = selected(lines, near & (lines.length_m > 0))
    gates = read_gates(street_map.node_tags, rules)
    parted = part_roads(lines, nodes, ways, gates)
    lines, nodes = parted.lines, parted.nodes
    drive_side = str(parameters["drive_side"].value)
    sides = find_sides(lines, ways, rules.pavements, drive_side)
    slope = (
        line_slopes(lines, ways, elevation)
        if elevation is not None
        else np.full(len(lines), np.nan, dtype=np.float32)
    )
    cut_nodes = np.concatenate((street_map.cut_nodes, parted.cut))
    return _Plan(nodes, ways, lines, sides, slope, gates, parted, cut_nodes)


def _joins(plan: _Plan, street_map: StreetMap, rules: Rules, parameters: Parameters) -> Joins:
    """Find where kerbs are to be joined to separate pavements: at crossings and junctions."""
    sided = np.flatnonzero(plan.ways.sided[plan.lines.way])
    ends = np.concatenate((plan.lines.node_u[sided], plan.lines.node_v[sided]))
    crossed = np.bincount(ends, minlength=len(plan.nodes.lat)) > _ON_ONE_ROAD
    for node, tags in street_map.node_tags.items():
        crossed[node] |= bool(crossing_kind(tags, rules.crossings))
    limits = JoinLimits(
        within_m=rules.pavements.beside_within_m,
        behind_share=parameters.number("join_behind_share"),
        touching_m=parameters.number("join_touching_m"),
        along_road_deg=parameters.number("join_along_road_deg"),
    )
    return find_joins(plan.lines, plan.nodes, plan.ways, plan.sides, crossed, limits)


def _cut(plan: _Plan, placed: tuple[Placed, ...], rules: Rules, parameters: Parameters) -> CutLines:
    way = plan.lines.way
    crossable = plan.ways.sided[way] & plan.ways.walk[way] & ~plan.ways.ring[way]
    informal = informal_cuts(
        plan.lines, plan.ways.traffic[way], crossable, rules.informal_spacing_m
    )
    standing = [points.line != NONE for points in placed]
    wanted = Cuts(
        np.concatenate([points.line[ok] for points, ok in zip(placed, standing, strict=True)]),
        np.concatenate([points.at_m[ok] for points, ok in zip(placed, standing, strict=True)]),
    )
    cuts = joined(wanted, informal, plan.lines, parameters.number("cut_snap_m"))
    return cut_lines(plan.lines, plan.nodes, cuts)


def _join(
    plan: _Plan,
    cut: CutLines,
    joins: Joins,
    junctions: Junctions,
    rules: Rules,
    parameters: Parameters,
) -> tuple[Corners, Edges]:
    lines, ways = cut.lines, plan.ways
    way = lines.way
    gate = np.zeros(len(cut.nodes.lat), dtype=np.bool_)
    gate[list(plan.gates)] = True
    corners = find_corners(
        lines,
        cut.nodes,
        ways.sided[way],
        ways.half_m[way],
        plan.cut_nodes,
        gate,
        CornerShape(parameters.number("corner_farthest"), parameters.number("corner_flat_deg")),
    )
    sides = Sides(
        plan.sides.pavement[cut.parent],
        plan.sides.separate[cut.parent],
        plan.sides.island[cut.parent],
        plan.sides.inner[cut.parent],
    )
    at_gate = {int(n): int(w) for n, w in zip(lines.node_u, way, strict=True) if gate[n]}
    at_gate |= {int(n): int(w) for n, w in zip(lines.node_v, way, strict=True) if gate[n]}
    over, with_islands = crossing_edges(lines, ways, corners, junctions, plan.cut_nodes, rules)
    edges = join_edges(
        pavement_edges(lines, ways, sides, corners),
        path_edges(lines, ways, corners),
        over,
        gate_edges(corners, plan.gates, at_gate, ways),
        road_gate_edges(plan.parted, lines, corners, sides.pavement, ways, rules),
        join_edges_of(joins, cut, corners, ways, rules.pavements.joins),
    )
    edges = chosen_edges(edges, ~leads_nowhere(edges))
    return with_islands, _with_slopes(edges, plan.slope[cut.parent], ways)


def _with_slopes(edges: Edges, slope: NDArray[np.float32], ways: WayTable) -> Edges:
    """Fill in the raster's slopes where none is mapped, nor one that goes the other way."""
    along = np.flatnonzero((edges.line != NONE) & np.isnan(edges.incline_pct))
    along = along[edges.kind[along] != EdgeKind.STEPS]
    found = slope[edges.line[along]]
    fits = ~np.isnan(found) & (found * ways.climbs[edges.way[along]] >= 0)
    edges.incline_pct[along[fits]] = found[fits]
    edges.slope[along[fits]] = INFERRED_YES.code
    return edges


def _kept_corners(corners: Corners, edges: Edges) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Number anew the corners that an edge touches: others lie where nobody walks."""
    used = np.zeros(len(corners.node), dtype=np.bool_)
    used[edges.u] = used[edges.v] = True
    number = np.where(used, np.cumsum(used) - 1, NONE).astype(np.int32)
    return number, np.flatnonzero(used)


def _renumbered(number: NDArray[np.int32], corner: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.where(corner != NONE, number[corner], NONE).astype(np.int32)
