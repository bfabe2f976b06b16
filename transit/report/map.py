"""The map of a pack: streets and the places where people go; never a home, nor a way from one."""

from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as Xml

import numpy as np

from transit.network.walk import WalkNetwork
from transit.present.svg_sheet import PAPER, Room, View, draw_text, number, text_discs
from transit.present.svg_streets import draw_streets, streets_in
from transit.report.evidence import Venue
from transit.route.geometry import to_metres

_WIDTH: Final = 1800
_HEIGHT: Final = 1300
_MARGIN: Final = 150.0
_LEAST_M: Final = 800.0
_SIGN: Final = 30.0
_SMALL: Final = 32.0
_LETTERS: Final = 36.0
_FILL: Final = "#1d70b8"
_CREDIT: Final = "© OpenStreetMap contributors"
_AROUND: Final = tuple(
    (r * np.cos(a), r * np.sin(a))
    for r in (0, 64, 100, 140, 190)
    for a in np.linspace(0, 2 * np.pi, 12, endpoint=False)
)


def venue_map(streets: WalkNetwork, venues: Sequence[Venue]) -> bytes:
    """Draw the places where people go, numbered in their order.

    Parameters
    ----------
    streets
        Streets behind them.
    venues
        The places; at least one.

    Returns
    -------
    bytes
        An SVG picture.
    """
    view = _view(venues)
    sheet = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
            "width": str(_WIDTH),
            "height": str(_HEIGHT),
            "font-family": "Source Sans Pro, Arial, sans-serif",
        },
    )
    Xml.SubElement(sheet, "rect", {"width": str(_WIDTH), "height": str(_HEIGHT), "fill": PAPER})
    draw_streets(sheet, streets_in(streets, view))
    room = Room(_WIDTH, _HEIGHT)
    room.take(text_discs(_WIDTH - 290, _HEIGHT - 40, _CREDIT, size=_SMALL))
    for at, venue in enumerate(venues, start=1):
        _sign(sheet, room, view.lay_point((venue.lat, venue.lon)), str(at))
    draw_text(sheet, _WIDTH - 20, _HEIGHT - 40, _CREDIT, size=_SMALL, weight="normal", anchor="end")
    return bytes(Xml.tostring(sheet, encoding="utf-8"))


def _view(venues: Sequence[Venue]) -> View:
    places = np.array([(venue.lat, venue.lon) for venue in venues])
    lat, lon = (places.min(axis=0) + places.max(axis=0)) / 2
    metres = np.abs(to_metres(places, float(lat), float(lon))) * 2
    wide, high = np.maximum(metres.max(axis=0), _LEAST_M)
    scale = min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - 2 * _MARGIN) / high)
    return View(float(lat), float(lon), float(scale), _WIDTH, _HEIGHT)


def _sign(sheet: Xml.Element, room: Room, at: tuple[float, float], text: str) -> None:
    """Draw a numbered sign, beside its place with a line to it where that is taken."""
    x, y = at
    for aside, down in _AROUND:
        disc = [(x + aside, y + down, _SIGN + 1)]
        if room.is_free(disc):
            break
    room.take(disc)
    sign_x, sign_y = x + aside, y + down
    if (aside, down) != (0, 0):
        line = {"x1": x, "y1": y, "x2": sign_x, "y2": sign_y}
        ends = {name: number(float(value)) for name, value in line.items()}
        Xml.SubElement(sheet, "line", {**ends, "stroke": _FILL, "stroke-width": "4"})
        dot = {"cx": number(x), "cy": number(y), "r": "9", "fill": _FILL}
        Xml.SubElement(sheet, "circle", dot)
    Xml.SubElement(
        sheet,
        "circle",
        {
            "cx": number(sign_x),
            "cy": number(sign_y),
            "r": number(_SIGN),
            "fill": _FILL,
            "stroke": PAPER,
            "stroke-width": "4",
        },
    )
    draw_text(sheet, sign_x, sign_y, text, size=_LETTERS, colour=PAPER)
