"""OpenStreetMap extracts: the ways, nodes and places that matter on foot."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import osmium

from transit.errors import InputError
from transit.model.notice import Notice
from transit.read.clipping import Box, Drawn, assemble, within
from transit.read.landmark_rules import LandmarkRules, read_landmark_rules
from transit.read.osm_landmarks import LANDMARK_KEYS, landmark_at, landmark_round
from transit.read.osm_notices import osm_notices
from transit.read.osm_places import Places, is_place, take_outline, take_point
from transit.read.osm_turns import Turn, take_turn, turn_rules
from transit.read.streets import MappedLandmark, StreetMap

SUFFIXES: Final = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osm.xml")

_LEFT_OUT = {
    "construction",
    "proposed",
    "planned",
    "razed",
    "abandoned",
    "no",
    "raceway",
    "rest_area",
    "services",
}
_RAILS = {"rail", "light_rail", "narrow_gauge", "preserved"}
_RAIL_CROSSINGS = {"level_crossing", "crossing"}
_PLAZAS = ("pedestrian", "footway")
_WAY_KEYS = (
    "highway",
    "railway",
    "public_transport",
    "route",
    "name",
    "amenity",
    "addr:postcode",
    *LANDMARK_KEYS,
)
"""Without any of these a way says nothing here: most are plain houses, left out before Python."""


@dataclass(slots=True)
class _Collected:
    """What one pass over the file finds; of what lies outside the box nothing is held."""

    clip: Box | None = None
    rules: LandmarkRules = field(default_factory=read_landmark_rules)
    landmarks: list[MappedLandmark] = field(default_factory=list)
    ways: list[Drawn] = field(default_factory=list)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    plazas: set[int] = field(default_factory=set)
    turns: list[Turn] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def read_streets(path: Path, clip: Box | None = None) -> tuple[StreetMap, tuple[Notice, ...]]:
    """Read the streets of an OpenStreetMap extract.

    Kept are all highways that are walked or must be crossed, platforms, and rails that have a
    level crossing; not ferries, nor what is proposed or being built.

    Parameters
    ----------
    path
        ``.osm.pbf``, ``.osm``, ``.osm.gz`` or ``.osm.bz2``.
    clip
        South, west, north and east, decimal degrees: ways are cut at this box.

    Returns
    -------
    tuple of StreetMap and Notices
        The map, and what was left out of it.

    Raises
    ------
    InputError
        The file is missing, cut short or not OpenStreetMap, or holds no street.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; give an OpenStreetMap extract (.osm.pbf or .osm)")
    if not path.name.lower().endswith(SUFFIXES):
        raise InputError(f"{path}: expected a file that ends in {', '.join(SUFFIXES)}")
    _check_box(clip)
    try:
        found = _collect(path, clip)
    except (RuntimeError, ValueError, UnicodeDecodeError, OSError) as fault:
        raise InputError(
            f"{path}: cannot be read as OpenStreetMap data ({fault}); is it whole? Fetch it again"
        ) from fault
    made, cut = assemble(_kept(found), found.node_tags, clip)
    found.counts.update(cut)
    if not made.ways:
        where = " inside the clip box" if clip else ""
        raise InputError(f"{path}: no streets found{where}; check the extract and the box")
    street_map = StreetMap(
        node_osm_id=made.node_osm_id,
        node_lat=made.node_lat,
        node_lon=made.node_lon,
        node_tags=made.node_tags,
        ways=made.ways,
        places=tuple(place for place in found.places.all() if within(clip, place.lat, place.lon)),
        seats=np.array(
            [s for s in found.places.seats if within(clip, *s)], dtype=np.float64
        ).reshape(-1, 2),
        cut_nodes=made.cut_nodes,
        landmarks=tuple(found.landmarks),
        turns=turn_rules(found.turns, made),
    )
    return street_map, osm_notices(found.counts, path.name)


def _check_box(clip: Box | None) -> None:
    if clip is None:
        return
    south, west, north, east = clip
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise InputError(
            f"clip box {south},{west},{north},{east}: expected south,west,north,east in degrees"
        )


