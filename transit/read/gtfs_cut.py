"""Cut a feed into areas while it streams by: a nation's timetable in the memory of one area.

Kept for an area is every trip that calls in its box, whole: also the calls outside, so that a bus
that leaves the area is followed to its end. Of the other tables what those trips refer to is kept,
and all stops in the box. Rows keep the line numbers of the feed, and nothing is judged here: the
cut tables go through the checks that whole feeds go through.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from transit.errors import InputError
from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.read.archive import Archive, Limits, open_archive
from transit.read.clipping import Box, widened
from transit.read.gtfs import Feed, check_feed, missing_files
from transit.read.gtfs_blocks import Gathered, read_blocks
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_schema import (
    AGENCY,
    CALENDAR,
    CALENDAR_DATES,
    FEED_INFO,
    FREQUENCIES,
    ROUTES,
    SHAPES,
    STOP_TIMES,
    STOPS,
    TABLES,
    TRANSFERS,
    TRIPS,
    Table,
)
from transit.read.gtfs_table import TableLimits
from transit.read.gtfs_values import typed_table

_FEW_PARTS = 64
"""So many blocks' findings are held before they are made one without repeats."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A feed cut into areas, its tables lying in files.

    Parameters
    ----------
    name
        Name of the zip or folder.
    folder
        One folder an area, named by its number.
    areas
        Names of the areas, in the order of the boxes.
    notices
        What was seen in the files as wholes.
    trips, somewhere
        Trips of the whole feed, and those that call in some area.
    kept
        Trips of each area, ``(n_areas,)``.
    near
        Stops outside each box, within ``cut_edge_m`` of its edge, ``(n_areas,)``.
    shared
        ``(n_areas, n_areas)``: trips that call in both of two areas; some stop can be in both.
    """

    name: str
    folder: Path
    areas: tuple[str, ...]
    notices: tuple[Notice, ...]
    trips: int
    somewhere: int
    kept: tuple[int, ...]
    near: tuple[int, ...]
    shared: tuple[tuple[int, ...], ...]


def cut_feed(path: Path, boxes: Mapping[str, Box], folder: Path, parameters: Parameters) -> Cut:
    """Cut a feed into areas.

    Parameters
    ----------
    path
        Zip or folder of GTFS files.
    boxes
        Box of each area by its name; boxes may overlap.
    folder
        Empty folder to write to; the caller removes it.
    parameters
        Limits and thresholds (``data/parameters/timetable.toml``).

    Returns
    -------
    Cut
        Where the tables of each area lie, and what lies outside.

    Raises
    ------
    InputError
        It is not an archive that can be opened safely, is damaged, or holds no GTFS file at all.
    """
    with open_archive(path, Limits.of_stream(parameters)) as archive:
        if not {table.file for table in TABLES} & set(archive.sizes):
            raise InputError(
                f"{archive.name}: no GTFS file in it (such as stops.txt); "
                "give a GTFS zip or the folder that its files lie in"
            )
        cutter = _Cutter(archive, folder, parameters)
        inside, near, parents = cutter.stops(boxes, parameters.number("cut_edge_m"))
        trips = cutter.trips_calling(inside)
        used = cutter.keep(STOP_TIMES, "trip_id", trips, ("stop_id",))["stop_id"]
        refers = cutter.keep(TRIPS, "trip_id", trips, ("route_id", "service_id", "shape_id"))
        cutter.keep(ROUTES, "route_id", refers["route_id"], ())
        for table in (CALENDAR, CALENDAR_DATES):
            cutter.keep(table, "service_id", refers["service_id"], ())
        cutter.keep(SHAPES, "shape_id", refers["shape_id"], ())
        cutter.keep(FREQUENCIES, "trip_id", trips, ())
        cutter.keep(TRANSFERS, "from_trip_id", trips, (), also="to_trip_id")
        stops = pl.concat([inside, used]).unique()
        stations = stops.join(parents, on="stop_id").select("area", stop_id="parent")
        cutter.keep(STOPS, "stop_id", pl.concat([stops, stations.select(stops.columns)]).unique())
        for table in (AGENCY, FEED_INFO):
            cutter.keep_all(table, len(boxes))
        return Cut(
            name=path.name,
            folder=folder,
            areas=tuple(boxes),
            notices=cutter.notices(),
            trips=cutter.n_rows.get(TRIPS.file, 0),
            somewhere=trips["trip_id"].n_unique(),
            kept=tuple(np.bincount(trips["area"], minlength=len(boxes)).tolist()),
            near=near,
            shared=_shared(trips, len(boxes)),
        )


def read_cut(cut: Cut, area: str, parameters: Parameters) -> Feed:
    """Read an area's part of a feed.

    Parameters
    ----------
    cut
        The cut feed.
    area
        Name of the area.
    parameters
        As for reading a whole feed.

    Returns
    -------
    Feed
        As :func:`~transit.read.gtfs.read_feed` makes it, with notices of what lies outside.
    """
    at = cut.areas.index(area)
    limits = TableLimits.of(parameters)
    tables, notices = {}, list(cut.notices)
    for table in TABLES:
        stem = table.file.removesuffix(".txt")
        path = _part(cut.folder, at, table)
        tables[stem] = table.empty()
        if path.exists():
            cells = pl.scan_ipc(path).collect()
            file = f"{cut.name}/{table.file}"
            tables[stem], found = typed_table(
                cells, table, file, limits.most_singles, limits.latest_s
            )
            notices += found
    notices += _outside(cut, at, parameters)
    return check_feed(cut.name, tables, notices, parameters)


def _outside(cut: Cut, at: int, parameters: Parameters) -> list[Notice]:
    """Say what lies outside an area's box."""
    file = f"{cut.name}/{TRIPS.file}"
    kept, left = cut.kept[at], cut.trips - cut.kept[at]
    if not kept:
        return [make_notice("nothing_in_box", file, count=max(left, 1))]
    notices = []
    if left > 0:
        notices.append(make_notice("outside_box", file, count=left, trips=left, all=cut.trips))
    if cut.near[at]:
        metres = f"{parameters.number('cut_edge_m'):g}"
        file = f"{cut.name}/{STOPS.file}"
        stops = cut.near[at]
        notices.append(make_notice("stops_near_box", file, count=stops, stops=stops, metres=metres))
    return notices


