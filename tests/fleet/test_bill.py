"""The year's bill against a plain count, vehicle by vehicle and minute by minute."""

import random
from dataclasses import replace

import pytest

from tests.fleet.pay import standing
from tests.fleet.test_today_figures import VAN
from transit.fleet.bill import cost_parts
from transit.fleet.extra_hours import ExtraHours
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.quantities import add_up
from transit.fleet.standing import FleetPay
from transit.model.fact import State
from transit.model.vehicles import RunningCost
from transit.model.weekdays import Weekday

MINUTE, HOUR = 60, 3600
EXTRA = ExtraHours(
    times=1.25,
    long_day_s=6 * HOUR,
    long_times=1.5,
    night_from_s=20 * HOUR,
    night_to_s=6 * HOUR,
    night_times=1.5,
)


def paid_minutes(outs: list[tuple[int, int]], contract: int | None) -> float:
    """Count what a day is paid beside its contract, one minute after the other."""
    total, worked = 0.0, 0
    for leave_s, back_s in sorted(outs):
        for second in range(leave_s, back_s, MINUTE):
            worked += 1
            total += 0.5 * (second < 6 * HOUR or second >= 20 * HOUR)
            if worked > max(contract or 0, 6 * 60):
                total += 1.5
            elif contract is None:
                total += 1
            elif worked > contract:
                total += 1.25
    return total


@pytest.mark.parametrize("seed", range(8))
def test_a_year_is_what_its_minutes_come_to(seed: int) -> None:
    """Some vehicles kept, some hired, contracts of none to five hours, five days of seven paid."""
    draw = random.Random(seed)
    hours = draw.choice([0, 2, 5])
    rates = standing(driver_hours=hours, weeks_a_year=48, paid_weeks_a_year=52, extra=EXTRA)
    cost = RunningCost(day_pence=6000, mile_pence=0, driver_hour_pence=1800, assistant_hour_pence=0)
    vehicles = {
        f"v{at}": replace(
            VAN, id=f"v{at}", cost=cost, paid_when_idle=draw.choice([State.YES, State.NO])
        )
        for at in range(4)
    }
    outs = {}
    for name in vehicles:
        for day in draw.sample(list(Weekday), draw.randrange(8)):
            leave, then = draw.randrange(4 * 60, 9 * 60), draw.randrange(13 * 60, 18 * 60)
            long = draw.randrange(30, 240), draw.randrange(30, 300)
            runs = ((leave, leave + long[0]), (then, then + long[1]))
            outs[name, day] = tuple((a * MINUTE, b * MINUTE) for a, b in runs)
    pay = FleetPay(vehicles, dict.fromkeys(vehicles, 0), rates)
    out_s = {
        name: sum(b - a for (who, _), runs in outs.items() if who == name for a, b in runs)
        for name in vehicles
    }
    week = replace(add_up([], 4), outs_on=outs, out_s_of=out_s)
    # By the hour, runs' crews are part of what runs cost.
    by_hour = 0 if hours else sum(out_s.values()) * 50_000
    found = cost_parts(replace(week, crew_units=by_hour), vehicles, pay, 48)
    pence = 0.0
    for name, vehicle in vehicles.items():
        hired = vehicle.paid_when_idle is State.NO
        days = [list(runs) for (who, _), runs in outs.items() if who == name]
        days.sort(key=lambda runs: -sum(b - a for a, b in runs))
        pence += 0 if hired else 5 * 52 * (6000 + hours * 1800)
        for at, runs in enumerate(days):
            contracted = hired or at < 5
            minutes = paid_minutes(runs, hours * 60 * contracted if hours else None)
            pence += 48 * (minutes * 30 + (6000 + hours * 1800) * hired)
    assert found.at({}) / UNITS_PER_PENNY == pytest.approx(pence)
