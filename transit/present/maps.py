"""What a map of a journey shows, as lines and marked points; how it is drawn is not said here."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Bounds = tuple[float, float, float, float]
"""West, south, east, north, decimal degrees."""

PointKind = Literal[
    "start",
    "end",
    "step",
    "ride",
    "demand",
    "unknown",
    "notice",
    "rung-now",
    "rung-training",
    "rung-companion",
    "rung-door",
    "count",
    "count-none",
    "run-0",
    "run-1",
    "run-2",
    "run-3",
    "run-4",
    "run-5",
    "run-6",
    "run-7",
    "run-8",
    "run-9",
    "run-10",
    "run-11",
    "run-several",
    "base",
]
LineKind = Literal[
    "walk",
    "ride",
    "run-0",
    "run-1",
    "run-2",
    "run-3",
    "run-4",
    "run-5",
    "run-6",
    "run-7",
    "run-8",
    "run-9",
    "run-10",
    "run-11",
]
"""Runs have a colour and a dash for each number."""
AreaKind = Literal["area-0", "area-1", "area-2", "area-3", "area-4", "area-none"]
"""Classes of a figure, the least first; ``area-none`` where no figure is told."""


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line: ``points`` are latitude and longitude."""

    kind: LineKind
    points: tuple[tuple[float, float], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area: ``rings`` are outlines and holes of latitude and longitude, by polygon."""

    kind: AreaKind
    rings: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A marked point.

    Parameters
    ----------
    kind
        What it stands for: its shape.
    text
        Number or letter in the sign; never colour alone tells signs apart.
    label
        What it is, in words.
    lat, lon
        Decimal degrees.
    offset
        Pixels right and down, where several signs share a place.
    """

    kind: PointKind
    text: str
    label: str
    lat: float
    lon: float
    offset: tuple[int, int] = (0, 0)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, for the browser.

        Returns
        -------
        dict
            One entry a field.
        """
        return asdict(self)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sign and what it means; ``kind`` is ``line`` for lines."""

    mark: str
    kind: str
    text: str

    def as_dict(self) -> dict[str, str]:
        """Return it as plain values, for the browser.

        Returns
        -------
        dict
            One entry a field.
        """
        return asdict(self)


@dataclass(frozen=True, slots=True)
class MapContent:
    """Everything on top of the background."""

    lines: tuple[MapLine, ...] = ()
    points: tuple[MapPoint, ...] = ()
    areas: tuple[MapArea, ...] = ()

    @property
    def bounds(self) -> Bounds | None:
        """The box around everything; None when there is nothing."""
        return bounds_of(
            [point for line in self.lines for point in line.points]
            + [(point.lat, point.lon) for point in self.points]
            + [at for area in self.areas for polygon in area.rings for at in polygon[0]]
        )

    def areas_geojson(self) -> dict[str, Any]:
        """Return the areas as GeoJSON.

        Returns
        -------
        dict
            A feature collection; each area has ``kind`` and ``name``.
        """
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"kind": area.kind, "name": area.name},
                    "geometry": {
                        "type": "MultiPolygon",
                        "coordinates": [
                            [[[round(lon, 5), round(lat, 5)] for lat, lon in ring] for ring in one]
                            for one in area.rings
                        ],
                    },
                }
                for area in self.areas
            ],
        }

    def lines_geojson(self) -> dict[str, Any]:
        """Return the lines as GeoJSON.

        Returns
        -------
        dict
            A feature collection; each line has ``kind`` and ``name``.
        """
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"kind": line.kind, "name": line.name},
                    "geometry": {
                        "type": "LineString",
                        "coordinates": [[round(lon, 6), round(lat, 6)] for lat, lon in line.points],
                    },
                }
                for line in self.lines
                if len(line.points) > 1
            ],
        }


def bounds_of(points: Iterable[tuple[float, float]]) -> Bounds | None:
    """Return the box around points.

    Parameters
    ----------
    points
        Latitude and longitude.

    Returns
    -------
    tuple or None
        West, south, east, north; None without points.
    """
    found = list(points)
    if not found:
        return None
    lats, lons = zip(*found, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
