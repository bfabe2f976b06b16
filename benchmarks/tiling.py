"""Make a region out of one town: its streets and timetable repeated side by side.

Every tile is joined to its neighbours by a road between their nearest street nodes, and a bus line
runs along each row and column of tiles through the busiest stop of each, so that journeys cross
tiles. Trips can be repeated a few minutes apart to reach a region's number of stop times.
"""

import io
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path

import osmium
import polars as pl

_GAP_M = 400
_LINE_EVERY_S = 900
_LINE_SPEED_M_S = 8.0
_LINE_HOURS = range(6 * 3600, 23 * 3600, _LINE_EVERY_S)


@dataclass(frozen=True)
class Tiling:
    """How often a town is repeated, and how far apart, decimal degrees."""

    columns: int
    rows: int
    lat_step: float
    lon_step: float
    bus_every: int

    def shifts(self) -> list[tuple[int, float, float]]:
        """Return number, latitude and longitude shift of every tile, row by row."""
        return [
            (row * self.columns + column, row * self.lat_step, column * self.lon_step)
            for row in range(self.rows)
            for column in range(self.columns)
        ]


def tile_town(
    osm: Path, gtfs: Path, out: Path, columns: int, rows: int, repeats: int, bus_every: int
) -> None:
    """Write ``region.osm.pbf`` and ``region.gtfs.zip`` made of a town's tiles.

    Parameters
    ----------
    osm, gtfs
        The town's files.
    out
        Folder to write to.
    columns, rows
        Number of tiles each way.
    repeats
        How often each trip runs, seven minutes apart.
    bus_every
        Buses run in every nth tile; the others are streets only.
    """
    out.mkdir(parents=True, exist_ok=True)
    nodes, ways = _read(osm)
    used = {ref for _, refs, tags in ways if "highway" in tags for ref in refs}
    streets = [(lat, lon) for osm_id, (lat, lon, _) in nodes.items() if osm_id in used]
    south, north = min(lat for lat, _ in streets), max(lat for lat, _ in streets)
    west, east = min(lon for _, lon in streets), max(lon for _, lon in streets)
    gap = _GAP_M / 111_320
    tiling = Tiling(
        columns,
        rows,
        north - south + gap,
        east - west + gap / math.cos(math.radians(south)),
        bus_every,
    )
    _write_osm(out / "region.osm.pbf", nodes, ways, used, tiling)
    _write_gtfs(out / "region.gtfs.zip", gtfs, tiling, repeats)


def _read(osm: Path):
    nodes, ways = {}, []
    for entity in osmium.FileProcessor(str(osm)):
        tags = {tag.k: tag.v for tag in entity.tags}
        if entity.is_node():
            nodes[entity.id] = (entity.location.lat, entity.location.lon, tags)
        elif entity.is_way():
            ways.append((entity.id, [node.ref for node in entity.nodes], tags))
    return nodes, ways


def _write_osm(path: Path, nodes, ways, used, tiling: Tiling) -> None:
    number = {osm_id: index + 1 for index, osm_id in enumerate(nodes)}
    stride = len(nodes) + 1
    path.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(path))
    for tile, lat_shift, lon_shift in tiling.shifts():
        for osm_id, (lat, lon, tags) in nodes.items():
            writer.add_node(
                osmium.osm.mutable.Node(
                    id=tile * stride + number[osm_id],
                    location=(lon + lon_shift, lat + lat_shift),
                    tags=tags,
                )
            )
    for tile, _, _ in tiling.shifts():
        for index, (_, refs, tags) in enumerate(ways):
            known = [tile * stride + number[ref] for ref in refs if ref in number]
            if len(known) > 1:
                writer.add_way(
                    osmium.osm.mutable.Way(id=tile * len(ways) + index + 1, nodes=known, tags=tags)
                )
    way_id = tiling.columns * tiling.rows * len(ways)
    streets = [osm_id for osm_id in nodes if osm_id in used]
    ends = {
        "west": number[min(streets, key=lambda n: nodes[n][1])],
        "east": number[max(streets, key=lambda n: nodes[n][1])],
        "south": number[min(streets, key=lambda n: nodes[n][0])],
        "north": number[max(streets, key=lambda n: nodes[n][0])],
    }
    tags = {
        "highway": "unclassified",
        "maxspeed": "30 mph",
        "sidewalk": "both",
        "name": "Joining Road",
    }
    for tile, _, _ in tiling.shifts():
        row, column = divmod(tile, tiling.columns)
        joins = []
        if column + 1 < tiling.columns:
            joins.append((tile * stride + ends["east"], (tile + 1) * stride + ends["west"]))
        if row + 1 < tiling.rows:
            joins.append(
                (tile * stride + ends["north"], (tile + tiling.columns) * stride + ends["south"])
            )
        for start, end in joins:
            way_id += 1
            writer.add_way(osmium.osm.mutable.Way(id=way_id, nodes=[start, end], tags=tags))
    writer.close()


