"""Growing a neighbourhood: bent streets between main roads, closes, and footpaths between closes.

A bent grid is laid over the neighbourhood; a random tree of its links, tied to the main roads,
become streets, and so does a share of the other links; some of the rest stay as footpaths. Grid
streets keep most links, an estate of cul-de-sacs almost none.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from transit.demo.curves import Points

_MAIN = (-1, -1)
_SAMPLES = 7


class Cell(NamedTuple):
    """A crossing of the grid, by its two numbers."""

    i: int
    j: int


class Link(NamedTuple):
    """A piece of grid line: ``axis`` and ``row`` name its line, ``order`` its place on it."""

    start: tuple[int, int]
    end: tuple[int, int]
    points: Points
    axis: int
    row: int
    order: int


@dataclass(frozen=True, slots=True)
class Grown:
    """What grew: lines of streets and of footpaths, metres."""

    streets: tuple[Points, ...]
    footpaths: tuple[Points, ...]


class Bend:
    """A grid bent by waves, turned to lie along a neighbourhood.

    Parameters
    ----------
    face
        The neighbourhood.
    kind
        Its spacing, warp and wave.
    rng
        Random numbers.
    """

    def __init__(self, face: Polygon, kind: dict[str, Any], rng: np.random.Generator) -> None:
        box = shapely.get_coordinates(face.minimum_rotated_rectangle)
        sides = np.diff(box, axis=0)
        longest = sides[np.argmax(np.hypot(*sides.T))]
        turn = np.arctan2(longest[1], longest[0]) + rng.uniform(-0.12, 0.12)
        self._turn = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        self._centre = shapely.get_coordinates(face.centroid)[0]
        self._spacing = np.array(kind["spacing"], float)
        self._warp, self._wave = float(kind["warp"]), float(kind["wave"])
        self._phase = rng.uniform(0, 1, 4)
        self.cells = int(np.hypot(*sides[:2].T).max() / self._spacing.min() / 1.6) + 2

    def at(self, uv: Points) -> Points:
        """Return where grid coordinates lie.

        Parameters
        ----------
        uv
            ``(n, 2)``, in cells.

        Returns
        -------
        ndarray
            ``(n, 2)``, metres.
        """
        flat = uv * self._spacing
        x, y = flat[:, 0] / self._wave, flat[:, 1] / self._wave
        a, b, c, d = self._phase
        bent = np.column_stack(
            [
                np.sin(2 * np.pi * (y + a)) + 0.25 * np.sin(2 * np.pi * (x + y + b)),
                np.sin(2 * np.pi * (x + c)) + 0.25 * np.sin(2 * np.pi * (x - y + d)),
            ]
        )
        return np.asarray(self._centre + (flat + self._warp * bent) @ self._turn)

    @property
    def margin(self) -> float:
        """How far from the main roads the first crossing may lie, metres."""
        return float(self._spacing.min()) * 0.5


def grow(
    face: Polygon, joinable: BaseGeometry, kind: dict[str, Any], rng: np.random.Generator
) -> Grown:
    """Grow the streets of one neighbourhood.

    Parameters
    ----------
    face
        Land between main roads.
    joinable
        Roads that side roads may meet, metres.
    kind
        What the neighbourhood is like (data/demo/districts.toml).
    rng
        Random numbers.

    Returns
    -------
    Grown
        Streets and footpaths; those that leave the face end on ``joinable``.
    """
    bend = Bend(face, kind, rng)
    cells = _cells(face, bend)
    inner = _inner_links(face, bend, cells)
    joins = _joins(face, joinable, bend, cells)
    chosen = _spaced(joins, float(kind["join_every"]), rng)
    streets, rest = _choose(inner, [joins[k] for k in chosen], float(kind["keep"]), rng)
    rest += [join for k, join in enumerate(joins) if k not in chosen]
    reached = {cell for link in streets for cell in (link.start, link.end)}
    cut = float(kind["cut"])
    paths = [
        link
        for link in rest
        if rng.random() < (cut if link.end != _MAIN else cut * 0.3)
        and {link.start, link.end} - {_MAIN} <= reached
    ]
    return Grown(tuple(_chained(streets)), tuple(link.points for link in paths))


def _cells(face: Polygon, bend: Bend) -> set[tuple[int, int]]:
    """Return the grid's crossings that lie well inside."""
    n = bend.cells
    ij = np.array([(i, j) for i in range(-n, n + 1) for j in range(-n, n + 1)])
    at = bend.at(ij.astype(float))
    inside = shapely.contains_xy(face.buffer(-bend.margin), at[:, 0], at[:, 1])
    return {Cell(*pair) for pair in ij[inside].tolist()}


