"""What is left after training, on two vans for four people, by arithmetic.

A van costs 100 pence a year, a taxi 20 on each of 10 weeks; four people ride in two vans.
"""

from dataclasses import replace

import pytest

from tests.fleet.pay import standing
from tests.fleet.rides import bus, line, ride
from tests.fleet.weeks import known, week_of
from transit.fleet.balance import Beside, balance_of, ranges_of
from transit.fleet.candidates import Judged, Option, Rider
from transit.fleet.carbon import carbon_factors
from transit.fleet.fares import Fares, Payer
from transit.fleet.figures import Prices
from transit.fleet.ladder import Ladder, build_ladder
from transit.fleet.leavers import plan_without, together
from transit.fleet.looking import group_study
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.sensitivity import Input, swings
from transit.fleet.training_cost import Spread, training_rates
from transit.model.abilities import Lessons
from transit.model.positions import Position
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.read.hour_rules import read_pass_rules
from transit.read.parameters import read_parameters

VAN = Vehicle(
    id="v",
    name="Van",
    kind=VehicleKind.MINIBUS,
    layouts=(Layout(2, 0),),
    depot=Depot("Yard", Position(51.0, 0.0, 10)),
    from_s=0,
    to_s=86_400,
    cost=RunningCost(day_pence=10, mile_pence=0, driver_hour_pence=0, assistant_hour_pence=0),
)
PARAMETERS = read_parameters()
STANDING = standing(
    days_a_week=1, driver_hours=1, assistant_hours=1, weeks_a_year=10, paid_weeks_a_year=10
)
BESIDE = Beside(
    Prices({"v0": VAN, "v1": VAN}, {"v0": 0, "v1": 0}, STANDING, carbon_factors(PARAMETERS)),
    training_rates(PARAMETERS),
    PARAMETERS,
    1,
)
RIDERS = tuple(
    Rider(
        person=name,
        options=(
            Option(
                person=name,
                place=0,
                session="S",
                days=(Weekday.MON,),
                judged=Judged(
                    rung=Rung.WITH_TRAINING, sure=Rung.WITH_TRAINING, lessons=Lessons(8, 8)
                ),
            ),
        ),
    )
    for name in "ab"
)


def plans(**mates: str) -> Ladder:
    """Return the plans, also without both who learn; whom somebody must ride with, by name."""
    taxi = {"on": (600, 600), "off": (1200, 1200), "leave_cost": 20 * UNITS_PER_PENNY}
    requests = tuple(
        ride(name, 1, 2, **taxi, together=frozenset(mates.get(name, ""))) for name in "abcd"
    )
    vans = tuple(bus(name, (2, 0), price=RunPrice(metre=0)) for name in ("v0", "v1"))
    van = 100 * UNITS_PER_PENNY
    week = week_of([Problem(requests, vans, line(0, 10, 20))], {"v0": van, "v1": van})
    made = build_ladder(known(week))
    plan_without(made, [together(each.leavers for each in RIDERS)])
    return made


@pytest.fixture
def ladder() -> Ladder:
    """Return the plans of people who need no company."""
    return plans()


def test_what_is_left_is_the_mean_of_what_may_come(ladder: Ladder) -> None:
    """A van goes only if both travel alone, in fewer than half of 40 outcomes: no share of heads.

    Likely 0.6 x 0.8 of each are left of two people, 0.23 of both: near 23 of 100 pence.
    """
    found = group_study(ladder, RIDERS, BESIDE)
    comes = found.forecast.mean_cashable_pence
    training = BESIDE.training.likely_pence([Lessons(8, 8)] * 2) / 3
    assert found.saving.cashable_pence == 100
    assert 5 <= comes <= 40
    assert found.net_pence == pytest.approx(comes - training)


def test_whoever_must_ride_with_somebody_who_fails_stays() -> None:
    """No outcome is planned in which one of a and b has left without the other."""
    pair = plans(a="b", b="a")
    group_study(pair, RIDERS, BESIDE)
    assert {len(key.gone) for key in pair.known.plans} == {0, 2}


def test_both_sides_choose_among_the_same_fleets(ladder: Ladder) -> None:
    """At ten times the price of a van one of two goes: 1,400 less 1,000.

    With taxis alone, 800, nothing was planned without them: that would cost 200 more for leaving.
    """
    balance = replace(balance_of(ladder, RIDERS, BESIDE, 100), training=0)
    assert balance.net({}) == pytest.approx(100 * UNITS_PER_PENNY)
    assert balance.net({Input.VEHICLE_DAY: 10}) == pytest.approx(400 * UNITS_PER_PENNY)


def test_where_nothing_is_left_by_hand(ladder: Ladder) -> None:
    """Half of a van's 100 comes, and training takes 20 a year: 30 are left.

    Nothing is where a van costs 40, or taxis a tenth, as one van and two taxis, 140, then go before
    two vans; where four in ten of those who last do, or training costs 2.5 times as much.
    """
    taken = replace(balance_of(ladder, RIDERS, BESIDE, 50), training=20 * UNITS_PER_PENNY)
    assert taken.net({}) == pytest.approx(30 * UNITS_PER_PENNY)
    ranges = dict.fromkeys(
        (Input.VEHICLE_DAY, Input.TAXI, Input.PERSISTENCE, Input.TRAINING), (0.5, 2.0)
    )
    found = {each.input: each for each in swings(taken, ranges, 9, 8)}
    assert found[Input.VEHICLE_DAY].break_even == pytest.approx(0.4)
    assert found[Input.VEHICLE_DAY].at_low == pytest.approx((25 - 20) * UNITS_PER_PENNY)
    assert found[Input.PERSISTENCE].break_even == pytest.approx(0.4)
    assert found[Input.TRAINING].break_even == pytest.approx(2.5)
    assert Input.TAXI not in found  # from half to twice the tariff both vans stay cheaper
    (taxi,) = swings(taken, {Input.TAXI: (0.0, 1.0)}, 9, 8)
    assert taxi.break_even == pytest.approx(0.1)


def test_nothing_is_put_beside_a_success_of_nothing() -> None:
    """There is no such multiple of 0."""
    never = replace(BESIDE, training=replace(BESIDE.training, success=Spread(0, 0, 0)))
    assert Input.SUCCESS not in ranges_of(never) and Input.PERSISTENCE in ranges_of(never)


def test_fares_that_the_council_pays_are_taken_off(ladder: Ladder) -> None:
    """Both pay 20 pence on each of 10 Mondays: 400 a year off the van's 100, and off what is left.

    The van that two save is worth 100; with fares leaving costs 300 more than staying.
    """
    rule = read_pass_rules()["encts"]
    fares = Fares(single_pence=20, day_pence=20, rule=rule, payer=Payer.COUNCIL, weeks_a_year=10)
    paid = replace(BESIDE, fares=fares)
    found, without = group_study(ladder, RIDERS, paid), group_study(ladder, RIDERS, BESIDE)
    assert (without.saving.saving_pence, found.saving.saving_pence) == (100, -300)
    assert found.saving.cashable_pence == -300 and found.saving.fares_pence == 400
    assert found.forecast.mean_cashable_pence < without.forecast.mean_cashable_pence
    training = BESIDE.training.likely_pence([Lessons(8, 8)] * 2) / 3
    assert found.net_pence == pytest.approx(found.forecast.mean_cashable_pence - training)
    own = group_study(ladder, RIDERS, replace(BESIDE, fares=replace(fares, payer=Payer.PERSON)))
    assert own == without
