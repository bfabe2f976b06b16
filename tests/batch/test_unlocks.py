"""Unlocks of a register in parts: the same however the work is shared, stopped or changed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from town_register import TOWN_TABLES, write_town_register

from transit.batch import unlocks as batch_unlocks
from transit.batch.runners import alone
from transit.batch.score import score_register
from transit.batch.unlocks import score_unlocks
from transit.model.fact import State
from transit.model.unlock import RegisterUnlocks
from transit.read.skills import read_skills
from transit.store import open_store
from transit.store.edit import find_person, save_person
from transit.store.importing import import_files


@pytest.fixture(scope="module")
def parts_of_two(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A council's parameters that cut the work into parts of two verdicts."""
    folder = tmp_path_factory.mktemp("own")
    text = '[unlock_block_verdicts]\nvalue = 2\nunit = "verdicts"\nsource = "test"\n'
    text += 'date = "2026-01-01"\nconfidence = "assumed"\n'
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return str(folder)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, town_area: Path) -> Path:
    """Return the town's register, scored; of the three who are able one cannot cross or change."""
    folder = tmp_path_factory.mktemp("register")
    able = [
        {"person_id": who, "skill": skill, "level": "3", "trainable": "yes"}
        | {"assessed_by": "trainer 2", "assessed_on": "2026-10-05"}
        for who in ("P1", "P2", "P3")
        for skill in read_skills().skills
        if who != "P1" or not skill.startswith(("change", "cross"))
    ]
    known = dict.fromkeys(("out_after_dark", "pays_fares", "bears_noise", "bears_crowds"), "yes")
    people = [{**row, **known} for row in TOWN_TABLES["people"]]
    tables = {**TOWN_TABLES, "people": people, "abilities": able}
    files = write_town_register(folder / "files", tables)
    assert import_files(folder / "r.sqlite", files, who="test").is_imported
    score_register(folder / "r.sqlite", town_area, who="test")
    return folder / "r.sqlite"


def _told(made: RegisterUnlocks) -> Any:
    return (
        [(one.change.key, one.moves) for one in made.unlocks],
        [([look.key for look in step.looks], step.moves) for step in made.survey],
    )


def _counting(done: list[int]) -> Any:
    """Return what takes the place of the choice of a runner, and counts the parts that are done."""

    def on_cores(_: int) -> Any:
        def run(job: Any, work: Iterable[Any], n_blocks: int) -> Iterator[Any]:
            done.append(n_blocks)
            yield from alone(job, work, n_blocks)

        return run

    return on_cores


def test_same_unlocks_however_the_work_is_shared(
    register: Path, town_area: Path, parts_of_two: str
) -> None:
    """One part or five, one process or two."""
    whole = score_unlocks(register, town_area).unlocks
    assert whole.unlocks
    assert whole.survey
    for workers in (1, 2):
        made = score_unlocks(register, town_area, parameters_dir=parts_of_two, workers=workers)
        assert _told(made.unlocks) == _told(whole)


def test_taken_up_where_it_was_stopped(
    register: Path,
    town_area: Path,
    parts_of_two: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After a stop only the other parts are done, and the third time none; all is the same."""
    whole = score_unlocks(register, town_area, parameters_dir=parts_of_two).unlocks
    keep = tmp_path / "kept"
    own: dict[str, Any] = {"parameters_dir": parts_of_two, "keep": keep}
    calls = iter([None, None, KeyboardInterrupt()])

    def stop() -> None:
        if (fault := next(calls)) is not None:
            raise fault

    with pytest.raises(KeyboardInterrupt):
        score_unlocks(register, town_area, stop=stop, **own)
    assert len(list(keep.iterdir())) == 3
    assert keep.stat().st_mode & 0o077 == 0
    for wanted in (True, False):
        done: list[int] = []
        monkeypatch.setattr(batch_unlocks, "on_cores", _counting(done))
        assert _told(score_unlocks(register, town_area, **own).unlocks) == _told(whole)
        assert bool(sum(done)) is wanted


def test_what_is_kept_names_nobody(
    register: Path, town_area: Path, parts_of_two: str, tmp_path: Path
) -> None:
    """Files say which case of a part is moved; whose it is only the register tells."""
    score_unlocks(register, town_area, parameters_dir=parts_of_two, keep=tmp_path / "kept")
    text = "".join(each.read_text(encoding="utf-8") for each in (tmp_path / "kept").iterdir())
    assert '"kind":"skill"' in text
    assert not any(f'"{who}"' in text for who in ("P1", "P2", "P3"))


def test_who_has_changed_is_tried_again(
    register: Path, town_area: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept parts are not taken for those of somebody who was edited since."""
    keep = tmp_path / "kept"
    before = score_unlocks(register, town_area, keep=keep).unlocks
    store = open_store(register)
    with store.writing() as session:
        person = find_person(session, "P1")
        assert person is not None
        other = tuple(replace(one, trainable=State.NO) for one in person.abilities)
        changed = replace(person, abilities=other, profile="older-and-slow")
        save_person(session, changed, person, {"abilities": 1}, "test")
    done: list[int] = []
    monkeypatch.setattr(batch_unlocks, "on_cores", _counting(done))
    after = score_unlocks(register, town_area, keep=keep).unlocks
    with store.writing() as session:
        save_person(session, person, changed, {"abilities": 1}, "test")
    store.close()
    assert done[0] == 1
    assert _told(after) != _told(before)
