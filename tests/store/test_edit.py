"""Changing a register: what rests on what was changed is marked, and checking writes nothing."""

from pathlib import Path

import pytest

from tests.town_register import TOWN_TABLES, score_by_hand, write_town_register
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.store.edit import count_records, list_cohorts, list_people, verdicts_version
from transit.store.importing import import_files, import_tables, read_tables
from transit.store.verdicts import count_stale


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return the town's register with nine verdicts, of which one is stale."""
    path = tmp_path / "register.sqlite"
    assert import_files(path, write_town_register(tmp_path / "files"), who="test").is_imported
    score_by_hand(path)
    return path


def stale(register: Path) -> int:
    """Count the verdicts that are stale."""
    store = open_store(register)
    count = count_stale(store)
    store.close()
    return count


@pytest.mark.parametrize(
    ("table", "number", "cells", "count"),
    [
        ("people", 0, {"cohort": "other"}, 4),
        ("sessions", 1, {"end": "20:00"}, 4),
        ("opportunities", 0, {"name": "New library"}, 7),
        ("people", 0, {}, 1),
    ],
)
def test_an_import_marks_what_rests_on_what_it_changes(
    register: Path, tmp_path: Path, table: str, number: int, cells: dict[str, str], count: int
) -> None:
    """Each person and each session has three verdicts, the library six; one was stale before."""
    rows = [dict(row) for row in TOWN_TABLES[table]]
    rows[number].update(cells)
    files = write_town_register(tmp_path / "again", {**TOWN_TABLES, table: rows})
    assert import_files(register, files, who="test").is_imported
    assert stale(register) == count


def test_only_checking_tells_and_writes_nothing(tmp_path: Path) -> None:
    """What would be added is counted; there is no register afterwards."""
    path = tmp_path / "register.sqlite"
    tables = read_tables(write_town_register(tmp_path / "files"), read_parameters())
    outcome = import_tables(path, tables, only_check=True)
    assert not outcome.is_imported
    assert {kind: len(each.added) for kind, each in outcome.changes.items()} == {
        "opportunities": 2,
        "sessions": 3,
        "people": 3,
        "vehicles": 0,
        "ride needs": 0,
        "runs": 0,
    }
    assert not path.exists()


def test_what_a_register_holds(register: Path) -> None:
    """Counts, ids and groups, in order."""
    store = open_store(register)
    with store.reading() as session:
        assert count_records(session)["people"] == 3
        assert list_people(session) == ("P1", "P2", "P3")
        cohorts = list_cohorts(session)
    assert cohorts == ("learning_disability", "older_adults", "physical_disability")
    store.close()


def test_the_version_changes_with_the_verdicts(register: Path, tmp_path: Path) -> None:
    """Equal while nothing happens; another one after an import that changes somebody."""
    store = open_store(register)
    before = verdicts_version(store)
    assert verdicts_version(store) == before
    rows = [{**row, "cohort": "other"} for row in TOWN_TABLES["people"]]
    files = write_town_register(tmp_path / "again", {**TOWN_TABLES, "people": rows})
    assert import_files(register, files, who="test").is_imported
    assert verdicts_version(store) != before
    store.close()
