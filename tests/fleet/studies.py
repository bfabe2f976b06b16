"""A study by hand: three riders of the town, two of whom could switch."""

from transit.fleet.figures import YearFigures
from transit.fleet.sensitivity import Input, Swing
from transit.fleet.study import (
    GroupRow,
    GroupStudy,
    Noise,
    RiderRow,
    RungCost,
    SavingFigures,
    Study,
)
from transit.fleet.training_cost import Forecast

UNITS_PER_POUND = 10_000_000


def year(cost: float, vehicles: int, alone: int = 0) -> YearFigures:
    """Return a year that costs so many pounds."""
    return YearFigures(
        cost_pence=cost * 100,
        vehicles_pence=cost * 40,
        drivers_pence=cost * 30,
        assistants_pence=cost * 10,
        miles_pence=cost * 5,
        taxis_pence=cost * 15,
        vehicles=vehicles,
        people_fleet=3 - alone,
        people_taxi=1,
        people_alone=alone,
        rides=20,
        taxi_rides=4,
        ride_min=21.5,
        miles=120.0,
        driver_hours=18.0,
        paid_driver_hours=25.0 * vehicles,
        assistant_hours=16.0,
        carbon_kg=5000.0,
        carbon_fleet_kg=4000.0,
        carbon_taxis_kg=900.0,
        carbon_buses_kg=100.0,
    )


def saving(pounds: float, cashable: float, vehicles: int = 2, apart: float = 56) -> SavingFigures:
    """Return a saving of so many pounds."""
    return SavingFigures(
        saving_pence=pounds * 100,
        apart_pence=apart * 100,
        as_planned_pence=pounds * 50,
        put_back_pence=pounds * 200,
        average_pence=300_000.0,
        cashable_pence=cashable * 100,
        vehicles_pence=0.0,
        crews_pence=cashable * 50,
        taxis_pence=cashable * 50,
        vehicles=vehicles,
    )


def rider(person: str, verdict: str, **more: object) -> RiderRow:
    """Return somebody who rides on two days."""
    given: dict[str, object] = {
        "person": person,
        "sessions": ("S1",),
        "days": 2,
        "stays_days": 0,
        "verdict": verdict,
        "is_candidate": True,
        "is_confirmed": False,
        "needs_check": False,
        "is_stale": False,
        "confirmation": "not confirmed by a person",
        "companion": "family",
        "companion_min": None,
        "companion_pence": None,
        "courses": 0,
        "lessons_low": 0,
        "lessons_high": 0,
        "training_pence": 0.0,
        "training_hours": 0.0,
        "riding_min": 80.0,
        "by_bus_min": 95.0,
        "away_min": 400.0,
        "away_by_bus_min": 420.0,
    }
    return RiderRow(**{**given, **more})  # type: ignore[arg-type]


GROUP = GroupStudy(
    people=2,
    confirmed=1,
    learning=1,
    checks=1,
    saving=saving(2000, 1500),
    forecast=Forecast(
        cost_pence=(90_000.0, 119_000.0, 150_000.0),
        hours=(40.0, 54.0, 70.0),
        saving_pence=(0.0, 110_000.0, 200_000.0),
        cashable_pence=(0.0, 90_000.0, 150_000.0),
        payback_months=(9.0, 14.0, None),
        paid_back=0.7,
    ),
    swings=tuple(
        Swing(
            input=each,
            low=0.8,
            high=1.2,
            at_low=(500 - at) * UNITS_PER_POUND,
            at_high=(900 + at) * UNITS_PER_POUND,
            break_even=0.4,
        )
        for at, each in reversed([*enumerate((Input.MILE, Input.TAXI, Input.SUCCESS))])
    ),
    net_pence=70_000.0,
)

STUDY = Study(
    weeks=48,
    today=None,
    whole_fleet=year(90_000, 3),
    before=year(80_000, 2),
    after=year(78_000, 2, alone=2),
    ladder=(
        RungCost(vehicles=3, standing_pence=6e6, week_pence=62_500, year_pence=9e6),
        RungCost(vehicles=2, standing_pence=4e6, week_pence=83_333, year_pence=8e6),
    ),
    noise=Noise(anew_pence=(8e6, 8.1e6), placebo_pence=1000, given_back_pence=0),
    riders=(
        rider("P1", "now", is_confirmed=True, saving=saving(1234, 800), best_in=(1, 2)),
        rider(
            "P2",
            "with_training",
            needs_check=True,
            courses=1,
            lessons_low=8,
            lessons_high=16,
            training_pence=118_800.0,
            riding_min=None,
            by_bus_min=None,
            away_min=None,
            away_by_bus_min=None,
            saving=saving(700, 0),
            best_in=(2,),
        ),
        rider("P3", "with_companion", is_candidate=False, companion_min=240.0),
    ),
    groups=(
        GroupRow(
            size=1, confirmed=1, learning=0, checks=0, training_pence=0, saving=saving(1234, 800)
        ),
        GroupRow(
            size=2,
            confirmed=1,
            learning=1,
            checks=1,
            training_pence=118_800,
            saving=saving(2000, 1500),
        ),
    ),
    group=GROUP,
    edition="2026",
    cash_groups=(
        GroupRow(
            size=1, confirmed=1, learning=0, checks=0, training_pence=0, saving=saving(1200, 987)
        ),
    ),
)
