"""Sea and tidal rivers: OSM draws only their edge, land on its left; a map needs the water."""

from collections import Counter

import numpy as np
from shapely import STRtree, box, get_coordinates, node, points, polygonize
from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from transit.read.map_features import Box

_NUDGE_DEG = 1e-6
"""Sideways step from a coastline segment's middle, about 0.1 m: surely within the face there."""


def sea_polygons(coastline: list[BaseGeometry], within: Box) -> list[Polygon]:
    """Make water polygons of coastlines.

    Parameters
    ----------
    coastline
        Lines as OSM draws them: land to the left, water to the right.
    within
        Box to fill; lines that end inside it enclose nothing there.

    Returns
    -------
    list of Polygon
        Water inside the box.
    """
    frame = box(*within)
    lines = [line for given in coastline for line in _parts(given.intersection(frame))]
    if not lines:
        return []
    edges = node(MultiLineString([*lines, LineString(frame.exterior.coords)]))
    faces = [face for face in polygonize([edges]).geoms if isinstance(face, Polygon)]
    votes = _votes(lines, faces)
    return [face for index, face in enumerate(faces) if votes[index] > 0]


def _votes(lines: list[LineString], faces: list[Polygon]) -> Counter[int]:
    """Count, for each face, segments that have it on their water side less those on the land's."""
    right, left = (np.concatenate([_beside(line, side) for line in lines]) for side in (1, -1))
    tree = STRtree(faces)
    votes: Counter[int] = Counter()
    votes.update(tree.query(points(right), predicate="within")[1].tolist())
    votes.subtract(tree.query(points(left), predicate="within")[1].tolist())
    return votes


def _beside(line: LineString, side: int) -> np.ndarray:
    """Return a point right (1) or left (-1) of each segment's middle, ``(n, 2)``."""
    at = get_coordinates(line)
    along = np.diff(at, axis=0)
    length = np.hypot(along[:, 0], along[:, 1])
    across = np.column_stack([along[:, 1], -along[:, 0]])[length > 0]
    middle = ((at[:-1] + at[1:]) / 2)[length > 0]
    return middle + side * _NUDGE_DEG * across / length[length > 0, None]


def _parts(found: BaseGeometry) -> list[LineString]:
    """Return the lines within a geometry, joined where they meet end to end."""
    if isinstance(found, MultiLineString):
        found = linemerge(found)
    return [part for part in getattr(found, "geoms", [found]) if isinstance(part, LineString)]
