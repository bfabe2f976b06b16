"""Planned weeks as the register keeps them, and back again, onto the rides of now."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from transit.fleet.as_today import FleetToday
from transit.fleet.day_part import DayPart, PlannedPart
from transit.fleet.fixed import GivenRun, GivenStop, plan_as_given
from transit.fleet.plan import Action, LeftOut, Reason
from transit.fleet.problem import Problem, RunVehicle, vehicle_of
from transit.fleet.solve import why_left
from transit.model.rides import KeptPlan, KeptRun, KeptStop, StopAction

_KEPT = {Action.PICK_UP: StopAction.PICK_UP, Action.DROP_OFF: StopAction.SET_DOWN}
_MADE = {kept: made for made, kept in _KEPT.items()}


def kept_runs(parts: Iterable[PlannedPart], locked: Iterable[str] = ()) -> tuple[KeptRun, ...]:
    """Return the runs of a planned week as they are kept.

    Parameters
    ----------
    parts
        Parts of days with their plans.
    locked
        Names of vehicles, with their runs, that stay.

    Returns
    -------
    tuple of KeptRun
        In the order of the week.
    """
    stay = set(locked)
    return tuple(
        KeptRun(
            (each.part.day,),
            each.part.from_s,
            each.problem.vehicles[run.vehicle].id,
            run.leave_s,
            run.back_s,
            tuple(
                KeptStop(
                    _KEPT[stop.action],
                    each.part.rides[stop.request].person,
                    each.part.rides[stop.request].session,
                    each.part.rides[stop.request].towards.value,
                    stop.begin_s,
                )
                for stop in run.stops
            ),
            each.problem.vehicles[run.vehicle].id in stay,
        )
        for each in parts
        for run in each.plan.runs
    )


def parts_of_kept(
    parts: Sequence[tuple[DayPart, Problem]], plan: KeptPlan, fleet: FleetToday
) -> tuple[PlannedPart, ...]:
    """Drive a kept week through on the rides, vehicles and roads of now.

    Parameters
    ----------
    parts
        Rides by part of a day with their problems, as they are now.
    plan
        The week.
    fleet
        The register's vehicles: a run of today may be made by a taxi, or out of a shift.

    Returns
    -------
    tuple of PlannedPart
        Stops of rides that nobody makes any more are left away; the checker says what is wrong.
    """
    made = []
    for part, problem in parts:
        own = [run for run in plan.runs if part.day in run.days and run.from_s == part.from_s]
        driven = replace(problem, vehicles=_vehicles(part, problem, own, fleet))
        rows = {vehicle.id: at for at, vehicle in enumerate(driven.vehicles)}
        given = [
            GivenRun(rows[run.vehicle], _stops(part, run), run.leave_s)
            for run in own
            if run.vehicle in rows
        ]
        planned = plan_as_given(driven, given, Reason.DEARER_THAN_LEAVING)
        left = tuple(
            LeftOut(each.request, why_left(driven, each.request)) for each in planned.left_out
        )
        planned = replace(planned, left_out=left)
        made.append(PlannedPart(part, driven, planned))
    return tuple(made)


def _vehicles(
    part: DayPart, problem: Problem, runs: Iterable[KeptRun], fleet: FleetToday
) -> tuple[RunVehicle, ...]:
    """Return the vehicles, with one for each run that is named by its vehicle and itself."""
    known = {vehicle.id: vehicle for vehicle in problem.vehicles}
    named: list[RunVehicle | None] = []
    for run in runs:
        usual = known.get(vehicle_of(run.vehicle))
        if usual is None:
            aboard = {stop.request for stop in _stops(part, run)}
            rides = (part.rides[at] for at in sorted(aboard))
            named.append(fleet.named(run.vehicle, rides, problem))
        elif run.vehicle not in known:
            named.append(replace(usual, id=run.vehicle))
    return (*problem.vehicles, *filter(None, named))


def _stops(part: DayPart, run: KeptRun) -> tuple[GivenStop, ...]:
    row = {
        (ride.person, ride.session, ride.towards.value): at for at, ride in enumerate(part.rides)
    }
    found = [(stop, row.get((stop.person, stop.session, stop.towards))) for stop in run.stops]
    return tuple(
        GivenStop(at, _MADE[stop.action], stop.at_s) for stop, at in found if at is not None
    )
