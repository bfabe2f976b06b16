"""Run what is measured, and what makes it, in processes of their own.

Linux tells of a command as its peak memory at least that of the process that started it, so
whatever a benchmark holds itself would hide what small commands take.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

Taken = ParamSpec("Taken")
Returned = TypeVar("Returned")


@dataclass(frozen=True)
class Spent:
    """What a command took."""

    cpu_s: float
    peak_gb: float


def run_apart(
    function: Callable[Taken, Returned], *args: Taken.args, **kwargs: Taken.kwargs
) -> Returned:
    """Call a function in a fresh process, which takes its memory with it.

    Parameters
    ----------
    function
        At module scope.
    args, kwargs
        What it takes; they and what it returns are pickled.

    Returns
    -------
    Returned
        What the function returned.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()


def run_measured(command: list[str]) -> Spent:
    """Run a command and say so where it fails.

    Parameters
    ----------
    command
        Program and arguments.

    Returns
    -------
    Spent
        What it alone took.

    Raises
    ------
    RuntimeError
        This process took as much memory, so that it may be its own peak that is told.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read().decode() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(f"exit {process.returncode}: {' '.join(command)}\n{said[-500:]}", file=sys.stderr)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if own >= used.ru_maxrss:
        raise RuntimeError(f"this process took {own / 1e6:.2f} GB itself: run its making apart")
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6)
