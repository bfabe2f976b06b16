"""Abilities: what a person can do of each skill, who says so, and whether it can be learnt."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from transit.errors import InputError
from transit.model.fact import State


class Level(IntEnum):
    """How well a skill is mastered."""

    NOT_YET = 0
    WITH_PROMPTS = 1  # with physical or full prompts
    WITH_AID = 2  # with a reminder or an aid
    ALONE = 3  # alone, in any place


@dataclass(frozen=True, slots=True)
class Lessons:
    """How many lessons a skill is expected to take.

    Parameters
    ----------
    low, high
        Fewest and most.
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        """Refuse a range that is none."""
        if not 0 <= self.low <= self.high <= 200:
            raise InputError(f"lessons are {self.low} to {self.high}, expected a range in 0 to 200")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """What a person can do of one skill.

    Parameters
    ----------
    skill
        Name in the catalogue of skills.
    level
        How well; None while not assessed, which is never read as mastered.
    assessed_by
        Role or staff reference of who assessed it.
    assessed_on
        When.
    trainable
        Whether the person could learn it.
    lessons
        How many lessons they would need; None leaves the catalogue's usual number in force.
    """

    skill: str
    level: Level | None = None
    assessed_by: str = ""
    assessed_on: dt.date | None = None
    trainable: State = State.UNKNOWN
    lessons: Lessons | None = None

    def __post_init__(self) -> None:
        """Refuse a level that nobody stands for."""
        if self.level is not None and (not self.assessed_by or self.assessed_on is None):
            raise InputError(f"{self.skill}: a level needs assessed_by and assessed_on")

    @property
    def is_assessed(self) -> bool:
        """Whether anybody has looked."""
        return self.level is not None
