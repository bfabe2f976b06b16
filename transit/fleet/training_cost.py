"""What training costs, how often it lasts, and after how many months it pays: with ranges.

Everything uncertain is drawn with a seed; nothing that has not happened counts as a verdict.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.model.abilities import Lessons
from transit.model.parameters import Parameters

_WEEKS_A_MONTH: Final = 52 / 12
_YEAR_MONTHS: Final = 12
_VALUES: Final = 3


@dataclass(frozen=True, slots=True)
class Spread:
    """A low, a likely and a high value."""

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        """Refuse values that are not in order."""
        if not 0 <= self.low <= self.likely <= self.high:
            raise InputError("parameters: give a low, a likely and a high value, in this order")

    def draw(self, chance: np.random.Generator, n: int) -> NDArray[np.float64]:
        """Draw values: most around the likely one, none beyond the others.

        Parameters
        ----------
        chance
            Source of random numbers.
        n
            How many.

        Returns
        -------
        ndarray
            ``(n,) float64``.
        """
        if self.low == self.high:
            return np.full(n, self.low)
        return chance.triangular(self.low, self.likely, self.high, n)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRates:
    """What training takes; see ``data/parameters/switching.toml``.

    Parameters
    ----------
    hour_pence
        An hour of a trainer, pence.
    set_up_hours, lesson_hours
        Hours before the first lesson, and for each.
    lessons
        Lessons where a verdict does not tell.
    success
        Share who then travel alone.
    persistence
        Share of these who still do after a year.
    weeks
        From the first lesson until somebody travels alone.
    horizon_months
        Months within which it may pay back.
    outcomes, draws
        Outcomes drawn, and draws of everything else over them.
    spread_years
        Years over which its cost is spread where it is compared with a year's saving.
    shown_share
        Share of draws between the low and the high values of a forecast.
    """

    hour_pence: Spread
    set_up_hours: Spread
    lesson_hours: Spread
    lessons: Spread
    success: Spread
    persistence: Spread
    weeks: Spread
    horizon_months: int
    outcomes: int
    draws: int
    spread_years: float
    shown_share: float

    def __post_init__(self) -> None:
        """Refuse counts and years of nothing, and shares of more than everybody."""
        if min(self.horizon_months, self.outcomes, self.draws) < 1:
            raise InputError(
                "parameters: switch_horizon_months, switch_outcomes and switch_draws are 1 or more"
            )
        if self.spread_years <= 0:
            raise InputError("parameters: switch_spread_years is more than 0")
        if not 0 <= self.shown_share <= 1:
            raise InputError("parameters: switch_shown_share is a share up to 1")
        if max(self.success.high, self.persistence.high) > 1:
            raise InputError("parameters: switch_success and switch_persistence are shares up to 1")

    def likely_pence(self, courses: Sequence[Lessons | None]) -> float:
        """Return what some courses cost at likely values.

        Parameters
        ----------
        courses
            Lessons expected of each; None where nobody knows.

        Returns
        -------
        float
            Pence.
        """
        return self.likely_hours(courses) * self.hour_pence.likely

    def likely_hours(self, courses: Sequence[Lessons | None]) -> float:
        """Return how long trainers work on some courses at likely values.

        Parameters
        ----------
        courses
            As for :meth:`likely_pence`.

        Returns
        -------
        float
            Hours.
        """
        lessons = sum(self.lessons_of(each).likely for each in courses)
        return len(courses) * self.set_up_hours.likely + lessons * self.lesson_hours.likely

    def lessons_of(self, lessons: Lessons | None) -> Spread:
        """Return the lessons of a course.

        Parameters
        ----------
        lessons
            As a verdict tells; None where it does not.

        Returns
        -------
        Spread
            Their range.
        """
        if lessons is None:
            return self.lessons
        return Spread(lessons.low, (lessons.low + lessons.high) / 2, lessons.high)


def training_rates(parameters: Parameters) -> TrainingRates:
    """Take the rates from parameters.

    Parameters
    ----------
    parameters
        The parameters.

    Returns
    -------
    TrainingRates
        The rates.

    Raises
    ------
    InputError
        One is missing, or has not three values in order.
    """

    def spread(name: str) -> Spread:
        values = parameters.numbers(f"switch_{name}")
        if len(values) != _VALUES:
            raise InputError(f"parameter switch_{name}: give a low, a likely and a high value")
        return Spread(*values)

    return TrainingRates(
        hour_pence=spread("trainer_hour_pence"),
        set_up_hours=spread("set_up_hours"),
        lesson_hours=spread("lesson_hours"),
        lessons=spread("lessons"),
        success=spread("success"),
        persistence=spread("persistence"),
        weeks=spread("training_weeks"),
        horizon_months=int(parameters.number("switch_horizon_months")),
        outcomes=int(parameters.number("switch_outcomes")),
        draws=int(parameters.number("switch_draws")),
        spread_years=parameters.number("switch_spread_years"),
        shown_share=parameters.number("switch_shown_share"),
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way in which training could end.

    Parameters
    ----------
    after
        Who travels alone then: indices of the people in the group, in order.
    a_year_on
        Who of them still does after a year.
    """

    after: tuple[int, ...]
    a_year_on: tuple[int, ...]


