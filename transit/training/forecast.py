"""How many lessons are left: a range from what is usual and from the record, by Bayes' rule.

Levels are climbed at a pace, in levels a try. What is usual (the catalogue) says how paces are
spread between people; the record of this person moves that, for each skill by itself and for all
together, as who learns one thing quickly tends to learn others so. The pace is never known: the
forecast is averaged over all paces, so that little record leaves a wide range.

Each level has a few hidden steps that are climbed as a Poisson process, a try being one unit of
time. Lessons left are those until the slowest skill is where it must be, and the runs of the
sign-off rule after that, of which some go wrong even when everything is learnt.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, ndtri, pdtrc, xlogy

from transit.model.abilities import Lessons, Level
from transit.model.training_rules import ForecastRule

_Floats = NDArray[np.float64]

_PACES: Final = np.exp(np.linspace(np.log(0.01), np.log(8.0), 61))
"""Paces that are looked at, levels a try."""
_OWN: Final = np.linspace(-2.6, 2.6, 9)
"""A person's own pace, standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What the forecast looks at of one skill.

    Parameters
    ----------
    usual
        Lessons that it usually takes from not yet to alone.
    start, now, needed
        Level at the start of the course, what somebody can do now, and what is needed.
    tries
        Lessons in which it was tried from the start until ``now`` was so.
    since
        Lessons in which it was tried after that: one bad day does not count, nor does one good one,
        so that what counts was so a lesson ago.
    share
        Share of lessons in which it is tried.
    """

    usual: Lessons
    start: Level
    now: Level
    needed: Level
    tries: int
    since: int = 0
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """Lessons left.

    Parameters
    ----------
    low, middle, high
        Ends of the range, and the lessons within which half of such courses are done.
    is_usual
        Whether the record says too little yet, so that the range is mainly the usual one.
    is_open
        Whether more than ``high`` is not told apart: it may be many more.
    within
        Chance that at most so many lessons are needed, by their number from 0.
    """

    low: int
    middle: int
    high: int
    is_usual: bool
    is_open: bool
    within: tuple[float, ...]

    def chance(self, lessons: int) -> float:
        """Return the chance that so many lessons will do.

        Parameters
        ----------
        lessons
            How many.

        Returns
        -------
        float
            0 to 1.
        """
        if lessons < 0:
            return 0.0
        return self.within[min(lessons, len(self.within) - 1)]


def forecast(
    skills: Sequence[Learning], runs_left: int, lessons_so_far: int, rule: ForecastRule
) -> Forecast:
    """Forecast the lessons that are left.

    Parameters
    ----------
    skills
        Every skill that must be alone; those that already are tell how fast somebody learns.
    runs_left
        Runs that the sign-off rule asks for after everything is alone.
    lessons_so_far
        How many there were.
    rule
        The settings.

    Returns
    -------
    Forecast
        The range.
    """
    counts = np.arange(rule.most_lessons + 1)
    is_usual = lessons_so_far < rule.least_lessons
    records = _early(skills) if is_usual else [skills]
    # How evenly somebody learns is not known; one kind is as likely as the other.
    kinds = [_learnt(each, rule, steps, counts) for each in records for steps in rule.sub_steps]
    learnt = np.diff(np.mean(kinds, axis=0), prepend=0.0)
    chances = [_runs(runs_left, holds, len(counts)) for holds in rule.run_holds]
    runs = np.mean(chances, axis=0)
    within = np.minimum(np.cumsum(np.convolve(learnt, runs)[: len(counts)]), 1.0)
    tail = (1.0 - (rule.early_share if is_usual else rule.range_share)) / 2
    ends = [_quantile(within, share) for share in (tail, 0.5, 1 - tail)]
    return Forecast(
        low=ends[0],
        middle=ends[1],
        high=ends[2],
        is_usual=is_usual,
        is_open=bool(within[-1] < 1 - tail),
        within=tuple(float(each) for each in within),
    )


def _early(skills: Sequence[Learning]) -> list[list[Learning]]:
    """Read a lesson or two in two ways, one as likely as the other.

    They say nothing of a pace. Either what was seen is where somebody stands; or what was practised
    counts, whatever was seen, and the usual lessons are fewer by those that there were.
    """
    seen = [replace(each, start=each.now, tries=0) for each in skills]
    practised = [
        replace(each, now=each.start, tries=0, since=each.tries + each.since) for each in skills
    ]
    return [seen, practised]


def _learnt(
    skills: Sequence[Learning], rule: ForecastRule, steps: int, counts: NDArray[np.int64]
) -> _Floats:
    """Return the chance that all is learnt within each count of lessons, ``(counts,)``."""
    own = np.exp(-0.5 * _OWN**2)
    together = np.ones((len(_OWN), len(counts)))
    for skill in skills:
        evidence, within = _of_skill(skill, rule, steps, counts)
        own = own * evidence
        together *= within
    weights = own / own.sum()
    made: _Floats = weights @ together
    return made


def spreads(usual: Lessons, rule: ForecastRule, steps: int) -> tuple[float, float, float]:
    """Return how paces are spread between people for a skill.

    Parameters
    ----------
    usual
        Lessons from not yet to alone: the range of outcomes that the rule's share holds.
    rule
        The settings.
    steps
        Hidden steps of a level.

    Returns
    -------
    middle : float
        Middle pace, levels a try.
    shared, own : float
        Spread of a person's pace in everything, and of this skill besides: standard deviations of
        the logarithm.
    """
    low, high = max(usual.low, 0.5), max(usual.high, 1.0)
    half = float(ndtri(0.5 + rule.range_share / 2))
    whole = np.log(high / low) / (2 * half)
    # Learning itself is uneven: a count of n steps spreads by about 1 / sqrt(n).
    uneven = 1 / (int(Level.ALONE) * steps)
    spread = max(whole**2 - uneven, rule.least_spread**2)
    middle = int(Level.ALONE) / np.sqrt(low * high)
    return (
        float(middle),
        float(np.sqrt(rule.shared_share * spread)),
        float(np.sqrt((1 - rule.shared_share) * spread)),
    )


def _of_skill(
    skill: Learning, rule: ForecastRule, steps: int, counts: NDArray[np.int64]
) -> tuple[_Floats, _Floats]:
    """Return how well each own pace explains a skill, and the chance to be done by each count.

    Shapes: ``(own paces,)`` and ``(own paces, counts)``.
    """
    prior = _prior(skill.usual, rule, steps)
    climbed = max(0, int(skill.now) - int(skill.start))
    left = max(0, int(skill.needed) - int(skill.now))
    seen = _seen(climbed, skill.tries, skill.now is Level.ALONE, steps)
    joint = prior * seen.sum(axis=0)
    evidence = joint.sum(axis=1)
    if left == 0:
        return evidence, np.ones((len(_OWN), len(counts)))
    share = max(skill.share, 0.05)
    done = _done(climbed, skill.tries, left, skill.since, share, steps, len(counts))
    return evidence, (joint @ done) / evidence[:, None]


@lru_cache(maxsize=512)
def _prior(usual: Lessons, rule: ForecastRule, steps: int) -> _Floats:
    """Return the spread of paces for each own pace, ``(own paces, paces)``."""
    middle, shared, own = spreads(usual, rule, steps)
    centre = np.log(middle) + shared * _OWN[:, None]
    density = np.exp(-0.5 * ((np.log(_PACES)[None, :] - centre) / own) ** 2)
    made: _Floats = density / density.sum(axis=1, keepdims=True)
    return made


@lru_cache(maxsize=2048)
def _seen(climbed: int, tries: int, at_top: bool, sub_steps: int) -> _Floats:
    """Return the chance of what was seen, by hidden step and pace, ``(sub_steps, paces)``."""
    hidden = climbed * sub_steps + np.arange(sub_steps)
    chance = _exactly(hidden[:, None], _PACES[None, :] * sub_steps * tries)
    if at_top:
        # Nobody climbs higher than the top: whoever would have is there, too.
        chance[-1] = _at_least(int(hidden[-1]), _PACES * sub_steps * tries)
    made: _Floats = np.maximum(chance, 1e-12)
    return made


@lru_cache(maxsize=2048)
def _done(
    climbed: int, tries: int, left: int, since: int, share: float, sub_steps: int, counts: int
) -> _Floats:
    """Return the chance to be done within each count of lessons, ``(paces, counts)``."""
    weights = _seen(climbed, tries, False, sub_steps)
    weights = weights / weights.sum(axis=0)
    rates = _PACES[:, None] * sub_steps * (since + share * np.arange(counts))[None, :]
    steps = left * sub_steps - np.arange(sub_steps)
    made: _Floats = np.zeros_like(rates)
    for hidden, needed in enumerate(steps):
        made += weights[hidden][:, None] * _at_least(int(needed), rates)
    return made


def _exactly(count: NDArray[np.int64], mean: _Floats) -> _Floats:
    """Return the chance of a count whose mean is known (Poisson)."""
    made: _Floats = np.exp(xlogy(count, mean) - mean - gammaln(count + 1))
    return made


def _at_least(count: int, mean: _Floats) -> _Floats:
    """Return the chance of so many or more."""
    made: _Floats = pdtrc(count - 1, mean) if count > 0 else np.ones_like(mean)
    return made


@lru_cache(maxsize=256)
def _runs(left: int, holds: float, counts: int) -> _Floats:
    """Return the chance that runs in a row are done at each count of lessons, ``(counts,)``.

    A run that goes wrong starts them again; ``left`` is how many are still to go.
    """
    made = np.zeros(counts)
    # How many are still to go, and how likely; 0 is done and stays.
    state = np.zeros(left + 1)
    state[left] = 1.0
    for count in range(counts):
        made[count] = state[0]
        state = np.concatenate((holds * state[1:], [0.0]))
        state[left] += 1.0 - made[: count + 1].sum() - state.sum()
    return made


def _quantile(within: _Floats, share: float) -> int:
    """Return the fewest lessons that do for a share of outcomes."""
    reached = np.flatnonzero(within >= share - 1e-9)
    return int(reached[0]) if len(reached) else len(within) - 1
