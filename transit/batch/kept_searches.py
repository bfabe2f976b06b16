"""Searches of a study kept beside the register, so that one that was stopped goes on where it was.

A study is the same each time: what it asks for next follows from what was found before. So it is
enough to keep what searches found; all the rest is worked out again in no time. Files name nobody:
people are numbers in them.
"""

import base64
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import transit
from transit.batch.score_inputs import digest_of
from transit.batch.unlock_parts import KeptParts, folder_beside
from transit.fleet.again import HowToSearch, Solved, Task
from transit.fleet.plan import Action, Run, RunStop
from transit.fleet.problem import Problem

AT_ONCE: Final = 16
"""Searches kept in one file: so many are lost at most, which is some seconds' work."""

_SPARE: Final = 2000
"""Files of other studies that stay, such as of one that was stopped before."""


def kept_beside(register: str | Path) -> Path:
    """Return the folder in which searches for a register are kept.

    Parameters
    ----------
    register
        Its file or address.

    Returns
    -------
    Path
        Beside the file; of a database, among this machine's passing files.
    """
    return folder_beside(register, "searches")


def forget_other_searches(kept: KeptParts) -> None:
    """Remove what studies before the last ones have found.

    Parameters
    ----------
    kept
        Where it is kept; a study has been worked out with it.
    """
    kept.forget_others(_SPARE)


class KeptSearches:
    """What searches of one week found.

    Parameters
    ----------
    kept
        Where it is kept.
    problems
        The week's problems.
    how
        How they are searched.
    """

    def __init__(self, kept: KeptParts, problems: Sequence[Problem], how: HowToSearch) -> None:
        self._kept = kept
        self._made_from = [digest_of(transit.__version__, how, _whole(each)) for each in problems]

    def key(self, tasks: Sequence[Task]) -> str:
        """Return under which name some searches are kept.

        Parameters
        ----------
        tasks
            The searches.

        Returns
        -------
        str
            Another one where rides, vehicles, drives, prices, settings, where a search begins, or
            this package's version are others.
        """
        return digest_of([(self._made_from[task.kind], task) for task in tasks])[:40]

    def find(self, key: str) -> list[Solved] | None:
        """Return what some searches found.

        Parameters
        ----------
        key
            Theirs.

        Returns
        -------
        list of Solved or None
            None where it is not kept, or cannot be read.
        """
        found = self._kept.find(key)
        if found is None:
            return None
        try:
            written = json.loads(zlib.decompress(base64.b64decode(json.loads(found))))
            return [_solved(*each) for each in written]
        except (ValueError, TypeError, zlib.error):
            return None  # a damaged file costs some seconds, not the study

    def keep(self, key: str, plans: Sequence[Solved]) -> None:
        """Keep what some searches found.

        Parameters
        ----------
        key
            Theirs.
        plans
            In their order.
        """
        written = json.dumps([_plain(each) for each in plans], separators=(",", ":"))
        packed = base64.b64encode(zlib.compress(written.encode())).decode()
        self._kept.keep(key, json.dumps(packed).encode())


def _whole(problem: Problem) -> tuple[object, ...]:
    matrix = problem.matrix
    drives = [each.astype("<i8").tobytes().hex() for each in (matrix.time_s, matrix.metres)]
    return problem.requests, problem.vehicles, drives


def _plain(plan: Solved) -> list[object]:
    """Return a plan in numbers."""
    runs = [
        [
            run.vehicle,
            run.leave_s,
            run.back_s,
            run.cost,
            [
                [stop.request, int(stop.action is Action.PICK_UP), stop.begin_s]
                for stop in run.stops
            ],
        ]
        for run in plan.runs
    ]
    return [plan.cost, runs, plan.left]


def _solved(cost: int, runs: Sequence[Sequence[object]], left: Sequence[int]) -> Solved:
    """Return a plan from its numbers."""
    return Solved(cost, tuple(_run(*each) for each in runs), tuple(left))  # type: ignore[arg-type]


def _run(
    vehicle: int, leave_s: int, back_s: int, cost: int, stops: Sequence[tuple[int, int, int]]
) -> Run:
    made = tuple(
        RunStop(request, Action.PICK_UP if gets_on else Action.DROP_OFF, begin_s)
        for request, gets_on, begin_s in stops
    )
    return Run(vehicle, leave_s, back_s, made, cost)
