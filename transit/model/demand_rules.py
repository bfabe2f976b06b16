"""How hard a demand is: levels by quantity or by kind, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from transit.errors import InputError
from transit.model.parameters import CONFIDENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRule:
    """The levels of one kind of demand: 0 hardly anything, 1 easy, 2 takes practice, 3 hard.

    Parameters
    ----------
    kind
        Kind of demand.
    unit
        Unit of its quantity in words, ``""`` where it has none.
    source, date, confidence
        Where the levels come from, as for a parameter.
    at_least
        Quantities from which the level is 1, 2 and 3.
    below
        Quantities below which the level is 1, 2 and 3.
    levels
        Levels by detail; several where a second thing decides, e.g. the traffic crossed.
    unknown
        Level where the quantity or detail is not known.
    """

    kind: str
    unit: str
    source: str
    date: str
    confidence: str
    at_least: tuple[float, ...] = ()
    below: tuple[float, ...] = ()
    levels: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unknown: int = 3

    def __post_init__(self) -> None:
        """Refuse levels that are none."""
        every = [self.unknown, *(level for row in self.levels.values() for level in row)]
        if not all(0 <= level <= 3 for level in every):
            raise InputError(f"demand {self.kind}: levels are 0, 1, 2 or 3")
        if list(self.at_least) != sorted(self.at_least):
            raise InputError(f"demand {self.kind}: at_least must rise")
        if list(self.below) != sorted(self.below, reverse=True):
            raise InputError(f"demand {self.kind}: below must fall")
        if self.confidence not in CONFIDENCES:
            raise InputError(f"demand {self.kind}: confidence is {self.confidence!r}")

    def level_of(self, value: float | None) -> int:
        """Return the level of a quantity.

        Parameters
        ----------
        value
            The quantity in the rule's unit; None unknown.

        Returns
        -------
        int
            0 to 3.
        """
        if value is None:
            return self.unknown
        return sum(value >= limit for limit in self.at_least) + sum(
            value < limit for limit in self.below
        )

    def level_for(self, detail: str, second: int = 0) -> int:
        """Return the level of a detail.

        Parameters
        ----------
        detail
            What kind of it.
        second
            Which of the detail's levels, e.g. the traffic crossed.

        Returns
        -------
        int
            0 to 3; the level for unknown things where the detail is not in the rule.
        """
        row = self.levels.get(detail, ())
        return row[second] if second < len(row) else self.unknown


DemandRules = Mapping[str, DemandRule]
"""The rules by kind of demand."""
