"""A journey as a static map (SVG): for print, and where a browser draws no interactive map.

Nothing is told by colour alone: walks are dotted, each ride has its own dashes and carries its
number, signs have the shapes, numbers and letters of the page, and the same journey stands in words
in the description. It is legible on a sheet of A5.
"""

import itertools
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final, NamedTuple
from xml.etree import ElementTree as Xml

import numpy as np

from transit.network.walk import WalkNetwork
from transit.present.journey_map import MARKED_FROM_LEVEL, letters, numbered
from transit.present.reason_words import demand_sentence, unknown_sentences
from transit.present.svg_sheet import (
    INK,
    PAPER,
    Room,
    View,
    draw_text,
    number,
    path_of,
    text_discs,
    text_width,
)
from transit.present.svg_signs import (
    RADIUS,
    SignKind,
    draw_north,
    draw_scale,
    draw_sign,
    scale_metres,
)
from transit.present.svg_streets import draw_names, draw_streets, streets_in
from transit.present.travelling import as_travelled
from transit.present.words import Words, english
from transit.route.geometry import point_at, to_metres
from transit.route.journey import Journey, Leg, Point, RideLeg, StepKind, WalkLeg

_RIDES: Final = (
    ("#1d70b8", "none"),
    ("#85380a", "16 5"),
    ("#4c2c92", "16 5 4 5"),
    ("#00603a", "6 4"),
)
"""Colour (at least 4.5 to 1 on paper) and dashes of the first ride, the second ..."""

_LEAST_SPAN_M: Final = 120.0
"""A map shows at least so much ground, so that a journey next door is still readable."""

_CLOSE_SCALE: Final = 0.4
"""Units a metre from which single steps can be told apart."""

_ALONG: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
"""Where along its line a ride's number may stand, as shares of it."""

_LONGEST_LABEL: Final = 30
"""Letters of the longest name that is written in full."""


class MapMark(NamedTuple):
    """A sign of somebody's own, in place of the steps, demands and questions of the page.

    Parameters
    ----------
    leg
        Index of the leg it belongs to.
    at
        Latitude and longitude.
    text
        A number, or several as "6–9".
    label
        What it is, in words.
    kind
        Its shape.
    """

    leg: int
    at: Point
    text: str
    label: str
    kind: SignKind = "step"


