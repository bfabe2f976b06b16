"""Watching a register: nothing twice, nothing lost when stopped, nothing changed by itself."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.town_files import at
from tests.watch.towns import PERSON, RUNS, TODAY, Feed, register_of
from transit.batch import watch
from transit.batch.watch import accept_proposal, watch_register
from transit.errors import InputError
from transit.model.fact import State
from transit.model.observation import Observation
from transit.model.people import Person
from transit.model.verdict import Rung
from transit.model.watch import Changed, Outcome
from transit.network.changes import reach_of
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.store import open_store
from transit.store.erase import erase_person
from transit.store.plans import find_saved_plan, list_saved_plans
from transit.store.surveys import record_observations
from transit.store.watched import find_look, list_looks, out_of_date_since, save_looks

PEOPLE = [PERSON, replace(PERSON, id="P2"), replace(PERSON, id="P3")]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of three editions, and a register of three plans made in the first."""
    folder = tmp_path_factory.mktemp("editions")
    feeds = {
        "old": Feed(),
        "late": Feed(runs=[run.later(300) for run in RUNS]),
        "gone": Feed(runs=[run for run in RUNS if run.headsign != "East End"]),
    }
    areas = {name: feed.area(folder / name) for name, feed in feeds.items()}
    register = register_of(folder, areas["old"], PEOPLE)
    return {name: folder / name / "area" for name in feeds} | {"register": register}


@pytest.fixture
def register(editions: dict[str, Path], tmp_path: Path) -> Path:
    """Return a copy of the register."""
    copy = tmp_path / "register.sqlite"
    copy.write_bytes(editions["register"].read_bytes())
    copy.chmod(0o600)
    return copy


def test_everything_is_kept_and_nothing_done_twice(
    editions: dict[str, Path], register: Path
) -> None:
    """The second run looks at nothing, and tells the same."""
    first = watch_register(register, editions["late"], editions["old"], today=TODAY)
    assert first.looked == 3
    assert first.counts[Outcome.CHANGED] == 3
    second = watch_register(register, editions["late"], editions["old"], today=TODAY)
    assert second.looked == 0
    assert second.looks == first.looks
    again = watch_register(register, editions["late"], editions["old"], today=TODAY, again=True)
    assert [each.watched for each in again.looks] == [each.watched for each in first.looks]
    tomorrow = TODAY + dt.timedelta(days=1)
    assert watch_register(register, editions["late"], editions["old"], today=tomorrow).looked == 3


