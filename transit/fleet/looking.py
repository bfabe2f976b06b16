"""Look at switching: put what was planned into rows and figures."""

from collections.abc import Sequence
from typing import Final

from transit.fleet.balance import Beside, balance_of, ranges_of
from transit.fleet.candidates import Option, Rider, lessons_to_learn
from transit.fleet.forecasts import forecast_group
from transit.fleet.ladder import Ladder
from transit.fleet.leavers import together
from transit.fleet.minutes import minutes_of
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.savings import Saving, savings_of
from transit.fleet.sensitivity import swings
from transit.fleet.study import (
    GOES_ON,
    GroupRow,
    GroupStudy,
    Noise,
    RiderRow,
    RungCost,
    SavingFigures,
)
from transit.fleet.week_problem import WeekProblem
from transit.model.fact import State
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday

_MINUTE_S: Final = 60
_HOUR_MIN: Final = 60
_TRIPS: Final = 2
"""Whoever goes along travels each way twice: there and home again."""


def saving_figures(saving: Saving, fares_pence: float = 0.0) -> SavingFigures:
    """Return a saving in pence.

    Parameters
    ----------
    saving
        The saving.
    fares_pence
        Fares of those who leave that the council pays, pence a year: they are taken off.

    Returns
    -------
    SavingFigures
        The same.
    """

    def pence(units: float) -> float:
        return units / UNITS_PER_PENNY

    return SavingFigures(
        saving_pence=pence(saving.saving) - fares_pence,
        apart_pence=pence(saving.apart),
        as_planned_pence=pence(saving.as_planned) - fares_pence,
        put_back_pence=pence(saving.put_back) - fares_pence,
        average_pence=pence(saving.average),
        cashable_pence=pence(saving.ends.total) - fares_pence,
        vehicles_pence=pence(saving.ends.vehicles),
        crews_pence=pence(saving.ends.crews),
        taxis_pence=pence(saving.ends.taxis),
        vehicles=saving.after.vehicles,
        fares_pence=fares_pence,
    )


def rung_costs(ladder: Ladder) -> tuple[RungCost, ...]:
    """Return what a year costs by fleet size.

    Parameters
    ----------
    ladder
        The plans.

    Returns
    -------
    tuple of RungCost
        The largest fleet first.
    """
    known = ladder.known
    rows = []
    for kept in ladder.rungs:
        standing, year = known.week.standing_of(kept), known.year_units(kept)
        a_week = (year - standing) / known.week.weeks if known.week.weeks else 0
        rows.append(
            RungCost(
                vehicles=len(kept),
                standing_pence=standing / UNITS_PER_PENNY,
                week_pence=a_week / UNITS_PER_PENNY,
                year_pence=year / UNITS_PER_PENNY,
            )
        )
    return tuple(rows)


def noise_of(ladder: Ladder, given_back: int) -> Noise:
    """Return how exact the search is.

    Parameters
    ----------
    ladder
        The plans.
    given_back
        What the last pass without somebody took off the year with everybody, units of cost.

    Returns
    -------
    Noise
        In pence.
    """
    return Noise(
        anew_pence=tuple(each / UNITS_PER_PENNY for each in ladder.anew),
        placebo_pence=ladder.placebo / UNITS_PER_PENNY,
        given_back_pence=given_back / UNITS_PER_PENNY,
    )


def rider_row(
    ladder: Ladder,
    rider: Rider,
    beside: Beside,
    saving: SavingFigures | None = None,
    leaves_with: int = 0,
    best_in: tuple[int, ...] = (),
    chosen: bool = False,
    cash_in: tuple[int, ...] = (),
) -> RiderRow:
    """Return somebody who rides today as a row.

    Parameters
    ----------
    ladder
        The plans with everybody.
    rider
        Who it is.
    beside
        Prices and training.
    saving
        What their leaving saves, with those with whom they must ride, and without all others.
    leaves_with
        How many these are.
    best_in
        Sizes of the best groups that they are in.
    chosen
        Whether they are in the group looked at.
    cash_in
        Sizes of the groups that end most that they are in.

    Returns
    -------
    RiderRow
        The row.
    """
    counted = rider.open or rider.options
    lessons = [each.judged.lessons if each.judged else None for each in rider.courses]
    ranges = [beside.training.lessons_of(each) for each in lessons]
    minutes = minutes_of(ladder.known, ladder.rungs[ladder.best], rider)
    along = _companion_min(rider)
    hour = rider.companion_hour_pence
    weeks = ladder.known.week.weeks
    return RiderRow(
        person=rider.person,
        sessions=tuple(sorted({each.session for each in counted})),
        days=len(_days(counted)),
        stays_days=len(_days([each for each in rider.options if each not in counted])),
        verdict=_verdict(rider),
        is_candidate=rider.is_candidate,
        is_confirmed=rider.is_confirmed,
        needs_check=any(each.needs_check for each in counted),
        is_stale=any(each.judged is not None and each.judged.is_stale for each in counted),
        confirmation=_weakest(counted),
        companion=rider.companion.value,
        companion_min=along,
        companion_pence=along / _HOUR_MIN * hour * weeks if along and hour else None,
        courses=len(rider.courses),
        lessons_low=round(sum(each.low for each in ranges)),
        lessons_high=round(sum(each.high for each in ranges)),
        training_pence=beside.training.likely_pence(lessons),
        training_hours=beside.training.likely_hours(lessons),
        riding_min=minutes.riding / _MINUTE_S if minutes else None,
        by_bus_min=minutes.by_bus / _MINUTE_S if minutes else None,
        away_min=minutes.away / _MINUTE_S if minutes else None,
        away_by_bus_min=minutes.away_by_bus / _MINUTE_S if minutes else None,
        saving=saving,
        leaves_with=leaves_with,
        best_in=best_in,
        chosen=chosen,
        fares_pence=beside.fares.a_year(rider) if beside.fares else 0.0,
        pass_known=rider.pass_.held is not State.UNKNOWN,
        cash_in=cash_in,
        taxi_today_pence=_taxi_today(ladder.known.week, rider),
    )


