"""Marks on streets: signals, crossings, kerbs, barriers and turning circles."""

from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import numpy as np
from shapely import Point, STRtree

from transit.demo.curves import Along, Points
from transit.demo.naming import is_dead_end
from transit.demo.noding import with_points
from transit.demo.plans import Plans
from transit.demo.town import Key, Street, Tags, key, keys, lines_of

_ARM_M = 11.0
_CLEAR_M = 14.0
_CHANCE = ("zebra", "island", "puffin", "marked", "bare", "unmarked", "zebra_old")
_CHANCE_SHARES = (0.18, 0.24, 0.14, 0.12, 0.1, 0.16, 0.06)
_BARRIERS = ("bollard", "cycle_barrier", "kissing_gate", "gate")


class _Board:
    """Collects marks, and the points they put into streets."""

    def __init__(self, streets: list[Street]) -> None:
        self.streets = streets
        self.marks: dict[Key, Tags] = {}
        self._points: dict[int, list[Points]] = defaultdict(list)

    def put(self, street: int, point: Points, tags: Tags) -> None:
        """Mark a point of a street."""
        at = np.round(point, 2)
        if key(at) not in self.marks:
            self.marks[key(at)] = tags
            self._points[street].append(at)

    def finished(self) -> list[Street]:
        """Return the streets with the marked points put in."""
        return [
            replace(street, points=with_points(street.points, self._points[i]))
            if i in self._points
            else street
            for i, street in enumerate(self.streets)
        ]


def mark(
    streets: list[Street], plans: Plans, rng: np.random.Generator
) -> tuple[list[Street], dict[Key, Tags]]:
    """Put crossings, signals, barriers and turning circles on streets.

    Parameters
    ----------
    streets
        Noded streets.
    plans
        Where signals and crossings are drawn, and shares of the rest.
    rng
        Random numbers.

    Returns
    -------
    tuple
        Streets with the marked points put in; tags by node.
    """
    board = _Board(streets)
    uses = Counter(node for s in streets if s.is_road for node in dict.fromkeys(keys(s.points)))
    drawn = plans.skeleton
    kinds = {name: {"highway": "crossing", **tags} for name, tags in drawn["crossing_tags"].items()}
    _signals(board, drawn["signals"], kinds)
    for ring in drawn["mini_roundabout"]:
        board.marks[key(ring["at"])] = {"highway": "mini_roundabout"}
    _drawn_crossings(board, drawn["crossing"], kinds)
    _chance_crossings(board, plans, uses, kinds, rng)
    _side_roads(board, plans, uses, kinds["unmarked"], rng)
    _barriers(board, plans, rng)
    _rails(board)
    for street in streets:
        if street.highway == "residential" and is_dead_end(street, uses):
            end = min(keys(street.points)[0], keys(street.points)[-1], key=lambda k: uses[k])
            if rng.random() < plans.number("share_turning_circle"):
                board.marks.setdefault(end, {"highway": "turning_circle"})
    for tags in board.marks.values():
        if tags.get("highway") == "crossing" and rng.random() < plans.number("share_kerb"):
            tags["kerb"] = str(rng.choice(["lowered", "flush", "raised"]))
    return board.finished(), {node: dict(tags) for node, tags in board.marks.items()}


def _signals(board: _Board, drawn: list[dict[str, Any]], kinds: dict[str, Tags]) -> None:
    for light in drawn:
        board.marks[key(light["at"])] = {"highway": "traffic_signals"}
        if not light["green_man"]:
            continue
        for i, street in enumerate(board.streets):
            nodes = keys(street.points)
            if not street.is_road or key(light["at"]) not in nodes:
                continue
            along = Along.of(street.points)
            at = along.reach[nodes.index(key(light["at"]))]
            for arm in (at - _ARM_M, at + _ARM_M):
                if 3 < arm < along.length - 3:
                    board.put(i, along.at(arm)[0], dict(kinds["puffin"]))


def _drawn_crossings(board: _Board, drawn: list[dict[str, Any]], kinds: dict[str, Tags]) -> None:
    roads = [i for i, s in enumerate(board.streets) if s.is_road and s.layer == 0 and not s.kind]
    lines = lines_of(board.streets[i] for i in roads)
    tree = STRtree(lines)
    for crossing in drawn:
        i = roads[int(tree.nearest(Point(crossing["at"])))]
        along = Along.of(board.streets[i].points)
        at = along.find(np.array(crossing["at"], float))
        board.put(i, along.at(at)[0], dict(kinds[crossing["kind"]]))


def _chance_crossings(
    board: _Board,
    plans: Plans,
    uses: Counter[Key],
    kinds: dict[str, Tags],
    rng: np.random.Generator,
) -> None:
    spared = plans.skeleton["no_crossings"]["roads"]
    every = plans.number("crossing_every_m")
    for i, street in enumerate(board.streets):
        if street.highway not in ("primary", "secondary", "tertiary") or street.layer:
            continue
        if street.name in spared or "50" in street.tags.get("maxspeed", "") or _is_ring(street):
            continue
        along = Along.of(street.points)
        taken = [
            reach
            for node, reach in zip(keys(street.points), along.reach, strict=True)
            if uses[node] > 1 or node in board.marks
        ]
        for base in np.arange(every / 2, along.length, every):
            at = float(base + rng.uniform(-0.3, 0.3) * every)
            kind = str(rng.choice(_CHANCE, p=_CHANCE_SHARES))
            clear = all(abs(at - other) > _CLEAR_M for other in taken)
            if clear and 0 < at < along.length and not _near_mark(board, along.at(at)[0], 60):
                board.put(i, along.at(at)[0], dict(kinds[kind]))


def _near_mark(board: _Board, point: Points, gap_m: float) -> bool:
    x, y = key(point)
    return any(abs(x - a) < gap_m * 100 and abs(y - b) < gap_m * 100 for a, b in board.marks)


def _is_ring(street: Street) -> bool:
    return street.tags.get("junction") == "roundabout"


def _side_roads(
    board: _Board, plans: Plans, uses: Counter[Key], tags: Tags, rng: np.random.Generator
) -> None:
    for i, street in enumerate(board.streets):
        if not street.kind or not street.is_road:
            continue
        along = Along.of(street.points)
        for node, at in (
            (keys(street.points)[0], 7.0),
            (keys(street.points)[-1], along.length - 7),
        ):
            mouth = uses[node] > 1 and along.length > 40
            if mouth and rng.random() < plans.number("share_side_road_crossing"):
                board.put(i, along.at(at)[0], dict(tags))


def _barriers(board: _Board, plans: Plans, rng: np.random.Generator) -> None:
    for i, street in enumerate(board.streets):
        if street.kind and street.highway == "footway":
            kind = str(rng.choice(_BARRIERS))
            if rng.random() < plans.number("share_barrier"):
                along = Along.of(street.points)
                board.put(i, along.at(along.length / 2)[0], {"barrier": kind})


def _rails(board: _Board) -> None:
    """Mark where roads cross the railway on the level."""
    rails = [s for s in board.streets if s.tags.get("railway") == "rail" and s.layer == 0]
    on_rails = {node for rail in rails for node in keys(rail.points)}
    for street in board.streets:
        if not street.is_road or street.layer:
            continue
        for node in keys(street.points):
            if node in on_rails:
                board.marks[node] = {
                    "railway": "level_crossing",
                    "crossing:barrier": "full",
                    "crossing:light": "yes",
                }
