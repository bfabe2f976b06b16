"""Records of the town as it grows: streets, marks on them, buildings and patches of land."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon

from transit.demo.curves import Points

Key = tuple[int, int]
"""A node of the town: centimetres east and north."""

Tags = dict[str, str]

ROADS = (
    "trunk",
    "primary",
    "secondary",
    "tertiary",
    "unclassified",
    "residential",
    "service",
)


@dataclass(frozen=True, slots=True, eq=False)
class Street:
    """One line of the map: a road, path, railway or bridge.

    Parameters
    ----------
    points
        ``(n, 2)``, metres, rounded to centimetres; lines that share a point meet there.
    tags
        OSM tags.
    layer
        Level; lines of different levels pass each other without meeting.
    district
        Neighbourhood that it was grown in, ``""`` for a drawn one.
    kind
        What the neighbourhood is like, ``""`` for a drawn one.
    joinable
        Side roads may meet it.
    """

    points: Points
    tags: Tags
    layer: int = 0
    district: str = ""
    kind: str = ""
    joinable: bool = True

    @property
    def highway(self) -> str:
        """Its highway tag, ``""`` where it has none."""
        return self.tags.get("highway", "")

    @property
    def name(self) -> str:
        """Its name, ``""`` where it has none."""
        return self.tags.get("name", "")

    @property
    def is_road(self) -> bool:
        """Whether vehicles use it."""
        return self.highway in ROADS or self.highway == "busway"

    @property
    def line(self) -> LineString:
        """Its geometry, metres."""
        return LineString(self.points)


@dataclass(frozen=True, slots=True, eq=False)
class Building:
    """One building (a terrace's row is one)."""

    outline: Points
    tags: Tags
    district: str
    use: str

    @property
    def centre(self) -> Points:
        """Its middle, ``(2,)`` metres."""
        return np.asarray(self.outline[:-1].mean(axis=0))


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of land or water."""

    outline: Polygon
    tags: Tags


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing that is a point: a bench, a post box, a shop, a tree."""

    x: float
    y: float
    tags: Tags


@dataclass(frozen=True, slots=True)
class Town:
    """Everything on the map."""

    streets: tuple[Street, ...]
    marks: Mapping[Key, Tags]
    buildings: tuple[Building, ...] = ()
    patches: tuple[Patch, ...] = ()
    spots: tuple[Spot, ...] = ()
    districts: tuple["Neighbourhood", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A piece of town of one character."""

    name: str
    kind: str
    outline: Polygon


def key(point: Points | tuple[float, float]) -> Key:
    """Return the node that a point is.

    Parameters
    ----------
    point
        ``(2,)``, metres.

    Returns
    -------
    Key
        Centimetres.
    """
    return round(float(point[0]) * 100), round(float(point[1]) * 100)


def keys(points: Points) -> list[Key]:
    """Return the nodes of a line.

    Parameters
    ----------
    points
        ``(n, 2)``, metres.

    Returns
    -------
    list of Key
        Centimetres.
    """
    return [(x, y) for x, y in np.rint(points * 100).astype(int).tolist()]


def lines_of(streets: Iterable[Street]) -> NDArray[np.object_]:
    """Return the geometry of streets.

    Parameters
    ----------
    streets
        The streets.

    Returns
    -------
    ndarray
        ``(n,)`` of shapely lines, metres.
    """
    return np.array([shapely.LineString(street.points) for street in streets], dtype=object)


def centre_of(outline: Polygon) -> tuple[float, float]:
    """Return a point inside an outline.

    Parameters
    ----------
    outline
        The outline, metres.

    Returns
    -------
    tuple of float
        Metres east and north, rounded to centimetres.
    """
    point = outline.representative_point()
    return round(point.x, 2), round(point.y, 2)
