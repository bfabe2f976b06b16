"""Plazas: areas walked round their outline and straight across between their entries."""

from collections import Counter
from itertools import combinations

import numpy as np
import shapely

from transit.network.kerbside.geometry import east_north
from transit.read.streets import StreetMap, Way


def with_plazas(
    street_map: StreetMap, ways: tuple[Way, ...], most_entries: int, slack_m: float
) -> tuple[Way, ...]:
    """Return the ways, with straight lines laid across the areas among them.

    The lines join the nodes at which other ways meet the outline, where they stay inside; of more
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
        The ways as they are, then the lines, with the area's tags.
    """
    used = Counter(node for way in ways for node in set(way.nodes.tolist()))
    added = []
    for way in ways:
        if way.area and way.tags.get("highway") != "platform":
            added += _across(street_map, way, used, most_entries, slack_m)
    return (*ways, *added)


def _across(
    street_map: StreetMap, way: Way, used: Counter[int], most_entries: int, slack_m: float
) -> list[Way]:
    ring = way.nodes
    lat, lon = street_map.node_lat[ring], street_map.node_lon[ring]
    area = shapely.make_valid(shapely.polygons(east_north(lat, lon, lat[0], lon[0])))
    inside = shapely.buffer(area, slack_m)
    shapely.prepare(inside)
    entries = [i for i in range(len(ring) - 1) if used[int(ring[i])] > 1]
    if len(entries) > most_entries:
        step = np.linspace(0, len(entries) - 1, most_entries).round().astype(int)
        entries = [entries[i] for i in step]
    places = east_north(lat, lon, lat[0], lon[0])
    return [
        Way(way.osm_id, ring[[i, j]], way.tags)
        for i, j in combinations(entries, 2)
        if 1 < j - i < len(ring) - 2 and shapely.covers(inside, shapely.linestrings(places[[i, j]]))
    ]
