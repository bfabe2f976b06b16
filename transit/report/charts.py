"""Charts on paper: bars with their figures beside them, told by words as much as by colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as Xml

from transit.present.svg_sheet import INK, PAPER, draw_text, number, text_width

_WIDTH: Final = 720.0
_PAGE_MM: Final = 170.0
_ROW: Final = 46.0
_BAR: Final = 26.0
_SIZE: Final = 17.0
_GAP: Final = 12.0
_KEY: Final = 34.0
_FILLS: Final = ("#1d70b8", "#e9dfc7", "#6f675c")
_EDGE: Final = "#33312d"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Parameters
    ----------
    label
        What it is, beside it.
    parts
        How long each part is.
    said
        What stands at its end.
    """

    label: str
    parts: tuple[float, ...]
    said: str


def chart_mm(bars: int) -> int:
    """Return how high a chart stands on a page.

    Parameters
    ----------
    bars
        How many bars it has.

    Returns
    -------
    int
        Millimetres, over the width of a page.
    """
    return round(_PAGE_MM * _ROW * bars / _WIDTH)


def bar_chart(bars: Sequence[Bar], series: Sequence[str] = ()) -> bytes:
    """Draw bars, one under the other.

    Parameters
    ----------
    bars
        The bars; at least one, none negative.
    series
        What the parts are; none where a bar has but one.

    Returns
    -------
    bytes
        An SVG picture.
    """
    left = max(text_width(bar.label, _SIZE) for bar in bars) + _GAP
    right = max(text_width(bar.said, _SIZE) for bar in bars) + _GAP
    top = _KEY * len(series)
    height = top + _ROW * len(bars)
    most = max(max(sum(bar.parts) for bar in bars), 1e-9)
    scale = (_WIDTH - left - right) / most
    sheet = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {number(_WIDTH)} {number(height)}",
            "width": number(_WIDTH),
            "height": number(height),
            "font-family": "Source Sans Pro, Arial, sans-serif",
        },
    )
    _box(sheet, 0, 0, _WIDTH, height, PAPER, "none")
    for at, name in enumerate(series):
        y = at * _KEY + _KEY / 2
        _box(sheet, left, y - 9, 18, 18, _FILLS[at], _EDGE)
        draw_text(sheet, left + 28, y, name, size=_SIZE, weight="normal", anchor="start")
    for at, bar in enumerate(bars):
        y = top + at * _ROW + _ROW / 2
        draw_text(sheet, left - _GAP, y, bar.label, size=_SIZE, weight="normal", anchor="end")
        x = left
        for fill, part in zip(_FILLS, bar.parts, strict=False):
            _box(sheet, x, y - _BAR / 2, part * scale, _BAR, fill, _EDGE)
            x += part * scale
        draw_text(sheet, x + _GAP, y, bar.said, size=_SIZE, anchor="start", colour=INK)
    return bytes(Xml.tostring(sheet, encoding="utf-8"))


def _box(
    parent: Xml.Element, x: float, y: float, width: float, height: float, fill: str, edge: str
) -> None:
    Xml.SubElement(
        parent,
        "rect",
        {
            "x": number(x),
            "y": number(y),
            "width": number(max(width, 0)),
            "height": number(height),
            "fill": fill,
            "stroke": edge,
        },
    )
