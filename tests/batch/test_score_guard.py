"""A register that is changed while it is scored: no old verdict is left that looks fresh."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from town_files import at
from town_register import TOWN_TABLES, write_town_register

from transit.batch.runners import alone
from transit.batch.score import score_register
from transit.errors import TransitError
from transit.model.fact import State
from transit.model.observation import Observation
from transit.network.changes import reach_of
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.store import Store, open_store
from transit.store.directory import SESSIONS
from transit.store.edit import find_person, mark_changed, save_person
from transit.store.erase import erase_person
from transit.store.importing import import_files
from transit.store.surveys import record_observations
from transit.store.verdicts import count_stale, fresh_hashes, read_all

Change = Callable[[Store], None]
LAT, LON = at(320.0, 0.0)
KERB = Observation(
    fact="kerb", state=State.NO, lat=LAT, lon=LON, seen_on=dt.date(2026, 2, 1), seen_by="trainer 2"
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return the town's register of three people and three sessions, not scored."""
    path = tmp_path / "register.sqlite"
    assert import_files(path, write_town_register(tmp_path / "files"), who="test").is_imported
    return path


def _changing(register: Path, change: Change) -> Any:
    """Return a runner during whose work something is changed."""

    def run(job: Any, work: Iterable[Any], n_blocks: int) -> Iterator[Any]:
        for done in alone(job, work, n_blocks):
            store = open_store(register)
            change(store)
            store.close()
            yield done

    return run


def _walks_slower(store: Store) -> None:
    with store.writing() as session:
        person = find_person(session, "P3")
        assert person is not None
        limits = replace(person.limits, speed_m_s=0.4 + (person.limits.speed_m_s or 0.0) / 10)
        save_person(session, replace(person, limits=limits), person, {"limits": 1}, "test")


def _ends_later(store: Store) -> None:
    with store.writing() as session:
        before = SESSIONS.read(session)
        later = replace(before["S3"], end_s=before["S3"].end_s + 600)
        SESSIONS.save(session, {"S3": later}, before)
        mark_changed(session, sessions=("S3",))


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (_walks_slower, {("P3", 0, key) for key in ("S1", "S2", "S3")}),
        (_ends_later, {(key, 0, "S3") for key in ("P1", "P2", "P3")}),
    ],
)
def test_what_was_changed_meanwhile_is_out_of_date(
    register: Path, town_area: Path, change: Change, touched: set[Any]
) -> None:
    """Nine verdicts of one part: those about what was edited after it was read are stale."""
    score_register(register, town_area, runner=_changing(register, change), who="test")
    store = open_store(register)
    made = {(one.person, one.place, one.session) for one in read_all(store)}
    assert made - fresh_hashes(store).keys() == touched
    store.close()
    again = score_register(register, town_area, who="test")
    assert (again.scored, again.stale) == (len(touched), len(touched))


def test_a_verdict_that_was_there_is_out_of_date_too(register: Path, town_area: Path) -> None:
    """Scored a second time while somebody is edited: the edit's mark is not taken away."""
    score_register(register, town_area, who="test")
    run = _changing(register, _walks_slower)
    score_register(register, town_area, runner=run, again=True, who="test")
    store = open_store(register)
    assert count_stale(store) == 3
    store.close()


def test_who_was_erased_meanwhile_has_no_verdict(register: Path, town_area: Path) -> None:
    """The others' verdicts are saved."""
    run = _changing(register, lambda store: erase_person(store, "P3") and None)
    score_register(register, town_area, runner=run, who="test")
    store = open_store(register)
    assert {one.person for one in read_all(store)} == {"P1", "P2"}
    store.close()


def test_what_was_seen_meanwhile_stops_the_work(register: Path, town_area: Path) -> None:
    """Nothing found on the area before is saved after it; the next run scores all."""
    reach = reach_of(list_profiles(), read_parameters())

    def see(store: Store) -> None:
        record_observations(store, [KERB], open_area(town_area), reach, who="test")

    with pytest.raises(TransitError, match="start again"):
        score_register(register, town_area, runner=_changing(register, see), who="test")
    store = open_store(register)
    assert list(read_all(store)) == []
    store.close()
    assert score_register(register, town_area, who="test").scored == 9


def test_a_place_is_judged_on_the_days_that_are_spent_there(
    tmp_path: Path, town_area: Path
) -> None:
    """Respite from Monday on: the session of Monday and Tuesday is judged from both places."""
    lat, lon = at(600.0, 190.0)
    respite = {"person_id": "P1", "place_no": "1", "kind": "respite", "days": "sun mon"}
    tables = {**TOWN_TABLES, "places": [respite | {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"}]}
    path = tmp_path / "register.sqlite"
    outcome = import_files(path, write_town_register(tmp_path / "files", tables), who="test")
    assert outcome.is_imported, outcome.faults
    score_register(path, town_area, who="test")
    store = open_store(path)
    found = {(one.place, one.session): one for one in read_all(store, "P1")}
    assert set(found) == {(0, "S1"), (0, "S2"), (0, "S3"), (1, "S1")}
    said = {
        key: [one.values["days"] for one in each.conditions if one.code == "starts_from"]
        for key, each in found.items()
        if each.out is not None
    }
    assert said[0, "S1"] == ["tue"]
    assert said[1, "S1"] == ["mon"]
    assert not said.get((0, "S3"))
    with store.writing() as session:
        person = find_person(session, "P1")
        assert person is not None
        home, away = person.places
        places = home, replace(away, days=())
        save_person(session, replace(person, places=places), person, {"places": 1}, "test")
    store.close()
    # Any day may be spent at either: six verdicts, four of them new or on other days.
    assert score_register(path, town_area, who="test").asked == 12
