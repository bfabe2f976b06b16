"""Numbers in OSM tag values: speeds, widths, slopes, counts. What cannot be read is None."""

import math
import re
from collections.abc import Mapping

_NUMBER = re.compile(r"^\s*(-?\d+(?:[.,]\d+)?)\s*(.*)$")
_FEET = re.compile(
    r"^\s*(\d+(?:\.\d+)?)\s*(?:'|ft|feet)\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|''|in)?)?\s*$"
)
_FOOT_M = 0.3048
_INCH_M = 0.0254
_TO_METRES = {"": 1.0, "m": 1.0, "metres": 1.0, "meters": 1.0, "cm": 0.01, "mm": 0.001}
_LARGEST_WIDTH_M = 200.0
_LARGEST_COUNT = 2_000


def parse_mph(value: str, words: Mapping[str, int], mph_per_kmh: float) -> int | None:
    """Return a speed limit in miles an hour.

    Parameters
    ----------
    value
        Value of ``maxspeed``, e.g. ``30 mph``, ``50`` (km/h) or ``national``.
    words
        Limits that are words, in miles an hour.
    mph_per_kmh
        Miles in a kilometre.

    Returns
    -------
    int or None
        Rounded; None where it is not a speed from 1 to 255.
    """
    text = value.split(";")[0].strip()
    if text in words:
        return words[text]
    found = _NUMBER.match(text)
    if not found:
        return None
    unit = found[2].strip().lower()
    if unit not in ("", "mph", "km/h", "kmh", "kph"):
        return None
    number = float(found[1].replace(",", "."))
    mph = round(number if unit == "mph" else number * mph_per_kmh)
    return mph if 1 <= mph <= 255 else None


def parse_width_mm(value: str) -> int | None:
    """Return a width in millimetres.

    Parameters
    ----------
    value
        E.g. ``1.5``, ``1,5 m``, ``150 cm``, ``5'`` or ``5'6"``.

    Returns
    -------
    int or None
        None where it is not a width.
    """
    feet = _FEET.match(value)
    if feet:
        metres = float(feet[1]) * _FOOT_M + float(feet[2] or 0) * _INCH_M
    else:
        found = _NUMBER.match(value)
        if not found or found[2].strip().lower() not in _TO_METRES:
            return None
        metres = float(found[1].replace(",", ".")) * _TO_METRES[found[2].strip().lower()]
    return round(metres * 1000) if 0 < metres <= _LARGEST_WIDTH_M else None


def parse_incline_pct(value: str) -> float | None:
    """Return a slope along the way's direction, per cent, up positive.

    Parameters
    ----------
    value
        E.g. ``10%``, ``-4.5 %`` or ``5°``; ``up`` and ``down`` say no number.

    Returns
    -------
    float or None
        None where it is not a number from -100 to 100.
    """
    found = _NUMBER.match(value)
    if not found:
        return None
    number, unit = float(found[1].replace(",", ".")), found[2].strip()
    if unit in ("°", "deg") and abs(number) < 45:
        number = 100 * math.tan(math.radians(number))
    elif unit not in ("", "%"):
        return None
    return number if abs(number) <= 100 else None


def parse_count(value: str) -> int | None:
    """Return a count such as that of lanes or steps.

    Parameters
    ----------
    value
        E.g. ``2``.

    Returns
    -------
    int or None
        None where it is not a whole number from 0 to 2,000.
    """
    text = value.split(";")[0].strip()
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        return None
    return int(text) if int(text) <= _LARGEST_COUNT else None