def _taxi_today(week: WeekProblem, rider: Rider) -> float:
    """Return what somebody's taxis of today cost a year, pence."""
    rides = {ride for ride in rider.leavers.rides if ride[:2] in week.in_taxis}
    # A contract at a fixed price goes on for whatever of its day's rides they cannot make alone.
    goes_on = {
        (ride.person, ride.day)
        for part in week.parts
        for ride in part.part.rides
        if ride.taxi_pence is not None and (ride.person, ride.session, ride.day) not in rides
    }
    rides = {ride for ride in rides if (ride[0], ride[2]) not in goes_on}
    return (week.taxi_units(rides) or 0) / UNITS_PER_PENNY


def group_rows(
    ladder: Ladder, groups: Sequence[Sequence[Rider]], beside: Beside
) -> tuple[GroupRow, ...]:
    """Return groups that were planned without as rows.

    Parameters
    ----------
    ladder
        The plans.
    groups
        Who is in each.
    beside
        Prices, training and fares.

    Returns
    -------
    tuple of GroupRow
        In the same order.
    """
    found = savings_of(ladder, [together(each.leavers for each in riders) for riders in groups])
    return tuple(
        _group_row(riders, beside, saving) for riders, saving in zip(groups, found, strict=True)
    )


def _group_row(riders: Sequence[Rider], beside: Beside, saving: Saving) -> GroupRow:
    return GroupRow(
        size=len(riders),
        confirmed=sum(each.is_confirmed for each in riders),
        learning=sum(bool(each.courses) for each in riders),
        checks=sum(any(option.needs_check for option in each.open) for each in riders),
        training_pence=beside.training.likely_pence(lessons_to_learn(riders)),
        saving=saving_figures(saving, beside.fares_of(riders)),
        stale=sum(each.is_stale for each in riders),
    )


def group_study(ladder: Ladder, riders: Sequence[Rider], beside: Beside) -> GroupStudy:
    """Look closely at a group that was planned without.

    Parameters
    ----------
    ladder
        The plans.
    riders
        Who is in it.
    beside
        Prices and training.

    Returns
    -------
    GroupStudy
        Its saving, forecast and the inputs that matter.
    """
    (row,) = group_rows(ladder, [riders], beside)
    forecast = forecast_group(ladder, riders, beside.training, beside.seed, beside.fares)
    balance = balance_of(ladder, riders, beside, forecast.mean_cashable_pence)
    return GroupStudy(
        people=row.size,
        confirmed=row.confirmed,
        learning=row.learning,
        checks=row.checks,
        saving=row.saving,
        forecast=forecast,
        swings=swings(
            balance,
            ranges_of(beside),
            int(beside.parameters.number("sensitivity_shown")),
            beside.parameters.number("sensitivity_break_even_beyond"),
        ),
        net_pence=balance.net({}) / UNITS_PER_PENNY,
        stale=row.stale,
    )


def _verdict(rider: Rider) -> str:
    if rider.rung is not None:
        return rider.rung.word
    return GOES_ON if all(each.goes_on for each in rider.options) else ""


def _companion_min(rider: Rider) -> float | None:
    """Return the minutes a week that somebody needs who goes along, home again between."""
    total, needed = 0, False
    for option in rider.options:
        judged = option.judged
        if option.rung is not Rung.WITH_COMPANION or judged is None:
            continue
        if judged.out is None or judged.back is None:
            continue
        needed = True
        ways = judged.out.arrive_s - judged.out.leave_s + judged.back.arrive_s - judged.back.leave_s
        total += _TRIPS * ways * len(option.days)
    return total / _MINUTE_S if needed else None


def _days(options: Sequence[Option]) -> set[Weekday]:
    return {day for each in options for day in each.days}


def _weakest(options: Sequence[Option]) -> str:
    """Return who stands for the journey for which least is done."""
    order = [each.confirmation for each in options]
    kinds = list(type(order[0]))
    return max(order, key=kinds.index).value
