"""What the tags of a way say to somebody who drives."""

from collections.abc import Mapping
from typing import NamedTuple

from transit.model.driving import DrivenClass, DrivingRules
from transit.read.rules import TagRules
from transit.read.streets import Way
from transit.read.tag_values import parse_mph

_RINGS = ("roundabout", "circular")
_MINUTE_S = 60.0
_METRES_PER_MILE = 1609.344


class DrivenWay(NamedTuple):
    """A way that vehicles use.

    ``oneway`` 1 along the way, -1 against it, 0 both; ``mph`` the mapped limit, 0 unknown;
    ``free_mps`` metres a second with nothing in the way.
    """

    way: Way
    road: int
    oneway: int
    mph: int
    free_mps: float
    name: str


def driven(way: Way, rules: DrivingRules, tags: TagRules) -> DrivenWay | None:
    """Read a way as a road for vehicles.

    Parameters
    ----------
    way
        A way as read.
    rules
        Where vehicles may drive.
    tags
        How speeds are written.

    Returns
    -------
    DrivenWay or None
        None where vehicles do not drive, or may not, or only in the middle of a square.
    """
    found = rules.classes.get(way.tags.get("highway", "").removesuffix("_link"))
    if found is None or way.area or not open_to_vehicles(way.tags, rules):
        return None
    limit = parse_mph(way.tags.get("maxspeed", ""), tags.mph_by_word, tags.mph_per_kmh) or 0
    return DrivenWay(
        way=way,
        road=found.road,
        oneway=_oneway(way.tags),
        mph=limit,
        free_mps=_free_mps(found, limit),
        name=way.tags.get("name") or way.tags.get("ref", ""),
    )


def open_to_vehicles(tags: Mapping[str, str], rules: DrivingRules) -> bool:
    """Tell whether tags of access keep vehicles out.

    Parameters
    ----------
    tags
        Tags of a way or of a node.
    rules
        Where vehicles may drive.

    Returns
    -------
    bool
        True where the tag that counts most is none of those that keep them out, or there is none.
    """
    value = next((tags[key] for key in rules.access_keys if key in tags), "yes")
    return not rules.access_no & {part.strip() for part in value.split(";")}


def blocks(tags: Mapping[str, str], rules: DrivingRules) -> bool:
    """Tell whether a node stops vehicles.

    Parameters
    ----------
    tags
        Tags of the node.
    rules
        Where vehicles may drive.

    Returns
    -------
    bool
        True for a closed kind of barrier that no tag opens, and where access is refused.
    """
    if not open_to_vehicles(tags, rules):
        return True
    if tags.get("barrier") not in rules.closed_barriers:
        return False
    return next((tags[key] for key in rules.access_keys if key in tags), "") not in rules.opened_by


def _free_mps(found: DrivenClass, limit: int) -> float:
    mph = (limit or found.default_mph) * found.share_of_limit
    return mph * _METRES_PER_MILE / (_MINUTE_S * _MINUTE_S)


def _oneway(tags: Mapping[str, str]) -> int:
    value = tags.get("oneway", "")
    if value in ("-1", "reverse"):
        return -1
    implied = tags.get("junction") in _RINGS or tags.get("highway") in ("motorway", "motorway_link")
    return int(value in ("yes", "1", "true") or (implied and value != "no"))