def _collect(path: Path, clip: Box | None) -> _Collected:
    found = _Collected(clip)
    entities = osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION | osmium.osm.AREA
    ways = osmium.filter.KeyFilter(*_WAY_KEYS)
    ways.enable_for(osmium.osm.WAY)
    processor = (
        osmium.FileProcessor(str(path), entities)
        .with_locations()
        .with_areas(osmium.filter.TagFilter(*(("highway", value) for value in _PLAZAS)))
        .with_filter(osmium.filter.EmptyTagFilter())
        .with_filter(ways)
    )
    item: Any
    for item in processor:
        if item.is_node():
            _take_node(found, item)
        elif item.is_way():
            _take_way(found, item)
        elif item.is_area():
            _take_area(found, item)
        elif item.is_relation():
            _take_relation(found, item)
    found.counts["plaza_relation"] = len(found.plazas)
    return found


def _take_node(found: _Collected, node: Any) -> None:
    tags = dict(node.tags)
    if not node.location.valid():
        found.node_tags[node.id] = tags
        found.counts["bad_coordinates"] += 1
        return
    lat, lon = node.location.lat, node.location.lon
    here = within(found.clip, lat, lon)
    # A railway's crossing makes a street of it for all of its length, also inside the box.
    if here or tags.get("railway") in _RAIL_CROSSINGS:
        found.node_tags[node.id] = tags
    if not here:
        return
    take_point(found.places, f"n{node.id}", tags, lat, lon)
    landmark = landmark_at(found.rules, f"n{node.id}", tags, lat, lon)
    if landmark is not None:
        found.landmarks.append(landmark)


def _take_way(found: _Collected, way: Any) -> None:
    tags = way.tags
    highway = tags.get("highway")
    walked = highway is not None and highway not in _LEFT_OUT
    rails = tags.get("railway") in _RAILS
    platform = "platform" in (tags.get("railway"), tags.get("public_transport"), highway)
    if highway in _LEFT_OUT:
        found.counts["left_out"] += 1
    if tags.get("route") == "ferry":
        found.counts["ferry"] += 1
    if walked or rails or platform:
        drawn = _drawn(way, platform and not walked)
        if any(within(found.clip, *point) for point in zip(drawn.lats, drawn.lons, strict=True)):
            found.ways.append(drawn)
    if (not walked or tags.get("area") == "yes") and is_place(tags):
        take_outline(found.places, way)
    landmark = landmark_round(found.rules, way)
    if landmark is not None and any(within(found.clip, *point) for point in landmark.ring):
        found.landmarks.append(landmark)


def _drawn(way: Any, platform: bool) -> Drawn:
    tags = dict(way.tags)
    if platform:
        tags["highway"] = "platform"
    refs, lats, lons = _points(way.nodes)
    closed = len(refs) > 3 and refs[0] == refs[-1]
    area = closed and (tags.get("area") == "yes" or (platform and tags.get("area") != "no"))
    return Drawn(way.id, refs, lats, lons, tags, area)


def _points(nodes: Any) -> tuple[list[int], list[float], list[float]]:
    refs, lats, lons = [], [], []
    for node in nodes:
        refs.append(node.ref)
        valid = node.location.valid()
        lats.append(node.location.lat if valid else float("nan"))
        lons.append(node.location.lon if valid else float("nan"))
    return refs, lats, lons


def _take_area(found: _Collected, area: Any) -> None:
    """Take a plaza that is a relation: its outline as an area, what it goes round as ways."""
    if area.from_way() or area.tags.get("highway") not in _PLAZAS:
        return
    relation, tags = -area.orig_id(), dict(area.tags)
    for outer in area.outer_rings():
        found.plazas.discard(area.orig_id())
        found.ways.append(Drawn(relation, *_points(outer), tags, True))
        for inner in area.inner_rings(outer):
            found.ways.append(Drawn(relation, *_points(inner), tags, False))


def _take_relation(found: _Collected, relation: Any) -> None:
    tags = relation.tags
    if tags.get("type") == "multipolygon" and tags.get("highway") in _PLAZAS:
        found.plazas.add(relation.id)
    if tags.get("route") == "ferry":
        found.counts["ferry"] += 1
    turn = take_turn(relation, found.counts)
    if turn is not None:
        found.turns.append(turn)


def _kept(found: _Collected) -> Iterable[Drawn]:
    for way in found.ways:
        if "highway" in way.tags:
            yield way
        elif any(
            found.node_tags.get(ref, {}).get("railway") in _RAIL_CROSSINGS for ref in way.refs
        ):
            yield Drawn(
                way.osm_id, way.refs, way.lats, way.lons, {**way.tags, "highway": "rail"}, False
            )
