"""Named places, seats and postcodes of an OpenStreetMap extract."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from transit.read.streets import NamedPlace

_PLACE_KEYS: Final = (
    "amenity",
    "shop",
    "leisure",
    "tourism",
    "place",
    "office",
    "healthcare",
    "building",
)
_NAMELESS: Final = {"post_box", "telephone", "place_of_worship", "school"}
_PLACE_TAGS: Final = (
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
_CLOSED: Final = ("no", "private")


@dataclass(slots=True)
class Places:
    """Places found so far: ``postcodes`` are the points of the addresses that carry each."""

    found: list[NamedPlace] = field(default_factory=list)
    postcodes: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    seats: list[tuple[float, float]] = field(default_factory=list)

    def all(self) -> list[NamedPlace]:
        """Return the places, then one a postcode, in the middle of its addresses.

        Returns
        -------
        list of NamedPlace
            In the order of the file.
        """
        made = list(self.found)
        for postcode, points in self.postcodes.items():
            lat, lon = np.mean(np.array(points), axis=0)
            made.append(NamedPlace("", "addr:postcode", postcode, float(lat), float(lon), {}))
        return made


def is_place(tags: Any) -> bool:
    """Tell whether tags may be those of a place.

    Parameters
    ----------
    tags
        Tags of a way.

    Returns
    -------
    bool
        True if a key is among those of places.
    """
    return any(key in tags for key in (*_PLACE_KEYS, "addr:postcode"))


def take_point(
    places: Places, osm_id: str, tags: Mapping[str, str], lat: float, lon: float
) -> None:
    """Take what a point is: a place, a seat, an address.

    Parameters
    ----------
    places
        Places so far.
    osm_id
        ``n`` or ``w`` with its number.
    tags
        Its tags.
    lat, lon
        Decimal degrees.
    """
    seat = tags.get("amenity") == "bench" or tags.get("bench") == "yes"
    if seat and tags.get("access") not in _CLOSED:
        places.seats.append((lat, lon))
    if "addr:postcode" in tags:
        places.postcodes.setdefault(tags["addr:postcode"], []).append((lat, lon))
    kind = _place_kind(tags)
    if kind is not None:
        kept = {key: tags[key] for key in _PLACE_TAGS if key in tags}
        places.found.append(NamedPlace(osm_id, kind, tags.get("name", ""), lat, lon, kept))


def take_outline(places: Places, way: Any) -> None:
    """Take what an outline is, at the middle of its nodes.

    Parameters
    ----------
    places
        Places so far.
    way
        A way as pyosmium gives it.
    """
    tags = dict(way.tags)
    if not (
        "name" in tags
        or "addr:postcode" in tags
        or tags.get("amenity") in _NAMELESS | {"bench", "shelter"}
    ):
        return
    points = [(n.location.lat, n.location.lon) for n in way.nodes if n.location.valid()]
    if points:
        lat, lon = (sum(point[i] for point in points) / len(points) for i in (0, 1))
        take_point(places, f"w{way.id}", tags, lat, lon)


def _place_kind(tags: Mapping[str, str]) -> str | None:
    if tags.get("highway") == "bus_stop":
        return "highway=bus_stop"
    for key in _PLACE_KEYS:
        if key in tags and ("name" in tags or tags[key] in _NAMELESS):
            return f"{key}={tags[key]}"
    return None
