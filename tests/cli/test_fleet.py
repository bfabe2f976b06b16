"""The command that plans the fleet's runs: on the small town, told in words and as JSON."""

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest

from tests.fleet.town import write_fleet_town
from transit.batch.fleet_asked import FleetAsked, FleetWay, keep_week, make_week, prepare
from transit.batch.fleet_week import FleetWeek
from transit.cli.main import main
from transit.fleet.checker import check
from transit.fleet.kept import parts_of_kept
from transit.fleet.settings import Budget
from transit.store import open_store
from transit.store.erase import erase_person
from transit.store.run_plans import list_run_plans, lock_run, read_run_plan


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the town's area, and a register in which two people ride."""
    folder = tmp_path_factory.mktemp("fleet-town")
    write_fleet_town(folder)
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
    assert found["rates"]["standing"]["weeks_a_year"] == 48
    year = found["year"]
    paid = ("vehicles", "drivers", "assistants", "miles", "taxis")
    assert year["cost_pence"] == pytest.approx(sum(year[f"{name}_pence"] for name in paid))
    assert found["people"] == 2  # however many rides each has


def test_it_is_told_in_words(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table by part of the day, a sum a year with what it rests on, and every stop on request."""
    assert run(town, "--runs") == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "Runs planned anew, for review" in said
    assert "A year costs £" in said and "drivers £" in said and "not proven to be the least" in said
    assert "P1 (S1, to the session)" in said and "P2 (S1, home)" in said


def test_runs_are_written_to_files(town: Path, tmp_path: Path) -> None:
    """A workbook and a GeoPackage, for their owner only; another kind is refused at once."""
    for name in ("runs.xlsx", "runs.gpkg"):
        out = tmp_path / name
        assert run(town, "--today", "--out", str(out)) == 1  # P5 goes to no session
        assert out.stat().st_mode & 0o777 == 0o600
    book = openpyxl.load_workbook(tmp_path / "runs.xlsx")
    assert book["runs"].max_row == 1 + 1
    assert set(gpd.list_layers(tmp_path / "runs.gpkg").name) == {"runs", "bases", "stops"}
    assert run(town, "--today", "--out", str(tmp_path / "runs.csv")) == 2
    assert run(town, "--today", "--out", str(tmp_path / "none" / "runs.xlsx")) == 2


def test_an_area_without_roads_is_named(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback where the area is no area."""
    words = ["fleet", str(town / "register.db"), "--area", str(tmp_path)]
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 1
    assert "transit build" in capsys.readouterr().err


def test_todays_runs_are_costed_as_they_are(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Late, and with somebody who does not ride: told, and nobody is moved."""
    assert run(town, "--today", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["way"] == "today"
    served = [
        (part["day"], run_["vehicle"], [stop["person"] for stop in run_["stops"]])
        for part in found["parts"]
        for run_ in part["runs"]
    ]
    assert served == [("mon", "V1 (R1)", ["P1", "P1"])]
    told = {notice["code"]: notice["message"] for notice in found["notices"]}
    assert "P3" in told["fleet_today_without_ride"]
    assert "P1" in told["fleet_run_window"] and "too late" in told["fleet_run_window"]
    assert "P2" in told["fleet_on_no_run_today"]


def test_better_runs_begin_with_todays(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No run that is not locked has a fault; a locked one is as it was."""
    assert run(town, "--improve", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert not any(notice["code"].startswith("fleet_run_") for notice in found["notices"])
    assert run(town, "--improve", "--lock", "R1", "--json") == 1
    locked = json.loads(capsys.readouterr().out)
    runs = {each["vehicle"]: each for part in locked["parts"] for each in part["runs"]}
    assert runs["V1 (R1)"]["stops"][1]["at"] == "10:20"
    assert any(notice["code"] == "fleet_run_window" for notice in locked["notices"])


def test_runs_are_kept_and_are_the_same_when_read_again(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is kept, driven through again, costs what it did."""
    assert run(town, "--save") == 1
    assert "Kept as plan 1" in capsys.readouterr().err
    asked = FleetAsked(
        str(town / "register.db"), town / "area", FleetWay.ANEW, Budget(iterations=50)
    )
    _, week = prepare(asked)
    store = open_store(asked.register)
    (head,) = list_run_plans(store)
    kept = read_run_plan(store, head.number)
    store.close()
    parts = parts_of_kept(week.parts, kept, week.today)
    assert all(check(each.problem, each.plan) == () for each in parts)
    again = FleetWeek(parts, week.vehicles, week.rates, ())
    assert round(again.pence) == head.week_pence


@pytest.mark.parametrize("words", [["--lock", "R1"], ["--improve", "--lock", "R9"]])
def test_what_cannot_be_locked_is_refused(
    town: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Without improving there is nothing to lock, and no run R9."""
    assert run(town, *words) == (2 if len(words) == 2 else 1)
    assert "lock" in (said := capsys.readouterr().err) or "R9" in said


def test_a_kept_plan_is_made_better_around_its_locked_runs(town: Path, tmp_path: Path) -> None:
    """A locked run stays, late as it is; freed, it is mended by its vehicle."""
    copy = tmp_path / "register.db"
    copy.write_bytes((town / "register.db").read_bytes())
    copy.chmod(0o600)
    budget = Budget(iterations=50)
    first = FleetAsked(str(copy), town / "area", FleetWay.TODAY, budget)
    number = keep_week(first, make_week(first), who="test")
    again = replace(first, way=FleetWay.FROM_KEPT, from_plan=number)
    store = open_store(copy)
    (late,) = read_run_plan(store, number).runs
    lock_run(store, number, 0, True)
    better = keep_week(again, make_week(again), who="test")
    assert replace(late, is_locked=True) in read_run_plan(store, better).runs
    lock_run(store, number, 0, False)
    week = make_week(again)
    assert all(check(each.problem, each.plan) == () for each in week.parts)
    assert all("R1" not in v.id for each in week.parts for v in each.problem.vehicles)
    erase_person(store, "P1", who="test")
    assert read_run_plan(store, number).runs[0].stops == ()
    store.close()


def test_without_runs_of_today_there_is_nothing_to_cost(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What to import is said."""
    from tests.town_register import write_town_register
    from transit.store.importing import import_files

    import_files(tmp_path / "r.db", write_town_register(tmp_path / "files"), who="test")
    words = ["fleet", str(tmp_path / "r.db"), "--area", str(town / "area"), "--today"]
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 1
    assert "--run-stops" in capsys.readouterr().err