def _shared(trips: pl.DataFrame, n_areas: int) -> tuple[tuple[int, ...], ...]:
    """Count the trips that call in both of two areas."""
    counts = np.zeros((n_areas, n_areas), dtype=np.int64)
    pairs = trips.join(trips, on="trip_id", suffix="_too").group_by("area", "area_too").len()
    counts[pairs["area"], pairs["area_too"]] = pairs["len"]
    return tuple(tuple(row) for row in counts.tolist())


def _part(folder: Path, area: int, table: Table) -> Path:
    """Return the file of an area's part of a table."""
    return folder / str(area) / f"{table.file.removesuffix('.txt')}.arrow"


def _id(column: str) -> pl.Expr:
    """Return an id as the checks see it: without spaces around it."""
    return pl.col(column).str.strip_chars().fill_null("")


class _Cutter:
    """Passes over the files of one feed, and the files of the parts."""

    def __init__(self, archive: Archive, folder: Path, parameters: Parameters) -> None:
        self._archive = archive
        self._folder = folder
        self._limits = TableLimits.of(parameters)
        self._block_bytes = int(parameters.number("cut_block_bytes"))
        self._told: dict[str, Gathered] = {}
        self._missing = missing_files(archive, self._limits.most_singles)
        self.n_rows: dict[str, int] = {}

    def notices(self) -> tuple[Notice, ...]:
        """Return what was seen in the files as wholes, in their order."""
        files = [table.file for table in TABLES if table.file in self._told]
        return (*self._missing, *(one for file in files for one in self._told[file].notices()))

    def blocks(self, table: Table, *needed: str) -> Iterator[pl.DataFrame]:
        """Yield a table's cells, nothing where a column that is needed is missing."""
        # A file is read anew for each pass; its notices are those of the last.
        self._told[table.file] = Gathered(self._limits.most_singles)
        told = self._told[table.file]
        self.n_rows[table.file] = 0
        for cells in read_blocks(self._archive, table, self._limits, self._block_bytes, told):
            self.n_rows[table.file] += cells.height
            if set(needed) <= set(cells.columns):
                yield cells

    def stops(
        self, boxes: Mapping[str, Box], edge_m: float
    ) -> tuple[pl.DataFrame, tuple[int, ...], pl.DataFrame]:
        """Find the stops in each box, count those near its edge, and name each stop's station."""
        inside, parents = [_pairs("stop_id", [], [])], [_no_parents()]
        near = np.zeros(len(boxes), dtype=np.int64)
        for cells in self.blocks(STOPS, "stop_id", "stop_lat", "stop_lon"):
            stops = cells.select(
                _id("stop_id"),
                *(
                    pl.col(name).str.strip_chars().cast(pl.Float64, strict=False)
                    for name in ("stop_lat", "stop_lon")
                ),
            )
            for at, box in enumerate(boxes.values()):
                here = stops.filter(_within(box))["stop_id"]
                inside.append(_own(_pairs("stop_id", here, [at] * len(here))))
                near[at] += stops.filter(_within(widened(box, edge_m))).height - len(here)
            if "parent_station" in cells.columns:
                named = cells.select(_id("stop_id"), parent=_id("parent_station"))
                parents.append(_own(named.filter(pl.col("parent") != "")))
        return pl.concat(inside).unique(), tuple(near.tolist()), pl.concat(parents)

    def trips_calling(self, inside: pl.DataFrame) -> pl.DataFrame:
        """Find the trips that call in each area: trip_id and area."""
        parts = [_pairs("trip_id", [], [])]
        for cells in self.blocks(STOP_TIMES, "trip_id", "stop_id"):
            calls = cells.select(_id("trip_id"), _id("stop_id")).join(inside, on="stop_id")
            parts.append(_own(calls.select("trip_id", "area").unique()))
            if len(parts) > _FEW_PARTS:
                parts = [pl.concat(parts).unique()]
        return pl.concat(parts).unique()

    def keep(
        self,
        table: Table,
        column: str,
        wanted: pl.DataFrame,
        told: tuple[str, ...] = (),
        also: str | None = None,
    ) -> dict[str, pl.DataFrame]:
        """Write the rows of each area's ids; return what ids they have in other columns.

        ``also`` names a second column, whose ids must be among the same area's.
        """
        found: dict[str, list[pl.DataFrame]] = {name: [_pairs(name, [], [])] for name in told}
        needed = (column, also) if also else (column,)
        with _Parts(self._folder, table) as parts:
            for cells in self.blocks(table, *needed):
                named = cells.with_columns(_id(column).alias("~id"))
                rows = named.join(
                    wanted, left_on="~id", right_on=wanted.columns[0], maintain_order="left"
                ).drop("~id")
                if also:
                    both = rows.with_columns(_id(also).alias("~id"))
                    on = ["~id", "area"], [wanted.columns[0], "area"]
                    rows = both.join(
                        wanted, left_on=on[0], right_on=on[1], how="semi", maintain_order="left"
                    ).drop("~id")
                parts.add(rows)
                for name in told:
                    if name in rows.columns:
                        found[name].append(_own(rows.select(_id(name), "area").unique()))
        return {name: pl.concat(each).unique() for name, each in found.items()}

    def keep_all(self, table: Table, n_areas: int) -> None:
        """Write a small table for every area."""
        areas = pl.DataFrame({"area": np.arange(n_areas, dtype=np.uint16)})
        with _Parts(self._folder, table) as parts:
            for cells in self.blocks(table):
                parts.add(areas.join(cells, how="cross"))


