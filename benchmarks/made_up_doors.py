"""Doors drawn near stops, with sessions: as many opportunities as are asked for, in any area."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.demo.directory import Session
from transit.demo.frame import Frame
from transit.demo.places import Venue
from transit.demo.plans import Plans
from transit.model.ids import NONE
from transit.network.area import Area

_DOOR_M: Final = 60.0
"""How far from a stop a door lies, one standard deviation each way."""
_SESSIONS: Final = 3
"""Sessions of each door."""


def draw_venues(
    area: Area, frame: Frame, plans: Plans, count: int, rng: np.random.Generator
) -> list[Venue]:
    """Draw doors from the corners at which stops stand, each a little further along.

    Parameters
    ----------
    area
        The streets and stops.
    frame
        Where the area lies.
    plans
        Kinds of opportunity of the demo borough, taken in turn.
    count
        How many.
    rng
        Random numbers.

    Returns
    -------
    list of Venue
        Numbered from 1.
    """
    at = np.unique(area.stops.corner[area.stops.corner != NONE])
    corners = rng.choice(at, size=count, replace=len(at) < count)
    lat, lon = area.walk.corner_lat[corners], area.walk.corner_lon[corners]
    spots = np.array([metres(frame, *each) for each in zip(lat, lon, strict=True)])
    spots += rng.normal(0, _DOOR_M, spots.shape)
    kinds = plans.places["opportunity"]
    return [
        Venue(number + 1, {**kinds[number % len(kinds)], "name": f"Venue {number + 1}"}, spot)
        for number, spot in enumerate(spots)
    ]


def draw_sessions(venues: Iterable[Venue], plans: Plans, rng: np.random.Generator) -> list[Session]:
    """Draw sessions of the demo borough for each venue.

    Parameters
    ----------
    venues
        The venues.
    plans
        The demo borough's opportunities.
    rng
        Random numbers.

    Returns
    -------
    list of Session
        Three different ones for each, all year.
    """
    every = [each for kind in plans.places["opportunity"] for each in kind["sessions"]]
    drawn = [
        (venue, every[int(which)])
        for venue in venues
        for which in rng.choice(len(every), _SESSIONS, replace=False)
    ]
    return [
        Session(
            identity=f"S{number:03d}",
            venue=venue.identity,
            activity=each["activity"],
            days=tuple(each["days"].split()),
            start=each["start"],
            end=each["end"],
            term_only=False,
        )
        for number, (venue, each) in enumerate(drawn, start=1)
    ]


def metres(frame: Frame, lat: float, lon: float) -> NDArray[np.float64]:
    """Return where a place lies in a frame.

    Parameters
    ----------
    frame
        The frame.
    lat, lon
        Decimal degrees.

    Returns
    -------
    ndarray
        Metres east and north of its origin.
    """
    north, east = frame.point(1000.0, 1000.0)
    each = np.array([(east - frame.lon) / 1000, (north - frame.lat) / 1000])
    return np.array([lon - frame.lon, lat - frame.lat]) / each
