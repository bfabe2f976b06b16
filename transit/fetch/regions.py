"""Regions of the national timetables, and the street extract that holds each."""

from collections.abc import Mapping
from dataclasses import dataclass

from transit.errors import InputError
from transit.fetch.place import Box, Place
from transit.read.parameters import read_toml
from transit.resources import data_dir

ALL = "all"
"""The feed of every region in one."""

NONE = "none"
"""No timetables at all: only the streets are fetched."""


@dataclass(frozen=True, slots=True)
class Region:
    """One region.

    Parameters
    ----------
    key
        Its name in addresses.
    name
        Its name in plain words.
    country
        The country that it is in or is.
    extract
        Path of the OpenStreetMap extract that holds it.
    box
        A generous box around it.
    """

    key: str
    name: str
    country: str
    extract: str
    box: Box


def read_regions() -> Mapping[str, Region]:
    """Read the regions that ship with the package.

    Returns
    -------
    mapping
        Regions by key.
    """
    file = data_dir() / "fetch" / "regions.toml"
    regions = {}
    for key, table in read_toml(file).items():
        south, west, north, east = table["box"]
        box = (south, west, north, east)
        regions[key] = Region(key, table["name"], table["country"], table["extract"], box)
    return regions


def choose_regions(asked: str | None, place: Place, regions: Mapping[str, Region]) -> list[str]:
    """Return the regions whose timetables are to be fetched.

    Parameters
    ----------
    asked
        Keys with commas between, ``all``, ``none``, or None to go by the place.
    place
        The place.
    regions
        All regions by key.

    Returns
    -------
    list of str
        Keys in the order asked for; empty for ``none``.

    Raises
    ------
    InputError
        There is no such region, or the place may lie in none or several.
    """
    if asked is not None:
        if asked == NONE:
            return []
        keys = [key.strip().lower().replace("-", "_") for key in asked.split(",")]
        wrong = [key for key in keys if key not in regions and key != ALL]
        if wrong:
            raise InputError(f"there is no region {', '.join(wrong)}; there are {_list(regions)}")
        return [ALL] if ALL in keys else list(dict.fromkeys(keys))
    near = [key for key, region in regions.items() if _overlap(region.box, place.box)]
    # "Newport, Wales, United Kingdom": the boxes of neighbours overlap, countries do not.
    words = place.found.split(", ")
    near = [key for key in near if regions[key].country in words] or near
    if len(near) == 1:
        return near
    if not near:
        raise InputError(
            "the place lies outside Great Britain, whose timetables are known here: fetch its "
            "streets alone with --region none, and get a GTFS feed from its transport authority"
        )
    raise InputError(
        f"the place may lie in {' or '.join(near)}: say which with --region, or name several "
        "with commas between"
    )


def extract_of(keys: list[str], box: Box, regions: Mapping[str, Region]) -> str | None:
    """Return the path of an extract that holds a place.

    Parameters
    ----------
    keys
        Regions of its timetables.
    box
        Box of the place.
    regions
        All regions by key.

    Returns
    -------
    str or None
        Path of the extract; None when no single one is known to hold the place.
    """
    if keys in ([ALL], []):
        keys = [key for key, region in regions.items() if _overlap(region.box, box)]
    wanted = {regions[key].extract for key in keys}
    if len(wanted) > 1 and all(extract.startswith("england") for extract in wanted):
        return "england"
    return wanted.pop() if len(wanted) == 1 else None


def _overlap(first: Box, second: Box) -> bool:
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def _list(regions: Mapping[str, Region]) -> str:
    return ", ".join([ALL, *sorted(regions)])
