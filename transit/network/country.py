"""A country: one pass over its feeds, then area by area; what crosses from one to another."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transit.errors import InputError, TransitError
from transit.network.build import BuildReport, Progress, build_area
from transit.network.feeds import CutFeeds, cut_feeds
from transit.read.area_list import AreaBox
from transit.read.parameters import read_parameters

INDEX = "areas.json"
"""Beside the areas: their boxes and counts, and what crosses between them."""

_CUTTING_SHARE = 0.1
"""Of a whole run, for the progress bar only."""


@dataclass(frozen=True, slots=True)
class AreaBuilt:
    """What became of one area.

    Parameters
    ----------
    name
        The area.
    report
        What its build made, None where it failed.
    fault
        Why it failed, None where it did not.
    """

    name: str
    report: BuildReport | None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Crossing:
    """Trips that call in both of two areas.

    Parameters
    ----------
    one, other
        The areas' names.
    trips
        How many trips of the feeds do.
    """

    one: str
    other: str
    trips: int


@dataclass(frozen=True, slots=True)
class Country:
    """Areas built from the same feeds.

    Parameters
    ----------
    folder
        Holds a folder an area, and ``areas.json``.
    areas
        In the order of the list.
    crossings
        Pairs of areas between which a journey needs both, busiest first.
    trips, trips_nowhere
        Trips of the feeds, and those that call in no area.
    """

    folder: Path
    areas: tuple[AreaBuilt, ...]
    crossings: tuple[Crossing, ...]
    trips: int
    trips_nowhere: int


def build_country(
    areas: Sequence[AreaBox],
    osm: Path,
    gtfs: Sequence[Path],
    out: Path,
    *,
    naptan: Path | None = None,
    elevation: Path | None = None,
    parameters: Path | None = None,
    progress: Progress | None = None,
    draw_map: bool = True,
) -> Country:
    """Build many areas of the same feeds, each feed being read once for all of them.

    An area that fails leaves the others alone; an area of an earlier run stays as it was until its
    new edition is whole.

    Parameters
    ----------
    areas
        Names and boxes.
    osm
        Street map of the areas that have none of their own.
    gtfs
        GTFS feeds, zips or folders.
    out
        Folder to make an area's folder in for each.
    naptan, elevation, parameters
        As for one area.
    progress
        Told of each stage of each area.
    draw_map
        As for one area.

    Returns
    -------
    Country
        What was made, and what crosses between areas.

    Raises
    ------
    InputError
        No feed can be read, or the folder cannot be written to.
    """
    tell = progress or (lambda stage, done: None)
    streets = {area.streets or osm for area in areas}
    missing = [path for path in (*gtfs, naptan, elevation) if path and not path.exists()]
    missing += [osm] if osm in streets and not osm.exists() else []
    if missing:
        raise InputError(f"{missing[0]}: there is no such file; check the name")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError(f"{out}: cannot be made ({fault}); give a folder to write to") from fault
    for left in out.glob(".cutting-*"):
        shutil.rmtree(left, ignore_errors=True)
    tell("Cutting timetables", 0.0)
    boxes = {area.name: area.box for area in areas}
    with cut_feeds(gtfs, boxes, read_parameters(parameters), out) as cut:
        built = []
        for at, area in enumerate(areas):
            built.append(
                _build(
                    area,
                    area.streets or osm,
                    gtfs,
                    out / area.name,
                    cut,
                    _part(tell, area.name, at, len(areas)),
                    {"naptan": naptan, "elevation": elevation, "parameters": parameters},
                    draw_map,
                )
            )
        country = Country(out, tuple(built), _crossings(cut), *_trips(cut))
    _write_index(country, areas)
    tell("Done", 1.0)
    return country


def _part(tell: Progress, name: str, at: int, n: int) -> Progress:
    """Tell of an area's stages as a part of the whole."""
    share = (1 - _CUTTING_SHARE) / n

    def told(stage: str, done: float) -> None:
        if stage != "Done":
            tell(f"{name}: {stage}", _CUTTING_SHARE + share * (at + done))

    return told


def _build(
    area: AreaBox,
    osm: Path,
    gtfs: Sequence[Path],
    out: Path,
    cut: CutFeeds,
    progress: Progress,
    more: Mapping[str, Path | None],
    draw_map: bool,
) -> AreaBuilt:
    try:
        report = build_area(
            osm,
            gtfs,
            out,
            clip=area.box,
            progress=progress,
            cut=(cut, area.name),
            draw_map=draw_map,
            **more,
        )
    except TransitError as fault:
        return AreaBuilt(area.name, None, str(fault))
    return AreaBuilt(area.name, report)


def _crossings(cut: CutFeeds) -> tuple[Crossing, ...]:
    """Return the pairs of areas that trips join, busiest first."""
    names = cut.cuts[0].areas
    pairs = [
        Crossing(names[one], names[other], sum(each.shared[one][other] for each in cut.cuts))
        for one in range(len(names))
        for other in range(one + 1, len(names))
    ]
    joined = [pair for pair in pairs if pair.trips]
    return tuple(sorted(joined, key=lambda pair: (-pair.trips, pair.one, pair.other)))


def _trips(cut: CutFeeds) -> tuple[int, int]:
    """Return the trips of all feeds, and those that call in no area."""
    trips = sum(each.trips for each in cut.cuts)
    return trips, trips - sum(each.somewhere for each in cut.cuts)


def _write_index(country: Country, areas: Sequence[AreaBox]) -> None:
    """Write what there is; readers find the old file or the new one."""
    rows: list[dict[str, Any]] = []
    for area, built in zip(areas, country.areas, strict=True):
        made = built.report.manifest if built.report else {}
        rows.append(
            {
                "name": area.name,
                "box": list(area.box),
                "edition": made.get("edition"),
                "counts": made.get("counts"),
                "boundary": made.get("boundary"),
                "fault": built.fault,
            }
        )
    index = {
        "areas": rows,
        "trips": country.trips,
        "trips_in_no_area": country.trips_nowhere,
        "trips_in_both": [
            {"areas": [each.one, each.other], "trips": each.trips} for each in country.crossings
        ],
    }
    written = country.folder / f".{INDEX}.new"
    written.write_text(json.dumps(index, indent=2, ensure_ascii=False), encoding="utf-8")
    written.replace(country.folder / INDEX)
