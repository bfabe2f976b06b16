"""Streets from an extract of a whole region: its address, and the place cut out of it."""

from collections.abc import Mapping
from pathlib import Path

import osmium

from transit.errors import FetchError
from transit.fetch.content import check_pbf
from transit.fetch.files import OSM_ATTRIBUTION, OSM_LICENCE, Source
from transit.fetch.limits import FetchLimits
from transit.fetch.place import Box
from transit.settings import Settings


def extract_source(extract: str, settings: Settings, limits: FetchLimits) -> Source:
    """Return the extract to download.

    Parameters
    ----------
    extract
        Its path, such as ``wales`` or ``england/west-midlands``.
    settings
        Addresses of extracts.
    limits
        Largest size.

    Returns
    -------
    Source
        The extract, with the address of its MD5 sum.
    """
    parts = extract.strip("/").split("/")
    if not all(part and part.replace("-", "").isalnum() for part in parts):
        raise FetchError(
            f"{extract!r} is no extract; expected a path such as england/west-midlands"
        )
    url = settings.extract_url.format(extract="/".join(parts))
    return Source(
        name=f"{'-'.join(parts)}.osm.pbf",
        kind="extract",
        url=url,
        licence=OSM_LICENCE,
        attribution=OSM_ATTRIBUTION,
        largest_bytes=limits.largest_streets_bytes,
        check=check_pbf,
        checksum_url=f"{url}.md5",
    )


def clip(extract: Path, box: Box, out: Path, left_out: tuple[str, ...]) -> int:
    """Cut a box out of an extract: ways and areas that touch it stay whole.

    Parameters
    ----------
    extract
        ``.osm.pbf`` file.
    box
        South, west, north, east; decimal degrees.
    out
        ``.osm.pbf`` file to write, whole or not at all.
    left_out
        Areas that are not kept whole: a key, or ``key=value``.

    Returns
    -------
    int
        How many ways were kept.

    Raises
    ------
    FetchError
        The extract is damaged, or holds nothing of the box.
    """
    part = out.with_name("part-" + out.name)
    try:
        kept, ways = _touching(extract, box, left_out)
        if not ways:
            raise FetchError(
                f"{extract.name} holds no street of the place; name the extract that does "
                "(--extract), or give another box (--bbox)"
            )
        kept.complete_backward_references(str(extract), relation_depth=1)
        with osmium.SimpleWriter(str(part), overwrite=True) as writer:
            for thing in osmium.FileProcessor(str(extract)).with_filter(kept.id_filter()):
                writer.add(thing)
        part.replace(out)
    except RuntimeError as fault:
        extract.unlink(missing_ok=True)
        raise FetchError(
            f"{extract.name} is damaged ({fault}) and was thrown away; run the same command again"
        ) from fault
    finally:
        part.unlink(missing_ok=True)
    return ways


class _NodesWithin(osmium.SimpleHandler):
    """Collects the nodes in a box. Called for each node of a country, so it does very little."""

    def __init__(self, box: Box, kept: osmium.IdTracker) -> None:
        super().__init__()
        # osmium keeps degrees as whole numbers, ten million to one.
        self.south, self.west, self.north, self.east = (round(edge * 1e7) for edge in box)
        self.keep = kept.add_node

    def node(self, node: osmium.osm.Node) -> None:
        """Keep a node that lies in the box."""
        location = node.location
        if self.south <= location.y <= self.north and self.west <= location.x <= self.east:
            self.keep(node.id)


def _touching(extract: Path, box: Box, left_out: tuple[str, ...]) -> tuple[osmium.IdTracker, int]:
    """Return the ids of what lies in the box, and how many ways that is."""
    kept, ways_kept = osmium.IdTracker(), osmium.IdTracker()
    _NodesWithin(box, kept).apply_file(str(extract))
    count = 0
    inside = kept.contains_filter()
    for way in osmium.FileProcessor(str(extract), osmium.osm.WAY).with_filter(inside):
        kept.add_way(way.id)
        ways_kept.add_way(way.id)
        count += 1
    areas = osmium.FileProcessor(str(extract), osmium.osm.RELATION)
    areas = areas.with_filter(osmium.filter.TagFilter(("type", "multipolygon")))
    for area in areas.with_filter(ways_kept.contains_filter()):
        tags = dict(area.tags)
        if not any(_means(rule, tags) for rule in left_out):
            kept.add_relation(area.id)
    return kept, count


def _means(rule: str, tags: Mapping[str, str]) -> bool:
    key, _, value = rule.partition("=")
    return tags.get(key) == value if value else key in tags
