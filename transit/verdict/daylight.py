"""Which dates of a kind of day are light enough for a journey."""

import datetime as dt
from collections.abc import Mapping
from functools import reduce

from transit.model.light import Light


def darkest(lights: Mapping[dt.date, Light]) -> Light:
    """Return what is light on every one of some dates.

    A journey out that starts after its morning is in daylight on all of them, and so is one back
    that ends before its evening.

    Parameters
    ----------
    lights
        The light of each date; at least one.

    Returns
    -------
    Light
        From the latest morning to the earliest evening.
    """
    return reduce(Light.shared, lights.values())


def shortest_day(lights: Mapping[dt.date, Light]) -> dt.date:
    """Return the date with the least light, the first of them where several are alike.

    Parameters
    ----------
    lights
        The light of each date; at least one.

    Returns
    -------
    date
        One of them.
    """
    return min(
        lights, key=lambda date: (lights[date].dark_from_s - lights[date].light_from_s, date)
    )


def dark_dates(lights: Mapping[dt.date, Light], leave_s: int, arrive_s: int) -> tuple[dt.date, ...]:
    """Return the dates on which some of a journey would be in the dark.

    Parameters
    ----------
    lights
        The light of each date.
    leave_s, arrive_s
        When the journey starts and ends, seconds of the service date.

    Returns
    -------
    tuple of date
        In order; empty where it is light on all of them.
    """
    return tuple(sorted(date for date, light in lights.items() if light.dark_s(leave_s, arrive_s)))