def _sample(bend: Bend, cell: tuple[int, int], step: tuple[int, int], reach: float) -> Points:
    share = np.linspace(0, reach, round(_SAMPLES * reach))[:, None]
    return bend.at(np.array(cell, float) + share * np.array(step, float))


def _inner_links(face: Polygon, bend: Bend, cells: set[tuple[int, int]]) -> list[Link]:
    links = []
    for i, j in sorted(cells):
        for axis, step in enumerate(((1, 0), (0, 1))):
            other = (i + step[0], j + step[1])
            if other not in cells:
                continue
            points = _sample(bend, (i, j), step, 1.0)
            row, order = (j, i) if axis == 0 else (i, j)
            links.append(Link((i, j), other, points, axis, row, order))
    lines = shapely.linestrings([link.points for link in links]) if links else np.array([])
    whole = np.atleast_1d(shapely.contains(face, lines))
    return [link for link, is_whole in zip(links, whole, strict=True) if is_whole]


def _joins(
    face: Polygon, joinable: BaseGeometry, bend: Bend, cells: set[tuple[int, int]]
) -> list[Link]:
    """Return links from the outermost crossings to the roads around."""
    joins = []
    for i, j in sorted(cells):
        for axis, step in ((0, (1, 0)), (0, (-1, 0)), (1, (0, 1)), (1, (0, -1))):
            if (i + step[0], j + step[1]) in cells:
                continue
            points = _to_edge(_sample(bend, (i, j), step, 2.4), face)
            if points is None or joinable.distance(Point(points[-1])) > 1.0:
                continue
            forward = sum(step) > 0
            row, at = (j, i) if axis == 0 else (i, j)
            joins.append(
                Link(
                    (i, j),
                    _MAIN,
                    points if forward else points[::-1],
                    axis,
                    row,
                    at if forward else at - 1,
                )
            )
    return joins


def _to_edge(points: Points, face: Polygon) -> Points | None:
    """Return a line up to where it leaves the face; None where it does not."""
    line = shapely.LineString(points)
    parts = shapely.get_parts(line.intersection(face))
    start = Point(points[0])
    for part in parts:
        if part.geom_type == "LineString" and part.distance(start) < 1e-6:
            kept = shapely.get_coordinates(part)
            return None if part.length > line.length - 1e-6 else np.round(kept, 2)
    return None


def _end_of(join: Link, cell_first: bool) -> Points:
    return np.asarray(join.points[-1 if cell_first else 0])


def _outer_end(join: Link) -> Points:
    """Return a join's end on the main road."""
    row_at = join.start[0] if join.axis == 0 else join.start[1]
    return _end_of(join, cell_first=join.order == row_at)


def _spaced(joins: list[Link], every_m: float, rng: np.random.Generator) -> set[int]:
    """Return which joins to keep so that side roads are not too close."""
    kept: dict[int, Points] = {}
    for k in rng.permutation(len(joins)).tolist():
        end = _outer_end(joins[k])
        if all(np.hypot(*(end - other)) >= every_m for other in kept.values()):
            kept[k] = end
    return set(kept)


def _choose(
    inner: list[Link], joins: list[Link], keep: float, rng: np.random.Generator
) -> tuple[list[Link], list[Link]]:
    """Return the links that become streets, and the others that could be footpaths."""
    links = [*inner, *joins]
    graph: nx.MultiGraph[tuple[int, int]] = nx.MultiGraph()
    graph.add_node(_MAIN)
    weights = rng.random(len(links))
    for k, link in enumerate(links):
        graph.add_edge(link.start, link.end, key=k, weight=float(weights[k]))
    town = graph.subgraph(nx.node_connected_component(graph, _MAIN))
    tree = {k for *_, k in nx.minimum_spanning_edges(town, keys=True, data=False)}
    kept = {
        k
        for k, link in enumerate(links)
        if k in tree or (link.start in town and (link.end == _MAIN or rng.random() < keep))
    }
    rest = [link for k, link in enumerate(links) if k not in kept and link.start in town]
    return [links[k] for k in sorted(kept)], rest


def _chained(links: list[Link]) -> list[Points]:
    """Join links that follow each other on one grid line into one street."""
    by_row: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in links:
        by_row[link.axis, link.row].append(link)
    lines: list[Points] = []
    for _, row in sorted(by_row.items()):
        run: list[Link] = []
        for link in sorted(row, key=lambda found: found.order):
            if run and link.order != run[-1].order + 1:
                lines.append(_joined(run))
                run = []
            run.append(link)
        lines.append(_joined(run))
    return lines


def _joined(run: list[Link]) -> Points:
    points = np.round(np.vstack([run[0].points, *(link.points[1:] for link in run[1:])]), 2)
    moved = np.hypot(*np.diff(points, axis=0).T) > 0.05
    return np.asarray(points[np.concatenate([[True], moved])])
