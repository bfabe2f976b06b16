"""Training: arithmetic where nothing is drawn, and seeds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.errors import InputError
from transit.fleet.training_cost import (
    Spread,
    TrainingRates,
    draw_outcomes,
    forecast_training,
    training_rates,
)
from transit.model.abilities import Lessons
from transit.read.parameters import read_parameters


def fixed(value: float) -> Spread:
    """Return a range of one value."""
    return Spread(value, value, value)


def rates(success: float = 1.0, persistence: float = 1.0, weeks: float = 0.0) -> TrainingRates:
    """Return rates without chance: 2 hours before and 1 a lesson, 4 lessons, 10 pounds an hour."""
    return TrainingRates(
        hour_pence=fixed(1000),
        set_up_hours=fixed(2),
        lesson_hours=fixed(1),
        lessons=fixed(4),
        success=fixed(success),
        persistence=fixed(persistence),
        weeks=fixed(weeks),
        horizon_months=24,
        outcomes=20,
        draws=50,
        spread_years=3,
        shown_share=0.8,
    )


def table(now: float, later: float) -> np.ndarray:
    """Return one outcome's savings a year, all of them cashable."""
    return np.array([[[now, later], [now, later]]])


@pytest.mark.parametrize(
    ("now", "later", "weeks", "month"),
    [
        (12_000, 12_000, 0, 6),  # 1,000 a month, 6,000 to pay
        (12_000, 12_000, 26, 12),  # begins after six months
        (72_000, 72_000, 0, 1),
        (1_200, 1_200, 0, None),  # 100 a month
        (0, 0, 0, None),
    ],
)
def test_payback_month(now: float, later: float, weeks: float, month: int | None) -> None:
    """Training costs (2 + 4) hours of 10 pounds, and savings come month by month."""
    chance = np.random.default_rng(1)
    found = forecast_training(rates(weeks=weeks), [None], table(now, later), chance)
    assert found.cost_pence == (6000, 6000, 6000) and found.hours == (6, 6, 6)
    assert found.payback_months == (month, month, month)
    assert found.paid_back == float(month is not None)


def test_savings_fall_over_the_first_year() -> None:
    """From 12,000 to nothing: 1,000 less a twelfth more each month; 5,500 in all, never 6,000."""
    found = forecast_training(rates(), [None], table(12_000, 0), np.random.default_rng(1))
    assert found.payback_months[1] is None and found.saving_pence == (0, 0, 0)


def test_nothing_to_learn_costs_nothing() -> None:
    """Who can travel now pays back at once."""
    found = forecast_training(rates(), [], table(1_200, 1_200), np.random.default_rng(1))
    assert found.cost_pence == (0, 0, 0) and found.payback_months == (0, 0, 0)


def test_lessons_of_the_verdict_go_before_the_usual_ones() -> None:
    """From 6 to 10 lessons, 8 in the middle: 2 + 8 hours."""
    assert rates().likely_hours([Lessons(6, 10)]) == 10
    assert rates().likely_pence([Lessons(6, 10), None]) == 16_000


@given(st.integers(0, 1000))
def test_outcomes_nest(seed: int) -> None:
    """Who still travels a year on did so after training; who need not learn always does."""
    chance = np.random.default_rng(seed)
    for each in draw_outcomes(rates(0.5, 0.5), [True, True, False], chance):
        assert set(each.a_year_on) <= set(each.after)
        assert 2 in each.a_year_on


def test_outcomes_follow_the_rates() -> None:
    """Nobody at 0, everybody at 1; the same seed draws the same."""
    none = draw_outcomes(rates(0.0), [True] * 3, np.random.default_rng(1))
    every = draw_outcomes(rates(1.0), [True] * 3, np.random.default_rng(1))
    assert {each.after for each in none} == {()} and {each.after for each in every} == {(0, 1, 2)}
    again = [draw_outcomes(rates(0.5), [True] * 9, np.random.default_rng(7)) for _ in range(2)]
    assert again[0] == again[1]


def test_half_succeed_and_four_in_five_last() -> None:
    """Of 4,000 outcomes with two learners: one half each, both in a quarter, 0.4 a year on.

    Four standard deviations are 0.032 at most.
    """
    usual = replace(rates(0.5, 0.8), outcomes=4000)
    found = draw_outcomes(usual, [True, True], np.random.default_rng(3))
    assert len(found) == 4000
    for who in (0, 1):
        assert np.mean([who in each.after for each in found]) == pytest.approx(0.5, abs=0.032)
        assert np.mean([who in each.a_year_on for each in found]) == pytest.approx(0.4, abs=0.032)
    both = np.mean([each.after == (0, 1) for each in found])
    assert both == pytest.approx(0.25, abs=0.032)


def test_what_may_come_of_four_outcomes() -> None:
    """Nothing, twice 100 and 300: on average 125; half of all draws are at 100 or less.

    The lowest tenth of draws is at 0 and the highest at 300, as each has a quarter of them.
    """
    saved = np.array([[[400.0, 400.0], [each, each]] for each in (0.0, 100.0, 100.0, 300.0)])
    usual = replace(rates(), draws=2000)
    found = forecast_training(usual, [None], saved, np.random.default_rng(1))
    assert found.mean_cashable_pence == 125
    assert found.cashable_pence == (0, 100, 300) and found.saving_pence == (400, 400, 400)


def test_what_is_drawn_has_the_mean_of_its_triangle() -> None:
    """Hours of trainers: (2 + 6 + 10) / 3 before, and 4 lessons of 1: 10; cost at 10 pounds each.

    The deviation of a triangle from 2 to 10 around 6 is 8 over the root of 24, 1.63: four of the
    mean of 4,000 draws are 0.1.
    """
    usual = replace(rates(), set_up_hours=Spread(2, 6, 10), draws=4000, shown_share=0.98)
    found = forecast_training(usual, [None], table(1, 1), np.random.default_rng(2))
    low, middle, high = found.hours
    assert middle == pytest.approx(10, abs=0.13)
    assert 2 + 4 <= low < 7.1 and 12.9 < high <= 10 + 4
    assert found.cost_pence == tuple(1000 * each for each in found.hours)


def test_the_shipped_course_is_near_the_planning_figure() -> None:
    """6 hours and 16 lessons of 3 hours at 22 pounds are 1,188 pounds."""
    assert training_rates(read_parameters()).likely_pence([None]) == 118_800


def test_values_out_of_order_are_refused() -> None:
    """Low, likely, high."""
    with pytest.raises(InputError, match="in this order"):
        Spread(2, 1, 3)
