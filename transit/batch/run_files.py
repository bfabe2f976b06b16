"""Runs as files for spreadsheet and map programs: nothing in them is ever run as a formula."""

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
from openpyxl import Workbook
from shapely.geometry import LineString, Point

from transit.batch.fleet_week import FleetWeek
from transit.fleet.day_part import PlannedPart
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.problem import vehicle_of
from transit.model.clock import clock_text
from transit.model.vehicles import Depot
from transit.present.run_bases import bases_of
from transit.present.run_tables import run_lines, stop_lines
from transit.present.spreadsheets import neutral
from transit.store import Store
from transit.store.audit import write_audit

_RUNS: Final = (
    "day", "part", "run", "vehicle", "base", "shared_taxi", "leaves", "back", "people",
    "most_seats", "most_wheelchairs", "seats", "wheelchairs", "times_filled", "longest_ride_s",
    "metres", "pounds",
)  # fmt: skip
_STOPS: Final = (
    "day", "part", "run", "stop", "time", "what", "person", "session", "way", "place", "aboard",
    "to_know", "lat", "lon",
)  # fmt: skip
_BASES: Final = ("base", "vehicles", "runs", "lat", "lon")
_TAXIS: Final = ("day", "part", "person", "session", "way", "why", "pounds")

Plain = str | int | float


def runs_workbook(store: Store, week: FleetWeek) -> bytes:
    """Write a week of runs as a workbook, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    week
        The week, with the fleet that makes it.

    Returns
    -------
    bytes
        XLSX with runs, the bases from which they leave, stops and taxis.
    """
    book = Workbook(write_only=True)
    for name, heads, rows in (
        ("runs", _RUNS, _run_rows(week)),
        ("bases", _BASES, _base_rows(week)),
        ("stops", _STOPS, _stop_rows(week.parts)),
        ("taxis", _TAXIS, _taxi_rows(week.parts)),
    ):
        sheet = book.create_sheet(name)
        sheet.append(heads)
        for row in rows:
            sheet.append([_cell(value) for value in row])
    made = io.BytesIO()
    book.save(made)
    _note(store, week.parts)
    return made.getvalue()


def runs_geopackage(store: Store, week: FleetWeek) -> bytes:
    """Write a week of runs as a GeoPackage, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    week
        The week, with the fleet that makes it.

    Returns
    -------
    bytes
        Layers ``runs`` (lines from stop to stop), ``bases`` and ``stops``, in WGS 84 (EPSG:4326).
    """
    stops = _named(_STOPS, _stop_rows(week.parts))
    bases = _named(_BASES, _base_rows(week))
    places: dict[tuple[Any, ...], list[tuple[float, float]]] = {}
    for stop in stops:
        key = stop["day"], stop["part"], stop["run"]
        places.setdefault(key, []).append((stop["lon"], stop["lat"]))
    runs = _named(_RUNS, _run_rows(week))
    lines = [LineString(places[run["day"], run["part"], run["run"]]) for run in runs]
    layers = (
        ("runs", "LineString", _RUNS, runs, lines),
        ("bases", "Point", _BASES, bases, _points(bases)),
        ("stops", "Point", _STOPS, stops, _points(stops)),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "runs.gpkg"
        for name, kind, columns, rows, drawn in layers:
            frame = gpd.GeoDataFrame(rows, columns=[*columns], geometry=drawn, crs="EPSG:4326")
            # Named, as a week in which all ride in taxis has no shape to tell it from.
            frame.to_file(path, layer=name, driver="GPKG", geometry_type=kind)
        made = path.read_bytes()
    _note(store, week.parts)
    return made


def _run_rows(week: FleetWeek) -> Iterator[tuple[Plain, ...]]:
    for part in week.parts:
        for run, base in zip(run_lines(part), bases_of(part, week.vehicles), strict=True):
            yield (
                part.part.day.word, clock_text(part.part.from_s), run.letter, run.vehicle,
                base.name if base else "", "yes" if run.is_taxi else "no",
                clock_text(run.leave_s), clock_text(run.back_s),
                run.people, run.most_seats, run.most_wheelchairs, run.seats, run.wheelchairs,
                run.loads, run.longest_ride_s, run.metres, round(run.pence / 100, 2),
            )  # fmt: skip


def _base_rows(week: FleetWeek) -> Iterator[tuple[Plain, ...]]:
    for base, made_by in _leaving(week).items():
        vehicles = ", ".join(sorted(set(made_by)))
        yield base.name, vehicles, len(made_by), base.at.lat, base.at.lon


def _leaving(week: FleetWeek) -> dict[Depot, list[str]]:
    """Return the vehicle of each run of the week, by the base from which it leaves."""
    found: dict[Depot, list[str]] = {}
    for part in week.parts:
        for run, base in zip(part.plan.runs, bases_of(part, week.vehicles), strict=True):
            if base is not None:
                vehicle = vehicle_of(part.problem.vehicles[run.vehicle].id)
                found.setdefault(base, []).append(vehicle)
    return found


def _stop_rows(parts: Iterable[PlannedPart]) -> Iterator[tuple[Plain, ...]]:
    for part in parts:
        for stop in stop_lines(part):
            yield (
                part.part.day.word, clock_text(part.part.from_s), stop.letter, stop.number,
                clock_text(stop.begin_s), stop.what, stop.person, stop.session, stop.towards,
                "home" if stop.at_home else "venue", stop.aboard, stop.notes, stop.lat, stop.lon,
            )  # fmt: skip


def _taxi_rows(parts: Iterable[PlannedPart]) -> Iterator[tuple[Plain, ...]]:
    for part in parts:
        for left in part.plan.left_out:
            ride = part.part.rides[left.request]
            units = part.problem.requests[left.request].leave_cost or 0
            yield (
                part.part.day.word, clock_text(part.part.from_s), ride.person, ride.session,
                ride.towards.value, left.reason.value, round(units / UNITS_PER_PENNY / 100, 2),
            )  # fmt: skip


def _named(columns: Sequence[str], rows: Iterable[tuple[Plain, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, map(_cell, row), strict=True)) for row in rows]


def _points(rows: Iterable[Mapping[str, Any]]) -> list[Point]:
    return [Point(row["lon"], row["lat"]) for row in rows]


def _cell(value: Any) -> Any:
    return neutral(value) if isinstance(value, str) else value


def _note(store: Store, parts: Sequence[PlannedPart]) -> None:
    with store.writing() as session:
        write_audit(session, "export", {"runs": sum(len(each.plan.runs) for each in parts)})


WRITERS: Final[Mapping[str, Callable[[Store, FleetWeek], bytes]]] = {
    ".xlsx": runs_workbook,
    ".gpkg": runs_geopackage,
}
"""What writes a week of runs, by the end of a file's name."""
