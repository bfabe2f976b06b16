"""Training of one journey: stages, agreement, lessons, incidents, sign-off, follow-ups.

Records only. A course belongs to a saved plan; what a trainer writes about a person stays in them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from transit.errors import InputError
from transit.model.abilities import Level

MOST_NAME_LETTERS: Final = 200
"""Of a name or staff reference."""
MOST_NOTE_LETTERS: Final = 2_000
"""Of a note: what the next trainer needs, not a case file."""
MOST_MINUTES: Final = 720
"""Of one lesson."""


class Role(StrEnum):
    """Who agrees."""

    PERSON = "person"
    CARER = "carer"
    TRAINER = "trainer"


class Answer(StrEnum):
    """What somebody says to the training."""

    AGREED = "agreed"
    PARTLY = "agreed in part"
    REFUSED = "not agreed"
    WITHDRAWN = "withdrawn"
    NOBODY = "there is nobody"  # of a carer only


class Capacity(StrEnum):
    """How this one decision was made, in the words of the Mental Capacity Act 2005."""

    HAS = "has capacity"
    BEST_INTERESTS = "best interests"
    NOT_ASSESSED = "not assessed"


class LessonKind(StrEnum):
    """How close the trainer was."""

    INDOORS = "indoors"  # practice without the journey
    ACCOMPANIED = "accompanied"
    SHADOWED = "shadowed"  # the trainer follows at a distance
    ALONE = "alone"


class Outcome(StrEnum):
    """What a follow-up found."""

    HELD = "held"
    TOP_UP = "top-up lessons"
    STOPPED = "stopped"


class StopReason(StrEnum):
    """Why a course ended before its sign-off, or after it."""

    CONSENT = "consent withdrawn"
    PERSON = "the person's choice"
    BARRIER = "the journey"  # it cannot be made any more
    OTHER = "other"


def _named(by: str, what: str) -> None:
    if not by.strip():
        raise InputError(f"{what}: say who stands for it, by name or staff reference")
    if len(by) > MOST_NAME_LETTERS:
        raise InputError(f"{what}: a name has at most {MOST_NAME_LETTERS} letters")


def _short(note: str, what: str) -> None:
    if len(note) > MOST_NOTE_LETTERS:
        raise InputError(f"{what}: a note has at most {MOST_NOTE_LETTERS:,} letters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Training of one journey of one person.

    Parameters
    ----------
    id
        Number; shown as ``TC`` and the number.
    person, place, session, opportunity
        Whom and what it is about, as in a verdict.
    plan
        Id of the saved plan.
    trainer
        Who trains: name or staff reference.
    started_on
        When it began.
    lessons_a_week
        How many are meant.
    skills
        Skills that the trainer added, which no demand of the journey names.
    stopped_on, stopped_by, stopped_why
        When and why it ended; None and empty while it goes on.
    """

    id: int
    person: str
    place: int
    session: str
    opportunity: str
    plan: str
    trainer: str
    started_on: dt.date
    lessons_a_week: int
    skills: tuple[str, ...] = ()
    stopped_on: dt.date | None = None
    stopped_by: str = ""
    stopped_why: StopReason | None = None

    def __post_init__(self) -> None:
        """Refuse a course that nobody gives."""
        _named(self.trainer, "trainer")
        if not 1 <= self.lessons_a_week <= 14:
            raise InputError(f"lessons a week are {self.lessons_a_week}, expected 1 to 14")

    @property
    def code(self) -> str:
        """What it is called."""
        return f"TC{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageVisit:
    """A stage that was entered.

    Parameters
    ----------
    stage
        Name in the data.
    entered_on, entered_by
        When, and who says so.
    left_on, left_by
        When it was left; None while it lasts.
    """

    stage: str
    entered_on: dt.date
    entered_by: str
    left_on: dt.date | None = None
    left_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What somebody said to the training. The last of each role counts.

    Parameters
    ----------
    role
        Who.
    answer
        What.
    on
        When it was said.
    by
        Who wrote it down.
    matters
        Names of what is agreed; all where ``answer`` is agreed without reserve.
    capacity
        How the person's own decision was made; None for other roles.
    note
        What else was said; never leaves the register.
    """

    role: Role
    answer: Answer
    on: dt.date
    by: str
    matters: frozenset[str] = frozenset()
    capacity: Capacity | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse an answer that fits nobody."""
        _named(self.by, "agreement")
        _short(self.note, "agreement")
        if (self.role is Role.PERSON) != (self.capacity is not None):
            raise InputError("agreement: capacity is noted for the person's own decision only")
        if self.answer is Answer.NOBODY and self.role is not Role.CARER:
            raise InputError("agreement: only a carer may be nobody")
        if self.answer is Answer.PARTLY and not self.matters:
            raise InputError("agreement: say what is agreed")

    def covers(self, matter: str) -> bool:
        """Tell whether something is agreed.

        Parameters
        ----------
        matter
            Its name in the data.

        Returns
        -------
        bool
            True also where there is nobody whom to ask.
        """
        if self.answer is Answer.PARTLY:
            return matter in self.matters
        return self.answer in (Answer.AGREED, Answer.NOBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """How somebody managed a step, or a skill, in one lesson.

    Parameters
    ----------
    step
        Key of the plan's step; ``""`` for a skill beside the steps.
    skill
        Name of the skill; ``""`` for all skills of the step together.
    level
        How well.
    """

    step: str
    skill: str
    level: Level

    def __post_init__(self) -> None:
        """Refuse a level of nothing."""
        if not self.step and not self.skill:
            raise InputError("a level needs a step or a skill that it is about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that happened.

    Parameters
    ----------
    kind
        Name in the data.
    severity
        1 (hardly) to 5 (a life).
    on
        When.
    done
        What was done about it.
    closed_on, closed_by
        When it was settled, and by whom; None while it is open.
    id
        Number in the register; 0 before it is there.
    """

    kind: str
    severity: int
    on: dt.date
    done: str
    closed_on: dt.date | None = None
    closed_by: str = ""
    id: int = 0

    def __post_init__(self) -> None:
        """Refuse an incident without weight, or that nobody acted on."""
        if not 1 <= self.severity <= 5:
            raise InputError(f"severity is {self.severity}, expected 1 to 5")
        if not self.done.strip():
            raise InputError("an incident needs what was done about it")
        _short(self.done, "incident")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One outing, and what was managed. A step that is not there was not tried.

    Parameters
    ----------
    on
        When.
    trainer
        Who was there.
    minutes
        How long it took.
    kind
        How close the trainer was.
    version
        Version of the plan that was practised.
    prompts
        Levels by step and skill.
    incidents
        What happened.
    note
        What the next trainer should know; never leaves the register.
    at
        When it began; None where nobody wrote it down.
    id
        Number in the register; 0 before it is there.
    """

    on: dt.date
    trainer: str
    minutes: int
    kind: LessonKind
    version: int
    prompts: tuple[Prompt, ...] = ()
    incidents: tuple[Incident, ...] = ()
    note: str = ""
    at: dt.time | None = None
    id: int = 0

    def __post_init__(self) -> None:
        """Refuse a lesson that nobody gave, and a step that is there twice."""
        _named(self.trainer, "trainer")
        _short(self.note, "lesson")
        if not 1 <= self.minutes <= MOST_MINUTES:
            raise InputError(f"minutes are {self.minutes}, expected 1 to {MOST_MINUTES}")
        about = [(each.step, each.skill) for each in self.prompts]
        if len(set(about)) != len(about):
            raise InputError("a step or skill has two levels in one lesson")

    @property
    def moment(self) -> tuple[dt.date, dt.time]:
        """What lessons are put in order by; without a time, after those of the day."""
        return self.on, self.at or dt.time.max

    def level_at(self, step: str) -> Level | None:
        """Return how a step was managed as a whole.

        Parameters
        ----------
        step
            Its key.

        Returns
        -------
        Level or None
            The lowest that was noted; None where it was not tried.
        """
        return min((each.level for each in self.prompts if each.step == step), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A lesson that is meant to be.

    Parameters
    ----------
    starts
        When, local wall time without a zone.
    minutes
        How long.
    kind
        How close the trainer will be.
    trainer
        Who.
    token
        Name that stays the same when it is moved.
    is_cancelled
        Whether it will not be.
    id
        Number in the register; 0 before it is there.
    """

    starts: dt.datetime
    minutes: int
    kind: LessonKind
    trainer: str
    token: str
    is_cancelled: bool = False
    id: int = 0

    def __post_init__(self) -> None:
        """Refuse a lesson that nobody gives."""
        _named(self.trainer, "trainer")
        if self.starts.tzinfo is not None:
            raise InputError("a lesson begins at a local time, without a time zone")
        if not 1 <= self.minutes <= MOST_MINUTES:
            raise InputError(f"minutes are {self.minutes}, expected 1 to {MOST_MINUTES}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """That somebody may make this journey alone, by the rule, until something changes.

    Parameters
    ----------
    on, by
        When, and who stands for it.
    version
        Version of the plan that it is about.
    steps
        Keys of the critical steps that were shown.
    levels
        What was shown of each skill on this journey.
    trial_until
        End of the trial.
    fallback_until
        Until when the transport of before stays booked.
    review_on
        When it is looked at again.
    ended_on, ended_by, ended_why
        When it stopped counting; None and empty while it does.
    id
        Number in the register; 0 before it is there.
    """

    on: dt.date
    by: str
    version: int
    steps: frozenset[str]
    levels: Mapping[str, Level]
    trial_until: dt.date
    fallback_until: dt.date
    review_on: dt.date
    ended_on: dt.date | None = None
    ended_by: str = ""
    ended_why: str = ""
    id: int = 0

    def __post_init__(self) -> None:
        """Refuse a sign-off that takes the way back away."""
        _named(self.by, "sign-off")
        if not self.on <= self.trial_until <= self.fallback_until:
            raise InputError("sign-off: the transport of before stays booked while the trial lasts")
        if self.review_on <= self.on:
            raise InputError("sign-off: the review is after the sign-off")

    @property
    def counts(self) -> bool:
        """Whether it has not been ended."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A look at how it goes after the sign-off.

    Parameters
    ----------
    name
        Name in the data, such as ``three_months``.
    due_on
        When it is due.
    done_on, done_by
        When it was done, and by whom; None while it is not.
    outcome
        What was found.
    note
        What happened; never leaves the register.
    sign_off
        Number of the sign-off that it follows.
    id
        Number in the register; 0 before it is there.
    """

    name: str
    due_on: dt.date
    done_on: dt.date | None = None
    done_by: str = ""
    outcome: Outcome | None = None
    note: str = ""
    sign_off: int = 0
    id: int = 0

    def __post_init__(self) -> None:
        """Refuse one that was half done."""
        _short(self.note, "follow-up")
        if (self.done_on is None) != (self.outcome is None):
            raise InputError("a follow-up that was done has an outcome")
        if self.done_on is not None:
            _named(self.done_by, "follow-up")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRecord:
    """A course with all that was written down about it.

    Parameters
    ----------
    course
        The course.
    stages
        Stages in the order in which they were entered.
    agreements
        In the order in which they were said.
    lessons
        By moment.
    incidents
        Those of lessons and others, in order.
    bookings
        Lessons that are meant to be, in order.
    sign_offs
        In order; the last one counts, if any does.
    follow_ups
        By the date on which they are due.
    """

    course: Course
    stages: tuple[StageVisit, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    incidents: tuple[Incident, ...] = ()
    bookings: tuple[Booking, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def stage(self) -> str:
        """Name of the stage that it is in; ``""`` before the first."""
        return self.stages[-1].stage if self.stages else ""

    @property
    def sign_off(self) -> SignOff | None:
        """The sign-off that counts."""
        return self.sign_offs[-1] if self.sign_offs and self.sign_offs[-1].counts else None

    def agreement_of(self, role: Role) -> Agreement | None:
        """Return what somebody said last.

        Parameters
        ----------
        role
            Who.

        Returns
        -------
        Agreement or None
            None where they were not asked.
        """
        said = [each for each in self.agreements if each.role is role]
        return said[-1] if said else None
