"""Rules of training as data: stages, agreement, sign-off, hints, forecast, follow-ups."""

from collections.abc import Mapping
from dataclasses import dataclass

from transit.errors import InputError
from transit.model.parameters import CONFIDENCES
from transit.model.training import LessonKind, Role


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from.

    Parameters
    ----------
    source, date, confidence
        As for a parameter.
    """

    source: str
    date: str
    confidence: str

    def __post_init__(self) -> None:
        """Refuse a rule from nowhere."""
        if not self.source or self.confidence not in CONFIDENCES:
            raise InputError(f"a rule of training has confidence {self.confidence!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of training.

    Parameters
    ----------
    name, label
        In snake case, and in plain words.
    happens
        What happens in it.
    ends
        What ends it.
    by_rule
        Whether it is entered by a sign-off only.
    lessons
        How close the trainer is in lessons that belong to it.
    origin
        Where it comes from.
    """

    name: str
    label: str
    happens: str
    ends: str
    by_rule: bool
    lessons: tuple[LessonKind, ...]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentKind:
    """A kind of incident.

    Parameters
    ----------
    name, label
        In snake case, and in plain words.
    severity
        Suggested, 1 to 5; the trainer decides.
    """

    name: str
    label: str
    severity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkills:
    """Which skills an action of a plan practises.

    Parameters
    ----------
    by_action
        Skills by action; those of demands come on top.
    by_way
        Skills that a whole way shows, by direction.
    least_alone
        Level that is alone, for a skill that nothing can replace.
    least_with_aid
        Level that is enough where an aid can stand in.
    """

    by_action: Mapping[str, tuple[str, ...]]
    by_way: Mapping[str, tuple[str, ...]]
    least_alone: int
    least_with_aid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffRule:
    """When somebody may be signed off.

    Parameters
    ----------
    alone_runs
        Runs in a row, each way, with every critical step alone.
    shadowed_runs
        How many of them, each way, with the trainer at a distance or away.
    beside_tries
        Tries in a row of a skill beside the steps; an assessed ability at its level will do, too.
    matters
        What everybody must have agreed.
    agreement_days
        How long an agreement is current.
    serious_from
        Severity from which an open incident stands in the way.
    generalise_places, generalise_lessons, generalise_journeys
        In how many places and lessons, and on how many journeys, a skill must have been shown to
        be the person's own.
    """

    alone_runs: int
    shadowed_runs: int
    beside_tries: int
    matters: tuple[str, ...]
    agreement_days: int
    serious_from: int
    generalise_places: int
    generalise_lessons: int
    generalise_journeys: int

    def __post_init__(self) -> None:
        """Refuse a rule that could be met without a run."""
        if self.alone_runs < 1 or self.shadowed_runs < 1 or self.beside_tries < 1:
            raise InputError("sign-off takes at least one run alone, shadowed, and each way")


@dataclass(frozen=True, slots=True, kw_only=True)
class HintRule:
    """When the record says something.

    Parameters
    ----------
    shadow_runs
        Runs in a row, each way, after which shadowing may begin.
    stuck_tries
        Tries of a step without getting better.
    overdue_days
        Days without a lesson.
    weeks
        Weeks that training should fit into.
    likely, unlikely
        Chances from which it is said to fit, and below which not to.
    """

    shadow_runs: int
    stuck_tries: int
    overdue_days: int
    weeks: int
    likely: float
    unlikely: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRule:
    """How lessons left are forecast.

    Parameters
    ----------
    range_share
        Share of outcomes that the range is to hold.
    early_share
        Share of the forecast's outcomes that the range has before ``least_lessons``: more, as it
        rests on what is usual of others.
    settled_tries
        Tries of which the middle one is what somebody can do now, the lower of two.
    sub_steps
        Steps within a level, for each kind of learning that is looked at: more make it steadier;
        one is as likely as the other.
    shared_share
        Share of the spread between people that is the person's own pace, in all skills.
    least_spread
        Least spread of a pace, standard deviation of its logarithm.
    run_holds
        Chances that a run goes well when everything is learnt, one as likely as the other.
    least_lessons
        Lessons below which the record says little.
    most_lessons
        More are not told apart.
    """

    range_share: float
    early_share: float
    settled_tries: int
    sub_steps: tuple[int, ...]
    shared_share: float
    least_spread: float
    run_holds: tuple[float, ...]
    least_lessons: int
    most_lessons: int

    def __post_init__(self) -> None:
        """Refuse shares that are none."""
        shares = (self.range_share, self.early_share, *self.run_holds)
        if not (all(0 < share < 1 for share in shares) and 0 <= self.shared_share < 1):
            raise InputError("forecast: shares are between 0 and 1")
        counts = (self.settled_tries, *self.sub_steps, self.most_lessons, len(self.sub_steps))
        if min(*counts, len(self.run_holds)) < 1:
            raise InputError("forecast: settled_tries, sub_steps, most_lessons: at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterRule:
    """What follows a sign-off.

    Parameters
    ----------
    months
        Months after which follow-ups are due, by their names.
    labels
        What follow-ups are, by their names.
    trial_days, fallback_days, review_days
        Length of the trial, of the kept fallback, and time to the review, days.
    """

    months: Mapping[str, int]
    labels: Mapping[str, str]
    trial_days: int
    fallback_days: int
    review_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRules:
    """All of them.

    Parameters
    ----------
    stages
        By name, in order.
    matters
        What can be agreed, in plain words, by name.
    roles
        Who has to agree.
    incidents
        Kinds by name.
    steps, sign_off, hints, forecast, after
        The rules.
    origins
        Where each comes from, by the name of its file.
    """

    stages: Mapping[str, Stage]
    matters: Mapping[str, str]
    roles: tuple[Role, ...]
    incidents: Mapping[str, IncidentKind]
    steps: StepSkills
    sign_off: SignOffRule
    hints: HintRule
    forecast: ForecastRule
    after: AfterRule
    origins: Mapping[str, Origin]
