"""From when until when it is light, for a date and a place."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from astral import Observer
from astral.sun import elevation, sunrise, sunset

from transit.model.clock import DAY_S, day_start, to_service_s
from transit.model.light import Light
from transit.model.parameters import Parameters

_PLACES: Final = 1
"""Decimals of a degree to which places share their light: the sun is less than a minute apart."""


@dataclass(frozen=True, slots=True)
class Twilight:
    """How long after sunset it gets dark, and how long before sunrise it gets light.

    Parameters
    ----------
    after_sunset_s, before_sunrise_s
        Seconds.
    """

    after_sunset_s: int
    before_sunrise_s: int

    @classmethod
    def of(cls, parameters: Parameters) -> "Twilight":
        """Return what the parameters state.

        Parameters
        ----------
        parameters
            With ``dark_after_sunset_s`` and ``dark_before_sunrise_s``.

        Returns
        -------
        Twilight
            For :func:`daylight`.
        """
        return cls(
            after_sunset_s=int(parameters.number("dark_after_sunset_s")),
            before_sunrise_s=int(parameters.number("dark_before_sunrise_s")),
        )


def daylight(date: dt.date, lat: float, lon: float, zone: ZoneInfo, twilight: Twilight) -> Light:
    """Return from when until when it is light.

    Parameters
    ----------
    date
        Service date.
    lat, lon
        Where, decimal degrees; places within a tenth of a degree share their light.
    zone
        Time zone of the feed's agency.
    twilight
        What counts as dark.

    Returns
    -------
    Light
        In seconds of the service date, also where the clock changes on it; light all day or dark
        all day beyond the polar circles.
    """
    return _daylight(date, round(lat, _PLACES), round(lon, _PLACES), zone, twilight)


@lru_cache(maxsize=100_000)
def _daylight(date: dt.date, lat: float, lon: float, zone: ZoneInfo, twilight: Twilight) -> Light:
    there = Observer(lat, lon)
    try:
        rises, sets = sunrise(there, date, tzinfo=zone), sunset(there, date, tzinfo=zone)
    except ValueError:  # astral's word for a sun that does not rise or set
        noon = day_start(date, zone) + dt.timedelta(seconds=DAY_S // 2)
        return Light(-DAY_S, 2 * DAY_S) if elevation(there, noon) > 0 else Light(0, 0)
    return Light(
        to_service_s(rises, date, zone) - twilight.before_sunrise_s,
        to_service_s(sets, date, zone) + twilight.after_sunset_s,
    )