def _write_gtfs(path: Path, gtfs: Path, tiling: Tiling, repeats: int) -> None:
    tables = {}
    with zipfile.ZipFile(gtfs) as town:
        for name in town.namelist():
            if name in ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt"):
                tables[name] = pl.read_csv(town.read(name), infer_schema=False)
        kept = {
            name: town.read(name)
            for name in town.namelist()
            if name in ("agency.txt", "calendar.txt", "calendar_dates.txt", "feed_info.txt")
        }
    copies = {name: [] for name in tables}
    for tile, lat_shift, lon_shift in tiling.shifts():
        if tile % tiling.bus_every:
            continue
        suffix = pl.lit(f"~{tile}")
        renamed = pl.all().exclude("nothing")
        copies["stops.txt"].append(
            tables["stops.txt"].with_columns(
                pl.col("stop_id") + suffix,
                (pl.col("stop_lat").cast(pl.Float64) + lat_shift).cast(pl.String),
                (pl.col("stop_lon").cast(pl.Float64) + lon_shift).cast(pl.String),
                *[
                    pl.when(pl.col("parent_station") != "")
                    .then(pl.col("parent_station") + suffix)
                    .alias("parent_station")
                    for _ in range("parent_station" in tables["stops.txt"].columns)
                ],
            )
        )
        copies["routes.txt"].append(
            tables["routes.txt"].select(renamed).with_columns(pl.col("route_id") + suffix)
        )
        for repeat in range(repeats):
            ending = pl.lit(f"~{tile}~{repeat}")
            trips = tables["trips.txt"].with_columns(
                pl.col("route_id") + suffix, pl.col("trip_id") + ending
            )
            dropped = [name for name in ("shape_id", "block_id") if name in trips.columns]
            copies["trips.txt"].append(trips.drop(dropped))
            copies["stop_times.txt"].append(
                tables["stop_times.txt"].with_columns(
                    pl.col("trip_id") + ending,
                    pl.col("stop_id") + suffix,
                    _later("arrival_time", repeat * 420),
                    _later("departure_time", repeat * 420),
                )
            )
    made = {name: pl.concat(parts) for name, parts in copies.items()}
    _add_lines(made, tables, tiling, kept)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as region:
        for name, content in kept.items():
            region.writestr(name, content)
        for name, table in made.items():
            written = io.BytesIO()
            table.write_csv(written)
            region.writestr(name, written.getvalue())


def _later(column: str, seconds: int) -> pl.Expr:
    parts = pl.col(column).str.split(":")
    moved = (
        parts.list.get(0, null_on_oob=True).cast(pl.Int32, strict=False) * 3600
        + parts.list.get(1, null_on_oob=True).cast(pl.Int32, strict=False) * 60
        + parts.list.get(2, null_on_oob=True).cast(pl.Int32, strict=False)
        + seconds
    )
    return _clock(moved).alias(column)


def _clock(seconds: pl.Expr) -> pl.Expr:
    return pl.format(
        "{}:{}:{}",
        (seconds // 3600).cast(pl.String).str.zfill(2),
        (seconds // 60 % 60).cast(pl.String).str.zfill(2),
        (seconds % 60).cast(pl.String).str.zfill(2),
    )


def _add_lines(made, tables, tiling: Tiling, kept) -> None:
    busiest = tables["stop_times.txt"]["stop_id"].value_counts(sort=True)["stop_id"][0]
    service = tables["trips.txt"]["service_id"].value_counts(sort=True)["service_id"][0]
    agency = tables["routes.txt"]["agency_id"][0]
    metres = 111_320 * tiling.lat_step, 111_320 * tiling.lon_step * 0.62
    lines = [
        ([row * tiling.columns + column for column in range(tiling.columns)], metres[1])
        for row in range(tiling.rows)
    ] + [
        ([row * tiling.columns + column for row in range(tiling.rows)], metres[0])
        for column in range(tiling.columns)
    ]
    served = [
        ([tile for tile in tiles if tile % tiling.bus_every == 0], hop * tiling.bus_every)
        for tiles, hop in lines
    ]
    lines = [(tiles, hop) for tiles, hop in served if len(tiles) > 1]
    routes, trips, times = [], [], []
    for line, (tiles, hop_m) in enumerate(lines):
        route = f"line{line}"
        routes.append(
            {
                "route_id": route,
                "agency_id": agency,
                "route_short_name": f"X{line}",
                "route_type": "3",
            }
        )
        for way, ordered in (("out", tiles), ("back", tiles[::-1])):
            for start in _LINE_HOURS:
                trip = f"{route}{way}{start}"
                trips.append(
                    {
                        "route_id": route,
                        "service_id": service,
                        "trip_id": trip,
                        "trip_headsign": f"Tile {ordered[-1]}",
                    }
                )
                times += [
                    {
                        "trip_id": trip,
                        "stop_id": f"{busiest}~{tile}",
                        "stop_sequence": str(place),
                        "seconds": start + int(place * hop_m / _LINE_SPEED_M_S),
                    }
                    for place, tile in enumerate(ordered)
                ]
    for name, rows in (("routes.txt", routes), ("trips.txt", trips)):
        made[name] = pl.concat([made[name], pl.DataFrame(rows)], how="diagonal")
    clocked = pl.DataFrame(times).with_columns(
        _clock(pl.col("seconds")).alias("arrival_time"),
        _clock(pl.col("seconds")).alias("departure_time"),
    )
    made["stop_times.txt"] = pl.concat(
        [made["stop_times.txt"], clocked.drop("seconds")], how="diagonal"
    )
