"""Streets from Overpass: the question, asked tile by tile, and the tiles made one file."""

import math
from collections.abc import Sequence
from pathlib import Path

import osmium

from transit.errors import FetchError
from transit.fetch.content import check_overpass
from transit.fetch.files import OSM_ATTRIBUTION, OSM_LICENCE, Source
from transit.fetch.limits import FetchLimits
from transit.fetch.place import Box, area_km2
from transit.settings import Settings


def overpass_sources(box: Box, settings: Settings, limits: FetchLimits) -> list[Source]:
    """Return what to ask Overpass for.

    Parameters
    ----------
    box
        Box to fetch.
    settings
        Address of Overpass.
    limits
        Size of a tile, and what to ask for.

    Returns
    -------
    list of Source
        One a tile.

    Raises
    ------
    FetchError
        The box is too large for a shared server.
    """
    size = area_km2(box)
    if size > limits.largest_place_km2:
        raise FetchError(
            f"the place with its surroundings covers {size:,.0f} km², more than the "
            f"{limits.largest_place_km2:,.0f} km² that may be asked of Overpass. Take the streets "
            "from an extract (--source extract), or give a smaller box (--bbox)."
        )
    tiles = split(box, limits.tile_km2)
    return [
        Source(
            name=f"streets-{'_'.join(f'{degrees:.6f}' for degrees in tile)}.osm",
            kind="streets",
            url=f"{settings.overpass_url.rstrip('/')}/interpreter",
            licence=OSM_LICENCE,
            attribution=OSM_ATTRIBUTION,
            largest_bytes=limits.largest_streets_bytes,
            check=check_overpass,
            form={"data": query(tile, limits)},
        )
        for tile in tiles
    ]


def query(box: Box, limits: FetchLimits) -> str:
    """Write the question for a box, in Overpass QL.

    Parameters
    ----------
    box
        Box to ask for.
    limits
        Keys asked for, seconds and bytes allowed.

    Returns
    -------
    str
        The question. Its answer is OSM XML with whole ways and areas, without mappers' names.
    """
    within = ",".join(f"{degrees:.6f}" for degrees in box)
    wanted = "".join(
        f'node["{key}"]({within});way["{key}"]({within});' for key in limits.overpass_keys
    )
    # Routes are relations too, and run across the country; so do these areas.
    left_out = "".join(_without(rule) for rule in limits.left_out_areas)
    areas = f'relation["type"="multipolygon"]{left_out}({within});'
    return (
        f"[out:xml][timeout:{limits.overpass_timeout_s}][maxsize:{limits.overpass_memory_bytes}];"
        f"({wanted}{areas});(._;>;);out body;"
    )


def _without(rule: str) -> str:
    key, _, value = rule.partition("=")
    return f'["{key}"!="{value}"]' if value else f'[!"{key}"]'


def split(box: Box, tile_km2: float) -> list[Box]:
    """Cut a box into equal tiles no larger than allowed.

    Parameters
    ----------
    box
        Box to cut.
    tile_km2
        Largest tile, square kilometres.

    Returns
    -------
    list of tuple
        Tiles from south to north, west to east.
    """
    count = max(math.ceil(math.sqrt(area_km2(box) / tile_km2)), 1)
    south, west, north, east = box
    lats = [south + (north - south) * step / count for step in range(count + 1)]
    lons = [west + (east - west) * step / count for step in range(count + 1)]
    return [
        (lats[row], lons[column], lats[row + 1], lons[column + 1])
        for row in range(count)
        for column in range(count)
    ]


def merge(tiles: Sequence[Path], out: Path) -> None:
    """Make one file of the tiles; what lies in several comes once.

    Parameters
    ----------
    tiles
        OSM files.
    out
        OSM file to write, whole or not at all.
    """
    part = out.with_name("part-" + out.name)
    if len(tiles) == 1:
        tiles[0].replace(out)
        return
    reader = osmium.MergeInputReader()
    for tile in tiles:
        reader.add_file(str(tile))
    with osmium.SimpleWriter(str(part), overwrite=True) as writer:
        reader.apply(writer, simplify=True)
    part.replace(out)
    for tile in tiles:
        tile.unlink(missing_ok=True)
