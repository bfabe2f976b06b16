"""Signs on a map: numbers of steps, letters of demands, question marks, north and a scale."""

from typing import Final, Literal
from xml.etree import ElementTree as Xml

import numpy as np

from transit.present.svg_sheet import INK, PAPER, Room, View, draw_text, number, text_width

SignKind = Literal["step", "cross", "demand", "unknown"]

RADIUS: Final = 13.0
"""Half the width of a sign."""

_TRIES: Final = (
    (0.0, 0.0),
    *(
        (far * float(np.cos(turn)), far * float(np.sin(turn)))
        for far in (29.0, 46.0, 64.0, 84.0, 106.0)
        for turn in np.radians((-45, 45, -135, 135, -90, 90, 0, 180))
    ),
)
"""Where a sign goes that would cover another: around its place, ever farther."""

_SIZE: Final = 15.0
_MOST_IN_DISC: Final = 2
"""Letters that a disc has room for."""

_SCALE_SHARE: Final = 0.22
_STEPS: Final = (1, 2, 5)


def draw_sign(
    parent: Xml.Element, room: Room, at: tuple[float, float], kind: SignKind, text: str, label: str
) -> None:
    """Draw a sign at its place, or beside it with a line to it.

    Parameters
    ----------
    parent
        What it is part of.
    room
        What is taken already.
    at
        Its place on the sheet.
    kind
        Its shape, as on the page: steps are round and dark, demands are square and pale, what is
        to be checked is dashed; a crossing has a second ring.
    text
        Number or letter in it.
    label
        What it is, in words.
    """
    wide = RADIUS if len(text) > _MOST_IN_DISC else 0.0
    spot = _spot(room, at, wide) or _spot(room, at, 0.0)
    if spot is None:
        return
    x, y = spot
    if spot != at:
        ends = {"x1": number(at[0]), "y1": number(at[1]), "x2": number(x), "y2": number(y)}
        Xml.SubElement(parent, "line", {**ends, "stroke": INK, "stroke-width": "1.5"})
    room.take([(x, y, RADIUS)])
    group = Xml.SubElement(parent, "g", {"class": kind})
    Xml.SubElement(group, "title").text = label
    if kind in ("step", "cross"):
        if len(text) > _MOST_IN_DISC:
            _pill(group, x, y, text_width(text, _SIZE) + 14)
            room.take(_discs((x, y), wide))
        else:
            _disc(group, x, y, ring=kind == "cross")
        draw_text(group, x, y, text, colour=PAPER, size=_SIZE)
    else:
        _square(group, x, y, dashed=kind == "unknown")
        draw_text(group, x, y, text, size=_SIZE)


def _discs(at: tuple[float, float], wide: float) -> list[tuple[float, float, float]]:
    """The room of a sign that reaches so much farther to either side."""
    return [(at[0] + right, at[1], RADIUS) for right in ((-wide, 0.0, wide) if wide else (0.0,))]


def _spot(room: Room, at: tuple[float, float], wide: float) -> tuple[float, float] | None:
    for right, down in _TRIES:
        spot = at[0] + right, at[1] + down
        if room.is_free(_discs(spot, wide)):
            return spot
    return None


def _disc(group: Xml.Element, x: float, y: float, *, ring: bool) -> None:
    place = {"cx": number(x), "cy": number(y), "stroke-width": "2"}
    if ring:
        Xml.SubElement(group, "circle", {**place, "r": "13", "fill": PAPER, "stroke": INK})
    Xml.SubElement(group, "circle", {**place, "r": "11", "fill": INK, "stroke": PAPER})


def _pill(group: Xml.Element, x: float, y: float, width: float) -> None:
    """A disc drawn out, for several numbers in one sign."""
    box = {"x": number(x - width / 2), "y": number(y - 11), "width": number(width), "height": "22"}
    look = {"rx": "11", "fill": INK, "stroke": PAPER, "stroke-width": "2"}
    Xml.SubElement(group, "rect", {**box, **look})


def _square(group: Xml.Element, x: float, y: float, *, dashed: bool) -> None:
    box = {"x": number(x - 12), "y": number(y - 12), "width": "24", "height": "24", "rx": "3"}
    look = {"fill": PAPER if dashed else "#fff7d6", "stroke": INK, "stroke-width": "2"}
    if dashed:
        look["stroke-dasharray"] = "4 3"
    Xml.SubElement(group, "rect", {**box, **look})


def draw_north(parent: Xml.Element, view: View, room: Room, letter: str) -> None:
    """Draw an arrow to the north.

    Parameters
    ----------
    parent
        What it is part of.
    view
        The view: north is up.
    room
        What is taken already.
    letter
        What stands for north.
    """
    x, y = view.width - 30.0, 22.0
    room.take([(x, y + 6, 20.0), (x, y + 24, 16.0)])
    arrow = Xml.SubElement(parent, "g", {"class": "north"})
    shape = f"M{number(x)} {number(y - 12)}l9 24l-9 -6l-9 6z"
    Xml.SubElement(arrow, "path", {"d": shape, "fill": INK, "stroke": PAPER, "stroke-width": "1.5"})
    draw_text(arrow, x, y + 24, letter)


def scale_metres(view: View) -> int:
    """Return how long a scale bar is.

    Parameters
    ----------
    view
        The view.

    Returns
    -------
    int
        A round number of metres, at most about a fifth of the sheet.
    """
    most = max(_SCALE_SHARE * view.width / view.scale, 1.0)
    tens = 10 ** int(np.floor(np.log10(most)))
    return int(max(step * tens for step in _STEPS if step * tens <= most))


def draw_scale(parent: Xml.Element, view: View, room: Room, text: str, metres: int) -> None:
    """Draw a scale bar.

    Parameters
    ----------
    parent
        What it is part of.
    view
        The view.
    room
        What is taken already.
    text
        What it says.
    metres
        How long it is.
    """
    x, y, long = 20.0, view.height - 20.0, metres * view.scale
    room.take([(float(at), y - 8, 18.0) for at in np.arange(x, x + long + 18, 18.0)])
    bar = Xml.SubElement(parent, "g", {"class": "scale"})
    for colour, width in ((PAPER, "6"), (INK, "2.5")):
        shape = f"M{number(x)} {number(y - 6)}v6h{number(long)}v-6"
        look = {"fill": "none", "stroke": colour, "stroke-width": width}
        Xml.SubElement(bar, "path", {"d": shape, **look})
    draw_text(bar, x + long / 2, y - 12, text, size=14, weight="normal")
