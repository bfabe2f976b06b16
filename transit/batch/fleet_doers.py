"""Who does the searches for savings: this process, or several on this machine."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from threading import Thread
from typing import Final

from transit.batch.kept_searches import AT_ONCE, KeptSearches
from transit.batch.runners import end_with_parent
from transit.errors import InputError
from transit.fleet.again import Doer, HowToSearch, Solved, Task, do_task
from transit.fleet.problem import Problem

Done = Callable[[int, int, bool], None]
"""Told how many searches are done, of how many, and whether the last was kept from before; it may
raise to end the work."""

_AT_ONCE: Final = 4
"""Searches handed to a worker together: each takes a tenth of a second."""

_GIVEN: list[tuple[Sequence[Problem], HowToSearch]] = []
"""What a worker process works on."""


@contextmanager
def doer(
    problems: Sequence[Problem],
    how: HowToSearch,
    n_workers: int,
    done: Done = lambda count, of, kept: None,
    kept: KeptSearches | None = None,
) -> Iterator[Doer]:
    """Give somebody who does searches until the block is left.

    Parameters
    ----------
    problems
        The week's problems.
    how
        How to search.
    n_workers
        Processes; with one, none is started.
    done
        Told after each search how many of those asked for together are done.
    kept
        What was found before; it is not searched for again, and what is found is kept. None keeps
        nothing.

    Yields
    ------
    Doer
        The same plans whoever does them.
    """
    if n_workers < 1:
        raise InputError("give at least one worker")
    if n_workers == 1:
        yield lambda tasks: _done(
            tasks, lambda some: (do_task(problems, how, each) for each in some), done, kept
        )
        return
    pool = ProcessPoolExecutor(
        n_workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(problems, how)
    )
    try:
        yield lambda tasks: _done(
            tasks, lambda some: pool.map(_mine, some, chunksize=_AT_ONCE), done, kept
        )
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _done(
    tasks: Sequence[Task],
    search: Callable[[Sequence[Task]], Iterator[Solved]],
    done: Done,
    kept: KeptSearches | None,
) -> list[Solved]:
    """Do searches, but for those that were done before."""
    parts = [tasks[at : at + AT_ONCE] for at in range(0, len(tasks), AT_ONCE)]
    keys = ["" if kept is None else kept.key(part) for part in parts]
    before = [None if kept is None else kept.find(key) for key in keys]
    asked = zip(parts, before, strict=True)
    plans = search([task for part, known in asked if known is None for task in part])
    found: list[Solved] = []
    for part, key, known in zip(parts, keys, before, strict=True):
        if known is not None:
            found += known
            done(len(found), len(tasks), True)
            continue
        for each in islice(plans, len(part)):
            found.append(each)
            done(len(found), len(tasks), False)
        if kept is not None:
            kept.keep(key, found[-len(part) :])
    return found


def _begin(problems: Sequence[Problem], how: HowToSearch) -> None:
    Thread(target=end_with_parent, daemon=True).start()
    _GIVEN.append((problems, how))


def _mine(task: Task) -> Solved:
    return do_task(*_GIVEN[-1], task)
