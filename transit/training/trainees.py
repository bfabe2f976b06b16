"""Everybody who is trained: their courses, what is due, and the lessons as a calendar file."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from transit.model.training import CourseRecord
from transit.store.private_file import write_private
from transit.store.training import list_courses
from transit.training.calendar import calendar_of
from transit.training.desk import TrainingDesk, situation_of
from transit.training.situation import Situation
from transit.training.tasks import Task, tasks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainees:
    """Courses on a day, and what is due.

    Parameters
    ----------
    situations
        Courses that go on, or whose sign-off is still followed.
    tasks
        By date.
    trainers
        Everybody who trains, by name.
    """

    situations: tuple[Situation, ...]
    tasks: tuple[Task, ...]
    trainers: tuple[str, ...]


def find_trainees(
    desk: TrainingDesk, *, trainer: str | None = None, today: dt.date | None = None
) -> Trainees:
    """Read everybody who is trained.

    Parameters
    ----------
    desk
        The desk.
    trainer
        Only this trainer's; None for all.
    today
        The day; that of the clock when None.

    Returns
    -------
    Trainees
        Courses in the order in which they were begun, tasks by date.
    """
    day = today or dt.date.today()
    every = [each for each in list_courses(desk.store) if each.course.stopped_on is None]
    chosen = [each for each in every if trainer in (None, each.course.trainer)]
    situations = tuple(situation_of(desk, record, day) for record in chosen)
    trainers = sorted({each.course.trainer for each in every})
    return Trainees(situations=situations, tasks=tasks_of(situations), trainers=tuple(trainers))


def calendar_file(
    desk: TrainingDesk, *, trainer: str | None = None, with_ids: bool = False
) -> tuple[bytes, int]:
    """Return lessons that are meant to be as a calendar file.

    Parameters
    ----------
    desk
        The desk.
    trainer
        Only lessons that this trainer gives; None for all.
    with_ids
        Whether titles name courses and pseudonyms.

    Returns
    -------
    content : bytes
        The file.
    count : int
        How many lessons are in it, without cancelled ones.
    """
    lessons = [
        (record.course, booked)
        for record in _going_on(list_courses(desk.store))
        for booked in record.bookings
        if trainer in (None, booked.trainer)
    ]
    content = calendar_of(
        lessons, desk.words, dt.datetime.now(dt.UTC), with_person=with_ids, with_course=with_ids
    )
    return content, sum(not booked.is_cancelled for _, booked in lessons)


def write_calendar(
    desk: TrainingDesk, out: Path, *, trainer: str | None = None, with_ids: bool = False
) -> int:
    """Write lessons that are meant to be to a calendar file, whole or not at all.

    Parameters
    ----------
    desk
        The desk.
    out
        File to write; replaced where it is there.
    trainer, with_ids
        As in :func:`calendar_file`.

    Returns
    -------
    int
        How many lessons are in it.

    Raises
    ------
    StoreError
        The file cannot be written.
    """
    content, count = calendar_file(desk, trainer=trainer, with_ids=with_ids)
    write_private(out, content)
    return count


def _going_on(records: tuple[CourseRecord, ...]) -> tuple[CourseRecord, ...]:
    return tuple(each for each in records if each.course.stopped_on is None)
