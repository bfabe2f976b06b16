"""Moving somebody to another run: what it costs, and whether the check accepts it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from transit.batch.fleet_asked import FleetWay
from transit.batch.fleet_today import duty_notices
from transit.dashboard.frame import problems
from transit.dashboard.runs_data import WeekHere, as_week, keep_choice
from transit.fleet.checker import Finding, check
from transit.fleet.day_part import PlannedPart
from transit.fleet.kept import kept_runs
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.moved import Moved, broken_by, move_ride
from transit.fleet.told import tell_findings
from transit.model.rides import KeptPlan, KeptRun
from transit.present.run_tables import letter_of
from transit.store import Store
from transit.store.run_plans import save_run_plan

_TAXI: Final = "A taxi of their own"
_PENCE: Final = 100


def move_somebody(
    store: Store,
    here: WeekHere,
    parts: tuple[PlannedPart, ...],
    part: PlannedPart,
    kept: KeptPlan,
    number: int,
    *,
    duty: Sequence[str],
) -> None:
    """Let the visitor try what moving one ride would do, and keep it.

    Parameters
    ----------
    store
        The register.
    here
        The week.
    parts
        The whole plan.
    part
        The part of the day that is shown.
    kept
        The plan as it is kept.
    number
        Its number.
    duty
        Where drivers' hours of the day are not kept before.
    """
    st.header("Move somebody", anchor=False)
    _undo(number)
    people = {
        f"{ride.person}, {ride.towards.value} ({ride.session})": at
        for at, ride in enumerate(part.part.rides)
    }
    on_run = {run.vehicle: letter_of(at) for at, run in enumerate(part.plan.runs)}
    targets = {
        f"Run {on_run[at]}: {vehicle.id}" if at in on_run else f"New run: {vehicle.id}": at
        for at, vehicle in enumerate(part.problem.vehicles)
    }
    keep_choice("runs_who", people)
    keep_choice("runs_to", [_TAXI, *targets])
    with st.form("runs_move", border=False):
        left, right = st.columns(2)
        who = left.selectbox("Who", list(people), key="runs_who")
        to = right.selectbox("To", [_TAXI, *targets], key="runs_to")
        pressed = st.form_submit_button("What would it cost?")
    if pressed:
        st.session_state["runs_tried"] = (part.part.day, part.part.from_s, who, to)
    tried = st.session_state.get("runs_tried")
    if tried != (part.part.day, part.part.from_s, who, to) or who is None:
        return
    moved = move_ride(part.problem, part.plan, people[who], targets.get(str(to)))
    changed = PlannedPart(part.part, part.problem, moved.plan)
    of_day = [changed if each is part else each for each in parts if each.part.day is part.part.day]
    hours = Counter(notice.message for notice in duty_notices(of_day, here.week.rates))
    new = broken_by(moved, check(part.problem, part.plan))
    broken = _words(changed, new, hours - Counter(duty))
    old = [each for each in moved.findings if each not in new]
    still = _words(changed, old, hours & Counter(duty))
    whole = tuple(changed if each is part else each for each in parts)
    _say(_change(_dearer_pence(here, parts, whole)), broken, still)
    if broken:
        return
    if moved.plan != part.plan and st.button("Keep this change", key="runs_keep", type="primary"):
        _keep(store, here, parts, part, moved, kept, number)
        st.rerun()


def _dearer_pence(
    here: WeekHere, before: tuple[PlannedPart, ...], after: tuple[PlannedPart, ...]
) -> tuple[float, float]:
    """Return what a change costs each time and a year, crews' hours of the day counted."""
    old, new = as_week(here, before), as_week(here, after)
    a_year = (new.year.at({}) - old.year.at({})) / UNITS_PER_PENNY
    return new.pence - old.pence, a_year


def _words(changed: PlannedPart, found: Iterable[Finding], hours: Iterable[str]) -> list[str]:
    return [*(notice.message for notice in tell_findings(changed, found)), *hours]


def _change(dearer: tuple[float, float]) -> str:
    each_time, a_year = (pence / _PENCE for pence in dearer)
    return (
        "costs the same"
        if abs(each_time) < 0.005
        else f"costs £{each_time:,.2f} more each time, £{a_year:,.0f} a year"
        if each_time > 0
        else f"saves £{-each_time:,.2f} each time, £{-a_year:,.0f} a year"
    )


def _say(change: str, broken: list[str], still: list[str]) -> None:
    """Say what a move costs, what it breaks, and what was wrong before it and still is."""
    if broken:
        problems([f"It {change}, and the check does not accept the runs. It breaks:", *broken])
    elif still:
        st.warning(f"It {change}, and breaks nothing. The check accepts the move, not the runs.")
    else:
        st.success(f"It {change}. The check accepts it.")
    if still:
        st.markdown("\n".join(["Wrong before, and still:", "", *(f"- {each}" for each in still)]))


def _keep(
    store: Store,
    here: WeekHere,
    parts: tuple[PlannedPart, ...],
    part: PlannedPart,
    moved: Moved,
    kept: KeptPlan,
    before: int,
) -> None:
    """Keep the week with the change as a plan of its own."""
    whole = tuple(
        PlannedPart(each.part, each.problem, moved.plan) if each is part else each for each in parts
    )
    locked = {_name(run) for run in kept.runs if run.is_locked}
    runs = tuple(replace(run, is_locked=_name(run) in locked) for run in kept_runs(whole))
    pence = as_week(here, whole).pence
    number = save_run_plan(
        store, KeptPlan(FleetWay.BY_HAND.value, kept.edition, round(pence), runs)
    )
    st.session_state["runs_newest"] = number
    st.session_state["runs_kept"] = number, before
    st.session_state.pop("runs_tried", None)


def _undo(number: int) -> None:
    """Say after a change was kept where it is, and take it back: the plan before is still there."""
    made, before = st.session_state.get("runs_kept", (None, None))
    if made != number:
        return
    st.success(f"The change is kept as plan {number}. Plan {before} is as it was.")
    if st.button(f"Go back to plan {before}", key="runs_undo"):
        st.session_state["runs_newest"] = before
        st.session_state.pop("runs_kept")
        st.rerun()


def _name(run: KeptRun) -> tuple[object, ...]:
    return (*run.days, run.from_s, run.vehicle)
