"""Checking a street map or a feed without building an area."""

from pathlib import Path

from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.network.kerbside.build import build_walk_network
from transit.network.kerbside.placing import StopPoints
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
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


def check_timetable(path: Path) -> tuple[Notice, ...]:
    """Notice what is wrong or missing in a feed.

    Parameters
    ----------
    path
        GTFS zip or folder.

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
    feed = read_feed(path, settings)
    try:
        _, noticed = build_timetable([feed], settings)
    except InputError as fault:
        noticed = [unusable(path, fault)]
    return (*feed.notices, *noticed)


def unusable(path: Path, fault: InputError) -> Notice:
    """Return the notice that nothing in a file can be used.

    Parameters
    ----------
    path
        The file.
    fault
        Why not.

    Returns
    -------
    Notice
        An error.
    """
    return Notice(
        code="unusable_file",
        severity=Severity.ERROR,
        file=path.name,
        message=str(fault),
        todo="Mend the file or ask its publisher for another copy.",
    )
