"""Which verdicts wait: out of date, never made, or made for an earlier area."""

from pathlib import Path

import pytest

from tests.town_register import TOWN_TABLES, score_by_hand, write_town_register
from transit.batch.waiting import Waiting, count_waiting, last_edit, of_other_runs
from transit.store import open_store
from transit.store.edit import mark_changed
from transit.store.importing import import_files


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A register of three people with one home each, and three sessions."""
    register = tmp_path / "town.sqlite"
    files = write_town_register(tmp_path / "files")
    assert import_files(register, files, who="test").is_imported
    return register


def test_all_wait_where_none_was_made(town: Path) -> None:
    """Three people at one start place each, by three sessions."""
    store = open_store(town)
    assert count_waiting(store) == Waiting(made=0, stale=0, missing=9)
    assert count_waiting(store, person="P1").total == 3
    store.close()


def test_those_marked_wait(town: Path) -> None:
    """One is out of date by hand; with everybody's of session 2, three more."""
    score_by_hand(town)
    store = open_store(town)
    assert count_waiting(store) == Waiting(made=9, stale=1, missing=0)
    with store.writing() as session:
        mark_changed(session, sessions=("S2",))
    assert count_waiting(store).total == 4
    assert count_waiting(store, person="P1") == Waiting(made=3, stale=1, missing=0)
    store.close()


def test_those_of_an_earlier_area_wait(town: Path) -> None:
    """Eight are not marked, and were made for the edition ``by-hand``; none for what was seen."""
    score_by_hand(town)
    store = open_store(town)
    assert count_waiting(store, "another") == Waiting(made=9, stale=1, missing=0, earlier=8)
    assert count_waiting(store, "by-hand").earlier == 0
    assert count_waiting(store, "by-hand-seen-0123456789ab").earlier == 0
    store.close()


def test_those_made_with_other_rules_wait(town: Path) -> None:
    """Eight are not marked; what is of an earlier area, too, counts once."""
    score_by_hand(town)
    store = open_store(town)
    assert count_waiting(store, "by-hand", rules="1" * 64) == Waiting(9, 1, 0, other_rules=8)
    assert count_waiting(store, "another", rules="1" * 64) == Waiting(9, 1, 0, earlier=8)
    assert count_waiting(store, "by-hand", rules="0" * 64) == Waiting(9, 1, 0)
    store.close()


PLACE = {"lat": "51.6", "lon": "-3.0"}


def test_a_place_counts_on_its_days(town: Path, tmp_path: Path) -> None:
    """Respite on Wednesdays: session 3 is from there, and from home the other two."""
    places = [{"person_id": "P1", "place_no": "1", "kind": "respite", "days": "wed"} | PLACE]
    files = write_town_register(tmp_path / "more", {"places": places})
    assert import_files(town, files, who="test").is_imported
    store = open_store(town)
    assert count_waiting(store, person="P1") == Waiting(made=0, stale=0, missing=3)
    store.close()


def test_edits_are_told_from_scoring(town: Path, tmp_path: Path) -> None:
    """Scoring moves nothing that verdicts are made from; an import does."""
    store = open_store(town)
    before = last_edit(store)
    score_by_hand(town)
    assert last_edit(store) == before
    people = [{**row, "chair": "yes"} for row in TOWN_TABLES["people"]]
    files = write_town_register(tmp_path / "again", {"people": people})
    assert import_files(town, files, who="test").is_imported
    assert last_edit(store) != before
    store.close()


def test_those_of_other_runs_are_named(town: Path) -> None:
    """All nine or none, of the sessions asked for only."""
    score_by_hand(town)
    store = open_store(town)
    assert of_other_runs(store, "by-hand", "0" * 64, ("S1", "S2", "S3")) == set()
    for edition, rules in (("another", "0" * 64), ("by-hand", "1" * 64)):
        found = of_other_runs(store, edition, rules, ("S1",))
        assert found == {(person, 0, "S1") for person in ("P1", "P2", "P3")}
    store.close()
