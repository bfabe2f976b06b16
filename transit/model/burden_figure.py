"""A figure that orders options: five parts from 0 to 100, shown before their sum."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from transit.errors import InputError
from transit.model.parameters import CONFIDENCES
from transit.model.verdict import Finding


class Part(StrEnum):
    """What makes an option a burden."""

    GETTING_THERE = "getting_there"
    SAFETY = "safety"
    ACCESS = "access"
    VENUE = "venue"
    COST = "cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule:
    """How one part is counted.

    Parameters
    ----------
    weight
        Its weight beside the others.
    worst
        What counts as 100, in its unit.
    unit
        What is counted, in words.
    kinds
        Kinds of demand that are added up.
    source, date, confidence
        Where that comes from, as for a parameter.
    """

    weight: float
    worst: float
    unit: str
    source: str
    date: str
    confidence: str
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a weight below nothing, and a scale without length."""
        if not 0 <= self.weight < float("inf") or not 0 < self.worst < float("inf"):
            raise InputError("a part of the burden figure needs weight 0 or more, worst above 0")
        if self.confidence not in CONFIDENCES:
            raise InputError(f"burden figure: confidence is {self.confidence!r}")

    def share(self, counted: float) -> int:
        """Return a count on the scale from 0 to 100.

        Parameters
        ----------
        counted
            In the rule's unit.

        Returns
        -------
        int
            100 at the worst and beyond.
        """
        return round(100 * min(counted / self.worst, 1.0))


@dataclass(frozen=True, slots=True)
class FigureRules:
    """How every part is counted.

    Parameters
    ----------
    parts
        A rule each.
    """

    parts: Mapping[Part, PartRule]

    def __post_init__(self) -> None:
        """Refuse a part without a rule, and weights that are all nothing."""
        if set(self.parts) != set(Part):
            raise InputError(f"the burden figure has the parts {', '.join(Part)}, each once")
        if not any(rule.weight for rule in self.parts.values()):
            raise InputError("the burden figure needs a weight above 0")

    def reweighted(self, weights: Mapping[Part, float]) -> "FigureRules":
        """Return the same with weights that somebody prefers.

        Parameters
        ----------
        weights
            New weights; parts that are not named keep theirs.

        Returns
        -------
        FigureRules
            New rules.
        """
        return FigureRules(
            {
                part: replace(rule, weight=weights.get(part, rule.weight))
                for part, rule in self.parts.items()
            }
        )


@dataclass(frozen=True, slots=True)
class BurdenPart:
    """One part of the figure.

    Parameters
    ----------
    part
        Which.
    burden
        0 none to 100; None where it cannot be counted, as without a journey.
    weight
        Its weight beside the others.
    """

    part: Part
    burden: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class BurdenFigure:
    """The figure of one option.

    Parameters
    ----------
    parts
        In the order in which they are shown.
    gates
        What stands in the way; no sum makes up for it.
    """

    parts: tuple[BurdenPart, ...]
    gates: tuple[Finding, ...] = ()

    @property
    def total(self) -> int | None:
        """The weighted mean of the parts; None where something stands in the way or is missing."""
        if self.gates:
            return None
        weighed = [each for each in self.parts if each.weight]
        if not weighed or any(each.burden is None for each in weighed):
            return None
        sum_ = sum(each.weight * (each.burden or 0) for each in weighed)
        return round(sum_ / sum(each.weight for each in weighed))

    @property
    def order(self) -> tuple[bool, int]:
        """Sorts options: the least burden first, those without a figure last."""
        total = self.total
        return total is None, total or 0
