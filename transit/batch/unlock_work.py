"""One worker that tries what would open more: opens the area once, and does any part of a job."""

import traceback
from collections.abc import Callable
from pathlib import Path

from transit.batch.remote import local_area
from transit.batch.score_job import ScoreJob
from transit.batch.unlock_job import (
    JUDGED,
    TRIED,
    Look,
    Moved,
    Needing,
    Tried,
    UnlockJob,
    UnlockWork,
)
from transit.errors import AreaError, TransitError
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.network.observed import observe
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.verdict.cases import Case
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.running import run_together
from transit.verdict.unlocks import PartUnlocks, part_unlocks
from transit.verdict.unlocks_better import Rungs, Subject, anew
from transit.verdict.unlocks_outside import judged, supposed

Cases = list[tuple[Person, int, Session, Rungs]]


class UnlockWorker:
    """An opened area and what judging shares.

    Parameters
    ----------
    job
        The job.
    """

    def __init__(self, job: UnlockJob) -> None:
        self._job = job
        self._desk = desk_for(job)
        if job.looks:
            looks = [look.candidate() for look in job.looks]
            self._desk = supposed(self._desk, looks)

    def do(self, work: UnlockWork, stop: Callable[[], None] = lambda: None) -> bytes:
        """Try what would open more to a part, or judge it again.

        Parameters
        ----------
        work
            Which.
        stop
            Called between searches; it may raise to end the work.

        Returns
        -------
        bytes
            :data:`~transit.batch.unlock_job.TRIED`, or ``JUDGED`` where facts are taken for seen.

        Raises
        ------
        TransitError
            It could not be done; the message names no person.
        """
        try:
            cases = self._cases(work, stop)
            if self._job.looks:
                subjects = [Subject(*case) for case in cases]
                return JUDGED.dump_json(tuple(judged(self._desk, subjects, stop)))
            found = part_unlocks(self._desk, cases, self._job.kinds, stop=stop)
            return TRIED.dump_json(_numbered(cases, found))
        except TransitError:
            raise
        except Exception as fault:
            # Neither its message nor its trace leaves this process: both may hold a person.
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            place = f"{type(fault).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        raise TransitError(f"a part could not be tried: a fault in transit itself ({place})")

    def _cases(self, work: UnlockWork, stop: Callable[[], None]) -> Cases:
        """The cases of a part; verdicts that are not known are made."""
        every = [
            (work.people[each.person], each.place, self._job.sessions[each.session])
            for each in work.cases
        ]
        unknown = [
            anew(Case(self._desk, *one))
            for one, now in zip(every, work.now, strict=True)
            if now is None
        ]
        found = iter(run_together(unknown, Finder(self._desk, stop)))
        return [
            (*one, next(found) if now is None else now)
            for one, now in zip(every, work.now, strict=True)
        ]


def desk_for(job: ScoreJob) -> Desk:
    """Open the area of a job, as people saw it.

    Parameters
    ----------
    job
        The job.

    Returns
    -------
    Desk
        Over that area.

    Raises
    ------
    AreaError
        It is no longer the area that the job was planned for.
    """
    area = open_area(local_area(job.area))
    rules = read_rules()
    parameters = read_parameters(Path(job.parameters_dir) if job.parameters_dir else None)
    seen = observe(area, job.observations, rules, parameters).area
    if (area.edition, seen.edition) != (job.edition, job.seen_edition):
        raise AreaError(f"{job.area}: the area has been built anew meanwhile; start again")
    return Desk(seen, job.opportunities, rules, parameters)


def _numbered(cases: Cases, found: PartUnlocks) -> Tried:
    """Name cases, changes and facts by their numbers."""
    at = {
        (person.id, place, session.id): row for row, (person, place, session, _) in enumerate(cases)
    }
    changes = {change.key: change for change, _ in found.found}
    order = {key: number for number, key in enumerate(changes)}
    moved = [
        Moved(
            order[change.key],
            at[move.person, move.place, move.session],
            move.new_rung,
            move.new_sure,
        )
        for change, move in found.found
    ]
    wanted = {each.change.key: each for one in found.outside for each in one.needs or ()}
    look = {key: number for number, key in enumerate(wanted)}
    needing = [
        Needing(
            at[one.subject.person.id, one.subject.place, one.subject.session.id],
            tuple(look[each.change.key] for each in one.needs),
        )
        for one in found.outside
        if one.needs
    ]
    return Tried(
        tuple(now for *_, now in cases),
        tuple(changes.values()),
        tuple(moved),
        tuple(Look.of(each) for each in wanted.values()),
        tuple(needing),
    )
