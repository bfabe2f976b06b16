"""Plazas: areas walked round their outline and straight across between their entries."""

from collections import Counter
from itertools import combinations

import numpy as np
import shapely
from numpy.typing import NDArray

from transit.network.kerbside.geometry import east_north
from transit.read.streets import StreetMap, Way


def with_plazas(
    street_map: StreetMap, ways: tuple[Way, ...], most_entries: int, slack_m: float
) -> tuple[Way, ...]:
    """Return the ways, with straight lines laid across the areas among them.

    The lines join the nodes at which other ways meet the outline, where they stay inside; what a
    relation's area goes round (closed ways of its id, which is negative) is outside. Of more
    entries than allowed, evenly spread ones are joined. Platforms get their outline only.

    Parameters
    ----------
    street_map
        The street map.
    ways
        Those of its ways that are used.
    most_entries
        Most entries of one area that are joined with each other.
    slack_m
        How far outside a line still runs along the outline, metres.

    Returns
    -------
    tuple of Way
        The ways as they are, but for holes that nothing meets, then the lines, with the area's
        tags.
    """
    used = Counter(node for way in ways for node in set(way.nodes.tolist()))
    holes: dict[int, list[Way]] = {}
    for way in ways:
        if not way.area and way.osm_id < 0 and way.nodes[0] == way.nodes[-1]:
            holes.setdefault(way.osm_id, []).append(way)
    added = []
    for way in ways:
        if way.area and way.tags.get("highway") != "platform":
            rings = [way.nodes, *(hole.nodes for hole in holes.get(way.osm_id, ()))]
            pairs = _across(street_map, rings, used, most_entries, slack_m)
            added += [Way(way.osm_id, pair, way.tags) for pair in pairs]
    alone = {
        id(hole)
        for rings in holes.values()
        for hole in rings
        if all(used[int(node)] == 1 for node in hole.nodes)
    }
    return (*(way for way in ways if id(way) not in alone), *added)


def _across(
    street_map: StreetMap,
    rings: list[NDArray[np.int32]],
    used: Counter[int],
    most_entries: int,
    slack_m: float,
) -> list[NDArray[np.int32]]:
    """Return the nodes of lines between entries of an area, given by its outline and its holes."""
    first = rings[0][0]
    lat0, lon0 = float(street_map.node_lat[first]), float(street_map.node_lon[first])
    plane = [
        east_north(street_map.node_lat[ring], street_map.node_lon[ring], lat0, lon0)
        for ring in rings
    ]
    area = shapely.make_valid(shapely.Polygon(plane[0], plane[1:]))
    inside = shapely.buffer(area, slack_m)
    shapely.prepare(inside)
    entries = [
        (r, i)
        for r, ring in enumerate(rings)
        for i in range(len(ring) - 1)
        if used[int(ring[i])] > 1
    ]
    if len(entries) > most_entries:
        step = np.linspace(0, len(entries) - 1, most_entries).round().astype(int)
        entries = [entries[i] for i in step]
    return [
        np.array([rings[r][i], rings[s][j]], dtype=np.int32)
        for (r, i), (s, j) in combinations(entries, 2)
        if (r != s or 1 < j - i < len(rings[r]) - 2)
        and shapely.covers(inside, shapely.linestrings([plane[r][i], plane[s][j]]))
    ]
