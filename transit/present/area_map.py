"""Figures by area as a map: five classes of one colour, and the figure itself on each area."""

from collections.abc import Mapping, Sequence
from typing import Final, cast
from xml.etree import ElementTree as Xml

import numpy as np
import shapely

from transit.present.maps import AreaKind, LegendEntry, MapArea, MapContent, MapPoint, PointKind
from transit.present.svg_sheet import INK, PAPER, View, path_of
from transit.read.boundaries import Boundaries
from transit.route.geometry import to_metres

_CLASSES: Final = 5
COLOURS: Final = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")
"""From least to most; after ColorBrewer's Blues."""
_FIRST_DARK: Final = 3
_MARGIN: Final = 20
_ROW: Final = 26
"""Height of a line of the legend."""
_HATCH: Final = "nothing-told"
_LINES: Final = "#b1b4b6"


def classes_of(figures: Mapping[str, float | None]) -> tuple[float, ...]:
    """Return where classes end: five equal steps up to the greatest figure.

    Parameters
    ----------
    figures
        By area; None where it is not told.

    Returns
    -------
    tuple of float
        Upper ends, ascending; one class where all figures are 0.
    """
    top = max((each for each in figures.values() if each is not None), default=0.0)
    if top <= 0:
        return (0.0,)
    return tuple(top * (step + 1) / _CLASSES for step in range(_CLASSES))


def area_content(
    boundaries: Boundaries, figures: Mapping[str, float | None], shown: Mapping[str, str]
) -> MapContent:
    """Return a map of figures by area.

    Parameters
    ----------
    boundaries
        The areas.
    figures
        By code; None, or no entry, where it is not told.
    shown
        The figure as it is written, by code.

    Returns
    -------
    MapContent
        Areas in classes, each with its figure as a sign.
    """
    ends = classes_of(figures)
    areas, points = [], []
    for code, name, shape in zip(
        boundaries.codes, boundaries.names, boundaries.shapes, strict=True
    ):
        figure = figures.get(code)
        said = shown.get(code, "not told")
        areas.append(MapArea(_kind(figure, ends), _rings(shape), name))
        at = shapely.point_on_surface(shape)
        sign = "–" if figure is None else said
        kind: PointKind = "count" if figure else "count-none"
        label = f"{name}: {said}"
        points.append(MapPoint(kind, sign, label, float(at.y), float(at.x)))
    return MapContent(points=tuple(points), areas=tuple(areas))


def area_legend(figures: Mapping[str, float | None], unit: str) -> tuple[LegendEntry, ...]:
    """Return what the colours mean.

    Parameters
    ----------
    figures
        As for :func:`area_content`.
    unit
        What is counted, such as "places each".

    Returns
    -------
    tuple of LegendEntry
        One a class, the least first, then where nothing is told.
    """
    ends = classes_of(figures)
    starts = (0.0, *ends[:-1])
    steps = [
        LegendEntry(f"area-{nth}", "line", f"{low:.1f} to {high:.1f} {unit}")
        for nth, (low, high) in enumerate(zip(starts, ends, strict=True))
    ]
    if any(each is None for each in figures.values()):
        steps.append(LegendEntry("area-none", "line", "not told: too few people"))
    return tuple(steps)


def area_svg(
    content: MapContent,
    title: str,
    width: int = 800,
    height: int = 600,
    legend: Sequence[LegendEntry] = (),
) -> str:
    """Return the map as a picture, for paper and for where the browser draws no map.

    Areas of which nothing is told are hatched, so that they differ by more than a colour.

    Parameters
    ----------
    content
        As :func:`area_content` makes it.
    title
        What it shows.
    width, height
        Size of the map, units.
    legend
        What the colours mean, beneath the map; as :func:`area_legend` makes it.

    Returns
    -------
    str
        An ``<svg>`` element with a title, and a description with every figure.
    """
    view = _view(content, width, height)
    whole = height + _ROW * len(legend)
    root = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {whole}",
            "role": "img",
            "font-family": "Source Sans Pro, Arial, sans-serif",
        },
    )
    Xml.SubElement(root, "title").text = title
    Xml.SubElement(root, "desc").text = "; ".join(point.label for point in content.points)
    _hatch(root)
    for area in content.areas:
        outline = "".join(
            f"{path_of(view.lay(np.array(ring)))}Z" for polygon in area.rings for ring in polygon
        )
        shape = {"d": outline, "fill": _fill(area.kind), "stroke": INK, "fill-rule": "evenodd"}
        Xml.SubElement(root, "path", shape)
    for area, point in zip(content.areas, content.points, strict=True):
        x, y = view.lay_point((point.lat, point.lon))
        dark = area.kind in {f"area-{nth}" for nth in range(_FIRST_DARK, _CLASSES)}
        _write(root, x, y, point.text, PAPER if dark else INK, anchor="middle")
    for nth, entry in enumerate(legend):
        y = height + _ROW * (nth + 0.5)
        box = {"x": f"{_MARGIN}", "y": f"{y - 9:g}", "width": "32", "height": "18"}
        Xml.SubElement(root, "rect", {**box, "fill": _fill(entry.mark), "stroke": INK})
        _write(root, _MARGIN + 44, y + 6, entry.text, INK, anchor="start")
    return Xml.tostring(root, encoding="unicode")


def _hatch(root: Xml.Element) -> None:
    pattern = {"id": _HATCH, "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
    tile = Xml.SubElement(Xml.SubElement(root, "defs"), "pattern", pattern)
    Xml.SubElement(tile, "rect", {"width": "8", "height": "8", "fill": PAPER})
    Xml.SubElement(tile, "path", {"d": "M0 8L8 0", "stroke": _LINES, "stroke-width": "1.5"})


def _write(root: Xml.Element, x: float, y: float, text: str, colour: str, *, anchor: str) -> None:
    where = {"x": f"{x:.0f}", "y": f"{y:.0f}", "text-anchor": anchor, "font-size": "16"}
    Xml.SubElement(root, "text", {**where, "fill": colour}).text = text


def _kind(figure: float | None, ends: tuple[float, ...]) -> AreaKind:
    if figure is None:
        return "area-none"
    nth = next((nth for nth, end in enumerate(ends) if figure <= end), len(ends) - 1)
    return cast("AreaKind", f"area-{nth}")


def _fill(kind: str) -> str:
    return f"url(#{_HATCH})" if kind == "area-none" else COLOURS[int(kind.removeprefix("area-"))]


def _rings(shape: shapely.Geometry) -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
    """Return outline and holes of each polygon, latitude first."""
    return tuple(
        tuple(
            tuple((float(lat), float(lon)) for lon, lat in shapely.get_coordinates(ring))
            for ring in shapely.get_rings(part)
        )
        for part in shapely.get_parts(shape)
    )


def _view(content: MapContent, width: int, height: int) -> View:
    west, south, east, north = content.bounds or (0.0, 0.0, 0.0, 0.0)
    lat, lon = (south + north) / 2, (west + east) / 2
    corners = to_metres(np.array([(south, west), (north, east)]), lat, lon)
    across, up = np.maximum(np.abs(corners[1] - corners[0]), 1.0)
    scale = min((width - 2 * _MARGIN) / across, (height - 2 * _MARGIN) / up)
    return View(lat, lon, float(scale), width, height)
