"""Who does the blocks: this process, several on this machine, or a cluster."""

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from transit.batch.job import Block, Job, Work
from transit.batch.work import do_block
from transit.errors import InputError, TransitError

Runner = Callable[[Job, Iterable[Work], int], Iterator[tuple[Block, bytes]]]
"""Does so many blocks and gives each with its rows as soon as it is done, in any order."""

_AHEAD = 3
"""Blocks handed out beforehand for each worker: few, for each brings its points along."""

_WORKERS_WITHIN_S = 30

GOES_ON = "what is done is kept: the same command goes on from there"

_JOBS: list[Job] = []
"""The job of a worker process."""


def alone(job: Job, work: Iterable[Work], n_blocks: int) -> Iterator[tuple[Block, bytes]]:
    """Do blocks one after the other in this process.

    Parameters
    ----------
    job
        The job.
    work
        Which parts.
    n_blocks
        How many.

    Yields
    ------
    tuple of Block and bytes
        Each block's rows.
    """
    for each in work:
        yield each.block, do_block(job, each)


def on_cores(n_workers: int) -> Runner:
    """Return a runner that shares blocks out among processes, which map the same files.

    Parameters
    ----------
    n_workers
        How many; with one, no process is started.

    Returns
    -------
    Runner
        For :func:`transit.batch.matrix.run_matrix`.
    """
    if n_workers < 1:
        raise InputError("give at least one worker")
    if n_workers == 1:
        return alone

    def run(job: Job, work: Iterable[Work], n_blocks: int) -> Iterator[tuple[Block, bytes]]:
        if not n_blocks:
            return
        size = min(n_workers, n_blocks)
        pool = ProcessPoolExecutor(
            size, mp_context=get_context("spawn"), initializer=_begin, initargs=(job,)
        )
        try:
            queue = iter(work)
            waiting: dict[Future[bytes], Block] = {}
            while True:
                for each in itertools.islice(queue, _AHEAD * size - len(waiting)):
                    waiting[pool.submit(_mine, each)] = each.block
                if not waiting:
                    return
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(done), done.result()
        except BrokenProcessPool as fault:
            raise TransitError(
                f"a worker process was ended from outside, perhaps for want of memory; {GOES_ON}, "
                "with fewer workers if need be"
            ) from fault
        finally:
            # Whoever stops early shall not wait for blocks that nobody wants.
            pool.shutdown(wait=True, cancel_futures=True)

    return run


def _begin(job: Job) -> None:
    Thread(target=end_with_parent, daemon=True).start()
    _JOBS.append(job)


def end_with_parent() -> None:
    """Leave no worker behind where the process that started it is killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _mine(work: Work) -> bytes:
    return do_block(_JOBS[-1], work)


def on_cluster(scheduler: str) -> Runner:
    """Return a runner that gives blocks to the workers of a Dask cluster.

    A worker that is lost has its blocks done by another; a block done twice has the same rows.

    Parameters
    ----------
    scheduler
        The scheduler's address, such as ``tcp://10.0.0.1:8786``.

    Returns
    -------
    Runner
        For :func:`transit.batch.matrix.run_matrix`.
    """
    distributed: Any
    try:
        import distributed
    except ImportError as fault:
        raise InputError(
            "a cluster needs the extra 'cluster': pip install transit[cluster]"
        ) from fault

    def run(job: Job, work: Iterable[Work], n_blocks: int) -> Iterator[tuple[Block, bytes]]:
        if not n_blocks:
            return
        client = _connected(distributed, scheduler)
        try:
            shared = _handed_out(client, job, scheduler)
            ahead = _AHEAD * max(1, sum(client.nthreads().values()))
            queue = iter(work)
            blocks: dict[Any, Block] = {}

            def submit(each: Work) -> Any:
                future = client.submit(do_block, shared, each, pure=False, retries=3)
                blocks[future] = each.block
                return future

            first = [submit(each) for each in itertools.islice(queue, ahead)]
            finished = distributed.as_completed(first, loop=client.loop)
            for done in finished:
                yield blocks.pop(done), done.result()
                done.release()
                for each in itertools.islice(queue, 1):
                    finished.add(submit(each))
        except (CancelledError, distributed.comm.CommClosedError) as fault:
            raise TransitError(f"{scheduler}: the scheduler was lost; {GOES_ON}") from fault
        except distributed.scheduler.KilledWorker as fault:
            raise TransitError(
                f"{scheduler}: a block lost one worker after another, perhaps for want of memory; "
                f"{GOES_ON}"
            ) from fault
        finally:
            client.close()

    return run


def _handed_out(client: Any, job: Job, scheduler: str) -> Any:
    """Hand the job out as a task, which is done again where its worker is lost.

    What is scattered is lost with the last worker that holds it, and soon only one does.
    """
    try:
        client.wait_for_workers(1, timeout=_WORKERS_WITHIN_S)
    except TimeoutError as fault:
        raise TransitError(f"{scheduler}: the cluster has no workers") from fault
    return client.submit(_itself, job, pure=False, retries=3)


def _itself(job: Job) -> Job:
    return job


def _connected(distributed: Any, scheduler: str) -> Any:
    try:
        return distributed.Client(scheduler, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        raise TransitError(f"{scheduler}: no scheduler answers there") from fault
