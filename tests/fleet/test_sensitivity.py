"""Tornado and break-even by arithmetic."""

from dataclasses import replace

import pytest

from transit.fleet.sensitivity import Balance, CostParts, Input, swings

BEFORE = CostParts(vehicles=60, drivers=40, assistants=0, miles=20, taxis=30)
AFTER = CostParts(vehicles=30, drivers=20, assistants=0, miles=20, taxis=40)
BALANCE = Balance(
    before=(BEFORE,),
    after=(AFTER,),
    comes=0.4,
    learning=1.0,
    success=0.5,
    persistence=0.8,
    training=10,
)


def test_net_is_the_saving_expected_less_training() -> None:
    """150 less 110 is 40; half succeed and four in five last: 16, less 10."""
    assert BALANCE.net({}) == pytest.approx(6)


def test_prices_move_what_they_pay_for() -> None:
    """Twice the taxi tariff: 180 less 150 is 30, of it 12, less 10. Success has a ceiling of 1."""
    assert BALANCE.net({Input.TAXI: 2}) == pytest.approx(2)
    assert BALANCE.net({Input.SUCCESS: 9}) == pytest.approx(40 * 0.8 - 10)
    assert BALANCE.net({Input.WEEKS: 0}) == pytest.approx(-10)


def test_who_can_travel_now_needs_no_luck() -> None:
    """Where nobody learns the whole saving comes, whatever share succeeds."""
    sure = replace(BALANCE, comes=1.0, learning=0.0, training=0)
    assert sure.net({}) == sure.net({Input.SUCCESS: 0.5}) == pytest.approx(40)


def test_a_share_of_the_people_is_not_that_share_of_the_saving() -> None:
    """Two in five travel alone, but on average a tenth of 40 is cashable: 4 less 10; half: 2."""
    lumpy = replace(BALANCE, comes=0.1)
    assert lumpy.net({}) == pytest.approx(-6)
    assert lumpy.net({Input.SUCCESS: 0.5}) == pytest.approx(2 - 10)


def test_where_nobody_ever_succeeds_nothing_is_left() -> None:
    """Training is paid all the same."""
    assert replace(BALANCE, success=0.0, comes=0.0).net({Input.SUCCESS: 2}) == pytest.approx(-10)


def test_the_fleet_size_is_chosen_anew() -> None:
    """With vehicles at no price a larger fleet is cheaper, before and after: 10 and 5, not 90."""
    larger = CostParts(vehicles=160, drivers=0, assistants=0, miles=5, taxis=5)
    without = CostParts(vehicles=160, drivers=0, assistants=0, miles=3, taxis=2)
    both = replace(BALANCE, before=(BEFORE, larger), after=(AFTER, without))
    assert both.net({}) == pytest.approx(BALANCE.net({}))
    assert both.net({Input.VEHICLE_DAY: 0}) == pytest.approx((10 - 5) * 0.4 - 10)


def test_the_widest_come_first_and_break_even_is_found() -> None:
    """Nothing is left where success is 0.5 x 10 / 16; of taxis, where 25 are left of the saving."""
    ranges = {Input.SUCCESS: (0.5, 1.5), Input.MILE: (0.5, 1.5), Input.TAXI: (0.5, 1.5)}
    found = swings(BALANCE, ranges, 2, 8)
    assert [each.input for each in found] == [Input.SUCCESS, Input.TAXI]
    assert found[0].break_even == pytest.approx(10 / 16)
    # 150 - 110 - 10 x (t - 1) = 25 at t = 2.5
    assert found[1].break_even == pytest.approx(2.5)
    assert found[0].at_low == pytest.approx(40 * 0.25 * 0.8 - 10)
    assert swings(BALANCE, {Input.MILE: (0.5, 1.5)}, 5, 8) == ()  # the same miles before and after


def test_some_inputs_never_eat_it_all() -> None:
    """Vehicles at half their price leave 25 of 40 saved; without training that is never nothing."""
    free = replace(BALANCE, training=0)
    (vehicles,) = swings(free, {Input.VEHICLE_DAY: (0.5, 1.5)}, 5, 8)
    assert vehicles.at_low == pytest.approx(25 * 0.4) and vehicles.break_even is None


def test_what_is_paid_all_year_does_not_move_with_the_weeks() -> None:
    """Of 60 for vehicles 50 are paid all year: at half the weeks 50 + 5, and 20 of 40 drivers."""
    kept = replace(BEFORE, vehicles_kept=50)
    assert kept.at({}) == BEFORE.at({}) == 150
    assert kept.at({Input.WEEKS: 0.5}) == pytest.approx(50 + 5 + 20 + 10 + 15)
    assert kept.at({Input.VEHICLE_DAY: 2}) == 210


def test_no_break_even_is_looked_for_beyond_what_is_asked() -> None:
    """16 are left before training for 10: at 1.6 times its cost nothing is, more than 1.5."""
    (found,) = swings(BALANCE, {Input.TRAINING: (0.5, 2)}, 1, 8)
    assert found.break_even == pytest.approx(1.6)
    (none,) = swings(BALANCE, {Input.TRAINING: (0.5, 2)}, 1, 1.5)
    assert none.break_even is None
