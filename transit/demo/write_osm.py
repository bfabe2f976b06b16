"""Writing the town as OpenStreetMap data, ``.osm.pbf`` or ``.osm`` by the file's name."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import osmium
import shapely
from osmium.osm.mutable import Node, Way

from transit.demo.curves import Points
from transit.demo.frame import Frame
from transit.demo.town import Key, Spot, Tags, Town, keys

_FIRST_NODE = 1_000_001
_FIRST_WAY = 2_000_001
_WHEN = "2026-09-01T00:00:00Z"


def write_osm(
    town: Town,
    extra: Iterable[Spot],
    lines: Iterable[tuple[Points, Tags]],
    frame: Frame,
    path: Path,
) -> None:
    """Write a town.

    Parameters
    ----------
    town
        Streets, marks, buildings, land, spots.
    extra
        More points, e.g. bus stops.
    lines
        More lines, e.g. waterways: ``(n, 2)`` metres, and tags.
    frame
        Where it lies.
    path
        The file; its suffix decides on the format.
    """
    sheet = _Sheet()
    for street in town.streets:
        sheet.add_way(keys(street.points), street.tags)
    for mark, tags in town.marks.items():
        sheet.tag(mark, tags)
    for line, tags in lines:
        sheet.add_way(keys(line), tags)
    for patch in town.patches:
        sheet.add_way(keys(shapely.get_coordinates(patch.outline.exterior)), patch.tags)
    for building in town.buildings:
        sheet.add_way(keys(building.outline), building.tags)
    for spot in (*town.spots, *extra):
        sheet.add_spot(spot)
    sheet.write(frame, path)


class _Sheet:
    """Nodes and ways on their way into a file."""

    def __init__(self) -> None:
        self._nodes: dict[Key, int] = {}
        self._tags: dict[int, Tags] = {}
        self._at: list[Key] = []
        self._ways: list[tuple[list[int], Tags]] = []

    def _node(self, at: Key) -> int:
        found = self._nodes.get(at)
        if found is None:
            found = self._nodes[at] = self._new(at)
        return found

    def _new(self, at: Key) -> int:
        self._at.append(at)
        return len(self._at) - 1

    def tag(self, at: Key, tags: Tags) -> None:
        """Tag a node of a way."""
        self._tags.setdefault(self._node(at), {}).update(tags)

    def add_spot(self, spot: Spot) -> None:
        """Add a point that belongs to no way, unless it stands on one."""
        at = (round(spot.x * 100), round(spot.y * 100))
        on_way = "entrance" in spot.tags
        self._tags.setdefault(self._node(at) if on_way else self._new(at), {}).update(spot.tags)

    def add_way(self, nodes: Sequence[Key], tags: Tags) -> None:
        """Add a line."""
        refs = [self._node(at) for at in nodes]
        kept = [ref for k, ref in enumerate(refs) if k == 0 or ref != refs[k - 1]]
        if len(kept) > 1:
            self._ways.append((kept, tags))

    def write(self, frame: Frame, path: Path) -> None:
        """Write nodes, then ways, in the order of their ids."""
        lat, lon = frame.to_lat_lon(np.array(self._at, float) / 100)
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for k, where in enumerate(zip(lon.tolist(), lat.tolist(), strict=True)):
                writer.add_node(
                    Node(
                        id=_FIRST_NODE + k,
                        version=1,
                        timestamp=_WHEN,
                        location=where,
                        tags=self._tags.get(k, {}),
                    )
                )
            for k, (refs, tags) in enumerate(self._ways):
                nodes = [_FIRST_NODE + ref for ref in refs]
                writer.add_way(
                    Way(id=_FIRST_WAY + k, version=1, timestamp=_WHEN, nodes=nodes, tags=tags)
                )
