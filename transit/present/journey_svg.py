"""A journey as a static map (SVG): for print, and where a browser draws no interactive map.

Nothing is told by colour alone: walks are dotted, each ride has its own dashes and carries its
number, and the same journey stands in words in the description.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as Xml

import numpy as np
from numpy.typing import NDArray

from transit.network.walk import WalkNetwork
from transit.present.words import Words, english
from transit.route.geometry import Line, to_metres
from transit.route.journey import Journey, Leg, Point, RideLeg, StepKind, WalkLeg

_PAPER: Final = "#ffffff"
_STREET: Final = "#d5d8da"
_INK: Final = "#0b0c0c"
_RIDES: Final = (
    ("#1d70b8", "none"),
    ("#85380a", "16 5"),
    ("#4c2c92", "16 5 4 5"),
    ("#00603a", "6 4"),
)
"""Colour (at least 4.5 to 1 on paper) and dashes of the first ride, the second ..."""

_SIGN: Final = 22.0
"""Width of a numbered sign."""

_LEAST_SPAN_M: Final = 120.0
"""A map shows at least so much ground, so that a journey next door is still readable."""


@dataclass(frozen=True, slots=True)
class _View:
    """From latitude and longitude to the sheet's units."""

    lat: float
    lon: float
    scale: float
    width: int
    height: int

    def lay(self, line: Line) -> NDArray[np.float64]:
        metres = to_metres(line, self.lat, self.lon)
        return np.column_stack(
            [
                self.width / 2 + metres[:, 0] * self.scale,
                self.height / 2 - metres[:, 1] * self.scale,
            ]
        )

    def lay_point(self, point: Point) -> tuple[float, float]:
        laid = self.lay(np.array([point]))
        return float(laid[0, 0]), float(laid[0, 1])


def journey_svg(
    journey: Journey,
    streets: WalkNetwork | None = None,
    *,
    leg: int | None = None,
    words: Words | None = None,
    width: int = 800,
    height: int = 600,
) -> str:
    """Return a map of a journey, or of one of its legs.

    Parameters
    ----------
    journey
        The journey.
    streets
        Streets to draw around it; none when None.
    leg
        Index of the only leg to draw; the whole journey when None.
    words
        Language of labels and description; English when None.
    width, height
        Size of the sheet in its own units.

    Returns
    -------
    str
        An ``<svg>`` element with a title and a description.
    """
    said = words or english()
    drawn = journey.legs if leg is None else (journey.legs[leg],)
    view = _view(drawn, width, height)
    root = _sheet(view, _title(drawn, said), " ".join(_sentences(drawn, said)))
    if streets is not None:
        _draw_streets(root, view, streets)
    rides = [each for each in journey.legs if isinstance(each, RideLeg)]
    for each in drawn:
        if isinstance(each, RideLeg):
            _draw_ride(root, view, each, rides.index(each), said)
    walks = [each for each in drawn if isinstance(each, WalkLeg)]
    for each in walks:
        _draw_line(root, view, each.points, colour=_INK, width="4", dashes="0.1 8")
    drawn_at: list[tuple[float, float]] = []
    for number, (label, point) in enumerate(_numbered(walks, said), start=1):
        x, y = view.lay_point(point)
        # A number that would hide another is left out; its step stands in the list.
        if all(np.hypot(x - other_x, y - other_y) >= _SIGN for other_x, other_y in drawn_at):
            _draw_sign(root, x, y, str(number), label)
            drawn_at.append((x, y))
    _draw_ends(root, view, drawn, said)
    return Xml.tostring(root, encoding="unicode")


def _view(legs: Sequence[Leg], width: int, height: int) -> _View:
    points = np.array([point for leg in legs for point in leg.points])
    low, high = points.min(axis=0), points.max(axis=0)
    lat, lon = float((low[0] + high[0]) / 2), float((low[1] + high[1]) / 2)
    span = to_metres(np.array([low, high]), lat, lon)
    wide, tall = np.maximum(span[1] - span[0], _LEAST_SPAN_M)
    return _View(lat, lon, 0.84 * min(width / wide, height / tall), width, height)


def _sheet(view: _View, title: str, description: str) -> Xml.Element:
    root = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {view.width} {view.height}",
            "role": "img",
            "aria-labelledby": "map-title map-desc",
            "font-family": "Noto Sans, Source Sans Pro, sans-serif",
        },
    )
    Xml.SubElement(root, "title", {"id": "map-title"}).text = title
    Xml.SubElement(root, "desc", {"id": "map-desc"}).text = description
    Xml.SubElement(
        root, "rect", {"width": str(view.width), "height": str(view.height), "fill": _PAPER}
    )
    return root


def _title(legs: Sequence[Leg], words: Words) -> str:
    return words.say(
        "map",
        "title",
        start=legs[0].start.name or words.say("unnamed", "start"),
        end=legs[-1].end.name or words.say("unnamed", "place"),
    )


def _sentences(legs: Iterable[Leg], words: Words) -> Iterator[str]:
    for leg in legs:
        place = leg.end.name or words.say("unnamed", "place")
        if isinstance(leg, WalkLeg):
            yield words.say("map", "walk", distance=words.distance(leg.length_m), place=place)
        else:
            mode = words.say("mode", leg.mode.value)
            yield words.say("map", "ride", mode=mode, route=leg.route, place=place)