def draw_outcomes(
    rates: TrainingRates, learns: Sequence[bool], chance: np.random.Generator
) -> tuple[Outcome, ...]:
    """Draw how training could end.

    Parameters
    ----------
    rates
        Success and persistence; how many outcomes.
    learns
        By person whether they have to learn first; who has not travels alone from the start.
    chance
        Source of random numbers.

    Returns
    -------
    tuple of Outcome
        As many as the rates say.
    """
    n = rates.outcomes
    success, lasting = rates.success.draw(chance, n), rates.persistence.draw(chance, n)
    to_learn = np.asarray(learns, bool)
    after = (chance.random((n, to_learn.size)) < success[:, None]) | ~to_learn
    later = after & ((chance.random((n, to_learn.size)) < lasting[:, None]) | ~to_learn)
    return tuple(
        Outcome(tuple(np.flatnonzero(now).tolist()), tuple(np.flatnonzero(then).tolist()))
        for now, then in zip(after, later, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What training a group may come to: each low, in half of all draws, and high.

    Parameters
    ----------
    cost_pence
        Training.
    hours
        Of trainers.
    saving_pence, cashable_pence
        A year, a year after training: the whole saving, and what ends.
    payback_months
        Months from the first lesson until cashable savings have paid for it; None where that is
        beyond the horizon.
    paid_back
        Share of draws in which they have within the horizon.
    mean_cashable_pence
        What is cashable a year after training, on average over the outcomes.
    shown_share
        Share of draws between the low and the high values.
    """

    cost_pence: tuple[float, float, float]
    hours: tuple[float, float, float]
    saving_pence: tuple[float, float, float]
    cashable_pence: tuple[float, float, float]
    payback_months: tuple[float | None, float | None, float | None]
    paid_back: float
    mean_cashable_pence: float = 0.0
    shown_share: float = 0.8


def forecast_training(
    rates: TrainingRates,
    courses: Sequence[Lessons | None],
    saved: NDArray[np.float64],
    chance: np.random.Generator,
) -> Forecast:
    """Forecast what training a group comes to.

    Parameters
    ----------
    rates
        What training takes.
    courses
        Lessons of each journey that is learnt, as verdicts tell; None where they do not.
    saved
        ``(n_outcomes, 2, 2) float64`` pence a year by outcome: the whole saving and what is
        cashable, each just after training and a year on.
    chance
        Source of random numbers.

    Returns
    -------
    Forecast
        With ranges.
    """
    n = rates.draws
    hours = np.zeros(n)
    for each in courses:
        lessons = rates.lessons_of(each).draw(chance, n)
        hours += rates.set_up_hours.draw(chance, n) + lessons * rates.lesson_hours.draw(chance, n)
    cost = hours * rates.hour_pence.draw(chance, n)
    begin = rates.weeks.draw(chance, n) / _WEEKS_A_MONTH if courses else np.zeros(n)
    drawn = saved[chance.integers(0, len(saved), n)]
    months = _payback_months(cost, begin, drawn[:, 1], rates.horizon_months)
    shown = partial(_range, share=rates.shown_share)
    early, middle, late = shown(months)
    return Forecast(
        cost_pence=shown(cost),
        hours=shown(hours),
        saving_pence=shown(drawn[:, 0, 1]),
        cashable_pence=shown(drawn[:, 1, 1]),
        payback_months=(_finite(early), _finite(middle), _finite(late)),
        paid_back=float(np.isfinite(months).mean()),
        mean_cashable_pence=float(saved[:, 1, 1].mean()),
        shown_share=rates.shown_share,
    )


def _payback_months(
    cost: NDArray[np.float64],
    begin: NDArray[np.float64],
    a_year: NDArray[np.float64],
    horizon: int,
) -> NDArray[np.float64]:
    """Return the first month by whose end as much was saved as training cost.

    Savings fall evenly over the first year, from those just after training to those a year on, and
    then stay.
    """
    months = np.arange(1, horizon + 1)
    running = np.clip(months[None, :] - begin[:, None], 0, 1)
    aged = np.clip((months[None, :] - begin[:, None]) / _YEAR_MONTHS, 0, 1)
    rate = a_year[:, :1] + (a_year[:, 1:] - a_year[:, :1]) * aged
    paid = np.cumsum(running * rate / _YEAR_MONTHS, axis=1) >= cost[:, None]
    first = np.where(paid.any(axis=1), paid.argmax(axis=1) + 1.0, np.inf)
    return np.where(cost <= 0, 0.0, first)


def _finite(months: float) -> float | None:
    return months if math.isfinite(months) else None


def _range(values: NDArray[np.float64], share: float) -> tuple[float, float, float]:
    """Return the median, and values around it between which a share of all lies."""
    at = 0.5 - share / 2, 0.5, 0.5 + share / 2
    low, middle, high = np.quantile(values, at, method="inverted_cdf")
    return float(low), float(middle), float(high)