def test_a_run_that_was_stopped_goes_on(
    editions: dict[str, Path], register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before the third plan, two are kept, and one is left."""
    monkeypatch.setattr(watch, "_AT_ONCE", 1)
    calls = iter(range(10))

    def stop() -> None:
        if next(calls) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch_register(register, editions["late"], editions["old"], today=TODAY, stop=stop)
    done = watch_register(register, editions["late"], editions["old"], today=TODAY)
    assert (done.looked, len(done.looks)) == (1, 3)


def test_since_when_is_remembered(editions: dict[str, Path], register: Path) -> None:
    """A plan that is out of date stays so from the first look on, until it is not any more."""
    watch_register(register, editions["late"], editions["old"], today=TODAY)
    store = open_store(register)
    try:
        since = out_of_date_since(store)
        assert set(since) == {"PL1", "PL2", "PL3"}
        watch_register(register, editions["gone"], editions["old"], today=TODAY)
        assert out_of_date_since(store) == since
        look = find_look(store, "PL1")
        assert look is not None
        assert look.watched.outcome is Outcome.BROKEN
        watch_register(register, editions["old"], None, today=TODAY)
        assert out_of_date_since(store) == {}
    finally:
        store.close()


def test_one_plan_alone(editions: dict[str, Path], register: Path) -> None:
    """The others are not looked at; one that is not there is a fault."""
    done = watch_register(register, editions["gone"], editions["old"], today=TODAY, plans=["pl2"])
    assert [each.watched.plan for each in done.looks] == ["PL2"]
    with pytest.raises(InputError, match="PL9"):
        watch_register(register, editions["gone"], None, today=TODAY, plans=["PL9"])


def test_a_new_version_is_made_by_somebody(editions: dict[str, Path], register: Path) -> None:
    """It follows the one before, rests on the new edition, and is no news there."""
    late, old = editions["late"], editions["old"]
    watch_register(register, late, old, today=TODAY)
    store = open_store(register)
    try:
        assert all(len(each.versions) == 1 for each in list_saved_plans(store))
        made, look = accept_proposal(register, late, old, "PL1", by="trainer 2", today=TODAY)
        assert made.latest.number == 2
        assert made.latest.made_by == "trainer 2"
        assert made.latest.edition.edition == open_area(late).edition
        assert made.terms == find_saved_plan(store, "PL2").terms  # type: ignore[union-attr]
        assert look.watched.outcome is Outcome.UNCHANGED
        assert set(out_of_date_since(store)) == {"PL2", "PL3"}
    finally:
        store.close()
    with pytest.raises(InputError, match="0 new versions"):
        accept_proposal(register, late, old, "PL1", by="trainer 2", today=TODAY)
    with pytest.raises(InputError, match="name"):
        accept_proposal(register, late, old, "PL2", by=" ", today=TODAY)
    with pytest.raises(InputError, match="no plan"):
        accept_proposal(register, late, old, "PL7", by="trainer 2", today=TODAY)


def test_somebody_erased_leaves_no_look(editions: dict[str, Path], register: Path) -> None:
    """What became of their plan goes with them."""
    watch_register(register, editions["late"], editions["old"], today=TODAY)
    store = open_store(register)
    try:
        erase_person(store, "P2")
        assert {each.watched.plan for each in list_looks(store)} == {"PL1", "PL3"}
        assert save_looks(store, []) == 0
    finally:
        store.close()


def _record(register: Path, folder: Path, seen: Observation) -> None:
    store = open_store(register)
    try:
        reach = reach_of(list_profiles(), read_parameters())
        record_observations(store, [seen], open_area(folder), reach, who="test")
    finally:
        store.close()


def test_what_somebody_saw_on_the_way_is_told(editions: dict[str, Path], tmp_path: Path) -> None:
    """Whether the bus has a wheelchair space was unknown; then somebody saw that it has none."""
    person = _in_a_chair()
    area = open_area(editions["old"])
    register = register_of(tmp_path, area, [person])
    same = watch_register(register, editions["old"], None, today=TODAY)
    assert same.counts[Outcome.UNCHANGED] == 1
    on = dt.date.today()
    seen = Observation(
        fact="wheelchair_space", seen_on=on, seen_by="trainer", state=State.NO, route="7"
    )
    _record(register, editions["old"], seen)
    told = watch_register(register, editions["old"], None, today=TODAY).looks[0].watched
    assert told.outcome is Outcome.BROKEN
    assert {each.changed for each in told.told} == {Changed.BARRIER_SEEN}
    assert "trainer" not in str(told.told), "by whom is not told"
    assert told.proposals[0].rung in (Rung.NOW, Rung.DOOR_TO_DOOR)


def test_what_turned_out_well_is_told(editions: dict[str, Path], tmp_path: Path) -> None:
    """Somebody saw that the bus has a space: nothing breaks, and nothing is open any more."""
    person = _in_a_chair()
    register = register_of(tmp_path, open_area(editions["old"]), [person])
    on = dt.date.today()
    seen = Observation(
        fact="wheelchair_space", seen_on=on, seen_by="trainer", state=State.YES, route="7"
    )
    _record(register, editions["old"], seen)
    told = watch_register(register, editions["old"], None, today=TODAY).looks[0].watched
    assert told.outcome is Outcome.CHANGED
    assert {each.changed for each in told.told} == {Changed.FACT_SETTLED}


def test_what_somebody_saw_elsewhere_is_no_news(editions: dict[str, Path], tmp_path: Path) -> None:
    """A lamp on North Street, four hundred metres from the way, is broken."""
    register = register_of(tmp_path, open_area(editions["old"]), [_in_a_chair()])
    lat, lon = at(600, 395)
    seen = Observation(
        fact="lit", seen_on=dt.date.today(), seen_by="trainer", state=State.NO, lat=lat, lon=lon
    )
    _record(register, editions["old"], seen)
    done = watch_register(register, editions["old"], None, today=TODAY)
    assert done.counts[Outcome.UNCHANGED] == 1


def _in_a_chair() -> Person:
    """Somebody whose plan rests on a wheelchair space that nobody recorded."""
    return replace(PERSON, profile="manual-wheelchair")
