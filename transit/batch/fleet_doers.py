"""Who does the searches for savings: this process, or several on this machine."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Thread
from typing import Final

from transit.batch.runners import end_with_parent
from transit.errors import InputError
from transit.fleet.again import Doer, HowToSearch, Solved, Task, do_task
from transit.fleet.problem import Problem

Done = Callable[[int], None]
"""Told how many searches have been done; it may raise to end the work."""

_AT_ONCE: Final = 4
"""Searches handed to a worker together: each takes a tenth of a second."""

_GIVEN: list[tuple[Sequence[Problem], HowToSearch]] = []
"""What a worker process works on."""


@contextmanager
def doer(
    problems: Sequence[Problem],
    how: HowToSearch,
    n_workers: int,
    done: Done = lambda count: None,
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
        Told after each search how many there have been.

    Yields
    ------
    Doer
        The same plans whoever does them.
    """
    if n_workers < 1:
        raise InputError("give at least one worker")
    count = 0

    def told(plans: Iterator[Solved]) -> list[Solved]:
        nonlocal count
        found = []
        for each in plans:
            found.append(each)
            count += 1
            done(count)
        return found

    if n_workers == 1:
        yield lambda tasks: told(do_task(problems, how, each) for each in tasks)
        return
    pool = ProcessPoolExecutor(
        n_workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(problems, how)
    )
    try:
        yield lambda tasks: told(pool.map(_mine, tasks, chunksize=_AT_ONCE))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(problems: Sequence[Problem], how: HowToSearch) -> None:
    Thread(target=end_with_parent, daemon=True).start()
    _GIVEN.append((problems, how))


def _mine(task: Task) -> Solved:
    return do_task(*_GIVEN[-1], task)