def _draw_streets(root: Xml.Element, view: _View, network: WalkNetwork) -> None:
    """Every centre line that comes into the view, as one path."""
    firsts = network.segment_first[:-1]
    if not firsts.size:
        return
    half_lat, half_lon = _half_view_deg(view)
    near = (
        (np.minimum.reduceat(network.point_lat, firsts) < view.lat + half_lat)
        & (np.maximum.reduceat(network.point_lat, firsts) > view.lat - half_lat)
        & (np.minimum.reduceat(network.point_lon, firsts) < view.lon + half_lon)
        & (np.maximum.reduceat(network.point_lon, firsts) > view.lon - half_lon)
    )
    drawn = []
    for segment in np.flatnonzero(near).tolist():
        first, last = int(network.segment_first[segment]), int(network.segment_first[segment + 1])
        line = np.column_stack([network.point_lat[first:last], network.point_lon[first:last]])
        drawn.append(_path(view.lay(line)))
    if drawn:
        Xml.SubElement(
            root,
            "path",
            {
                "d": " ".join(drawn),
                "fill": "none",
                "stroke": _STREET,
                "stroke-width": "3",
                "stroke-linejoin": "round",
                "aria-hidden": "true",
            },
        )


def _half_view_deg(view: _View) -> tuple[float, float]:
    """Half the view's height and width in degrees."""
    one = to_metres(np.array([(view.lat + 1, view.lon + 1)]), view.lat, view.lon)[0]
    return view.height / 2 / view.scale / one[1], view.width / 2 / view.scale / one[0]


def _draw_line(
    root: Xml.Element,
    view: _View,
    points: Sequence[Point],
    *,
    colour: str,
    width: str,
    dashes: str,
) -> None:
    line = view.lay(np.array(points))
    shared = {"d": _path(line), "fill": "none", "stroke-linejoin": "round"}
    halo = {"stroke": _PAPER, "stroke-width": str(float(width) + 5)}
    Xml.SubElement(root, "path", {**shared, **halo})
    own = {"stroke": colour, "stroke-width": width, "stroke-linecap": "round"}
    if dashes != "none":
        own["stroke-dasharray"] = dashes
        own["stroke-linecap"] = "round" if dashes.startswith("0.1") else "butt"
    Xml.SubElement(root, "path", {**shared, **own})


def _draw_ride(root: Xml.Element, view: _View, leg: RideLeg, index: int, words: Words) -> None:
    colour, dashes = _RIDES[index % len(_RIDES)]
    _draw_line(root, view, leg.points, colour=colour, width="7", dashes=dashes)
    for call in leg.calls:
        x, y = view.lay_point((call.lat, call.lon))
        stop = Xml.SubElement(
            root,
            "circle",
            {"cx": _n(x), "cy": _n(y), "r": "5", "fill": _PAPER, "stroke": colour},
        )
        stop.set("stroke-width", "2.5")
        Xml.SubElement(stop, "title").text = words.say("map", "stop", name=call.name)
    line = view.lay(np.array(leg.points))
    x, y = line[(len(line) - 1) // 2 : (len(line) - 1) // 2 + 2].mean(axis=0)
    _draw_badge(root, float(x), float(y), leg.route, colour)


def _draw_badge(root: Xml.Element, x: float, y: float, text: str, colour: str) -> None:
    width = 14 + 10 * len(text)
    box = {"x": _n(x - width / 2), "y": _n(y - 13), "width": str(width), "height": "26", "rx": "4"}
    Xml.SubElement(root, "rect", {**box, "fill": colour, "stroke": _PAPER, "stroke-width": "2"})
    _draw_text(root, x, y, text, _PAPER)


def _numbered(walks: Sequence[WalkLeg], words: Words) -> Iterator[tuple[str, Point]]:
    """Where each thing to do on foot begins; standing at a stop is none."""
    number = 0
    for leg in walks:
        for step in leg.steps:
            if step.kind in (StepKind.WALK, StepKind.CROSS, StepKind.STEPS):
                number += 1
                yield words.say("map", "step", number=number), (step.lat, step.lon)


def _draw_sign(root: Xml.Element, x: float, y: float, text: str, label: str) -> None:
    radius = _n(_SIGN / 2)
    sign = Xml.SubElement(root, "circle", {"cx": _n(x), "cy": _n(y), "r": radius, "fill": _INK})
    sign.set("stroke", _PAPER)
    sign.set("stroke-width", "2")
    Xml.SubElement(sign, "title").text = label
    _draw_text(root, x, y, text, _PAPER)


def _draw_ends(root: Xml.Element, view: _View, legs: Sequence[Leg], words: Words) -> None:
    ends = [view.lay_point(point) for point in (legs[0].points[0], legs[-1].points[-1])]
    for name, (x, y), (other_x, _) in (("start", ends[0], ends[1]), ("end", ends[1], ends[0])):
        # Away from the other end, where the journey itself is not.
        anchor = "end" if x < other_x else "start"
        square = {"x": _n(x - 8), "y": _n(y - 8), "width": "16", "height": "16", "fill": _PAPER}
        Xml.SubElement(root, "rect", {**square, "stroke": _INK, "stroke-width": "4"})
        aside = -14 if anchor == "end" else 14
        _draw_text(root, x + aside, y, words.say("map", name), _INK, anchor=anchor)


def _draw_text(
    root: Xml.Element, x: float, y: float, text: str, colour: str, *, anchor: str = "middle"
) -> None:
    written = Xml.SubElement(root, "text", {"x": _n(x), "y": _n(y + 5), "fill": colour})
    written.set("font-size", "15")
    written.set("font-weight", "bold")
    written.set("text-anchor", anchor)
    if colour != _PAPER:
        written.set("stroke", _PAPER)
        written.set("stroke-width", "4")
        written.set("paint-order", "stroke")
    written.text = text


def _path(line: NDArray[np.float64]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in line.tolist())


def _n(value: float) -> str:
    return f"{value:.1f}"
