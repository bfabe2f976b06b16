"""How long a look at switching will search: told before it begins, and for its progress bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transit.fleet.effort import Effort
from transit.fleet.leavers import Leavers
from transit.fleet.week_problem import WeekProblem

_POLISHES: Final = 6
"""Times that studies searched on with everybody until that gained next to nothing."""
_OTHER_FLEETS: Final = 0.6
"""Searches without somebody at other fleet sizes, for each at the cheapest."""
_AGAIN: Final = 0.8
"""Of the plans without somebody, how many a further pass looks for again."""
_OUTCOMES_ALIKE: Final = 0.5
"""Of the half-days of an outcome of training, how many no other outcome has."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast this machine searches, seconds of CPU.

    Parameters
    ----------
    build_s, begin_s
        A request of a search that begins anew, and of one that begins with known runs, before the
        first iteration.
    iteration_s
        An iteration.
    """

    build_s: float
    begin_s: float
    iteration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How long the parts of a look search, seconds of CPU: a guess from what studies took.

    Parameters
    ----------
    ladder
        Fleet sizes with everybody.
    best
        The best groups.
    without
        Without each, and given back.
    adding_up
        Bounds of savings, and outcomes of training.
    """

    ladder: float
    best: float = 0.0
    without: float = 0.0
    adding_up: float = 0.0

    @property
    def total(self) -> float:
        """All of it."""
        return self.ladder + self.best + self.without + self.adding_up


def expected_work(
    week: WeekProblem,
    effort: Effort,
    pace: Pace,
    *,
    candidates: Sequence[Leavers],
    each: bool,
    best: int,
    outcomes: int,
) -> Work:
    """Guess how long a look searches.

    Parameters
    ----------
    week
        The week.
    effort
        How hard to search.
    pace
        How fast that is here.
    candidates
        Who could leave: one by one, or several together.
    each
        Whether each one's own saving is asked for.
    best
        Largest size of the best groups, or of the group asked for.
    outcomes
        Outcomes of training that are planned for a group.

    Returns
    -------
    Work
        Within a half to twice what it takes, mostly: it depends on what is found.
    """
    sizes = [len(problem.requests) for problem in week.problems]
    rungs = len(week.standing) // 2 + 1
    begins = [size * pace.begin_s for size in sizes]
    again = [begin + effort.again * pace.iteration_s for begin in begins]
    anew = sum(size * pace.build_s + effort.first * pace.iteration_s for size in sizes)
    ladder = effort.seeds * (2 * anew + (rungs - 1 + 2 * _POLISHES) * sum(again))
    kinds = [_kinds(week, some) for some in candidates]
    steps = min(best, len(candidates))
    longest = max((sum(again[kind] for kind in some) for some in kinds), default=0.0)
    fleets = min(effort.group_rungs, rungs)
    looking = steps * fleets * effort.seeds * longest
    singles = sum(again[kind] for some in kinds for kind in some) if each else 0.0
    a_pass = effort.seeds * (singles + steps * longest) * (1 + _OTHER_FLEETS)
    given_back = sum(begins[kind] for some in kinds for kind in some) if each else 0.0
    passes = 1 + _AGAIN * (effort.passes - 1)
    drawn = 2 * outcomes * _OUTCOMES_ALIKE * 2 * effort.seeds * sum(begins) if steps else 0.0
    return Work(
        ladder=ladder,
        best=looking,
        without=(a_pass + given_back) * passes if each or steps else 0.0,
        adding_up=2 * given_back + drawn,
    )


def _kinds(week: WeekProblem, leavers: Leavers) -> set[int]:
    """Return the kinds of parts of days in which somebody rides."""
    return {part.kind for part in week.parts if part.requests_of(leavers.rides)}
