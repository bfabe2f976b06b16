"""What is on the map that could be a landmark, read with osmium, by the tags themselves."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import osmium

from tests.truth.ground import Point, far, foot

DATA: Final = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Thing:
    """Something on the map with its own tags."""

    osm_id: str
    kind: str
    by_name: bool
    reach_m: float
    name: str
    ring: tuple[Point, ...]

    def nearest(self, here: Point) -> Point:
        """Return its point nearest to a place."""
        if len(self.ring) == 1:
            return self.ring[0]
        return min(
            (foot(here, a, b) for a, b in pairwise(self.ring)), key=lambda each: far(here, each)
        )

    @property
    def known_by(self) -> str:
        """What it is taken for."""
        return f"name {self.name.lower()}" if self.by_name else f"kind {self.kind}"


def read_things(osm: Path) -> dict[str, Thing]:
    """Return what is on the map that could be a landmark, by its id."""
    rules = tomllib.loads((DATA / "rules" / "landmarks.toml").read_text(encoding="utf-8"))
    keys = {key for kind in rules["kind"] for tags in kind["tags"] for key in tags}
    found = {}
    items: Any = osmium.FileProcessor(str(osm)).with_locations()
    items = items.with_filter(osmium.filter.KeyFilter(*keys))
    for item in items:
        tags = {tag.k: tag.v for tag in item.tags}
        kind = _kind(rules, tags)
        if kind is None:
            continue
        if item.is_node():
            osm_id, ring = f"n{item.id}", ((item.location.lat, item.location.lon),)
        elif item.is_way() and len(item.nodes) > 3 and item.nodes[0].ref == item.nodes[-1].ref:
            if not all(node.location.valid() for node in item.nodes):
                continue
            osm_id = f"w{item.id}"
            ring = tuple((node.location.lat, node.location.lon) for node in item.nodes)
        else:
            continue
        name = tags.get("name", "").strip()
        by_name = kind["known_by"] == "name"
        found[osm_id] = Thing(osm_id, kind["name"], by_name, kind["reach_m"], name, ring)
    return found


def _kind(rules: Mapping[str, Any], tags: Mapping[str, str]) -> dict[str, Any] | None:
    table = rules["table"]
    if any(tags.get(key) in values for key, values in table["hidden"].items()):
        return None
    if tags.get("level", "") not in table["levels"]:
        return None
    if tags.get("shop") in table["shops_without_front"]:
        return None
    for kind in rules["kind"]:
        for wanted in kind["tags"]:
            if all(
                tags.get(key) == value or (value == "*" and tags.get(key, "no") != "no")
                for key, value in wanted.items()
            ):
                name = tags.get("name", "").strip().lower()
                lacks = not name or re.search(table["unseen_names"], name)
                return None if kind["known_by"] == "name" and lacks else kind
    return None
