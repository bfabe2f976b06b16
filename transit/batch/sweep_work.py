"""One worker that sweeps session times: opens the area once, and does any part of a job."""

import traceback
from collections.abc import Callable
from pathlib import Path

import numpy as np

from transit.batch.sweep_job import PartSwept, SweepJob, SweepWork
from transit.batch.unlock_work import desk_for
from transit.errors import TransitError
from transit.sessions.effect import at_any_hour, may_be_bound, unbound
from transit.sessions.seasons import Season
from transit.sessions.sweep import Sweeper


class SweepWorker:
    """An opened area, and what the sweeps of one venue share.

    Parameters
    ----------
    job
        The job.
    """

    def __init__(self, job: SweepJob) -> None:
        self._job = job
        self._desk = desk_for(job)
        self._free = at_any_hour(self._desk)
        self._stop: Callable[[], None] = lambda: None
        self._sweepers: dict[object, tuple[list[Sweeper], Sweeper]] = {}

    def do(self, work: SweepWork, stop: Callable[[], None] = lambda: None) -> bytes:
        """Sweep a part.

        Parameters
        ----------
        work
            Which.
        stop
            Called between searches; it may raise to end the work.

        Returns
        -------
        bytes
            :class:`~transit.batch.sweep_job.PartSwept`, written down.

        Raises
        ------
        TransitError
            It could not be done; the message names no person.
        """
        self._stop = stop
        try:
            return self._swept(work).dump()
        except TransitError:
            raise
        except Exception as fault:
            # Neither its message nor its trace leaves this process: both may hold a person.
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            place = f"{type(fault).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        raise TransitError(f"a part could not be swept: a fault in transit itself ({place})")

    def _swept(self, work: SweepWork) -> PartSwept:
        people = work.people
        (first, *own), free = self._of(work)
        found = first.sweep(people, seasons=tuple(Season))
        bound = [at for at, person in enumerate(people) if may_be_bound(person)]
        rungs = found.rungs.copy()
        rungs[np.array(bound, np.int64)] = free.rungs([unbound(people[at]) for at in bound])
        return PartSwept(found, rungs, tuple(each.sweep(people) for each in own))

    def _of(self, work: SweepWork) -> tuple[list[Sweeper], Sweeper]:
        """The sweepers of a venue, and that without hours; those of the last one are let go."""
        key = work.opportunity, work.times
        if key not in self._sweepers:
            self._sweepers = {key: self._new(work)}
        return self._sweepers[key]

    def _new(self, work: SweepWork) -> tuple[list[Sweeper], Sweeper]:
        venue = self._job.opportunities[work.opportunity]

        def stop() -> None:
            self._stop()

        made: list[Sweeper] = []
        for each in work.times:
            shares = made[0].times if made else None
            made.append(
                Sweeper(self._desk, venue, each.axes, held=each.held, stop=stop, times=shares)
            )
        first = work.times[0]
        free = Sweeper(
            self._free, venue, first.axes, held=first.held, stop=stop, times=made[0].times
        )
        return made, free
