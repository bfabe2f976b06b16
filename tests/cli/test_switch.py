"""The commands that look at switching and keep scenarios, on the small town."""

import base64
import json
import re
import shutil
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.town_files import at, write_town
from tests.town_register import TOWN_TABLES, score_by_hand, write_town_register
from transit.batch import fleet_doers, kept_searches, switch_looker
from transit.batch.scenarios import find_scenario
from transit.batch.score_inputs import basis_digest
from transit.cli.main import Exit, main
from transit.fleet.again import HowToSearch, Solved, Task, do_task
from transit.fleet.ladder import Ladder
from transit.fleet.leavers import Leavers, plan_without
from transit.fleet.problem import Problem
from transit.network.build import build_area
from transit.network.store import read_manifest
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.store.erase import erase_person
from transit.store.importing import import_files
from transit.store.scenarios import read_scenario
from transit.verdict.basis import shipped_basis

QUICK = """
[switch_first_iterations]
value = 30
unit = "iterations"
source = "test"
date = "2026-11-22"
confidence = "assumed"

[switch_outcomes]
value = 4
unit = "outcomes"
source = "test"
date = "2026-11-22"
confidence = "assumed"
"""


STRICTER = """
[training_most_lessons]
value = 23
unit = "lessons"
source = "test"
date = "2026-11-22"
confidence = "assumed"
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the town's area, and a register in which three people ride."""
    folder = tmp_path_factory.mktemp("switch-town")
    streets, feed = write_town(folder)
    build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
    lat, lon = at(0.0, 400.0)
    van = {"vehicle_id": "V1", "name": "Van", "kind": "minibus", "seats": "8"}
    van |= {"wheelchair_spaces": "1", "depot": "Yard", "depot_lat": f"{lat:.6f}"}
    van |= {"depot_lon": f"{lon:.6f}", "available_from": "08:00", "available_to": "17:00"}
    van |= {"day_gbp": "60", "mile_gbp": "0.7", "driver_hour_gbp": "18", "assistant_hour_gbp": "16"}
    goes = {"opportunity_id": "O1", "session_id": "S1", "days": "mon tue", "mode_now": "taxi"}
    people = [row | goes for row in TOWN_TABLES["people"]]
    files = write_town_register(folder / "files", {**TOWN_TABLES, "people": people, "fleet": [van]})
    assert import_files(folder / "register.db", files, who="test").is_imported
    (folder / "own").mkdir()
    (folder / "own" / "quick.toml").write_text(QUICK, encoding="utf-8")
    edition = str(read_manifest(folder / "area")["edition"])
    rules = basis_digest(shipped_basis(read_parameters(folder / "own")))
    score_by_hand(folder / "register.db", edition, rules)
    return folder


def run(town: Path, command: str, *more: str) -> int:
    """Run a command on the town; gives its exit code."""
    words = [command, str(town / "register.db"), *more]
    if "--area" in more:
        words += ["--parameters", str(town / "own"), "--iterations", "20", "--workers", "1"]
    with pytest.raises(SystemExit) as left:
        main(words)
    return int(str(left.value.code))


def area(town: Path) -> tuple[str, str]:
    """Return the option that names the town."""
    return "--area", str(town / "area")


