"""Saved plans: a journey that was chosen, kept as it was, with what trainers changed beside it.

A plan belongs to a person, a session and the place they start from. It has versions; each holds the
journey as it was told when it was saved, and never changes. What trainers write is kept apart from
it, by the key of a step, so that it can be carried over to the next version.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from transit.errors import InputError
from transit.model.plan import Plan
from transit.model.verdict import Direction

JourneyJson = Mapping[str, Any]
"""A journey as plain values, in the form of ``docs/journey.schema.json``."""

PREFIX: Final = "PL"
"""What the ids of plans begin with; a number follows, and nothing about the person."""

MOST_SENTENCES: Final = 12
MOST_LETTERS: Final = 300
"""Of a sentence, and of the text of a photo."""
MOST_NAME_LETTERS: Final = 200


def plan_number(plan_id: str) -> int:
    """Return the number in a plan's id.

    Parameters
    ----------
    plan_id
        E.g. ``PL3``.

    Returns
    -------
    int
        E.g. 3.

    Raises
    ------
    InputError
        It is no id of a plan.
    """
    digits = plan_id.strip().upper().removeprefix(PREFIX)
    if not plan_id.strip().upper().startswith(PREFIX) or not digits.isdecimal():
        raise InputError(f"a plan's id is {PREFIX} and a number, such as {PREFIX}3")
    return int(digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEdition:
    """The streets and timetables that a version was made from.

    Parameters
    ----------
    edition
        Name of the area's edition, observations included.
    first_date, last_date
        Dates that its timetable covers.
    """

    edition: str
    first_date: dt.date
    last_date: dt.date

    @property
    def mapped(self) -> str:
        """Name of the edition as it was built, without what people saw outside."""
        return self.edition.split("-seen-")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the trainer asked of the journey.

    Parameters
    ----------
    avoid, prefer
        Things of the street or the timetable, such as ``crossing:51.58812,-2.99734``,
        ``crossing:Chepstow Road``, ``street:Mill Lane``, ``stop:5310AWA1`` or ``bus:6``.
    companion_legs
        Legs on which somebody goes along, such as ``out:1``: the first leg of the way there.
    earlier_min, later_min
        How much before the session's start to be there, and after its end to leave, minutes.
    """

    avoid: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    companion_legs: tuple[str, ...] = ()
    earlier_min: int = 0
    later_min: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed beside the journey, so that nobody loses what they have by trying it.

    Parameters
    ----------
    trial_weeks
        How long the journey is tried before anything else is changed.
    fallback
        What stays in place meanwhile, in words.
    review_on
        When the plan is looked at again.
    """

    trial_weeks: int
    fallback: str
    review_on: dt.date


class Conflict(StrEnum):
    """Why an edit of an earlier version could not be carried over as it was."""

    WORDS = "words"  # the step says something else now
    GONE = "gone"  # the step is no more
    PLACE = "place"  # what it stood after is no more


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEdit:
    """What trainers made of one step.

    Parameters
    ----------
    key
        The step's; of an added step its own, such as ``out/own/1``.
    sentences
        The words as they were written; None where they are as built.
    base
        The words as built when these were written; empty for an added step. What is built later is
        merged with both.
    picture
        Name of the picture of an added step; ``""`` for the one as built.
    photo
        Number of a photo of the plan; None for none.
    alt
        What the photo shows, in words.
    removed
        Whether the step is left out.
    after
        Key of the step that it comes after, ``""`` at the start of its way; None where built.
    added
        Whether the step is not a built one.
    conflict
        Set where it waits for somebody to decide; it is not printed then.
    by, at, revision
        Who wrote it last, when, and under which revision.
    """

    key: str
    sentences: tuple[str, ...] | None = None
    base: tuple[str, ...] = ()
    picture: str = ""
    photo: int | None = None
    alt: str = ""
    removed: bool = False
    after: str | None = None
    added: bool = False
    conflict: Conflict | None = None
    by: str = ""
    at: dt.datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        """Refuse words that no step could hold, and a photo that nobody can hear."""
        said = self.sentences or ()
        if len(said) > MOST_SENTENCES or any(len(each) > MOST_LETTERS for each in said):
            raise InputError(
                f"a step has at most {MOST_SENTENCES} sentences of {MOST_LETTERS} letters"
            )
        if self.photo is not None and not self.alt.strip():
            raise InputError("a photo needs words that say what it shows")
        if len(self.alt) > MOST_LETTERS:
            raise InputError(f"the words of a photo have at most {MOST_LETTERS} letters")
        if self.added and not self.sentences:
            raise InputError("an added step needs its words")

    @property
    def says_nothing(self) -> bool:
        """Whether the step is as built."""
        return (
            self.sentences is None
            and self.photo is None
            and not (self.removed or self.added)
            and self.after is None
        )

    @property
    def way(self) -> Direction:
        """On which way the step is."""
        return Direction(self.key.split("/", 1)[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskEdit:
    """What a trainer decided on one line of the route risk assessment.

    Parameters
    ----------
    key
        The hazard's.
    likelihood, severity
        1 to 5; None while nobody decided.
    control
        What is done about it; None for the suggestion.
    owner
        Who sees to it.
    due
        By when.
    left_likelihood, left_severity
        What remains after that, 1 to 5.
    conflict
        Set where the hazard is no more.
    by, at, revision
        Who wrote it last, when, and under which revision.
    """

    key: str
    likelihood: int | None = None
    severity: int | None = None
    control: str | None = None
    owner: str = ""
    due: dt.date | None = None
    left_likelihood: int | None = None
    left_severity: int | None = None
    conflict: Conflict | None = None
    by: str = ""
    at: dt.datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        """Refuse a grade that the form has not."""
        grades = (self.likelihood, self.severity, self.left_likelihood, self.left_severity)
        if any(grade is not None and not 1 <= grade <= 5 for grade in grades):
            raise InputError("likelihood and severity are 1 to 5")
        if len(self.control or "") > 4 * MOST_LETTERS or len(self.owner) > MOST_NAME_LETTERS:
            raise InputError("the control or the owner of a risk is too long")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsEdit:
    """What trainers agreed anew beside a plan's journey.

    Parameters
    ----------
    terms
        What is agreed.
    before
        What was agreed until then; None until it is written.
    by, at, revision
        Who wrote it, when, and under which revision.
    """

    terms: Terms
    before: Terms | None = None
    by: str = ""
    at: dt.datetime | None = None
    revision: int = 0

    @property
    def key(self) -> str:
        """The same for all: a plan has one agreement."""
        return "terms"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEdits:
    """Everything that trainers changed in one version, as it counts now.

    Parameters
    ----------
    revision
        How often something was saved; 0 at the beginning.
    steps, risks
        By key.
    """

    revision: int = 0
    steps: Mapping[str, StepEdit] = field(default_factory=dict)
    risks: Mapping[str, RiskEdit] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[StepEdit | RiskEdit, ...]:
        """What waits for somebody to decide."""
        every: tuple[StepEdit | RiskEdit, ...] = (*self.steps.values(), *self.risks.values())
        return tuple(each for each in every if each.conflict is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One version of a plan: what was saved, and what trainers made of it.

    Parameters
    ----------
    number
        From 1.
    made_at, made_by
        When, and who stands for it.
    edition
        What it was made from.
    choice
        What was asked of the journey.
    plan
        The plan as built; edits are not in it.
    journeys
        The two ways as journey JSON.
    told
        The two ways to their smallest step, as text that
        :func:`transit.plan.keep.journeys_of` reads.
    edits
        What trainers changed.
    """

    number: int
    made_at: dt.datetime
    made_by: str
    edition: AreaEdition
    choice: Choice
    plan: Plan
    journeys: Mapping[Direction, JourneyJson]
    told: str
    edits: PlanEdits = field(default_factory=PlanEdits)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPlan:
    """A plan of the register.

    Parameters
    ----------
    id
        ``PL`` and a number.
    person, place, session, opportunity
        Whom and what it is about; ``place`` is the number of the start place, 0 the home.
    made_at, made_by
        When it was first saved, and by whom.
    terms
        Trial, fallback and review.
    versions
        The oldest first; a list of plans has the latest only.
    """

    id: str
    person: str
    place: int
    session: str
    opportunity: str
    made_at: dt.datetime
    made_by: str
    terms: Terms
    versions: tuple[PlanVersion, ...]

    @property
    def latest(self) -> PlanVersion:
        """The version that counts."""
        return self.versions[-1]
