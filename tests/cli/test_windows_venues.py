"""transit windows and transit venues: wrong use, and both on a small town."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.town_files import at, write_town
from tests.town_register import TOWN_TABLES, write_town_register
from transit.batch.places_shared import SharedAnswer, SharedTable
from transit.cli import main
from transit.cli.handing_on import print_answer
from transit.disclosure import Audience
from transit.network.build import build_area
from transit.store import open_store
from transit.store.audit_table import AuditTable


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return a register of three people, and the area of their town."""
    folder = tmp_path_factory.mktemp("places")
    streets, feed = write_town(folder)
    area = build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False).folder
    tables = write_town_register(folder / "files")
    words = [word for name, path in tables.items() for word in (f"--{name}", str(path))]
    assert run("import", str(folder / "r.sqlite"), *words) == 0
    return str(folder / "r.sqlite"), str(area)


def run(*words: str) -> int:
    """Return the exit code of a command."""
    with pytest.raises(SystemExit) as left:
        main([*words])
    return int(left.value.code or 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("windows", "r", "--area", "a", "--opportunity", "O1", "--minibuses", "2"), "--fleet"),
        (("windows", "r", "--area", "a", "--opportunity", "O1", "--days", "someday"), "mon tue"),
        (("windows", "r", "--area", "a", "--opportunity", "O1", "--first", "ten"), "09:30"),
        (("venues", "r", "--area", "a"), "--close"),
        (("venues", "r", "--area", "a", "--close", "O1", "--best", "1"), "give one of"),
    ],
)
def test_wrong_use_says_what_was_expected(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """Exit code 2, before anything is opened."""
    assert run(*words) == 2
    assert said in capsys.readouterr().err


def test_a_venue_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str]
) -> None:
    """Exit code 1 and a sentence, for both commands."""
    register, area = town
    assert run("venues", register, "--area", area, "--close", "O9", "--workers", "1") == 1
    assert run("windows", register, "--area", area, "--opportunity", "O9", "--workers", "1") == 1
    assert capsys.readouterr().err.count("there is no opportunity O9") == 2


def test_without_a_minibus_the_fleet_is_refused_before_the_work(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str]
) -> None:
    """The register has no vehicle: the message says what to do, and nothing was swept."""
    register, area = town
    assert run("windows", register, "--area", area, "--opportunity", "O1", "--fleet") == 1
    told = capsys.readouterr().err
    assert "has no minibus" in told
    assert "Sweeping" not in told


def test_windows_as_json(capsys: pytest.CaptureFixture[str], town: tuple[str, str]) -> None:
    """One window of two hours, with the proof; who gains is counted, and named only if asked."""
    register, area = town
    words = ("--opportunity", "O1", "--choose", "1", "--hours", "2", "--workers", "1", "--json")
    assert run("windows", register, "--area", area, *words) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["aim"] for each in found["aims"]] == ["served", "going_nowhere", "change"]
    assert found["proven"]
    assert len(found["windows"]) <= 1
    assert "gain_ids" not in found


def test_venues_as_json(capsys: pytest.CaptureFixture[str], town: tuple[str, str]) -> None:
    """The only garden closes: nothing of its kind is left for three people, named only if asked."""
    register, area = town
    words = ("--close", "O2", "--workers", "1", "--json")
    assert run("venues", register, "--area", area, *words, "--ids") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["everybody"]["after"]["nothing"] == 3
    assert {each["person"] for each in found["changes"]} == {"P1", "P2", "P3"}


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_small_numbers_are_for_use_inside(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str], form: tuple[str, ...]
) -> None:
    """Neither command hides them, and both say so, to people and in JSON."""
    register, area = town
    choice = ("--opportunity", "O1", "--choose", "1", "--hours", "2")
    for command, words in (("windows", choice), ("venues", ("--close", "O2"))):
        assert run(command, register, "--area", area, *words, "--workers", "1", *form) == 0
        assert "not to be handed on" in " ".join(capsys.readouterr().out.split())


