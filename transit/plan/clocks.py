"""Clocks: a time as a picture of hands, for whoever reads that better than numbers."""

import datetime as dt
from math import cos, radians, sin
from typing import Final

from transit.present.words import Words
from transit.read.printing import PictureFile

_MIDDLE: Final = 60.0
_FACE: Final = 54.0


def clock_picture(moment: dt.datetime) -> PictureFile:
    """Draw a clock.

    Parameters
    ----------
    moment
        Local wall time.

    Returns
    -------
    PictureFile
        A face with twelve numbers, a short and a long hand.
    """
    minutes = moment.minute
    hours = moment.hour % 12 + minutes / 60
    drawn = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">',
        f'<circle cx="60" cy="60" r="{_FACE}" fill="#fff" stroke="#0b0c0c" stroke-width="4"/>',
        *(_number(hour) for hour in range(1, 13)),
        *(_mark(minute) for minute in range(0, 60, 5)),
        _hand(30 * hours, 26, 7, "#0b0c0c"),
        _hand(6 * minutes, 37, 4, "#1d70b8"),
        '<circle cx="60" cy="60" r="4" fill="#0b0c0c"/>',
        "</svg>",
    ]
    return PictureFile("svg", "\n".join(drawn).encode())


def clock_alt(words: Words, moment: dt.datetime) -> str:
    """Return what a clock shows, in words.

    Parameters
    ----------
    words
        The language, with the words of printed plans.
    moment
        Local wall time.

    Returns
    -------
    str
        E.g. "A clock that shows 9:12 in the morning."
    """
    return words.say("alt", "clock", clock=words.clock(moment))


def _at(turn_deg: float, far: float) -> tuple[float, float]:
    """A point of the face, turned clockwise from twelve."""
    turn = radians(turn_deg)
    return _MIDDLE + far * sin(turn), _MIDDLE - far * cos(turn)


def _number(hour: int) -> str:
    x, y = _at(30 * hour, 43)
    return (
        f'<text x="{x:.1f}" y="{y + 4.6:.1f}" font-size="13" font-weight="bold" '
        'text-anchor="middle" fill="#0b0c0c" font-family="Source Sans Pro, Arial, sans-serif">'
        f"{hour}</text>"
    )


def _mark(minute: int) -> str:
    (x1, y1), (x2, y2) = _at(6 * minute, 49.5), _at(6 * minute, 52)
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#0b0c0c" stroke-width="1.5"/>'


def _hand(turn_deg: float, length: float, width: float, colour: str) -> str:
    x, y = _at(turn_deg, length)
    return (
        f'<path d="M60 60L{x:.1f} {y:.1f}" stroke="{colour}" stroke-width="{width:g}" '
        'stroke-linecap="round"/>'
    )
