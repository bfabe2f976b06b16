"""One worker: opens the area once, and scores any part of a job."""

import gc
import pickle
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from transit.batch.remote import local_area
from transit.batch.score_job import ScoreJob, ScoreWork
from transit.batch.score_rests import Places, judge_with_witnesses
from transit.errors import AreaError, TransitError
from transit.network.observed import observe
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.store.scored import Scored, row_of
from transit.verdict.cases import Case, Steps
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder, Tally
from transit.verdict.running import run_together


class Answers(NamedTuple):
    """What a part found: rows to be saved in the order of its cases, and how much was searched.

    The rows are written here, not by the one process that saves those of all workers.
    """

    found: list[dict[str, Any]]
    tally: Tally


class ScoreWorker:
    """An opened area and what judging shares.

    Parameters
    ----------
    job
        The job.
    """

    def __init__(self, job: ScoreJob) -> None:
        area = open_area(local_area(job.area))
        rules = read_rules()
        parameters = read_parameters(Path(job.parameters_dir) if job.parameters_dir else None)
        seen = observe(area, job.observations, rules, parameters).area
        if (area.edition, seen.edition) != (job.edition, job.seen_edition):
            raise AreaError(f"{job.area}: the area has been built anew meanwhile; start again")
        self._job = job
        self._desk = Desk(seen, job.opportunities, rules, parameters)
        self._places = Places(seen)

    def do(self, work: ScoreWork, stop: Callable[[], None] = lambda: None) -> bytes:
        """Score a part.

        Parameters
        ----------
        work
            Which.
        stop
            Called between searches; it may raise to end the work.

        Returns
        -------
        bytes
            :class:`Answers`, pickled.

        Raises
        ------
        TransitError
            It could not be scored; the message names no person.
        """
        # Millions of records live until the part is done: looking for circles among them again and
        # again would take a fifth of the time, and find none that may be let go.
        was_on = gc.isenabled()
        gc.disable()
        try:
            return pickle.dumps(self._answers(work, stop))
        except TransitError:
            raise
        except Exception as fault:
            # Neither its message nor its trace leaves this process: both may hold a person.
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            place = f"{type(fault).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        finally:
            if was_on:
                gc.enable()
            # What the searches kept hangs together in a circle, and is as large as all the rest.
            gc.collect()
        raise TransitError(f"a part could not be scored: a fault in transit itself ({place})")

    def _answers(self, work: ScoreWork, stop: Callable[[], None]) -> Answers:
        tally = Tally()
        finder = Finder(self._desk, stop, tally)
        cases = [
            Case(self._desk, work.people[each.person], each.place, self._job.sessions[each.session])
            for each in work.cases
        ]
        finder.foresee(cases)
        rows: dict[int, dict[str, Any]] = {}
        try:
            for some in _by_dates(self._desk, cases):
                made = run_together([self._row(cases[at]) for at in some], finder)
                rows |= zip(some, made, strict=True)
            return Answers([rows[at] for at in range(len(cases))], tally)
        finally:
            self._places.forget()

    def _row(self, case: Case) -> Steps[dict[str, Any]]:
        """Judge a case; its row takes a fraction of the room that the verdict takes."""
        verdict, rests_on = yield from judge_with_witnesses(case, self._places)
        return row_of(Scored(verdict, "", rests_on))


def _by_dates(desk: Desk, cases: Sequence[Case]) -> Iterator[list[int]]:
    """Yield the numbers of cases that are searched on the same dates.

    What is made ready for a date takes megabytes, and is held on to by the journeys found, until
    all that are judged together are done.
    """
    dates = [sorted(map(desk.search_date, case.kinds)) for case in cases]
    for _, own in groupby(sorted(range(len(cases)), key=dates.__getitem__), dates.__getitem__):
        yield list(own)


def answers_of(found: bytes) -> Answers:
    """Return what a worker of ours found.

    Parameters
    ----------
    found
        As :meth:`ScoreWorker.do` gives it.

    Returns
    -------
    Answers
        Rows and searches.
    """
    made: Answers = pickle.loads(found)
    return made
