"""Where a place is: by its name, through osmnx and Nominatim, or by a box that is given."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from transit.errors import FetchError, InputError
from transit.fetch.web import PASSING, AgainError, Web, retry_after_s
from transit.settings import Settings

Box = tuple[float, float, float, float]
"""South, west, north, east; decimal degrees."""

_STRANGE = (
    "the look-up of the place was answered with something else than places, perhaps a sign-in "
    "page of your network. Give the place's box instead (--bbox SOUTH,WEST,NORTH,EAST)."
)

_M_A_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the box around it.

    Parameters
    ----------
    name
        As asked for.
    found
        As found, in full; ``""`` when the box was given.
    box
        Box of the place itself.
    """

    name: str
    found: str
    box: Box

    def __post_init__(self) -> None:
        """Refuse a box that is none."""
        south, west, north, east = self.box
        if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
            raise InputError(
                f"the box {self.box} is none: expected south, west, north, east in decimal "
                "degrees, such as 51.546,-3.070,51.598,-2.927"
            )


def widen(box: Box, margin_m: float) -> Box:
    """Return a box with a margin on all sides.

    Parameters
    ----------
    box
        South, west, north, east; decimal degrees.
    margin_m
        Margin, metres.

    Returns
    -------
    tuple of float
        The larger box, rounded outward to six decimals.
    """
    south, west, north, east = box
    lat = margin_m / _M_A_DEGREE
    lon = lat / math.cos(math.radians(max(abs(south), abs(north))))
    return (
        _floor(max(south - lat, -90.0)),
        _floor(max(west - lon, -180.0)),
        -_floor(-min(north + lat, 90.0)),
        -_floor(-min(east + lon, 180.0)),
    )


def area_km2(box: Box) -> float:
    """Return the area of a box on the sphere.

    Parameters
    ----------
    box
        South, west, north, east; decimal degrees.

    Returns
    -------
    float
        Square kilometres.
    """
    south, west, north, east = box
    height_km = (north - south) * _M_A_DEGREE / 1000
    width_km = (east - west) * _M_A_DEGREE / 1000
    return height_km * width_km * math.cos(math.radians((south + north) / 2))


def find_place(name: str, web: Web, settings: Settings) -> Place:
    """Find a place by its name.

    Parameters
    ----------
    name
        Such as ``Solihull, England``.
    web
        Says how often and how long to try.
    settings
        Address of Nominatim and our name.

    Returns
    -------
    Place
        The place, its box that of its boundary.

    Raises
    ------
    FetchError
        There is no such place, it has no boundary, or Nominatim is not reached.
    """
    host = httpx.URL(settings.nominatim_url).host
    return web.patiently(f"place from {host}", lambda: _ask(name, web, settings))


def _ask(name: str, web: Web, settings: Settings) -> Place:
    import osmnx
    import requests

    try:
        with _osmnx_settings(web, settings):
            row = osmnx.geocode_to_gdf(name).iloc[0]
    except requests.ConnectionError as fault:
        raise AgainError("no connection to the server", answered=False) from fault
    except requests.Timeout as fault:
        raise AgainError("the server stopped answering") from fault
    except requests.RequestException as fault:
        raise FetchError(f"looking up the place: {type(fault).__name__}") from fault
    except TypeError as fault:
        raise FetchError(
            f"{name!r} is found as a point, not as an area with a boundary. Name the town or "
            "borough that it is in, or give its box (--bbox SOUTH,WEST,NORTH,EAST)."
        ) from fault
    except (KeyError, IndexError) as fault:
        raise FetchError(_STRANGE) from fault
    except ValueError as fault:
        raise FetchError(
            f"no place called {name!r} is found. Add the county or country (Newport, Wales), or "
            "give its box (--bbox SOUTH,WEST,NORTH,EAST)."
        ) from fault
    box = (row["bbox_south"], row["bbox_west"], row["bbox_north"], row["bbox_east"])
    south, west, north, east = map(float, box)
    return Place(name, str(row.get("display_name", name)), (south, west, north, east))


@contextmanager
def _osmnx_settings(web: Web, settings: Settings) -> Iterator[None]:
    """Lend osmnx our address, name and patience; its settings are global, so give them back."""
    import osmnx

    lent = {
        "nominatim_url": settings.nominatim_url,
        "http_user_agent": settings.agent,
        "http_referer": "",
        "requests_timeout": web.limits.read_timeout_s,
        # osmnx would ask a busy server for ever; our hook hands that over to Web.patiently.
        "requests_kwargs": {"hooks": {"response": _refuse}, "allow_redirects": False},
        # A cache folder in the working directory would surprise.
        "use_cache": False,
    }
    kept = {name: getattr(osmnx.settings, name) for name in lent}
    try:
        for name, value in lent.items():
            setattr(osmnx.settings, name, value)
        yield
    finally:
        for name, value in kept.items():
            setattr(osmnx.settings, name, value)


def _refuse(response: Any, *_: Any, **__: Any) -> None:
    host = httpx.URL(response.url).host
    if response.status_code in PASSING:
        raise AgainError(
            f"{host} answers {response.status_code}",
            retry_after_s(response.headers.get("Retry-After")),
        )
    if response.status_code != httpx.codes.OK:
        raise FetchError(
            f"{host} answers {response.status_code} to the look-up of the place. Give its box "
            "instead (--bbox SOUTH,WEST,NORTH,EAST)."
        )
    if not response.content.lstrip().startswith(b"["):
        raise FetchError(_STRANGE)


def _floor(degrees: float) -> float:
    return math.floor(degrees * 1e6) / 1e6
