"""The command that plans the fleet's runs: on the small town, told in words and as JSON."""

import json
from pathlib import Path

import pytest

from tests.town_files import at, write_town
from tests.town_register import TOWN_TABLES, write_town_register
from transit.cli.main import main
from transit.network.build import build_area
from transit.store.importing import import_files

RIDES = {"P1": "minibus", "P2": "taxi", "P3": "bus"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the town's area, and a register in which two people ride."""
    folder = tmp_path_factory.mktemp("fleet-town")
    streets, feed = write_town(folder)
    build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
    lat, lon = at(0.0, 400.0)
    van = {"vehicle_id": "V1", "name": "Van", "kind": "minibus", "seats": "8"}
    van |= {"wheelchair_spaces": "1", "depot": "Yard", "depot_lat": f"{lat:.6f}"}
    van |= {"depot_lon": f"{lon:.6f}", "available_from": "08:00", "available_to": "17:00"}
    van |= {"day_gbp": "60", "mile_gbp": "0.7", "driver_hour_gbp": "18", "assistant_hour_gbp": "16"}
    goes = {"opportunity_id": "O1", "session_id": "S1", "days": "mon tue"}
    people = [row | goes | {"mode_now": RIDES[row["person_id"]]} for row in TOWN_TABLES["people"]]
    people.append({**people[0], "person_id": "P5", "session_id": "", "days": ""})
    tables = {**TOWN_TABLES, "people": people, "fleet": [van]}
    files = write_town_register(folder / "files", tables)
    assert import_files(folder / "register.db", files, who="test").is_imported
    return folder


def run(town: Path, *more: str) -> int:
    """Run the command; gives its exit code."""
    words = ["fleet", str(town / "register.db"), "--area", str(town / "area")]
    with pytest.raises(SystemExit) as left:
        main([*words, "--iterations", "50", *more])
    return int(str(left.value.code))


def test_a_week_is_planned(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two people there and back on two days; the same four parts, each ride once."""
    assert run(town, "--json") == 1  # P5 goes to no session
    found = json.loads(capsys.readouterr().out)
    assert [(part["day"], part["riders"]) for part in found["parts"]] == [
        ("mon", 2), ("mon", 2), ("tue", 2), ("tue", 2),
    ]  # fmt: skip
    for part in found["parts"]:
        aboard = {stop["person"] for run in part["runs"] for stop in run["stops"]}
        by_taxi = {ride["person"] for ride in part["taxis"]}
        assert aboard | by_taxi == {"P1", "P2"} and not aboard & by_taxi
    assert found["rates"]["weeks_a_year"] == 48


def test_it_is_told_in_words(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table by part of the day, a sum a year with what it rests on, and every stop on request."""
    assert run(town, "--runs") == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "Runs planned anew, for review" in said
    assert "in 48 weeks" in said and "not proven to be the least" in said
    assert "P1 (S1, to the session)" in said and "P2 (S1, home)" in said


def test_an_area_without_roads_is_named(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback where the area is no area."""
    words = ["fleet", str(town / "register.db"), "--area", str(tmp_path)]
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 1
    assert "transit build" in capsys.readouterr().err