def test_each_and_best(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A van costs 36,000 a year more than taxis for three, so that taxi contracts end as a whole.

    Persons 1 and 3 could travel alone, person 2 with somebody only. All of a taxi's price is saved
    and cashable: the saving is what two rides on two days in 48 weeks cost.
    """
    assert run(town, "switch", *area(town), "--each", "--best", "2", "--json") == 0
    study = json.loads(capsys.readouterr().out)["study"]
    rows = {row["person"]: row for row in study["riders"]}
    assert {name: row["is_candidate"] for name, row in rows.items()} == {
        "P1": True,
        "P2": False,
        "P3": True,
    }
    assert study["before"]["vehicles"] == 0 and study["whole_fleet"]["vehicles"] == 1
    assert [rung["vehicles"] for rung in study["ladder"]] == [1, 0]
    for name in ("P1", "P3"):
        saving = rows[name]["saving"]
        assert saving["saving_pence"] == pytest.approx(saving["taxis_pence"])
        assert saving["cashable_pence"] == pytest.approx(saving["saving_pence"])
        assert 4 * 48 * 400 < saving["saving_pence"] < 4 * 48 * 1100
    one, two = study["groups"]
    both = sum(rows[name]["saving"]["saving_pence"] for name in ("P1", "P3"))
    assert two["saving"]["saving_pence"] == pytest.approx(both, abs=1)
    assert one["saving"]["saving_pence"] == max(
        rows[name]["saving"]["saving_pence"] for name in ("P1", "P3")
    )
    assert study["after"]["people_alone"] == 2
    assert study["group"]["forecast"]["payback_months"] == [0.0, 0.0, 0.0]  # nothing to learn


def test_a_taxi_contract_that_ends_is_all_cash(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Person 1 has one at 31.37 a day: on two days of 48 weeks 3,011.52 pounds, to the penny.

    The same in the rider's saving, in the year of taxis with and without them, and in what is kept.
    """
    (tmp_path / "own").symlink_to(town / "own")
    shutil.copy(town / "register.db", tmp_path)
    priced = {"ride_needs": [{"person_id": "P1", "taxi_day_gbp": "31.37"}]}
    files = write_town_register(tmp_path / "files", priced)
    assert import_files(tmp_path / "register.db", files, who="test").is_imported
    words = ("switch", *area(town), "--each", "--group", "P1", "--save", "One", "--json")
    assert run(tmp_path, *words) == 0
    study = json.loads(capsys.readouterr().out)["study"]
    row = next(row for row in study["riders"] if row["person"] == "P1")
    year = 2 * 48 * 3137
    assert row["taxi_today_pence"] == year
    for saving in (row["saving"], study["group"]["saving"]):
        assert saving["saving_pence"] == saving["cashable_pence"] == saving["taxis_pence"] == year
        assert saving["as_planned_pence"] == saving["put_back_pence"] == year
    before, after = study["before"], study["after"]
    assert before["cost_pence"] - after["cost_pence"] == pytest.approx(year)
    assert before["taxis_pence"] - after["taxis_pence"] == pytest.approx(year)
    store = open_store(tmp_path / "register.db")
    try:
        kept = find_scenario(store, "One").study.group
        assert kept is not None and kept.saving.cashable_pence == year
    finally:
        store.close()


def test_a_study_goes_on_where_it_was_killed(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after two thirds of its searches, again, and once more: the same to the last byte.

    Only what was not kept is searched for again, and nothing where a study ran to its end.
    """
    parts, searched = 3, []
    monkeypatch.setattr(fleet_doers, "AT_ONCE", parts)

    def spy(problems: Sequence[Problem], how: HowToSearch, task: Task) -> Solved:
        if len(searched) == stop_at:
            raise KeyboardInterrupt
        searched.append(task)
        return do_task(problems, how, task)

    monkeypatch.setattr(fleet_doers, "do_task", spy)

    def study(keep: Path, stop: int = -1) -> tuple[str, int]:
        nonlocal stop_at
        stop_at = stop
        del searched[:]
        monkeypatch.setattr(kept_searches, "kept_beside", lambda register: keep)
        code = run(town, "switch", *area(town), "--each", "--best", "2", "--json")
        assert code == (Exit.DONE if stop < 0 else Exit.INTERRUPTED)
        told = capsys.readouterr()
        assert ("the same command goes on from there" in told.err) == (stop >= 0)
        return told.out, len(searched)

    stop_at = -1
    told, through = study(tmp_path / "one")
    _, killed = study(tmp_path / "two", through * 2 // 3)
    again, left = study(tmp_path / "two")
    assert again == told
    assert through - killed <= left < through - killed + parts
    assert study(tmp_path / "two") == (told, 0)
    for file in (tmp_path / "two").iterdir():
        written = zlib.decompress(base64.b64decode(json.loads(file.read_bytes())))
        assert re.fullmatch(rb"[\d\[\],-]+", written)  # numbers: nobody is named


@pytest.mark.parametrize(("mate", "leave"), [("P3", {"P1", "P3"}), ("P2", {"P3"})])
def test_who_must_ride_together_leaves_together(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], mate: str, leave: set[str]
) -> None:
    """Persons 1 and 3 save together, and neither alone; with person 2, who cannot, 1 stays."""
    (tmp_path / "own").symlink_to(town / "own")
    shutil.copy(town / "register.db", tmp_path)
    needs = {"ride_needs": [{"person_id": "P1", "together_with": mate}]}
    files = write_town_register(tmp_path / "files", needs)
    assert import_files(tmp_path / "register.db", files, who="test").is_imported
    assert run(tmp_path, "switch", *area(town), "--each", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    rows = {row["person"]: row for row in told["study"]["riders"]}
    assert {name for name, row in rows.items() if row["is_candidate"]} == leave
    codes = {notice["code"] for notice in told["notices"]}
    assert ("switch_stays_with_company" in codes) == (mate == "P2")
    if mate == "P3":
        assert rows["P1"]["saving"] == rows["P3"]["saving"]
        assert [rows[name]["leaves_with"] for name in sorted(rows)] == [1, 0, 1]
        assert run(tmp_path, "switch", *area(town), "--group", "P1") == 1
        assert "P1 must ride with P3" in " ".join(capsys.readouterr().err.split())


def test_nobody_leaves_nothing_is_saved(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a group before and after are the same; told in words."""
    assert run(town, "switch", *area(town)) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "3 people ride on the fleet or in a taxi today" in said
    assert "No plan is proven to be the least" in said


def test_verdicts_by_other_rules_are_out_of_date(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both who could leave are told and marked so, and neither counts as confirmed."""
    rules = (QUICK + STRICTER).encode()
    (tmp_path / "other.toml").write_bytes(rules)
    words = ["switch", str(town / "register.db"), *area(town), "--parameters", str(tmp_path)]
    more = ("--iterations", "20", "--workers", "1", "--group", "P1,P3", "--json")
    with pytest.raises(SystemExit) as left:
        main([*words, *more])
    assert left.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert "switch_verdicts_out_of_date" in {each["code"] for each in told["notices"]}
    stale = {row["person"] for row in told["study"]["riders"] if row["is_stale"]}
    assert {"P1", "P3"} <= stale and told["study"]["group"]["stale"] == 2


def test_today_is_searched_as_long_as_a_scenario(
    town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both weeks learn from plans without the same person; what they save is between two years.

    Today's prices, and these with everybody riding, are columns of their own.
    """
    asked = []

    def spy(ladder: Ladder, groups: Sequence[Leavers], tell: object) -> int:
        asked.append([each.people for each in groups])
        return plan_without(ladder, groups)

    monkeypatch.setattr(switch_looker, "plan_without", spy)
    more = ("--set", "fleet_taxi_mile_pence=480", "--group", "P1")
    assert run(town, "scenario", *area(town), "--name", "Alone", *more, "--json") == 0
    assert asked == [[("P1",)], [("P1",)]]
    found = json.loads(capsys.readouterr().out)
    today, changed, after = (found["study"][year] for year in ("before", "changed", "after"))
    saved = found["study"]["group"]["saving"]["saving_pence"]
    assert changed["cost_pence"] - after["cost_pence"] == pytest.approx(saved, abs=0.01)
    assert changed["cost_pence"] > today["cost_pence"]
    assert run(town, "scenario", "--delete", str(found["scenario"])) == 0


@pytest.mark.parametrize("person", ["P2", "P9"])
def test_who_cannot_leave_is_named(
    town: Path, capsys: pytest.CaptureFixture[str], person: str
) -> None:
    """Somebody without such a verdict, and somebody who does not ride."""
    assert run(town, "switch", *area(town), "--group", person) == 1
    assert f"person {person}" in capsys.readouterr().err


def test_scenarios_are_kept_with_their_rates(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Dearer taxis cost more; listed, compared, without who was erased since, deleted."""
    plain = ("scenario", *area(town), "--name", "Both", "--group", "P1,P3")
    assert run(town, *plain) == 0
    dearer = ("--set", "fleet_taxi_mile_pence=480", "--move", "S1=10:45-12:45")
    assert run(town, "scenario", *area(town), "--name", "Dearer", *dearer) == 0
    capsys.readouterr()
    assert run(town, "scenario", "--list", "--json") == 0
    newest, oldest = json.loads(capsys.readouterr().out)
    assert (oldest["name"], oldest["asked"]["group"]) == ("Both", 2)
    assert newest["asked"]["changed"] == {"fleet_taxi_mile_pence": 480.0}
    assert "P1" not in json.dumps([newest, oldest])
    assert run(town, "scenario", "--show", "Dearer", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["parameters"]["fleet_taxi_mile_pence"]["value"] == 480
    assert shown["parameters"]["vehicle V1: day"]["value"] == 6000
    assert shown["parameters"]["vehicle V1: driver hour"]["value"] == 1800
    assert shown["study"]["after"]["cost_pence"] > shown["study"]["before"]["cost_pence"]
    assert run(town, "scenario", "--show", "Dearer", "--hand-on", "inside") == 1
    assert "fewer than 5 people ride" in " ".join(capsys.readouterr().err.split())
    # Verdicts are those of the new times, worked out now, not the ones that were made by hand.
    (move,) = shown["study"]["moves"]
    assert (move["session"], move["start_s"], move["is_judged"]) == ("S1", 38_700, True)
    candidates = [row for row in shown["study"]["riders"] if row["is_candidate"]]
    assert len(candidates) == move["alone_after"]
    assert run(town, "scenario", "--compare", "Both,Dearer") == 0
    assert "Dearer" in capsys.readouterr().out
    store = open_store(str(town / "register.db"))
    erase_person(store, "P3")
    kept = read_scenario(store, oldest["id"])
    assert set(kept.people) == {"P1", "P2"} and "P3" not in kept.result
    store.close()
    assert run(town, "scenario", "--delete", str(newest["id"])) == 0
    assert run(town, "scenario", "--show", "Dearer") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--name", "x", "--set", "no_such=1"), "no parameter no_such"),
        (("--name", "x", "--set", "fleet_taxi_mile_pence=dear"), "a value of that kind"),
        (("--name", "x", "--move", "S9=10:00-12:00"), "no session S9"),
        (("--name", "x", "--move", "S1=ten"), "SESSION=10:45-15:15"),
        ((), "needs --area and --name"),
        (("--hand-on", "public"), "--hand-on needs --show"),
    ],
)
def test_wrong_questions(
    town: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """Each is told in a sentence, and nothing is saved."""
    assert run(town, "scenario", *area(town), *words) != 0
    assert said in " ".join(capsys.readouterr().err.split())