def journey_svg(
    journey: Journey,
    streets: WalkNetwork | None = None,
    *,
    leg: int | None = None,
    words: Words | None = None,
    width: int = 800,
    height: int = 600,
    credit: str = "",
    marks: Sequence[MapMark] | None = None,
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
    credit
        Whose data the streets are; ``""`` where the page says it.
    marks
        Signs to draw instead of those of the page; those of the page when None.

    Returns
    -------
    str
        An ``<svg>`` element with a title and a description.
    """
    said = as_travelled(words or english(), journey)
    chosen = range(len(journey.legs)) if leg is None else (leg,)
    drawn = [journey.legs[index] for index in chosen]
    view = _view(drawn, width, height)
    root = _sheet(view, _title(drawn, said), " ".join(_sentences(drawn, said)))
    room = Room(width, height)
    streets_at = Xml.SubElement(root, "g", {"class": "streets"})
    names_at = Xml.SubElement(root, "g", {"class": "names"})
    shown = None if streets is None else streets_in(streets, view)
    if shown is not None:
        draw_streets(streets_at, shown)
    draw_north(root, view, room, said.say("map", "north"))
    _draw_scale(root, view, room, said)
    rides = [each for each in journey.legs if isinstance(each, RideLeg)]
    for each in drawn:
        if isinstance(each, RideLeg):
            _draw_ride(root, view, room, each, rides.index(each), said)
    _draw_badges(root, view, room, journey, drawn)
    for each in drawn:
        if isinstance(each, WalkLeg):
            _draw_line(root, view, each.points, colour=INK, width="4", dashes="0.1 8")
    _draw_ends(root, view, room, drawn, said)
    if marks is None:
        _draw_signs(root, view, room, journey, chosen, said)
    for mark in marks or ():
        if mark.leg in chosen:
            draw_sign(root, room, view.lay_point(mark.at), mark.kind, mark.text, mark.label)
    _draw_stops(root, view, room, drawn)
    if credit:
        place = {"size": 12.0, "weight": "normal", "anchor": "end"}
        draw_text(root, width - 8, height - 10, credit, **place)  # type: ignore[arg-type]
    if shown is not None:
        for each in drawn:
            room.take(_line_discs(view, each))
        draw_names(names_at, shown, room, _walked(drawn), all_names=view.scale >= _CLOSE_SCALE)
    return Xml.tostring(root, encoding="unicode")


def _view(legs: Sequence[Leg], width: int, height: int) -> View:
    points = np.array([point for leg in legs for point in leg.points])
    low, high = points.min(axis=0), points.max(axis=0)
    lat, lon = float((low[0] + high[0]) / 2), float((low[1] + high[1]) / 2)
    span = to_metres(np.array([low, high]), lat, lon)
    wide, tall = np.maximum(span[1] - span[0], _LEAST_SPAN_M)
    return View(lat, lon, 0.8 * min(width / wide, height / tall), width, height)


def _sheet(view: View, title: str, description: str) -> Xml.Element:
    root = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {view.width} {view.height}",
            "role": "img",
            "aria-labelledby": "map-title map-desc",
            "font-family": "Source Sans Pro, Source Sans, Noto Sans, Arial, sans-serif",
        },
    )
    Xml.SubElement(root, "title", {"id": "map-title"}).text = title
    Xml.SubElement(root, "desc", {"id": "map-desc"}).text = description
    size = {"width": str(view.width), "height": str(view.height)}
    Xml.SubElement(root, "rect", {**size, "fill": PAPER})
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


def _walked(legs: Iterable[Leg]) -> set[str]:
    """Names of the streets walked along and crossed."""
    return {
        step.street for leg in legs if isinstance(leg, WalkLeg) for step in leg.steps if step.street
    }


def _draw_scale(root: Xml.Element, view: View, room: Room, words: Words) -> None:
    metres = scale_metres(view)
    if metres == 1000:
        text = words.say("map", "scale_kilometre")
    elif metres > 1000:
        text = words.say("map", "scale_kilometres", kilometres=f"{metres / 1000:g}")
    else:
        text = words.say("map", "scale", metres=metres)
    draw_scale(root, view, room, text, metres)


def _line_discs(view: View, leg: Leg) -> list[tuple[float, float, float]]:
    """The room that a line takes, so that no name is written over it."""
    line = view.lay(np.array(leg.points))
    made = []
    for start, end in itertools.pairwise(line):
        count = int(np.hypot(*(end - start)) / 12) + 1
        made += [(float(x), float(y), 5.0) for x, y in np.linspace(start, end, count)]
    return made


def _draw_line(
    root: Xml.Element,
    view: View,
    points: Sequence[Point],
    *,
    colour: str,
    width: str,
    dashes: str,
) -> None:
    line = view.lay(np.array(points))
    shared = {"d": path_of(line), "fill": "none", "stroke-linejoin": "round"}
    halo = {"stroke": PAPER, "stroke-width": str(float(width) + 5)}
    Xml.SubElement(root, "path", {**shared, **halo})
    own = {"stroke": colour, "stroke-width": width, "stroke-linecap": "round"}
    if dashes != "none":
        own["stroke-dasharray"] = dashes
        own["stroke-linecap"] = "round" if dashes.startswith("0.1") else "butt"
    Xml.SubElement(root, "path", {**shared, **own})


def _draw_ride(
    root: Xml.Element, view: View, room: Room, leg: RideLeg, index: int, words: Words
) -> None:
    colour, dashes = _RIDES[index % len(_RIDES)]
    _draw_line(root, view, leg.points, colour=colour, width="7", dashes=dashes)
    for call in leg.calls:
        x, y = view.lay_point((call.lat, call.lon))
        stop = Xml.SubElement(
            root,
            "circle",
            {"cx": number(x), "cy": number(y), "r": "5", "fill": PAPER, "stroke": colour},
        )
        stop.set("stroke-width", "2.5")
        room.take([(x, y, 6.0)])
        Xml.SubElement(stop, "title").text = words.say("map", "stop", name=call.name)


def _draw_badges(
    root: Xml.Element, view: View, room: Room, journey: Journey, drawn: Sequence[Leg]
) -> None:
    """The number of each ride on its line, about halfway, over all lines."""
    for index, leg in enumerate(journey.rides):
        if leg not in drawn:
            continue
        line = np.array(leg.points)
        spots = [view.lay_point(point_at(line, share)) for share in _ALONG]
        free = (spot for spot in spots if room.is_free([(*spot, 16.0)]))
        x, y = next(free, spots[0])
        _draw_badge(root, room, x, y, leg.route, _RIDES[index % len(_RIDES)][0])


def _draw_badge(root: Xml.Element, room: Room, x: float, y: float, text: str, colour: str) -> None:
    width = 14 + 10 * len(text)
    box = {
        "x": number(x - width / 2),
        "y": number(y - 13),
        "width": str(width),
        "height": "26",
        "rx": "4",
    }
    Xml.SubElement(root, "rect", {**box, "fill": colour, "stroke": PAPER, "stroke-width": "2"})
    room.take([(x, y, 16.0)])
    draw_text(root, x, y, text, colour=PAPER)


def _draw_signs(
    root: Xml.Element,
    view: View,
    room: Room,
    journey: Journey,
    chosen: Iterable[int],
    words: Words,
) -> None:
    """Numbers of steps, letters of demands and what is to be checked, as on the page."""
    legs = set(chosen)
    close = view.scale >= _CLOSE_SCALE
    for mark, index, _, step in numbered(journey):
        if index in legs and step is not None and mark is not None:
            at = view.lay_point(step.points[0] if step.points else (step.lat, step.lon))
            # A number that would hide another is left out from afar; its step is in the list.
            if close or room.is_free([(*at, RADIUS)]):
                kind = "cross" if step.kind is StepKind.CROSS else "step"
                label = words.say("map", "step", number=mark)
                draw_sign(root, room, at, kind, str(mark), label)  # type: ignore[arg-type]
    for demand, letter in letters(journey).items():
        if demand.leg in legs and demand.level >= MARKED_FROM_LEVEL:
            at = view.lay_point((demand.lat, demand.lon))
            label = f"{letter}: {demand_sentence(words, journey, demand)}"
            draw_sign(root, room, at, "demand", letter, label)
    for at, asked in _questions(view, journey, legs, words) if close else ():
        draw_sign(root, room, at, "unknown", "?", " ".join(asked))


def _questions(
    view: View, journey: Journey, legs: Container[int], words: Words
) -> list[tuple[tuple[float, float], list[str]]]:
    """What is to be checked, one sign a place."""
    made: list[tuple[tuple[float, float], list[str]]] = []
    for unknown in journey.unknowns:
        if unknown.leg not in legs or not unknown.decides:
            continue
        at = view.lay_point((unknown.lat, unknown.lon))
        question = unknown_sentences(words, journey, unknown)[0]
        for other, asked in made:
            if np.hypot(at[0] - other[0], at[1] - other[1]) < 4 * RADIUS:
                asked.append(question)
                break
        else:
            made.append((at, [question]))
    return made


def _draw_stops(root: Xml.Element, view: View, room: Room, legs: Sequence[Leg]) -> None:
    """The names of stops: where one gets on and off first, then those passed."""
    named: dict[str, Point] = {}
    ends = {legs[0].start.name, legs[-1].end.name}
    for leg in legs:
        for place in (leg.start, leg.end):
            if place.stop_id is not None and place.name and place.name not in ends:
                named.setdefault(place.name, (place.lat, place.lon))
    passed = {
        call.name: (call.lat, call.lon)
        for leg in legs
        if isinstance(leg, RideLeg)
        for call in leg.calls[1:-1]
    }
    for name, point in (*named.items(), *passed.items()):
        weight = "bold" if name in named else "normal"
        if weight == "bold" or name not in named:
            _write_beside(root, room, view.lay_point(point), name, weight=weight)


def _write_beside(
    root: Xml.Element, room: Room, at: tuple[float, float], text: str, *, weight: str = "bold"
) -> None:
    """Write a text to the right of a point, else left, above or below, where there is room."""
    short = text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"
    reach = text_width(short) / 2 + 14
    for right, down in ((reach, 0), (-reach, 0), (0, -24), (0, 24), (reach, -20), (-reach, 20)):
        x, y = at[0] + right, at[1] + down
        discs = text_discs(x, y, short)
        if room.is_free(discs):
            room.take(discs)
            draw_text(root, x, y, short, weight=weight)
            return


def _draw_ends(
    root: Xml.Element, view: View, room: Room, legs: Sequence[Leg], words: Words
) -> None:
    ends = ((legs[0].start, legs[0].points[0]), (legs[-1].end, legs[-1].points[-1]))
    laid = [view.lay_point(point) for _, point in ends]
    for x, y in laid:
        square = {"x": number(x - 8), "y": number(y - 8), "width": "16", "height": "16"}
        Xml.SubElement(root, "rect", {**square, "fill": PAPER, "stroke": INK, "stroke-width": "4"})
        room.take([(x, y, 11.0)])
    for name, (place, _), at in zip(("start", "end"), ends, laid, strict=True):
        plain = words.say("map", name)
        _write_beside(root, room, at, f"{plain}: {place.name}" if place.name else plain)
