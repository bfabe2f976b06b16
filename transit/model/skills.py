"""The catalogue of skills: what travelling alone takes, and which demand asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from transit.errors import InputError
from transit.model.abilities import Ability, Lessons, Level
from transit.model.parameters import CONFIDENCES


class Asked(StrEnum):
    """Which journeys ask for a skill."""

    ALWAYS = "every journey alone"
    BY_BUS = "every bus journey alone"
    BY_DEMAND = "journeys with its demands"
    BY_TRAINER = "journeys where a trainer sees the need"  # no map shows parked cars or bins


class Critical(StrEnum):
    """Whether somebody who lacks a skill may travel alone."""

    YES = "yes"
    AID_CAN_REPLACE = "an aid can replace it"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Answer:
    """A demand that a skill answers.

    Parameters
    ----------
    kind
        Kind of demand, as in the rules of demands.
    detail
        What kind of it, e.g. the kind of crossing; ``""`` for all.
    traffic
        The traffic crossed: quiet, moderate, busy or fast; ``""`` for all.
    """

    kind: str
    detail: str = ""
    traffic: str = ""

    def covers(self, kind: str, detail: str = "", traffic: str = "") -> bool:
        """Tell whether this is about a demand.

        Parameters
        ----------
        kind, detail, traffic
            The demand's.

        Returns
        -------
        bool
            True where nothing that is set here differs.
        """
        return self.kind == kind and self.detail in ("", detail) and self.traffic in ("", traffic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """One skill of the catalogue.

    Parameters
    ----------
    name
        Name in snake case.
    group
        Group of skills, in snake case.
    label
        Name in plain words, as it completes "can …".
    levels
        What each level means, in plain words.
    critical
        Whether somebody who lacks it may travel alone.
    aids
        Which aid can stand in, in plain words.
    asked
        Which journeys ask for it.
    answers
        Demands that it answers; empty unless asked by demand.
    lessons
        Usual lessons to learn it.
    source, date, confidence
        Where that comes from, as for a parameter.
    """

    name: str
    group: str
    label: str
    levels: Mapping[Level, str]
    critical: Critical
    aids: tuple[str, ...]
    asked: Asked
    answers: tuple[Answer, ...]
    lessons: Lessons
    source: str
    date: str
    confidence: str

    def __post_init__(self) -> None:
        """Refuse a skill that nobody could assess or that nothing asks for."""
        if set(self.levels) != set(Level):
            raise InputError(f"skill {self.name}: levels must be 0, 1, 2 and 3")
        if (self.asked is Asked.BY_DEMAND) != bool(self.answers):
            raise InputError(
                f"skill {self.name}: answers go with asked = {Asked.BY_DEMAND.value!r}"
            )
        if self.critical is Critical.AID_CAN_REPLACE and not self.aids:
            raise InputError(f"skill {self.name}: say which aid can replace it")
        if self.confidence not in CONFIDENCES:
            raise InputError(f"skill {self.name}: confidence is {self.confidence!r}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All skills, and the labels of their groups.

    Parameters
    ----------
    skills
        By name, in the order of a journey.
    groups
        Labels of the groups by name, in the same order.
    """

    skills: Mapping[str, Skill]
    groups: Mapping[str, str]

    def answering(self, kind: str, detail: str = "", traffic: str = "") -> tuple[Skill, ...]:
        """Return the skills that answer a demand.

        Parameters
        ----------
        kind, detail, traffic
            The demand's.

        Returns
        -------
        tuple of Skill
            All of them are needed; in the catalogue's order. Empty where no skill helps, as with
            steps.
        """
        return tuple(
            skill
            for skill in self.skills.values()
            if any(answer.covers(kind, detail, traffic) for answer in skill.answers)
        )

    def unassessed(self) -> tuple[Ability, ...]:
        """Return every skill as not assessed: where every person starts, whatever the profile.

        Returns
        -------
        tuple of Ability
            One a skill.
        """
        return tuple(Ability(skill=name) for name in self.skills)

    def complete(self, abilities: Mapping[str, Ability]) -> dict[str, Ability]:
        """Return a person's ability of every skill, not assessed where nothing is recorded.

        Parameters
        ----------
        abilities
            What is recorded, by skill.

        Returns
        -------
        dict of str to Ability
            One a skill, in the catalogue's order.
        """
        return {each.skill: abilities.get(each.skill, each) for each in self.unassessed()}
