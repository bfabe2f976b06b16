"""Checking a street map or a feed without building an area."""

from pathlib import Path

from transit.errors import InputError
from transit.model.notice import Notice
from transit.network.feeds import cut_feeds, read_area, read_whole, unusable
from transit.network.kerbside.build import build_walk_network
from transit.network.kerbside.placing import StopPoints
from transit.network.timetable_build import build_timetable
from transit.read.clipping import Box
from transit.read.osm import read_streets
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules


def check_streets(path: Path) -> tuple[Notice, ...]:
    """Notice what is wrong or missing in a street map.

    Parameters
    ----------
    path
        OpenStreetMap extract.

    Returns
    -------
    tuple of Notice
        From reading it and from making a walk network of it.

    Raises
    ------
    InputError
        It cannot be read at all.
    """
    street_map, noticed = read_streets(path)
    walk = build_walk_network(street_map, StopPoints.none(), read_rules(), read_parameters())
    return (*noticed, *walk.notices)


def check_timetable(path: Path, clip: Box | None = None) -> tuple[Notice, ...]:
    """Notice what is wrong or missing in a feed.

    Parameters
    ----------
    path
        GTFS zip or folder.
    clip
        South, west, north, east: only trips that call in this box are looked at.

    Returns
    -------
    tuple of Notice
        From reading it and from making a timetable of it.

    Raises
    ------
    InputError
        It cannot be read at all.
    """
    settings = read_parameters()
    if clip is None:
        read = read_whole([path], settings)
    else:
        with cut_feeds([path], {"": clip}, settings, None) as parts:
            read = read_area(parts, "", settings)
    try:
        _, noticed = build_timetable(read.feeds, settings)
    except InputError as fault:
        noticed = [unusable(path, fault)]
    return (*read.notices, *noticed)
