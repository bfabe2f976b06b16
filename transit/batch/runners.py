"""Who does the blocks: this process, several on this machine, or a cluster."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from transit.batch.job import Block, Job
from transit.batch.work import do_block
from transit.errors import InputError, TransitError

Runner = Callable[[Job, Sequence[Block]], Iterator[tuple[Block, bytes]]]
"""Does blocks and gives each with its rows as soon as it is done, in any order."""

_JOBS: list[Job] = []
"""The job of a worker process."""


def alone(job: Job, blocks: Sequence[Block]) -> Iterator[tuple[Block, bytes]]:
    """Do blocks one after the other in this process.

    Parameters
    ----------
    job
        The job.
    blocks
        Which parts.

    Yields
    ------
    tuple of Block and bytes
        Each block's rows.
    """
    for block in blocks:
        yield block, do_block(job, block)


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

    def run(job: Job, blocks: Sequence[Block]) -> Iterator[tuple[Block, bytes]]:
        if not blocks:
            return
        pool = ProcessPoolExecutor(
            min(n_workers, len(blocks)),
            mp_context=get_context("spawn"),
            initializer=_begin,
            initargs=(job,),
        )
        try:
            waiting = {pool.submit(_mine, block): block for block in blocks}
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        finally:
            # Whoever stops early shall not wait for blocks that nobody wants.
            pool.shutdown(wait=True, cancel_futures=True)

    return run


def _begin(job: Job) -> None:
    _JOBS.append(job)


def _mine(block: Block) -> bytes:
    return do_block(_JOBS[-1], block)


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

    def run(job: Job, blocks: Sequence[Block]) -> Iterator[tuple[Block, bytes]]:
        if not blocks:
            return
        client = _connected(distributed, scheduler)
        try:
            shared = client.scatter(job, broadcast=True, hash=False)
            waiting = {
                client.submit(do_block, shared, block, pure=False, retries=3): block
                for block in blocks
            }
            for done in distributed.as_completed(list(waiting), loop=client.loop):
                yield waiting[done], done.result()
                done.release()
        finally:
            client.close()

    return run


def _connected(distributed: Any, scheduler: str) -> Any:
    try:
        return distributed.Client(scheduler, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        raise TransitError(f"{scheduler}: no scheduler answers there") from fault
