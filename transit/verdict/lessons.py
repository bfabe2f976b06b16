"""How many lessons skills take together, and whether that is within what training can be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from transit.model.abilities import Ability, Lessons
from transit.model.fact import Stance
from transit.model.skills import Catalogue
from transit.model.verdict import Finding
from transit.verdict.basis import Basis


def lessons_of(skill: str, abilities: Mapping[str, Ability], catalogue: Catalogue) -> Lessons:
    """Return how many lessons one skill takes a person.

    Parameters
    ----------
    skill
        Its name.
    abilities
        What is recorded of the person, by skill.
    catalogue
        The usual numbers.

    Returns
    -------
    Lessons
        The person's own where recorded.
    """
    own = abilities.get(skill)
    return own.lessons if own is not None and own.lessons else catalogue.skills[skill].lessons


_MOST: Final = 200
"""More lessons than anybody counts."""


@dataclass(frozen=True, slots=True)
class TrainingLimit:
    """How much training is reasonable.

    Parameters
    ----------
    most
        Lessons.
    other_share
        Share of the lessons of every skill but the longest that comes on top.
    """

    most: float
    other_share: float

    @classmethod
    def of(cls, basis: Basis) -> "TrainingLimit":
        """Return the limit that the parameters state.

        Parameters
        ----------
        basis
            With ``training_most_lessons`` and ``training_other_share``.

        Returns
        -------
        TrainingLimit
            The limit.
        """
        number = basis.parameters.number
        return cls(number("training_most_lessons"), number("training_other_share"))

    def together(self, counts: Iterable[int]) -> float:
        """Return the lessons that several skills take together.

        Parameters
        ----------
        counts
            Lessons of each.

        Returns
        -------
        float
            The longest, and a share of the others; more skills never take fewer.
        """
        every = list(counts)
        if not every:
            return 0.0
        longest = max(every)
        return longest + self.other_share * (sum(every) - longest)

    def keeps(self, lessons: Iterable[Lessons], stance: Stance) -> bool:
        """Tell whether skills can be learnt within the limit.

        Parameters
        ----------
        lessons
            Of each skill.
        stance
            Who is cautious reckons with the most lessons of each, who is hopeful with the fewest.

        Returns
        -------
        bool
            True if so.
        """
        cautious = stance is Stance.CAUTIOUS
        return self.together(each.high if cautious else each.low for each in lessons) <= self.most

    def range(self, lessons: Iterable[Lessons]) -> Lessons:
        """Return the fewest and most lessons that several skills take together.

        Parameters
        ----------
        lessons
            Of each skill.

        Returns
        -------
        Lessons
            Rounded up.
        """
        every = list(lessons)
        low, high = (
            ceil(self.together(counts) - 1e-9)
            for counts in ((each.low for each in every), (each.high for each in every))
        )
        return Lessons(min(low, _MOST), min(max(low, high), _MOST))


def lessons_finding(lessons: Iterable[Lessons], limit: TrainingLimit) -> Finding:
    """Say that training would take too long.

    Parameters
    ----------
    lessons
        Of each skill.
    limit
        The limit.

    Returns
    -------
    Finding
        ``too_many_lessons``.
    """
    both = limit.range(lessons)
    values = {"low": both.low, "high": both.high, "limit": limit.most}
    return Finding(code="too_many_lessons", values=values)
