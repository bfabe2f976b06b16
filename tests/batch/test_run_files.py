"""A week of runs as files: what is in them, for spreadsheet and for map programs."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pytest
from sqlalchemy import select

from tests.fleet.town import write_fleet_town
from tests.town_files import at
from transit.batch.fleet_asked import FleetAsked, FleetWay, make_week
from transit.batch.fleet_week import FleetWeek
from transit.batch.run_files import runs_geopackage, runs_workbook
from transit.fleet.plan import LeftOut, Plan, Reason
from transit.fleet.settings import Budget
from transit.store import Store, open_store
from transit.store.audit_table import AuditTable

LAYERS = {"runs": "LineString", "bases": "Point", "stops": "Point"}
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FleetWeek]:
    """Return a register, and its runs of today; two vehicles are called like formulas."""
    area, register = write_fleet_town(tmp_path_factory.mktemp("runs-files"))
    asked = FleetAsked(str(register), area, FleetWay.TODAY, Budget(iterations=1))
    week, parts = make_week(asked), []
    for part in week.parts:
        named = tuple(replace(each, id=f"=1+{each.id}") for each in part.problem.vehicles)
        rides = tuple(replace(each, session=f"@{each.session}") for each in part.part.rides)
        parts.append(
            replace(
                part,
                problem=replace(part.problem, vehicles=named),
                part=replace(part.part, rides=rides),
            )
        )
    fleet = tuple(replace(each, id=f"=1+{each.id}") for each in week.vehicles)
    return register, replace(week, parts=tuple(parts), vehicles=fleet)


@pytest.fixture
def store(town: tuple[Path, FleetWeek]) -> Iterator[Store]:
    """Return the register."""
    opened = open_store(town[0])
    yield opened
    opened.close()


def cells(book: openpyxl.Workbook) -> list[Any]:
    """Return every cell of a workbook."""
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_a_workbook_has_every_run_and_no_formula(
    store: Store, town: tuple[Path, FleetWeek]
) -> None:
    """R1 with two stops, seven of eight rides by taxi; numbers are numbers; the audit knows."""
    book = openpyxl.load_workbook(io.BytesIO(runs_workbook(store, town[1])))
    assert book.sheetnames == ["runs", "bases", "stops", "taxis"]
    (run,) = list(book["runs"].iter_rows(min_row=2, values_only=True))
    assert run[:6] == ("mon", "00:00", "A", "'=1+V1 (R1)", "Yard", "no")
    (base,) = list(book["bases"].iter_rows(min_row=2, values_only=True))
    assert base[:3] == ("Yard", "'=1+V1", 1)
    stops = list(book["stops"].iter_rows(min_row=2, values_only=True))
    assert [(row[5], row[6], row[7]) for row in stops] == [
        ("pick up", "P1", "'@S1"),
        ("set down", "P1", "'@S1"),
    ]
    assert book["taxis"].max_row == 1 + 8 - 1
    for cell in cells(book):
        assert cell.data_type != "f"
        assert not str(cell.value).startswith(RUN_BY_SPREADSHEETS) or cell.data_type == "n"
    numbers = {"people", "seats", "metres", "pounds", "aboard", "lat", "lon"}
    for sheet in book:
        for column in sheet.iter_cols():
            if column[0].value in numbers:
                assert {cell.data_type for cell in column[1:]} == {"n"}
    with store.reading() as session:
        last = session.scalars(select(AuditTable).order_by(AuditTable.id.desc())).first()
        assert last is not None and last.action == "export"


def test_a_map_program_finds_layers_with_a_reference_system(
    store: Store, town: tuple[Path, FleetWeek], tmp_path: Path
) -> None:
    """Lines and points in WGS 84, with the columns of the workbook; where the people get on."""
    path = tmp_path / "runs.gpkg"
    path.write_bytes(runs_geopackage(store, town[1]))
    assert dict(gpd.list_layers(path).values) == LAYERS
    runs, bases, stops = (gpd.read_file(path, layer=name) for name in LAYERS)
    assert runs.crs == bases.crs == stops.crs == "EPSG:4326"
    assert (len(runs), len(bases), len(stops)) == (1, 1, 2)
    lat, lon = at(0.0, 400.0)  # the van's yard
    yard = bases.geometry[0]
    assert (yard.x, yard.y) == pytest.approx((lon, lat), abs=1e-6)
    assert runs.base[0] == bases.base[0] == "Yard"
    assert runs.vehicle[0] == "'=1+V1 (R1)" and runs.people[0] == 1
    home, venue = stops.geometry
    assert [*runs.geometry[0].coords] == [(home.x, home.y), (venue.x, venue.y)]
    assert (home.x, home.y) == (stops.lon[0], stops.lat[0])
    assert set(stops.person) == {"P1"}, "ids, never names"


def test_a_week_in_taxis_only_has_empty_layers(
    store: Store, town: tuple[Path, FleetWeek], tmp_path: Path
) -> None:
    """They are of the same kind and have the same columns as those with runs in them."""
    parts = tuple(
        replace(
            part,
            plan=Plan(
                (),
                tuple(LeftOut(nth, Reason.BY_CHOICE) for nth in range(len(part.part.rides))),
                0,
                0,
            ),
        )
        for part in town[1].parts
    )
    week = replace(town[1], parts=parts)
    path = tmp_path / "runs.gpkg"
    path.write_bytes(runs_geopackage(store, week))
    assert dict(gpd.list_layers(path).values) == LAYERS
    runs = gpd.read_file(path, layer="runs")
    assert len(runs) == 0 and runs.crs == "EPSG:4326" and "vehicle" in runs
    book = openpyxl.load_workbook(io.BytesIO(runs_workbook(store, week)))
    assert [sheet.max_row for sheet in book] == [1, 1, 1, 1 + 8]
