"""Planned runs in the register."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update

from transit.errors import StoreError
from transit.model.rides import KeptPlan, KeptRun, KeptStop
from transit.store.audit import logged_in, write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.ride_tables import PlannedRunTable, PlannedStopTable, RunPlanTable

_PLAN: Final = table_of(RunPlanTable)
_RUN: Final = table_of(PlannedRunTable)
_STOP: Final = table_of(PlannedStopTable)


@dataclass(frozen=True, slots=True)
class RunPlanHead:
    """A plan of runs without its runs.

    Parameters
    ----------
    number
        Its number.
    way
        How it came about.
    made_at
        When.
    made_by
        By whom.
    edition
        Edition of the area.
    week_pence
        What it cost a week, pence.
    """

    number: int
    way: str
    made_at: dt.datetime
    made_by: str
    edition: str
    week_pence: int


def save_run_plan(store: Store, plan: KeptPlan, who: str | None = None) -> int:
    """Keep a week of runs, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    plan
        The week.
    who
        Who does it; whoever is logged in on this machine when None.

    Returns
    -------
    int
        Its number.
    """
    with store.writing() as session:
        head = {
            "kind": plan.way,
            "made_at": dt.datetime.now(dt.UTC),
            "made_by": who or logged_in(),
            "edition": plan.edition,
            "week_pence": plan.week_pence,
        }
        number = session.execute(insert(_PLAN).returning(_PLAN.c.id), [head]).scalar_one()
        runs = [_run_row(number, at, run) for at, run in enumerate(plan.runs)]
        stops = [
            _stop_row(number, at, place, stop)
            for at, run in enumerate(plan.runs)
            for place, stop in enumerate(run.stops)
        ]
        for table, rows in ((_RUN, runs), (_STOP, stops)):
            if rows:
                session.execute(insert(table), rows)
        write_audit(session, "plan runs", {"runs": len(runs)}, who=who)
    return int(number)


def list_run_plans(store: Store) -> tuple[RunPlanHead, ...]:
    """Return the plans that are kept.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    tuple of RunPlanHead
        The newest first.
    """
    with store.reading() as session:
        rows = session.execute(select(_PLAN).order_by(_PLAN.c.id.desc())).all()
    return tuple(
        RunPlanHead(row.id, row.kind, row.made_at, row.made_by, row.edition, row.week_pence)
        for row in rows
    )


def read_run_plan(store: Store, number: int) -> KeptPlan:
    """Read a week of runs.

    Parameters
    ----------
    store
        The register.
    number
        Its number.

    Returns
    -------
    KeptPlan
        Without stops of people who were erased.

    Raises
    ------
    StoreError
        There is none of that number.
    """
    with store.reading() as session:
        head = session.execute(select(_PLAN).where(_PLAN.c.id == number)).one_or_none()
        runs = session.execute(
            select(_RUN).where(_RUN.c.plan_id == number).order_by(_RUN.c.number)
        ).all()
        stops = session.execute(
            select(_STOP)
            .where(_STOP.c.plan_id == number)
            .order_by(_STOP.c.run_number, _STOP.c.number)
        ).all()
    if head is None:
        raise StoreError(f"{store.name}: there is no plan {number} of runs")
    of_run: dict[int, list[KeptStop]] = {}
    for row in stops:
        stop = KeptStop(row.action, row.person_id, row.session_id, row.towards, row.at_s)
        of_run.setdefault(row.run_number, []).append(stop)
    return KeptPlan(
        head.kind,
        head.edition,
        head.week_pence,
        tuple(_run(row, of_run.get(row.number, [])) for row in runs),
    )


def lock_run(store: Store, number: int, run: int, is_locked: bool) -> None:
    """Lock a run of a plan, or free it again.

    Parameters
    ----------
    store
        The register.
    number
        Number of the plan.
    run
        Which of its runs, counted from 0.
    is_locked
        Whether it stays when the rest is searched again.

    Raises
    ------
    StoreError
        There is no such run.
    """
    with store.writing() as session:
        there = (_RUN.c.plan_id == number) & (_RUN.c.number == run)
        if not session.scalar(select(func.count()).select_from(_RUN).where(there)):
            raise StoreError(f"{store.name}: plan {number} has no such run")
        session.execute(update(_RUN).where(there).values(is_locked=is_locked))
        write_audit(session, "lock run", {"plan": number, "locked": is_locked})


def delete_run_plan(store: Store, number: int, who: str | None = None) -> None:
    """Delete a week of runs, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    number
        Number of the plan; no other plan is given it again.
    who
        Who does it; whoever is logged in on this machine when None.

    Raises
    ------
    StoreError
        There is none of that number.
    """
    with store.writing() as session:
        if session.scalar(select(_PLAN.c.id).where(_PLAN.c.id == number)) is None:
            raise StoreError(f"{store.name}: there is no plan {number} of runs")
        for table in (_STOP, _RUN):
            session.execute(delete(table).where(table.c.plan_id == number))
        session.execute(delete(_PLAN).where(_PLAN.c.id == number))
        write_audit(session, "delete runs", {"plan": number}, who=who)


def _run_row(plan: int, number: int, run: KeptRun) -> dict[str, Any]:
    return {
        "plan_id": plan,
        "number": number,
        "days": run.days,
        "from_s": run.from_s,
        "vehicle": run.vehicle,
        "leave_s": run.leave_s,
        "back_s": run.back_s,
        "is_locked": run.is_locked,
    }


def _stop_row(plan: int, run: int, number: int, stop: KeptStop) -> dict[str, Any]:
    return {
        "plan_id": plan,
        "run_number": run,
        "number": number,
        "action": stop.action,
        "person_id": stop.person,
        "session_id": stop.session,
        "towards": stop.towards,
        "at_s": stop.at_s,
    }


def _run(row: Any, stops: list[KeptStop]) -> KeptRun:
    return KeptRun(
        row.days,
        row.from_s,
        row.vehicle,
        row.leave_s,
        row.back_s,
        tuple(stops),
        row.is_locked,
    )
