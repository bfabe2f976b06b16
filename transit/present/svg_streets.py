"""The streets behind a journey: wide and narrow, with the names that help to find them."""

import itertools
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as Xml

import numpy as np
from numpy.typing import NDArray

from transit.model.ids import NONE
from transit.model.streets import RoadClass
from transit.network.walk import WalkNetwork
from transit.present.svg_sheet import Room, View, draw_text, path_of, text_discs, text_width
from transit.route.geometry import to_metres

_NAME_SIZE: Final = 15.0
_NAME: Final = "#3b4045"
_WAY, _STREET, _MAIN = 0, 1, 2
_LOOKS: Final = (
    (_WAY, "#d5d8da", "2"),
    (_STREET, "#d5d8da", "4.5"),
    (_MAIN, "#c3c8cc", "8"),
)
_FINE_SCALE: Final = 0.25
"""Units a metre below which paths and yards would only blur the map."""

_LEAST_UNITS: Final = 1.5
"""A street drawn shorter than this is no street on the sheet."""

_MOST_NAMES: Final = 24

_SHARE, _WALKED_SHARE = 0.55, 0.15
"""How much of its name a straight piece of a street has to be as long as."""

_ASIDE: Final = (0.0, 16.0, -16.0, 26.0, -26.0)
"""How far beside its street a name may stand."""


@dataclass(frozen=True, slots=True)
class Streets:
    """The streets that come into a view.

    ``line`` points on the sheet of each; ``rank (n,) int8`` path, street or main street; ``name``.
    """

    lines: list[NDArray[np.float64]]
    rank: NDArray[np.int8]
    names: list[str]


def streets_in(network: WalkNetwork, view: View) -> Streets:
    """Return the streets that come into a view.

    Parameters
    ----------
    network
        Walk network.
    view
        The view.

    Returns
    -------
    Streets
        Their lines on the sheet.
    """
    firsts = network.segment_first[:-1]
    if not firsts.size:
        return Streets([], np.zeros(0, np.int8), [])
    near = np.flatnonzero(_near(network, view))
    rank, way = _rank_and_way(network)
    if view.scale < _FINE_SCALE:
        near = near[rank[near] > _WAY]
    lines, kept = [], []
    for segment in near.tolist():
        first, last = int(network.segment_first[segment]), int(network.segment_first[segment + 1])
        line = np.column_stack([network.point_lat[first:last], network.point_lon[first:last]])
        laid = view.lay(line)
        if np.ptp(laid, axis=0).max() >= _LEAST_UNITS:
            lines.append(laid)
            kept.append(segment)
    names = [str(network.way_name[way[each]]) if way[each] != NONE else "" for each in kept]
    return Streets(lines, rank[kept], names)


def _near(network: WalkNetwork, view: View) -> NDArray[np.bool_]:
    firsts = network.segment_first[:-1]
    one = to_metres(np.array([(view.lat + 1, view.lon + 1)]), view.lat, view.lon)[0]
    half_lat = view.height / 2 / view.scale / one[1]
    half_lon = view.width / 2 / view.scale / one[0]
    return np.asarray(
        (np.minimum.reduceat(network.point_lat, firsts) < view.lat + half_lat)
        & (np.maximum.reduceat(network.point_lat, firsts) > view.lat - half_lat)
        & (np.minimum.reduceat(network.point_lon, firsts) < view.lon + half_lon)
        & (np.maximum.reduceat(network.point_lon, firsts) > view.lon - half_lon)
    )


def _rank_and_way(network: WalkNetwork) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """How each segment is drawn, and the way it is of."""
    n_segments = network.segment_first.size - 1
    road = np.full(n_segments, -1, np.int64)
    way = np.full(n_segments, NONE, np.int64)
    along = network.edge_segment != NONE
    road[network.edge_segment[along]] = network.edge_road[along]
    way[network.edge_segment[along]] = network.edge_way[along]
    main = (road >= RoadClass.TERTIARY) & (road <= RoadClass.MOTORWAY)
    street = (road >= RoadClass.LIVING_STREET) & (road <= RoadClass.UNCLASSIFIED)
    return np.where(main, _MAIN, np.where(street, _STREET, _WAY)).astype(np.int8), way


def draw_streets(parent: Xml.Element, streets: Streets) -> None:
    """Draw streets, the narrow ones first.

    Parameters
    ----------
    parent
        What they are part of.
    streets
        The streets.
    """
    for rank, colour, width in _LOOKS:
        drawn = [streets.lines[at] for at in np.flatnonzero(streets.rank == rank).tolist()]
        if drawn:
            Xml.SubElement(
                parent,
                "path",
                {
                    "d": "".join(map(path_of, drawn)),
                    "fill": "none",
                    "stroke": colour,
                    "stroke-width": width,
                    "stroke-linejoin": "round",
                    "stroke-linecap": "round",
                    "aria-hidden": "true",
                },
            )


def draw_names(
    parent: Xml.Element, streets: Streets, room: Room, walked: Collection[str], *, all_names: bool
) -> None:
    """Write the names of the streets walked and of main streets, where there is room.

    Parameters
    ----------
    parent
        What they are part of.
    streets
        The streets.
    room
        What is taken already.
    walked
        Names of the streets walked along or crossed: they come first.
    all_names
        Write those of all streets; else of main streets and those walked.
    """
    best: dict[str, list[tuple[float, float, float, float]]] = {}
    for line, rank, name in zip(streets.lines, streets.rank.tolist(), streets.names, strict=True):
        if name and (name in walked or rank == _MAIN or (all_names and rank == _STREET)):
            best.setdefault(name, []).extend(_stretches(line, room))
    order = sorted(best, key=lambda name: (name not in walked, -_longest(best[name])))
    written = 0
    for name in order:
        if written == _MOST_NAMES:
            break
        written += _write_name(parent, room, name, best[name], eager=name in walked)


def _longest(stretches: list[tuple[float, float, float, float]]) -> float:
    return max((stretch[0] for stretch in stretches), default=0.0)


def _stretches(line: NDArray[np.float64], room: Room) -> list[tuple[float, float, float, float]]:
    """Straight pieces of a line on the sheet: length, middle, angle."""
    made = []
    inside = np.clip(line, 0, (room.width, room.height))
    for start, end in itertools.pairwise(inside):
        along = end - start
        length = float(np.hypot(*along))
        if length > _NAME_SIZE:
            angle = float(np.degrees(np.arctan2(along[1], along[0])))
            middle = (start + end) / 2
            upright = (angle + 90) % 180 - 90
            made.append((length, float(middle[0]), float(middle[1]), upright))
    return made


def _write_name(
    parent: Xml.Element,
    room: Room,
    name: str,
    stretches: list[tuple[float, float, float, float]],
    *,
    eager: bool,
) -> bool:
    needed = text_width(name, _NAME_SIZE) * (_WALKED_SHARE if eager else _SHARE)
    for length, x, y, angle in sorted(stretches, reverse=True):
        if length < needed:
            return False
        turn = np.radians(angle)
        for aside in _ASIDE if eager else _ASIDE[:1]:
            at_x, at_y = x - aside * float(np.sin(turn)), y + aside * float(np.cos(turn))
            discs = text_discs(at_x, at_y, name, size=_NAME_SIZE, angle_deg=angle)
            if room.is_free(discs):
                room.take(discs)
                look = {"colour": _NAME, "weight": "normal"}
                draw_text(parent, at_x, at_y, name, size=_NAME_SIZE, angle_deg=angle, **look)
                return True
    return False
