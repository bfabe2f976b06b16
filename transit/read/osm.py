"""OpenStreetMap extracts: the ways, nodes and places that matter on foot."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import osmium

from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.read.clipping import Box, Drawn, assemble
from transit.read.streets import NamedPlace, StreetMap

SUFFIXES: Final = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osm.xml")

_PLACE_KEYS = ("amenity", "shop", "leisure", "tourism", "place", "office", "healthcare", "building")
_NAMELESS = {"post_box", "telephone", "place_of_worship", "school"}
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
_PLACE_TAGS = (
    "name",
    "amenity",
    "shop",
    "wheelchair",
    "toilets:wheelchair",
    "addr:street",
    "addr:housenumber",
    "addr:postcode",
    "operator",
    "opening_hours",
    "religion",
    "denomination",
    "ref",
    "shelter",
    "bench",
    "lit",
    "tactile_paving",
    "naptan:AtcoCode",
    "level",
)
_FILTER_KEYS = (*_PLACE_KEYS, "highway", "railway", "public_transport", "route", "addr:postcode")
_LARGEST_SHARE_LISTED = 5


@dataclass(slots=True)
class _Collected:
    """What one pass over the file finds."""

    ways: list[Drawn] = field(default_factory=list)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    places: list[NamedPlace] = field(default_factory=list)
    postcodes: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    seats: list[tuple[float, float]] = field(default_factory=list)
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
        found = _collect(path)
    except (RuntimeError, ValueError, UnicodeDecodeError, OSError) as fault:
        raise InputError(
            f"{path}: cannot be read as OpenStreetMap data ({fault}); is it whole? Fetch it again"
        ) from fault
    made, cut = assemble(_kept(found), found.node_tags, clip)
    found.counts.update(cut)
    if not made.ways:
        where = " inside the clip box" if clip else ""
        raise InputError(f"{path}: no streets found{where}; check the extract and the box")
    inside = _inside(clip)
    street_map = StreetMap(
        node_osm_id=made.node_osm_id,
        node_lat=made.node_lat,
        node_lon=made.node_lon,
        node_tags=made.node_tags,
        ways=made.ways,
        places=tuple(
            place for place in (*found.places, *_postcodes(found)) if inside(place.lat, place.lon)
        ),
        seats=np.array([s for s in found.seats if inside(*s)], dtype=np.float64).reshape(-1, 2),
        cut_nodes=made.cut_nodes,
    )
    return street_map, _notices(found.counts, path.name)


def _check_box(clip: Box | None) -> None:
    if clip is None:
        return
    south, west, north, east = clip
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise InputError(
            f"clip box {south},{west},{north},{east}: expected south,west,north,east in degrees"
        )


def _inside(clip: Box | None) -> Any:
    if clip is None:
        return lambda lat, lon: True
    south, west, north, east = clip
    return lambda lat, lon: south <= lat <= north and west <= lon <= east


def _collect(path: Path) -> _Collected:
    found = _Collected()
    entities = osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION
    processor = (
        osmium.FileProcessor(str(path), entities)
        .with_locations()
        .with_filter(osmium.filter.EmptyTagFilter())
    )
    item: Any
    for item in processor:
        found.counts["objects"] += 1
        if item.is_node():
            _take_node(found, item)
        elif item.is_way():
            _take_way(found, item)
        elif item.is_relation():
            _take_relation(found, item)
    return found


def _take_node(found: _Collected, node: Any) -> None:
    tags = dict(node.tags)
    found.node_tags[node.id] = tags
    if not node.location.valid():
        found.counts["bad_coordinates"] += 1
        return
    lat, lon = node.location.lat, node.location.lon
    if tags.get("amenity") == "bench" or tags.get("bench") == "yes":
        found.seats.append((lat, lon))
    _take_place(found, f"n{node.id}", tags, lat, lon)


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
        found.ways.append(_drawn(way, platform and not walked))
    if (not walked or tags.get("area") == "yes") and any(
        key in tags for key in (*_PLACE_KEYS, "addr:postcode")
    ):
        _take_outline(found, way)


def _drawn(way: Any, platform: bool) -> Drawn:
    tags = dict(way.tags)
    if platform:
        tags["highway"] = "platform"
    refs, lats, lons = [], [], []
    for node in way.nodes:
        refs.append(node.ref)
        valid = node.location.valid()
        lats.append(node.location.lat if valid else float("nan"))
        lons.append(node.location.lon if valid else float("nan"))
    closed = len(refs) > 3 and refs[0] == refs[-1]
    area = closed and (tags.get("area") == "yes" or (platform and tags.get("area") != "no"))
    return Drawn(way.id, refs, lats, lons, tags, area)


def _take_outline(found: _Collected, way: Any) -> None:
    tags = dict(way.tags)
    if not (
        "name" in tags
        or "addr:postcode" in tags
        or tags.get("amenity") in _NAMELESS | {"bench", "shelter"}
    ):
        return
    points = [(n.location.lat, n.location.lon) for n in way.nodes if n.location.valid()]
    if not points:
        return
    lat = sum(point[0] for point in points) / len(points)
    lon = sum(point[1] for point in points) / len(points)
    if tags.get("amenity") == "bench" or tags.get("bench") == "yes":
        found.seats.append((lat, lon))
    _take_place(found, f"w{way.id}", tags, lat, lon)


def _take_place(
    found: _Collected, osm_id: str, tags: Mapping[str, str], lat: float, lon: float
) -> None:
    if "addr:postcode" in tags:
        found.postcodes.setdefault(tags["addr:postcode"], []).append((lat, lon))
    kind = _place_kind(tags)
    if kind is not None:
        kept = {key: tags[key] for key in _PLACE_TAGS if key in tags}
        found.places.append(NamedPlace(osm_id, kind, tags.get("name", ""), lat, lon, kept))


def _place_kind(tags: Mapping[str, str]) -> str | None:
    if tags.get("highway") == "bus_stop":
        return "highway=bus_stop"
    for key in _PLACE_KEYS:
        if key in tags and ("name" in tags or tags[key] in _NAMELESS):
            return f"{key}={tags[key]}"
    return None


def _take_relation(found: _Collected, relation: Any) -> None:
    tags = relation.tags
    if tags.get("type") == "multipolygon" and tags.get("highway") in ("pedestrian", "footway"):
        found.counts["plaza_relation"] += 1
    if tags.get("route") == "ferry":
        found.counts["ferry"] += 1


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


def _postcodes(found: _Collected) -> list[NamedPlace]:
    """One place a postcode, in the middle of the addresses that carry it."""
    made = []
    for postcode, points in found.postcodes.items():
        lat, lon = np.mean(np.array(points), axis=0)
        made.append(NamedPlace("", "addr:postcode", postcode, float(lat), float(lon), {}))
    return made


_NOTICES: Final = {
    "missing_nodes": (
        "osm_nodes_missing",
        Severity.WARNING,
        "ways refer to nodes that the extract does not hold; they end there",
        "Cut the extract with complete ways (osmium extract --strategy complete_ways)",
    ),
    "bad_coordinates": (
        "osm_bad_coordinates",
        Severity.WARNING,
        "nodes lie outside the world or have no coordinates; they were left out",
        "Correct them in OpenStreetMap or cut the extract again",
    ),
    "clipped": (
        "osm_way_clipped",
        Severity.INFO,
        "ways were cut at the clip box",
        "Nothing, unless people live at its edge: then make the box larger",
    ),
    "left_out": (
        "osm_way_not_in_use",
        Severity.INFO,
        "ways are proposed, being built or not for people on foot; they were left out",
        "Nothing; they come with an extract made after they open",
    ),
    "ferry": (
        "osm_ferry_left_out",
        Severity.INFO,
        "ferry routes are mapped; they are not walked, and no journey uses them",
        "Give the ferry's timetable as a feed if people need it",
    ),
    "plaza_relation": (
        "osm_plaza_relation_left_out",
        Severity.INFO,
        "plazas are mapped as multipolygon relations; only ways mapped on them are walked",
        "Map the ways that people take across them",
    ),
}


def _notices(counts: Counter[str], file: str) -> tuple[Notice, ...]:
    return tuple(
        Notice(code, severity, file, f"{counts[key]} {message}", todo, count=counts[key])
        for key, (code, severity, message, todo) in _NOTICES.items()
        if counts[key]
    )