def test_buildings_are_listed(capsys: pytest.CaptureFixture[str], town: tuple[str, str]) -> None:
    """Those of the map and of the register, a table for people."""
    register, area = town
    assert run("venues", register, "--area", area, "--buildings") == 0
    assert "East End Library" in capsys.readouterr().out


def test_a_building_of_no_such_name_is_refused(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str]
) -> None:
    """And the message says where names come from."""
    register, area = town
    assert run("venues", register, "--area", area, "--open", "Castle", "--like", "O1") == 1
    assert "--buildings" in capsys.readouterr().err


def test_windows_with_the_fleet(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str], tmp_path: Path
) -> None:
    """All three go by taxi today; the rides of the choice are planned with the one van."""
    goes = {"opportunity_id": "O1", "session_id": "S1", "days": "mon tue", "mode_now": "taxi"}
    people = [row | goes for row in TOWN_TABLES["people"]]
    lat, lon = at(0.0, 400.0)
    van = {"vehicle_id": "V1", "name": "Van", "kind": "minibus", "seats": "8"}
    van |= {"wheelchair_spaces": "1", "depot": "Yard", "depot_lat": f"{lat:.6f}"}
    van |= {"depot_lon": f"{lon:.6f}", "available_from": "08:00", "available_to": "17:00"}
    van |= {"day_gbp": "60", "mile_gbp": "0.7", "driver_hour_gbp": "18", "assistant_hour_gbp": "16"}
    tables = write_town_register(tmp_path, {**TOWN_TABLES, "people": people, "fleet": [van]})
    words = [word for name, path in tables.items() for word in (f"--{name}", str(path))]
    register = str(tmp_path / "r.sqlite")
    assert run("import", register, *words) == 0
    capsys.readouterr()
    asked = ("--opportunity", "O1", "--choose", "2", "--last", "14:00", "--workers", "1")
    assert run("windows", register, "--area", town[1], *asked, "--fleet", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    # Three people are few: one minibus must serve three more to be worth it.
    assert found["minibuses"] in (0, 1)
    assert found["with_minibuses"][0]["minibuses"] == 0
    assert found["runs"]["rides"] % 2 == 0
    assert (found["runs"]["riders"] > 0) == (found["minibuses"] > 0)


@pytest.mark.parametrize("reader", ["inside", "public"])
def test_what_is_handed_on_tells_of_no_few_people(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str], reader: str
) -> None:
    """Of three people no count is told; who may have it stands in the JSON and in the audit."""
    register, area = town
    words = ("--workers", "1", "--hand-on", reader, "--json")
    asked = (
        ("windows", register, "--area", area, "--opportunity", "O1", "--hours", "2", *words),
        ("venues", register, "--area", area, "--close", "O2", *words),
        ("venues", register, "--area", area, "--best", "1", "--like", "O2", *words),
    )
    for command in asked:
        assert run(*command) == 0
        made = json.loads(capsys.readouterr().out)
        assert made["audience"] == reader
        cells = {cell for _, _, rows in made["tables"] for row in rows for cell in row}
        assert not {"1", "2", "3"} & cells
        assert "P1" not in json.dumps(made)
    store = open_store(register)
    with store.reading() as session:
        taken = select(AuditTable.detail).where(AuditTable.action == "export")
        noted = [json.loads(each) for each in session.scalars(taken.order_by(AuditTable.id))]
    store.close()
    assert noted[-3:] == [
        {"table": what, "audience": reader} for what in ("windows", "venues", "venues")
    ]


def test_nobody_is_named_in_what_is_handed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Asking for both is refused before anything is opened."""
    assert run("venues", "r", "--area", "a", "--close", "O1", "--ids", "--hand-on", "public") == 2
    assert "--ids names people" in capsys.readouterr().err


def test_a_building_may_be_called_anything(
    capsys: pytest.CaptureFixture[str], town: tuple[str, str]
) -> None:
    """Names from other people's files are printed as they are, square brackets too."""
    table = SharedTable("Buildings", ("Building",), (("Hall [/x] [North]",),))
    answer = SharedAnswer(Audience.PUBLIC, "Where", (), (table,))
    print_answer(answer, town[0], "venues", json=False)
    assert "Hall [/x] [North]" in capsys.readouterr().out
