"""What the page Runs shows: the week as it is needed now, and kept plans driven through it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import streamlit as st
from sqlalchemy import func, select

from transit.batch.fleet_asked import FleetAsked, FleetWay, prepare
from transit.batch.fleet_week import FleetWeek, PreparedWeek
from transit.dashboard.opened import OpenedArea, area_folder
from transit.dashboard.registered import register_named
from transit.fleet.day_part import PlannedPart
from transit.fleet.kept import parts_of_kept
from transit.fleet.settings import Budget
from transit.model.register import Register
from transit.model.rides import KeptPlan
from transit.settings import read_settings
from transit.store import Store
from transit.store.audit_table import AuditTable
from transit.store.run_plans import read_run_plan

_WEEK: Final = "runs_week"
_PLAN: Final = "runs_plan"

_LEAVES_RIDES: Final = ("plan runs", "lock run", "delete runs", "export")
"""What is noted in the audit and changes no ride."""

WAYS: Final = {
    FleetWay.ANEW.value: "Planned anew",
    FleetWay.TODAY.value: "Today's runs as they are",
    FleetWay.IMPROVED.value: "Made better from today's runs",
    FleetWay.FROM_KEPT.value: "Made better from another plan",
    FleetWay.BY_HAND.value: "Changed by hand",
}
"""What to call the ways in which plans come about."""


@dataclass(frozen=True, slots=True)
class WeekHere:
    """The week of the register and area that are shown.

    Parameters
    ----------
    key
        Another one after every edit, import and build.
    register
        The register.
    week
        Rides with their problems.
    """

    key: tuple[object, ...]
    register: Register
    week: PreparedWeek


def week_here(opened: OpenedArea, store: Store) -> WeekHere:
    """Return the week as it is needed now, for this visit only: it is about people.

    Parameters
    ----------
    opened
        The area.
    store
        The register.

    Returns
    -------
    WeekHere
        Prepared anew after every edit.

    Raises
    ------
    AreaError
        The area was built before roads were kept.
    """
    with store.reading() as session:
        edits = session.scalar(
            select(func.max(AuditTable.id)).where(AuditTable.action.not_in(_LEAVES_RIDES))
        )
    key = (store.name, edits, opened.area.edition)
    held: WeekHere | None = st.session_state.get(_WEEK)
    if held is None or held.key != key:
        with st.spinner("Timing drives"):
            held = WeekHere(key, *prepare(asked(FleetWay.ANEW)))
        st.session_state[_WEEK] = held
    return held


def plan_here(
    here: WeekHere, store: Store, number: int
) -> tuple[KeptPlan, tuple[PlannedPart, ...]]:
    """Return a kept plan, and its runs driven through on the rides and roads of now.

    Parameters
    ----------
    here
        The week.
    store
        The register.
    number
        Number of the plan.

    Returns
    -------
    KeptPlan
        The plan.
    tuple of PlannedPart
        Its parts of days.
    """
    kept = read_run_plan(store, number)
    held = st.session_state.get(_PLAN)
    if held is None or held[0] != (here.key, number):
        held = ((here.key, number), parts_of_kept(here.week.parts, kept, here.week.today))
        st.session_state[_PLAN] = held
    return kept, held[1]


def keep_choice(key: str, options: Collection[object]) -> None:
    """Forget what was chosen in a list that does not have it any more.

    Parameters
    ----------
    key
        Key of the list.
    options
        What it has now.
    """
    if key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]


def as_week(here: WeekHere, parts: tuple[PlannedPart, ...]) -> FleetWeek:
    """Return parts of days as a week, to add it up.

    Parameters
    ----------
    here
        The week.
    parts
        Its parts with their plans.

    Returns
    -------
    FleetWeek
        Without notices.
    """
    return FleetWeek(parts, here.week.vehicles, here.week.rates, ())


def asked(way: FleetWay, seconds: float = 1.0, from_plan: int | None = None) -> FleetAsked:
    """Return what is asked for of the register and area that are shown.

    Parameters
    ----------
    way
        How the week comes about.
    seconds
        How long to search for each part of a day.
    from_plan
        Number of the plan to begin with.

    Returns
    -------
    FleetAsked
        For :func:`~transit.batch.fleet_asked.make_week`.
    """
    register, folder = register_named(), area_folder()
    assert register is not None and folder is not None
    return FleetAsked(
        register,
        folder,
        way,
        Budget(seconds=seconds),
        parameters_dir=read_settings().parameters_dir,
        from_plan=from_plan,
    )
