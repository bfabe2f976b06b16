"""Searches for savings are the same whoever does them."""

import pytest

from tests.fleet.weeks import HOW, known, random_week
from transit.batch.fleet_doers import doer
from transit.errors import InputError
from transit.fleet.again import Task


def test_several_processes_find_the_same_in_the_same_order() -> None:
    """Six tasks by two processes and by none; each is told when it is done."""
    week = random_week(2, 5, 1)
    everybody = frozenset(week.standing)
    tasks = [Task(0, everybody, frozenset({at} - {5}), None, 20, 1) for at in range(6)]
    counts: list[tuple[int, int]] = []
    with doer(week.problems, HOW, 2, lambda count, of, kept: counts.append((count, of))) as do:
        found = list(do(tasks))
    with doer(week.problems, HOW, 1) as do:
        assert list(do(tasks)) == found
    assert counts == [(count, 6) for count in range(1, 7)]
    assert found[5] == known(week).do([tasks[5]])[0]


def test_nobody_does_nothing() -> None:
    """At least one worker."""
    with pytest.raises(InputError, match="one worker"), doer([], HOW, 0):
        pass
