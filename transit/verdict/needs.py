"""Which skills each ask needs, and at which level."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from transit.model.abilities import Ability, Level
from transit.model.demand_rules import DemandRule
from transit.model.fact import Stance
from transit.model.skills import Asked, Critical, Skill
from transit.model.streets import CrossingKind, Traffic
from transit.verdict.asks import ASKS, Ask
from transit.verdict.basis import Basis

Needs = Mapping[str, Level]
"""Skills by name, each with the level that is needed."""

_CHANGES_OF_STOP: Final = ("other_bay", "same_side")
_NOTHING: Final[Needs] = {}


@dataclass(frozen=True)
class SkillNeeds:
    """What every ask needs, in one stance.

    Parameters
    ----------
    basis
        Skills and levels of demands.
    stance
        How a kind of crossing that is not known is read.
    """

    basis: Basis
    stance: Stance

    @cached_property
    def least(self) -> Level:
        """The level from which a skill is enough to travel alone."""
        return Level(int(self.basis.parameters.number("least_level_alone")))

    @cached_property
    def always(self) -> Needs:
        """What every journey alone needs."""
        return {skill.name: self.least for skill in self._gating(Asked.ALWAYS)}

    @cached_property
    def by_ask(self) -> Mapping[Ask, tuple[Needs, ...]]:
        """What each ask needs: any one of the alternatives will do, all of its skills."""
        return {ask: self._alternatives(ask) for ask in ASKS}

    def crossing(self, read_as: CrossingKind, traffic: Traffic) -> Needs:
        """Return what crossing so much traffic needs, and all that is quieter.

        Parameters
        ----------
        read_as
            The kind of crossing as a stance reads it.
        traffic
            The traffic.

        Returns
        -------
        Needs
            The skills.
        """
        key = read_as, traffic
        if key not in self._crossings:
            self._crossings[key] = self._crossing(read_as, traffic)
        return self._crossings[key]

    @cached_property
    def _crossings(self) -> dict[tuple[CrossingKind, Traffic], Needs]:
        """What was asked before: everybody asks for the same few."""
        return {}

    def _crossing(self, read_as: CrossingKind, traffic: Traffic) -> Needs:
        kind = read_as.name.lower()
        rule = self.basis.demands["cross"]
        every = (
            self._answering("cross", kind, each.name.lower(), rule.level_for(kind, int(each)))
            for each in Traffic
            if each <= traffic
        )
        return _together(every)

    def _gating(self, asked: Asked) -> Iterator[Skill]:
        for skill in self.basis.catalogue.skills.values():
            if skill.asked is asked and skill.critical is not Critical.NO:
                yield skill

    def _alternatives(self, ask: Ask) -> tuple[Needs, ...]:
        if ask.kind == "cross":
            kind, traffic = CrossingKind[ask.detail.upper()], Traffic[ask.traffic.upper()]
            crossings = self.basis.rules.crossings
            # As the search: who is hopeful may also be right in being cautious.
            readings = {crossings.read_as(kind, one) for one in (self.stance, Stance.CAUTIOUS)}
            return tuple(self.crossing(each, traffic) for each in sorted(readings))
        return (self._other(ask),)

    def _other(self, ask: Ask) -> Needs:
        rules = self.basis.demands
        if ask.kind == "bus":
            by_bus = {skill.name: self.least for skill in self._gating(Asked.BY_BUS)}
            # How long one waits is known only once there is a journey: any wait is asked for.
            return _together((by_bus, self._answering("wait", "", "", 0)))
        rule = rules[ask.kind]
        if ask.kind == "ride_alone":
            return self._answering(ask.kind, "", "", ask.level)
        if ask.kind == "walk_on_road":
            return self._answering(ask.kind, ask.detail, "", rule.level_for(ask.detail))
        if ask.kind == "change" and ask.detail in _CHANGES_OF_STOP:
            return _together(
                self._answering("change", each, "", rule.level_for(each))
                for each in _CHANGES_OF_STOP
            )
        if ask.kind == "change":
            return self._answering("change", ask.detail, "", rule.level_for(ask.detail))
        return self._answering(ask.kind, "", "", _hardest(rule))

    def _answering(self, kind: str, detail: str, traffic: str, level: int) -> Needs:
        needed: dict[str, Level] = {}
        for skill in self.basis.catalogue.answering(kind, detail, traffic):
            if skill.critical is Critical.NO:
                continue
            replaced = skill.critical is Critical.AID_CAN_REPLACE
            needed[skill.name] = self.least if replaced else Level(max(self.least, level))
        return needed


def _hardest(rule: DemandRule) -> int:
    """Where only yes or no can be asked of a search, whoever may do it must manage the hardest."""
    quantities = max(len(rule.at_least), len(rule.below))
    return max([rule.unknown, quantities, *(each for row in rule.levels.values() for each in row)])


def _together(parts: Iterator[Needs] | tuple[Needs, ...]) -> Needs:
    made: dict[str, Level] = {}
    for part in parts:
        for name, level in part.items():
            made[name] = max(level, made.get(name, level))
    return made or _NOTHING


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands with the skills.

    Parameters
    ----------
    abilities
        What is recorded, by skill.
    granted
        Skills taken for learnt, or covered by a companion.
    """

    abilities: Mapping[str, Ability]
    granted: frozenset[str] = frozenset()

    def has(self, skill: str) -> Level | None:
        """Return the level that is recorded.

        Parameters
        ----------
        skill
            Its name.

        Returns
        -------
        Level or None
            None while not assessed.
        """
        found = self.abilities.get(skill)
        return None if found is None else found.level

    def lacks(self, needs: Needs) -> frozenset[str]:
        """Return the skills that are wanting.

        Parameters
        ----------
        needs
            Skills and levels.

        Returns
        -------
        frozenset of str
            Those neither granted nor recorded at the level; not assessed is never enough.
        """
        return frozenset(
            name
            for name, level in needs.items()
            if name not in self.granted and ((has := self.has(name)) is None or has < level)
        )


def fewest(alternatives: tuple[Needs, ...], lacks: Callable[[Needs], frozenset[str]]) -> Needs:
    """Return the alternative in which least is wanting.

    Parameters
    ----------
    alternatives
        Any one will do.
    lacks
        Tells what is wanting.

    Returns
    -------
    Needs
        The first of those with the fewest.
    """
    return min(alternatives, key=lambda needs: len(lacks(needs)))
