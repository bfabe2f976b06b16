"""Ride needs and today's runs in tables."""

from typing import Any, Final

from transit.model.rides import RideNeeds, TodayRun, TodayStop
from transit.store.aggregate import Aggregate, Row, Rows
from transit.store.ride_tables import (
    RideCompanyTable,
    RideNeedTable,
    TodayRunTable,
    TodayStopTable,
)

_COMPANY: Final = ("apart_from", "together_with")
_CELLS: Final = tuple(name for name in RideNeeds.__dataclass_fields__ if name not in _COMPANY)


def _need_rows(held: tuple[str, RideNeeds]) -> Rows:
    person, needs = held
    company: list[Row] = [
        {"person_id": person, "other_id": other, "together": together}
        for others, together in ((needs.apart_from, False), (needs.together_with, True))
        for other in others
    ]
    root = {"id": person, **{name: getattr(needs, name) for name in _CELLS}}
    return {RideNeedTable: [root], RideCompanyTable: company}


def _needs(row: Any, company: list[Any]) -> tuple[str, RideNeeds]:
    return row.id, RideNeeds(
        **{name: getattr(row, name) for name in _CELLS},
        apart_from=tuple(each.other_id for each in company if not each.together),
        together_with=tuple(each.other_id for each in company if each.together),
    )


def _run_rows(run: TodayRun) -> Rows:
    stops: list[Row] = [
        {
            "run_id": run.id,
            "number": number,
            "action": stop.action,
            "person_id": stop.person,
            "session_id": stop.session,
            "at_s": stop.at_s,
        }
        for number, stop in enumerate(run.stops, start=1)
    ]
    root = {"id": run.id, "vehicle_id": run.vehicle, "days": run.days}
    return {TodayRunTable: [root], TodayStopTable: stops}


def _run(row: Any, stops: list[Any]) -> TodayRun:
    held = (TodayStop(each.action, each.person_id, each.session_id, each.at_s) for each in stops)
    return TodayRun(row.id, row.vehicle_id, row.days, tuple(held))


RIDE_NEEDS: Final = Aggregate(RideNeedTable, {RideCompanyTable: "person_id"}, _need_rows, _needs)
"""How ride needs lie in tables, with the person's id before them."""

TODAY_RUNS: Final = Aggregate(TodayRunTable, {TodayStopTable: "run_id"}, _run_rows, _run)
"""How today's runs lie in tables."""