def _own(ids: pl.DataFrame) -> pl.DataFrame:
    """Return a copy whose texts are its own: polars' share, and so hold, all text of a block."""
    return pl.DataFrame(ids.to_arrow(compat_level=pl.CompatLevel.oldest()))


def _pairs(name: str, ids: object, areas: object) -> pl.DataFrame:
    """Return a table of ids and numbers of areas."""
    return pl.DataFrame({name: ids, "area": areas}, schema={name: pl.String, "area": pl.UInt16})


def _no_parents() -> pl.DataFrame:
    """Return a table of stops and stations without rows."""
    return pl.DataFrame(schema={"stop_id": pl.String, "parent": pl.String})


def _within(box: Box) -> pl.Expr:
    """Tell which stops are in a box."""
    south, west, north, east = box
    return pl.col("stop_lat").is_between(south, north) & pl.col("stop_lon").is_between(west, east)


class _Parts:
    """The files of a table's parts, one an area, open while the table streams by."""

    def __init__(self, folder: Path, table: Table) -> None:
        self._folder, self._table = folder, table
        self._open: dict[int, pa.ipc.RecordBatchFileWriter] = {}

    def __enter__(self) -> "_Parts":
        return self

    def __exit__(self, *fault: object) -> None:
        for part in self._open.values():
            part.close()

    def add(self, rows: pl.DataFrame) -> None:
        """Append rows, each to the part of its ``area``."""
        split = rows.partition_by("area", as_dict=True, include_key=False, maintain_order=True)
        for (area,), part in split.items():
            batch = part.to_arrow(compat_level=pl.CompatLevel.oldest())
            self._writer(int(area), batch.schema).write_table(batch)

    def _writer(self, area: int, schema: pa.Schema) -> pa.ipc.RecordBatchFileWriter:
        if area not in self._open:
            path = _part(self._folder, area, self._table)
            path.parent.mkdir(parents=True, exist_ok=True)
            packed = pa.ipc.IpcWriteOptions(compression="lz4")
            self._open[area] = pa.ipc.new_file(str(path), schema, options=packed)
        return self._open[area]
