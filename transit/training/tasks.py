"""The trainer's task list: what is due, by date."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from transit.training.after import breaks_of
from transit.training.hints import hints
from transit.training.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do for one trainee.

    Parameters
    ----------
    due_on
        When; today for what is due since earlier without a date of its own.
    code
        Its name in the words of training.
    course
        Code of the course.
    person
        The person's pseudonym.
    trainer
        Who trains.
    stage
        Name of the stage.
    at
        Time of the day; None where it has none.
    values
        What the words need.
    """

    due_on: dt.date
    code: str
    course: str
    person: str
    trainer: str
    stage: str
    at: dt.time | None = None
    values: Mapping[str, str | int] = field(default_factory=dict)

    def is_late(self, today: dt.date) -> bool:
        """Tell whether its date is over.

        Parameters
        ----------
        today
            The day.

        Returns
        -------
        bool
            True if so.
        """
        return self.due_on < today


_NONE: Final[Mapping[str, str | int]] = {}
_FROM_HINTS: Final = {
    "stuck": "stuck",
    "overdue": "overdue",
    "ready_to_shadow": "shadow",
    "ready_to_sign_off": "ready",
    "facts_unknown": "look",
    "open_incident": "incident",
    "ask_agreement": "agreement",
}


def tasks_of(situations: Iterable[Situation]) -> tuple[Task, ...]:
    """Return what is due.

    Parameters
    ----------
    situations
        Courses on a day.

    Returns
    -------
    tuple of Task
        By date and time.
    """
    found = [task for each in situations for task in _tasks(each)]
    return tuple(
        sorted(
            found, key=lambda each: (each.due_on, each.at or dt.time.min, each.course, each.code)
        )
    )


def _tasks(situation: Situation) -> Iterator[Task]:
    record, today = situation.record, situation.today
    course = record.course

    def due(
        on: dt.date, code: str, values: Mapping[str, str | int] = _NONE, at: dt.time | None = None
    ) -> Task:
        return Task(
            due_on=on,
            code=code,
            course=course.code,
            person=course.person,
            trainer=course.trainer,
            stage=record.stage,
            at=at,
            values=values,
        )

    if course.stopped_on is not None:
        return
    given = {each.on for each in record.lessons}
    for booked in record.bookings:
        day = booked.starts.date()
        if not booked.is_cancelled and day not in given:
            yield due(day, "lesson" if day >= today else "unrecorded", at=booked.starts.time())
    for hint in hints(situation):
        if hint.code in _FROM_HINTS:
            yield due(today, _FROM_HINTS[hint.code], hint.values)
    for why in breaks_of(situation):
        yield due(today, "plan", {"why": why})
    yield from _after(situation, due)


def _after(situation: Situation, due: Callable[..., Task]) -> Iterator[Task]:
    """Give what is due after a sign-off."""
    made, rule = situation.record.sign_off, situation.rules.after
    if made is None:
        return
    yield due(made.fallback_until, "fallback")
    yield due(made.review_on, "review")
    for each in situation.record.follow_ups:
        if each.done_on is None and each.sign_off == made.id:
            label = rule.labels.get(each.name, each.name)
            months = rule.months.get(each.name, 0)
            yield due(each.due_on, "follow_up", {"months": months, "label": label})
