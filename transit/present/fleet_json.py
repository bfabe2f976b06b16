"""Runs as plain values, for JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from transit.fleet.day_part import PlannedPart
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.rates import FleetRates
from transit.fleet.sensitivity import CostParts
from transit.fleet.summary import run_metres, run_units, summarise
from transit.model.clock import clock_text
from transit.model.notice import Notice
from transit.present.run_tables import StopLine, letter_of, stop_lines


def fleet_json(
    parts: Iterable[PlannedPart], rates: FleetRates, notices: Iterable[Notice]
) -> dict[str, Any]:
    """Return planned runs as plain values.

    Parameters
    ----------
    parts
        Parts of days with their plans.
    rates
        Prices and ways to run.
    notices
        Who could not be counted, and what was taken for granted.

    Returns
    -------
    dict
        Parts with their figures and runs, rates, notices.
    """
    return {
        "parts": [_part(each) for each in parts],
        "rates": asdict(rates),
        "notices": [notice.as_dict() for notice in notices],
    }


def year_json(year: CostParts) -> dict[str, float]:
    """Return what a year costs as plain values.

    Parameters
    ----------
    year
        By what is paid for.

    Returns
    -------
    dict
        Pence, by what is paid for and all of it.
    """
    parts = {f"{name}_pence": units / UNITS_PER_PENNY for name, units in asdict(year).items()}
    return {"cost_pence": year.at({}) / UNITS_PER_PENNY, **parts}


def _part(each: PlannedPart) -> dict[str, Any]:
    rides = each.part.rides
    of_run: dict[str, list[StopLine]] = {}
    for line in stop_lines(each):
        of_run.setdefault(line.letter, []).append(line)
    return {
        "day": each.part.day.word,
        "from": clock_text(each.part.from_s),
        "to": clock_text(each.part.to_s),
        **asdict(summarise(each.problem, each.plan)),
        "runs": [
            {
                "letter": letter_of(at),
                "vehicle": each.problem.vehicles[run.vehicle].id,
                "shared_taxi": each.problem.vehicles[run.vehicle].is_taxi,
                "leave": clock_text(run.leave_s),
                "back": clock_text(run.back_s),
                "metres": run_metres(each.problem, run),
                "pence": run_units(each.problem, run) / UNITS_PER_PENNY,
                "stops": [
                    {
                        "at": clock_text(stop.begin_s),
                        "action": stop.action.value,
                        "person": rides[stop.request].person,
                        "session": rides[stop.request].session,
                        "towards": rides[stop.request].towards.value,
                        "aboard": line.aboard,
                        "notes": line.notes,
                    }
                    for stop, line in zip(run.stops, of_run[letter_of(at)], strict=True)
                ],
            }
            for at, run in enumerate(each.plan.runs)
        ],
        "taxis": [
            {
                "person": rides[left.request].person,
                "session": rides[left.request].session,
                "towards": rides[left.request].towards.value,
                "reason": left.reason.value,
                "pence": (each.problem.requests[left.request].leave_cost or 0) / UNITS_PER_PENNY,
            }
            for left in each.plan.left_out
        ],
    }
