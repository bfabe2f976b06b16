"""Linking a point (a home, a venue) to the side of the street on which it stands."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.fact import State
from transit.model.ids import NONE
from transit.model.parameters import Parameters
from transit.model.streets import EdgeKind, Traffic
from transit.network.kerbside.drawing import half_widths
from transit.network.kerbside.geometry import east_north
from transit.network.link_index import (
    CELL_M,
    LEFT,
    MIDDLE,
    RIGHT,
    LinkIndex,
    build_link_index,
)
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules

__all__ = ["Link", "LinkIndex", "NotLinked", "build_link_index", "link"]

_LINKABLE = (EdgeKind.PAVEMENT, EdgeKind.PATH, EdgeKind.ROADWAY)


@dataclass(frozen=True, slots=True)
class Link:
    """How a point joins the walk network.

    A point joins the nearest edge, ``fraction`` of the way from its u to its v, on the side it
    stands on. Where the road is quiet it may also cross at its own door to the pavement opposite.
    Each *entry* leads from the point to one corner: ``entry_corner (n,) int32``; ``entry_edge
    (n,) int32`` the edge walked in part; ``entry_share (n,) float64`` the share of that edge
    walked; ``entry_forward (n,) bool`` True when walked from u towards v; ``entry_crosses (n,)
    int32`` the crossing edge whose facts stand for crossing at the door, -1 where none is made.
    ``gap_m`` is the distance from the point to the edge, walked too (level, unpriced beyond its
    length).
    """

    lat: float
    lon: float
    edge: int
    fraction: float
    gap_m: float
    entry_corner: NDArray[np.int32]
    entry_edge: NDArray[np.int32]
    entry_share: NDArray[np.float64]
    entry_forward: NDArray[np.bool_]
    entry_crosses: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class NotLinked:
    """Why a point could not be linked, in a plain sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Edges near a point: the piece (its first point, the share along it) and the gap to it."""

    edge: NDArray[np.int32]
    segment: NDArray[np.int32]
    point: NDArray[np.int64]
    share: NDArray[np.float64]
    gap_m: NDArray[np.float64]


def link(
    network: WalkNetwork,
    index: LinkIndex,
    lat: float,
    lon: float,
    rules: Rules,
    parameters: Parameters,
) -> Link | NotLinked:
    """Link a point to the nearest street, on the side on which it stands.

    Streets cut off from the main network, or not known to be open to the public, are taken only
    where they are nearer by a margin; streets closed to the public, steps, lifts and platforms
    never. On a road that people cross informally, crossing at the door stands in for the road's
    nearest informal crossing edge: its facts and its width hold.

    Parameters
    ----------
    network
        The walk network.
    index
        Its grid.
    lat, lon
        The point, decimal degrees.
    rules
        Rules for streets: which traffic is crossed informally, and half widths.
    parameters
        ``link_farthest_m``, ``link_island_m``, ``link_private_m``.

    Returns
    -------
    Link or NotLinked
        The link, or why there is none.
    """
    farthest = parameters.number("link_farthest_m")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return NotLinked("this point is not on the map: latitude or longitude is out of range")
    near = _candidates(network, index, lat, lon, farthest, rules)
    if not len(near.edge):
        return NotLinked(f"no street that can be walked lies within {farthest:.0f} m of this point")
    away = network.corner_component[network.edge_u[near.edge]] != 0
    private = (network.fact_access[near.edge] & 3) != State.YES
    score = (
        near.gap_m
        + parameters.number("link_island_m") * away
        + parameters.number("link_private_m") * private
    )
    best = int(np.lexsort((near.edge, score))[0])
    return _linked(network, index, lat, lon, near, best, rules)


def _candidates(
    network: WalkNetwork, index: LinkIndex, lat: float, lon: float, farthest: float, rules: Rules
) -> _Candidates:
    start = _points_near(index, lat, lon, farthest)
    segment = index.point_segment[start]
    line = east_north(
        network.point_lat[np.stack((start, start + 1))],
        network.point_lon[np.stack((start, start + 1))],
        lat,
        lon,
    )
    step = line[1] - line[0]
    squared = np.maximum((step**2).sum(1), 1e-12)
    share = np.clip(-(line[0] * step).sum(1) / squared, 0.0, 1.0)
    foot = line[0] + share[:, None] * step
    distance = np.hypot(foot[:, 0], foot[:, 1])
    leftward = step[:, 1] * foot[:, 0] - step[:, 0] * foot[:, 1]
    edges = index.segment_edges[segment]
    sided = edges[:, MIDDLE] == NONE
    side = np.where(sided, np.where(leftward >= 0, LEFT, RIGHT), MIDDLE)
    edge = edges[np.arange(len(edges)), side]
    usable = (edge != NONE) & np.isin(network.edge_kind[edge], _LINKABLE)
    usable &= (network.fact_access[edge] & 3) != State.NO
    half = half_widths(rules)[network.edge_road[edge]]
    gap = np.maximum(distance - np.where(sided, half, 0.0), 0.0)
    usable &= gap <= farthest
    return _Candidates(edge[usable], segment[usable], start[usable], share[usable], gap[usable])


def _points_near(index: LinkIndex, lat: float, lon: float, within_m: float) -> NDArray[np.int64]:
    reach = within_m / CELL_M
    at = (np.array([lat, lon]) - index.origin) / index.cell
    low = np.clip(np.floor(at - reach), 0, index.shape).astype(int)
    high = np.clip(np.floor(at + reach), -1, index.shape - 1).astype(int)
    if (high < low).any():
        return np.empty(0, dtype=np.int64)
    rows = np.arange(low[0], high[0] + 1) * index.shape[1]
    found = [
        index.cell_point[index.cell_first[row + low[1]] : index.cell_first[row + high[1] + 1]]
        for row in rows
    ]
    return np.unique(np.concatenate(found)).astype(np.int64)


def _fraction(network: WalkNetwork, near: _Candidates, best: int) -> float:
    """Return how far along its segment the chosen point lies."""
    segment, point, share = int(near.segment[best]), int(near.point[best]), float(near.share[best])
    first, last = int(network.segment_first[segment]), int(network.segment_first[segment + 1])
    lat, lon = network.point_lat[first:last], network.point_lon[first:last]
    steps = np.diff(east_north(lat, lon, float(lat[0]), float(lon[0])), axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    total = float(lengths.sum())
    before = float(lengths[: point - first].sum()) + share * float(lengths[point - first])
    return min(max(before / total, 0.0), 1.0) if total > 0 else 0.0


def _linked(
    network: WalkNetwork,
    index: LinkIndex,
    lat: float,
    lon: float,
    near: _Candidates,
    best: int,
    rules: Rules,
) -> Link:
    edge, fraction = int(near.edge[best]), _fraction(network, near, best)
    opposite, door = _across(network, index, near, best, fraction, rules)
    if network.edge_turned[edge]:
        fraction = 1.0 - fraction
    entries = _entries(network, edge, fraction, NONE)
    if opposite != NONE and door != NONE:
        entries += _entries(network, opposite, fraction, door)
    corner, walked, share, forward, crosses = zip(*entries, strict=True)
    return Link(
        lat=float(lat),
        lon=float(lon),
        edge=edge,
        fraction=fraction,
        gap_m=float(near.gap_m[best]),
        entry_corner=frozen(np.array(corner), np.int32),
        entry_edge=frozen(np.array(walked), np.int32),
        entry_share=frozen(np.array(share), np.float64),
        entry_forward=frozen(np.array(forward), np.bool_),
        entry_crosses=frozen(np.array(crosses), np.int32),
    )


def _entries(
    network: WalkNetwork, edge: int, fraction: float, crosses: int
) -> list[tuple[int, int, float, bool, int]]:
    return [
        (int(network.edge_u[edge]), edge, fraction, False, crosses),
        (int(network.edge_v[edge]), edge, 1.0 - fraction, True, crosses),
    ]


def _across(
    network: WalkNetwork,
    index: LinkIndex,
    near: _Candidates,
    best: int,
    fraction: float,
    rules: Rules,
) -> tuple[int, int]:
    """Return the edge opposite, and the crossing edge whose facts hold at the door."""
    edge, segment = int(near.edge[best]), int(near.segment[best])
    side = int(network.edge_side[edge])
    if side == 0 or Traffic(network.edge_traffic[edge]) not in rules.informal_spacing_m:
        return NONE, NONE
    first, last = (int(door) for door in index.segment_doors[segment])
    nearer, farther = (first, last) if fraction <= 0.5 else (last, first)
    opposite = int(index.segment_edges[segment, LEFT if side > 0 else RIGHT])
    return opposite, nearer if nearer != NONE else farther
