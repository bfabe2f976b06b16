"""Landmarks of an OpenStreetMap extract, with their outlines."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from transit.read.landmark_rules import LandmarkRules
from transit.read.streets import MappedLandmark

LANDMARK_KEYS: Final = ("historic", "man_made", "shop", "tourism", "leisure")
"""Keys by which landmarks are found that neither streets nor places are."""

_MOST_POINTS: Final = 2000
"""Of an outline: something larger is no building, and nothing that one stands at."""


def landmark_at(
    rules: LandmarkRules, osm_id: str, tags: Mapping[str, str], lat: float, lon: float
) -> MappedLandmark | None:
    """Return the landmark that a node is.

    Parameters
    ----------
    rules
        What a landmark is.
    osm_id
        ``n`` with its number.
    tags
        Its tags.
    lat, lon
        Decimal degrees.

    Returns
    -------
    MappedLandmark or None
        None where it is none.
    """
    return _made(rules, osm_id, tags, ((lat, lon),))


def landmark_round(rules: LandmarkRules, way: Any) -> MappedLandmark | None:
    """Return the landmark that an outline is.

    Parameters
    ----------
    rules
        What a landmark is.
    way
        A way as pyosmium gives it.

    Returns
    -------
    MappedLandmark or None
        None where it is none, or its nodes are not all in the extract.
    """
    nodes = way.nodes
    if len(nodes) < 4 or len(nodes) > _MOST_POINTS or nodes[0].ref != nodes[-1].ref:
        return None
    tags = dict(way.tags)
    if rules.kind_of(tags) is None or not all(node.location.valid() for node in nodes):
        return None
    ring = tuple((node.location.lat, node.location.lon) for node in nodes)
    return _made(rules, f"w{way.id}", tags, ring)


def _made(
    rules: LandmarkRules,
    osm_id: str,
    tags: Mapping[str, str],
    ring: Sequence[tuple[float, float]],
) -> MappedLandmark | None:
    kind = rules.kind_of(tags)
    if kind is None:
        return None
    return MappedLandmark(osm_id, kind.name, tags.get("name", "").strip(), tuple(ring))
