"""From files to an area: every stage of a build, in order, with progress."""

import datetime as dt
import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from transit.errors import InputError
from transit.model.notice import Notice, Severity, count_by_severity
from transit.model.parameters import Parameters
from transit.network import store
from transit.network.basemap import build_basemap, not_drawn
from transit.network.boundary import boundary_notices, find_boundary
from transit.network.driving.build import build_road_network
from transit.network.driving.roads import RoadNetwork
from transit.network.feeds import CutFeeds, FeedsRead, cut_feeds, read_area, read_whole
from transit.network.kerbside.build import WalkBuild, build_walk_network
from transit.network.kerbside.stops import stop_points
from transit.network.landmarks import Landmarks, landmarks_of
from transit.network.link import build_link_index
from transit.network.published import published_notices
from transit.network.service_days import date_notices
from transit.network.stop_register import find_in_register
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.read.driving import read_driving_rules
from transit.read.elevation import read_elevation
from transit.read.naptan import merge_naptan, read_naptan
from transit.read.osm import read_streets
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.read.streets import NamedPlace

Progress = Callable[[str, float], None]
"""Called with the name of the stage that begins and the share of the build that is done."""

Clip = tuple[float, float, float, float]
"""South, west, north, east; decimal degrees."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made and noticed.

    Parameters
    ----------
    folder
        The area's folder.
    manifest
        What was written about the edition.
    notices
        Everything noticed, in order.
    """

    folder: Path
    manifest: dict[str, Any]
    notices: tuple[Notice, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something had to be left out."""
        return count_by_severity(self.notices)[Severity.ERROR] > 0


@dataclass(slots=True)
class _Stages:
    """Tells of each stage and times it."""

    tell: Progress | None
    shares: Sequence[tuple[str, float]]
    seconds: dict[str, float] = field(default_factory=dict)
    _name: str = ""
    _began: float = 0.0

    def begin(self, name: str) -> None:
        self.end()
        self._name, self._began = name, time.perf_counter()
        if self.tell:
            names = [stage for stage, _ in self.shares]
            done = sum(share for _, share in self.shares[: names.index(name)])
            self.tell(name, done / sum(share for _, share in self.shares))

    def end(self) -> None:
        if self._name:
            self.seconds[self._name] = round(time.perf_counter() - self._began, 2)


# The second number is each stage's usual share of a build, for the progress bar only.
_STAGES = (
    ("Reading streets", 10),
    ("Reading timetables", 10),
    ("Making the timetable", 10),
    ("Making the walk network", 40),
    ("Drawing the map", 25),
    ("Writing the area", 5),
)


def build_area(
    osm: Path,
    gtfs: Sequence[Path],
    out: Path,
    *,
    naptan: Path | None = None,
    elevation: Path | None = None,
    clip: Clip | None = None,
    parameters: Path | None = None,
    progress: Progress | None = None,
    cut: tuple[CutFeeds, str] | None = None,
    draw_map: bool = True,
) -> BuildReport:
    """Build an area from a street map and timetables.

    With a box, feeds are read block by block and only trips that call in it are kept: a nation's
    feed needs the memory of one area.

    Parameters
    ----------
    osm
        OpenStreetMap extract, ``.osm.pbf`` or ``.osm``.
    gtfs
        GTFS feeds, zips or folders.
    out
        Folder of the area. An area already there stays whole until the new edition is.
    naptan
        NaPTAN stops as CSV, for bearings, indicators and streets of stops.
    elevation
        Height raster (GeoTIFF), for slopes.
    clip
        Box of the area: south, west, north, east.
    parameters
        Folder of the council's own parameters.
    progress
        Told of each stage.
    cut
        The feeds, cut already, and the name of the box among theirs that is ``clip``.
    draw_map
        Draw the background map, which takes more than half of the time; only the dashboard shows
        it.

    Returns
    -------
    BuildReport
        What was made, and the notices.

    Raises
    ------
    InputError
        A file is missing, or nothing usable is in it.
    AreaError
        The folder cannot be written to.
    """
    began = dt.datetime.now(dt.UTC)
    inputs = _inputs(osm, gtfs, naptan, elevation)
    settings = read_parameters(parameters)
    rules = read_rules()
    stages = _Stages(progress, _STAGES)

    stages.begin("Reading streets")
    street_map, street_notices = read_streets(osm, clip)
    stages.begin("Reading timetables")
    read = _read_feeds(gtfs, clip, cut, settings)
    stages.begin("Making the timetable")
    timetable, timetable_notices = build_timetable(read.feeds, settings)
    timetable_notices += date_notices(timetable, began.date(), gtfs[0].name)
    published = settings.number("published_day_share")
    timetable_notices += published_notices(timetable, published, gtfs[0].name)
    boundary = None
    if clip is not None:
        boundary = find_boundary(
            timetable,
            clip,
            trips_left_out=read.trips_left_out,
            stops_near=read.stops_near,
            street_ends=street_map.cut_nodes.size,
        )
        timetable_notices += boundary_notices(boundary, ", ".join(feed.name for feed in read.feeds))
    feed_notices = read.notices
    del read  # what the timetable was made of is as large as all the rest together
    naptan_notices: tuple[Notice, ...] = ()
    codes: tuple[str, ...] = ()
    if naptan is not None:
        timetable, codes, naptan_notices = _with_naptan(timetable, naptan, settings)
    stages.begin("Making the walk network")
    heights = read_elevation(elevation, settings) if elevation else None
    walk = build_walk_network(
        street_map, stop_points(timetable.stops, codes), rules, settings, elevation=heights
    )
    places = street_map.places
    landmarks = landmarks_of(street_map.landmarks, walk.network, settings)
    roads = build_road_network(street_map, read_driving_rules(), rules.tags)
    del street_map
    edition = _edition(began, inputs)
    with store.new_edition(out, edition) as folder:
        stages.begin("Drawing the map")
        basemap_notices = (
            build_basemap(osm, folder / "basemap.pmtiles", clip) if draw_map else (not_drawn(osm),)
        )
        stages.begin("Writing the area")
        notices = (
            *street_notices,
            *feed_notices,
            *timetable_notices,
            *naptan_notices,
            *walk.notices,
            *basemap_notices,
        )
        _write(folder, walk, timetable, places, landmarks, roads, notices)
        stages.end()
        manifest = {
            "format": store.FORMAT,
            "edition": edition,
            "made": began.isoformat(timespec="seconds"),
            "made_by": f"transit {version('transit')}",
            "inputs": inputs,
            "clip": list(clip) if clip else None,
            "boundary": asdict(boundary) if boundary else None,
            "dates": _dates(timetable),
            "counts": _counts(walk, timetable, places)
            | {"landmarks": landmarks.table.height, "roads": len(roads.line_road)},
            "notices": {
                severity.value: count for severity, count in count_by_severity(notices).items()
            },
            "seconds": stages.seconds,
            "attribution": [
                "© OpenStreetMap contributors, ODbL",
                "Contains public sector information licensed under the "
                "Open Government Licence v3.0",
            ],
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    if progress:
        progress("Done", 1.0)
    return BuildReport(out, manifest, notices)


def _inputs(
    osm: Path, gtfs: Sequence[Path], naptan: Path | None, elevation: Path | None
) -> list[dict[str, Any]]:
    if not gtfs:
        raise InputError("no timetable given; name at least one GTFS zip or folder with --gtfs")
    named = [("streets", osm), *(("timetable", feed) for feed in gtfs)]
    named += [("stops", naptan)] if naptan else []
    named += [("heights", elevation)] if elevation else []
    for _, path in named:
        if not path.exists():
            raise InputError(f"{path}: there is no such file; check the name")
    return [
        {"kind": kind, "name": path.name, "bytes": _size(path), "sha256": _hash(path)}
        for kind, path in named
    ]


def _files(path: Path) -> list[Path]:
    return (
        sorted(inner for inner in path.rglob("*") if inner.is_file()) if path.is_dir() else [path]
    )


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in _files(path))


def _hash(path: Path) -> str:
    # A nation's feed is an input of each of its areas: its bytes are read once while it stays.
    stamps = ((file, file.stat()) for file in _files(path))
    return _hash_files(tuple((file, stamp.st_size, stamp.st_mtime_ns) for file, stamp in stamps))


@lru_cache(maxsize=16)
def _hash_files(stamped: tuple[tuple[Path, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for file, _, _ in stamped:
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _read_feeds(
    paths: Sequence[Path],
    clip: Clip | None,
    cut: tuple[CutFeeds, str] | None,
    settings: Parameters,
) -> FeedsRead:
    """Read feeds whole, or what calls in the box."""
    if cut is not None:
        return read_area(*cut, settings)
    if clip is None:
        return read_whole(paths, settings)
    with cut_feeds(paths, {"": clip}, settings, None) as parts:
        return read_area(parts, "", settings)


def _with_naptan(
    timetable: Timetable, path: Path, settings: Parameters
) -> tuple[Timetable, tuple[str, ...], tuple[Notice, ...]]:
    register, read = read_naptan(path, settings)
    found = find_in_register(timetable.stops, register, settings)
    merged, noticed = merge_naptan(timetable.stops, found.register, settings)
    notices = (*read, *found.notices, *noticed)
    return replace(timetable, stops=merged), found.codes, notices


def _edition(began: dt.datetime, inputs: list[dict[str, Any]]) -> str:
    digest = hashlib.sha256("".join(each["sha256"] for each in inputs).encode()).hexdigest()
    return f"{began:%Y%m%dT%H%M%S%f}-{digest[:8]}"


def _write(
    folder: Path,
    walk: WalkBuild,
    timetable: Timetable,
    places: Sequence[NamedPlace],
    landmarks: Landmarks,
    roads: RoadNetwork,
    notices: tuple[Notice, ...],
) -> None:
    store.write_part(folder, "walk", walk.network)
    store.write_part(folder, "timetable", timetable)
    store.write_part(folder, "stops", walk.stops)
    store.write_part(folder, "link", build_link_index(walk.network))
    store.write_part(folder, "landmarks", landmarks)
    store.write_part(folder, "roads", roads)
    pl.DataFrame(
        {
            "osm_id": [place.osm_id for place in places],
            "kind": [place.kind for place in places],
            "name": [place.name for place in places],
            "lat": [place.lat for place in places],
            "lon": [place.lon for place in places],
        },
        schema={
            "osm_id": pl.String,
            "kind": pl.String,
            "name": pl.String,
            "lat": pl.Float64,
            "lon": pl.Float64,
        },
    ).write_ipc(folder / "places.arrow")
    store.write_notices(folder, notices)


def _dates(timetable: Timetable) -> dict[str, str]:
    running = np.flatnonzero(timetable.active.any(axis=0))
    if not len(running):
        return {}
    first, last = (
        timetable.first_date + dt.timedelta(days=int(day)) for day in (running[0], running[-1])
    )
    return {"first": first.isoformat(), "last": last.isoformat()}


def _counts(walk: WalkBuild, timetable: Timetable, places: Sequence[NamedPlace]) -> dict[str, int]:
    return {
        "corners": len(walk.network.corner_lat),
        "edges": len(walk.network.edge_u),
        "ways": len(walk.network.way_osm_id),
        "stops": timetable.stops.height,
        "stops_on_streets": int((walk.stops.corner >= 0).sum()),
        "patterns": len(timetable.pattern_first_stop) - 1,
        "trips": len(timetable.trip_service),
        "places": len(places),
    }
