"""What searches found is kept, and taken for nothing but the same searches."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fleet.weeks import HOW, random_week
from transit.batch import fleet_doers, kept_searches
from transit.batch.fleet_doers import doer
from transit.batch.kept_searches import AT_ONCE, KeptSearches
from transit.batch.unlock_parts import KeptParts
from transit.fleet.again import HowToSearch, Solved, Task, do_task
from transit.fleet.problem import Problem

WEEK = random_week(2, 5, 2)
EVERYBODY = frozenset(WEEK.standing)
TASKS = [Task(at % 2, EVERYBODY, frozenset({at % 5}), None, 5, at) for at in range(AT_ONCE + 4)]


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """Return the searches that were really done."""
    done: list[Task] = []

    def spy(problems: tuple[Problem, ...], how: HowToSearch, task: Task) -> Solved:
        done.append(task)
        return do_task(problems, how, task)

    monkeypatch.setattr(fleet_doers, "do_task", spy)
    return done


def find(folder: Path, tasks: list[Task], how: HowToSearch = HOW) -> list[Solved]:
    """Do searches, those that are kept in a folder not again."""
    kept = KeptSearches(KeptParts(folder), WEEK.problems, how)
    with doer(WEEK.problems, how, 1, kept=kept) as do:
        return list(do(tasks))


def test_a_second_time_nothing_is_searched(tmp_path: Path, searched: list[Task]) -> None:
    """The plans are the same to the last stop, taken from two files that name nobody."""
    found = find(tmp_path, TASKS)
    assert searched == TASKS
    assert find(tmp_path, TASKS) == found and searched == TASKS
    assert len(list(tmp_path.iterdir())) == 2


def test_stopped_in_the_middle_it_goes_on_there(tmp_path: Path, searched: list[Task]) -> None:
    """Stopped after one file and two searches more: only those two are done once more."""
    whole = find(tmp_path / "one", TASKS)
    del searched[:]

    def stop(count: int, of: int, kept: bool) -> None:
        if count == AT_ONCE + 2:
            raise KeyboardInterrupt

    kept = KeptSearches(KeptParts(tmp_path / "two"), WEEK.problems, HOW)
    with (
        pytest.raises(KeyboardInterrupt),
        doer(WEEK.problems, HOW, 1, stop, kept) as do,
    ):
        do(TASKS)
    assert find(tmp_path / "two", TASKS) == whole
    assert searched == [*TASKS[: AT_ONCE + 2], *TASKS[AT_ONCE:]]


def others() -> Iterator[tuple[str, tuple[Problem, ...], HowToSearch, Task]]:
    """Return searches that differ in one thing."""
    one, two = WEEK.problems
    task = TASKS[0]
    ride = replace(one.requests[1], leave_cost=1)
    dearer = replace(one, requests=(one.requests[0], ride, *one.requests[2:]))
    van = replace(one.vehicles[0], longest_s=1)
    longer = replace(one.matrix, time_s=one.matrix.time_s + 1)
    for name, problem in (
        ("a taxi's price", dearer),
        ("a vehicle", replace(one, vehicles=(van, *one.vehicles[1:]))),
        ("a drive", replace(one, matrix=longer)),
    ):
        yield name, (problem, two), HOW, task
    yield "how", (one, two), replace(HOW, anew=replace(HOW.anew, hot=9.0)), task
    for name, changed in (
        ("another part", replace(task, kind=1)),
        ("who is gone", replace(task, gone=frozenset())),
        ("vehicles", replace(task, kept=frozenset())),
        ("iterations", replace(task, iterations=6)),
        ("seed", replace(task, seed=99)),
        ("start", replace(task, start=())),
    ):
        yield name, (one, two), HOW, changed


def test_anything_else_is_another_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A price, a vehicle, a drive, a setting, who is gone, the start, the seed, this version."""

    def key(problems: tuple[Problem, ...], how: HowToSearch, task: Task) -> str:
        return KeptSearches(KeptParts(None), problems, how).key([task])

    keys = [key(WEEK.problems, HOW, TASKS[0])]
    keys += [key(problems, how, task) for _, problems, how, task in others()]
    monkeypatch.setattr(kept_searches.transit, "__version__", "another")
    keys.append(key(WEEK.problems, HOW, TASKS[0]))
    assert len(set(keys)) == len(keys) == 12


@pytest.mark.parametrize("spoiled", [b"", b"{}", b'"bm90IHppcHBlZA=="'])
def test_a_damaged_file_is_searched_again(
    tmp_path: Path, searched: list[Task], spoiled: bytes
) -> None:
    """Cut off, or something else: the plans are found once more."""
    found = find(tmp_path, TASKS[:3])
    (file,) = tmp_path.iterdir()
    file.write_bytes(spoiled)
    assert find(tmp_path, TASKS[:3]) == found and len(searched) == 6
