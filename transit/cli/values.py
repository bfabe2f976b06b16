"""Words of the command line as values, with a message that says what was expected."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from transit.model.weekdays import Days


def point(text: str) -> tuple[float, float]:
    """Read ``LAT,LON``.

    Parameters
    ----------
    text
        Two decimal degrees with a comma between.

    Returns
    -------
    tuple of float
        Latitude and longitude, decimal degrees.
    """
    numbers = _numbers(text, 2)
    if numbers is None or not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180):
        # The value itself is not repeated: it may be somebody's home.
        raise typer.BadParameter("expected LAT,LON in decimal degrees, such as 51.588,-2.997")
    return numbers[0], numbers[1]


def box(text: str) -> tuple[float, float, float, float]:
    """Read ``SOUTH,WEST,NORTH,EAST``.

    Parameters
    ----------
    text
        Four decimal degrees with commas between.

    Returns
    -------
    tuple of float
        The box.
    """
    numbers = _numbers(text, 4)
    if numbers is None or not (numbers[0] < numbers[2] and numbers[1] < numbers[3]):
        raise typer.BadParameter(f"{text!r}: expected SOUTH,WEST,NORTH,EAST in decimal degrees")
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _numbers(text: str, count: int) -> list[float] | None:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    # A comparison is False for nan, which float() reads gladly.
    return numbers if len(numbers) == count and all(abs(n) <= 180 for n in numbers) else None


def moment(text: str) -> dt.datetime:
    """Read a local date and time.

    Parameters
    ----------
    text
        ISO date and time, such as ``2023-06-13T10:00``.

    Returns
    -------
    datetime
        Naive local wall time.
    """
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is not None or "T" not in text.upper().replace(" ", "T"):
        raise typer.BadParameter(f"{text!r}: expected a local date and time, as 2023-06-13T10:00")
    return read


def existing(path: Path) -> Path:
    """Return a path that must be there.

    Parameters
    ----------
    path
        File or folder.

    Returns
    -------
    Path
        The same path.
    """
    if not path.exists():
        raise typer.BadParameter(f"{path}: there is no such file or folder")
    return path


def weekdays(text: str) -> "Days":
    """Read days of the week.

    Parameters
    ----------
    text
        Such as ``mon tue``.

    Returns
    -------
    Days
        The days.
    """
    from transit.read.register.columns_time import DayList

    try:
        return DayList("days").parse(text)
    except ValueError as fault:
        raise typer.BadParameter(f"{text!r}: expected {fault}") from fault


def clock_s(text: str) -> int:
    """Read a time of the day.

    Parameters
    ----------
    text
        Such as ``09:30``.

    Returns
    -------
    int
        Seconds of the service day.
    """
    from transit.read.register.columns_time import Clock

    try:
        return Clock("time").parse(text)
    except ValueError as fault:
        raise typer.BadParameter(f"{text!r}: expected {fault}") from fault
