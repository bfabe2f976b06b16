"""A sheet to draw on: from the ground to the paper, and the few shapes that maps are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as Xml

import numpy as np
from numpy.typing import NDArray

from transit.route.geometry import Line, to_metres
from transit.route.journey import Point

PAPER: Final = "#ffffff"
INK: Final = "#0b0c0c"
_FONT: Final = 16.0
_LETTER: Final = 0.56
"""Width of a letter, in sizes of the font."""


@dataclass(frozen=True, slots=True)
class View:
    """From latitude and longitude to the sheet's units.

    Parameters
    ----------
    lat, lon
        Middle of the sheet, decimal degrees.
    scale
        Units a metre.
    width, height
        Of the sheet, units.
    """

    lat: float
    lon: float
    scale: float
    width: int
    height: int

    def lay(self, line: Line) -> NDArray[np.float64]:
        """Return points of the ground as points of the sheet.

        Parameters
        ----------
        line
            ``(n, 2)`` latitude and longitude.

        Returns
        -------
        ndarray
            ``(n, 2)`` to the right, down.
        """
        metres = to_metres(line, self.lat, self.lon) * self.scale
        return np.column_stack([self.width / 2 + metres[:, 0], self.height / 2 - metres[:, 1]])

    def lay_point(self, point: Point) -> tuple[float, float]:
        """Return one point of the ground as one of the sheet.

        Parameters
        ----------
        point
            Latitude and longitude.

        Returns
        -------
        tuple of float
            To the right, down.
        """
        laid = self.lay(np.array([point]))
        return float(laid[0, 0]), float(laid[0, 1])


@dataclass(slots=True)
class Room:
    """What is taken on a sheet, so that nothing is written over something else.

    Parameters
    ----------
    width, height
        Of the sheet, units.
    discs
        Middles and radii of what is drawn.
    """

    width: float
    height: float
    discs: list[tuple[float, float, float]] = field(default_factory=list)

    def is_free(self, discs: Sequence[tuple[float, float, float]]) -> bool:
        """Return whether discs lie on the sheet and on nothing else.

        Parameters
        ----------
        discs
            Middles and radii.

        Returns
        -------
        bool
            True when all of them do.
        """
        for x, y, r in discs:
            if not (r <= x <= self.width - r and r <= y <= self.height - r):
                return False
            if any((x - a) ** 2 + (y - b) ** 2 < (r + s) ** 2 for a, b, s in self.discs):
                return False
        return True

    def take(self, discs: Sequence[tuple[float, float, float]]) -> None:
        """Take the place of discs.

        Parameters
        ----------
        discs
            Middles and radii.
        """
        self.discs.extend(discs)


def text_width(text: str, size: float = _FONT) -> float:
    """Return about how wide a text is.

    Parameters
    ----------
    text
        The text.
    size
        Of the font, units.

    Returns
    -------
    float
        Units.
    """
    return len(text) * size * _LETTER


def text_discs(
    x: float, y: float, text: str, *, size: float = _FONT, angle_deg: float = 0.0
) -> list[tuple[float, float, float]]:
    """Return the room that a text takes, as discs along it.

    Parameters
    ----------
    x, y
        Its middle.
    text
        The text.
    size
        Of the font, units.
    angle_deg
        Turned clockwise by so much.

    Returns
    -------
    list of tuple
        Middles and radii.
    """
    radius = 0.6 * size
    reach = max(text_width(text, size) / 2 - radius, 0)
    count = max(int(reach / radius) + 1, 2)
    along = np.linspace(-reach, reach, count)
    angle = np.radians(angle_deg)
    return [(x + s * float(np.cos(angle)), y + s * float(np.sin(angle)), radius) for s in along]


def draw_text(
    parent: Xml.Element,
    x: float,
    y: float,
    text: str,
    *,
    colour: str = INK,
    size: float = _FONT,
    weight: str = "bold",
    anchor: str = "middle",
    angle_deg: float = 0.0,
) -> None:
    """Write a text, with a halo where it stands on the paper.

    Parameters
    ----------
    parent
        What it is part of.
    x, y
        Where; ``y`` is its middle.
    text
        The text.
    colour, size, weight
        How it looks.
    anchor
        Which part of it stands at ``x``: ``start``, ``middle`` or ``end``.
    angle_deg
        Turned clockwise by so much.
    """
    written = Xml.SubElement(
        parent,
        "text",
        {"x": number(x), "y": number(y + 0.34 * size), "fill": colour, "text-anchor": anchor},
    )
    written.set("font-size", f"{size:g}")
    written.set("font-weight", weight)
    if angle_deg:
        written.set("transform", f"rotate({angle_deg:.1f} {number(x)} {number(y)})")
    if colour != PAPER:
        written.set("stroke", PAPER)
        written.set("stroke-width", "4")
        written.set("stroke-linejoin", "round")
        written.set("paint-order", "stroke")
    written.text = text


def path_of(line: NDArray[np.float64]) -> str:
    """Return the data of a path.

    Parameters
    ----------
    line
        ``(n, 2)`` points of the sheet.

    Returns
    -------
    str
        As SVG has it.
    """
    return "M" + "L".join(f"{x} {y}" for x, y in np.round(line, 1).tolist())


def number(value: float) -> str:
    """Return a number of the sheet.

    Parameters
    ----------
    value
        Units.

    Returns
    -------
    str
        To a tenth.
    """
    return f"{value:.1f}"
