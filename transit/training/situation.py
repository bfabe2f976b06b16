"""All that a course's logic looks at, gathered once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from transit.model.abilities import Ability
from transit.model.skills import Catalogue
from transit.model.training import CourseRecord
from transit.model.training_rules import TrainingRules
from transit.training.steps import Trained


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A course on a day.

    Parameters
    ----------
    record
        What was written down.
    trained
        Steps and skills of the newest version of the plan.
    abilities
        What the register says of the person, by skill.
    version
        Number of the newest version of the plan.
    unresolved
        Facts that nobody knows and on which the journey depends, as questions.
    breaks
        Why the plan does not hold, by the names of their words; empty while it does.
    catalogue, rules
        Skills, and the rules of training.
    today
        The day.
    """

    record: CourseRecord
    trained: Trained
    abilities: Mapping[str, Ability]
    version: int
    catalogue: Catalogue
    rules: TrainingRules
    today: dt.date
    unresolved: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
