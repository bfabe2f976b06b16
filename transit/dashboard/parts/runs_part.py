"""One part of a day: what is wrong, figures, map, times, loads, and the stops of a run."""

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.frame import Html, empty, figures, table, tag
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.dashboard.run_chart import timeline
from transit.dashboard.runs_data import keep_choice
from transit.fleet.checker import Finding, check
from transit.fleet.day_part import PlannedPart
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.solve import bound_of
from transit.fleet.summary import bound_units, summarise
from transit.fleet.today import FleetRide
from transit.fleet.told import tell_findings
from transit.model.clock import clock_text
from transit.model.rides import KeptPlan
from transit.model.vehicles import Depot, Vehicle
from transit.present.run_bases import bases_of
from transit.present.run_map import run_map
from transit.present.run_tables import RunLine, StopLine, run_lines, stop_lines
from transit.store import Store
from transit.store.run_plans import lock_run

_MINUTE_S: Final = 60
_METRES_PER_MILE: Final = 1609.344
_PENCE: Final = 100
_ALL: Final = "All runs"


def show_part(
    opened: OpenedArea,
    store: Store,
    part: PlannedPart,
    fleet: Sequence[Vehicle],
    kept: KeptPlan,
    number: int,
    duty: Sequence[str] = (),
) -> None:
    """Show a part of a day.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    part
        The part with its runs.
    fleet
        The vehicles.
    kept
        The plan that it is of.
    number
        Number of that plan.
    duty
        What is wrong with the day of its vehicles and their crews, a sentence each.
    """
    findings = check(part.problem, part.plan)
    _verdict(part, findings, duty)
    _figures(part)
    runs, stops = run_lines(part), [*stop_lines(part)]
    if not runs:
        empty("No vehicle runs", ["Everybody is in a taxi in this part of the day."])
    else:
        only = _chosen(runs)
        content, legend = run_map(part, fleet, only)
        show_map(
            opened.map_place,
            content,
            key="runs_map",
            label="Map of the runs; the tables below have every stop",
            legend=legend,
        )
        st.markdown(
            "Lines join the stops in order; they are not the roads that are driven, and the ways "
            "from the base and back are not drawn. Signs that would cover others come into sight "
            "when the map is closer."
        )
        st.subheader("When they are out", anchor=False)
        shown = [run for run in runs if only in (None, run.letter)]
        st.altair_chart(
            timeline(shown, [stop for stop in stops if only in (None, stop.letter)]),
            width="stretch",
            alt="A bar a run, from leaving the depot until being back, with a sign at each stop; "
            "the tables have the same times.",
        )
        _loads(runs, bases_of(part, fleet), _locked(part, kept))
        if only is None:
            st.markdown("Choose a run above to see its stops, and to lock it.")
        else:
            _stops([stop for stop in stops if stop.letter == only], only)
            _lock(store, part, kept, number, only)
    _taxis(part)


def _verdict(part: PlannedPart, findings: Sequence[Finding], duty: Sequence[str]) -> None:
    """Say what the independent check found."""
    if not findings and not duty:
        st.html(
            f"<p>{tag('✓ Checked', 'ok')} An independent check found nothing wrong with these "
            "runs. They are the best that were found, not proven to be the least.</p>"
        )
        return
    said = [*(notice.message for notice in tell_findings(part, findings)), *duty]
    many = "1 thing is" if len(said) == 1 else f"{len(said):,} things are"
    st.html(f"<p>{tag('✕ Not sound', 'bad')} {many} wrong with these runs:</p>")
    st.markdown("\n".join(f"- {each}" for each in said))


def _figures(part: PlannedPart) -> None:
    found = summarise(part.problem, part.plan)
    bound = bound_units(part.problem, bound_of(part.problem)) / UNITS_PER_PENNY / _PENCE
    figures(
        [
            (
                "Runs and taxis",
                f"£{found.pence / _PENCE:,.0f}",
                f"no plan for less than £{bound:,.0f}; vehicles and contracts are in the year",
            ),
            ("On the fleet", f"{found.on_runs:,}", f"of {found.riders:,} rides"),
            ("Vehicles", f"{found.vehicles:,}", f"{found.metres / _METRES_PER_MILE:,.0f} miles"),
            (
                "Longest ride",
                f"{-(-found.longest_ride_s // _MINUTE_S)} min",
                f"{found.mean_ride_s / _MINUTE_S:.0f} min on average",
            ),
        ]
    )


def _chosen(runs: Sequence[RunLine]) -> str | None:
    names = {
        run.letter: f"{run.letter}: {run.vehicle}, "
        + ("1 person" if run.people == 1 else f"{run.people} people")
        for run in runs
    }
    field, _ = st.columns([3, 4])
    keep_choice("runs_run", [_ALL, *names])
    chosen = field.selectbox(
        "Run", [_ALL, *names], format_func=lambda each: names.get(each, each), key="runs_run"
    )
    return None if chosen == _ALL else str(chosen)


def _loads(runs: Sequence[RunLine], bases: Sequence[Depot | None], locked: set[str]) -> None:
    table(
        "Runs of this part of the day",
        (
            "Run",
            "Vehicle",
            "Leaves",
            "Back",
            "People",
            "Fullest",
            "Times filled",
            "Longest ride (min)",
            "Miles",
            "£",
            "Base",
        ),
        [
            (
                Html(run.letter + (f" {tag('Locked', 'plain')}" if run.vehicle in locked else "")),
                Html(f'<span style="white-space:nowrap">{escape(run.vehicle)}</span>'),
                clock_text(run.leave_s),
                clock_text(run.back_s),
                run.people,
                Html(f'<span style="white-space:nowrap">{_load(run)}</span>'),
                run.loads,
                -(-run.longest_ride_s // _MINUTE_S),
                round(run.metres / _METRES_PER_MILE),
                round(run.pence / _PENCE),
                base.name if base else "–",
            )
            for run, base in zip(runs, bases, strict=True)
        ],
    )


def _load(run: RunLine) -> str:
    said = f"{run.most_seats} of {run.seats} seats"
    if run.most_wheelchairs or run.wheelchairs:
        said += f", {run.most_wheelchairs} of {run.wheelchairs} wheelchair spaces"
    return said


def _stops(stops: Sequence[StopLine], letter: str) -> None:
    table(
        f"Stops of run {letter}",
        ("Stop", "Time", "What", "Person", "Where", "Session", "Aboard then", "To know"),
        [
            (
                stop.number,
                clock_text(stop.begin_s),
                stop.what,
                stop.person,
                "home" if stop.at_home else "venue",
                stop.session,
                stop.aboard,
                stop.notes,
            )
            for stop in stops
        ],
    )


def _locked(part: PlannedPart, kept: KeptPlan) -> set[str]:
    """Return the vehicles whose runs are locked in this part of the day."""
    return {
        run.vehicle
        for run in kept.runs
        if run.is_locked and part.part.day in run.days and run.from_s == part.part.from_s
    }


def _lock(store: Store, part: PlannedPart, kept: KeptPlan, number: int, letter: str) -> None:
    runs = run_lines(part)
    vehicle = next(run.vehicle for run in runs if run.letter == letter)
    for at, run in enumerate(kept.runs):
        own = part.part.day in run.days and run.from_s == part.part.from_s
        if own and run.vehicle == vehicle:
            label = f"Free run {letter} again" if run.is_locked else f"Lock run {letter}"
            if st.button(label, key="runs_lock", icon=":material/lock:"):
                lock_run(store, number, at, not run.is_locked)
                st.rerun()
            st.markdown("A locked run stays as it is when the plan is made better.")
            return


def _taxis(part: PlannedPart) -> None:
    if not part.plan.left_out:
        return
    rides = part.part.rides
    with st.expander(f"In a taxi of their own: {len(part.plan.left_out):,} rides"):
        _taxi_table(part, rides)


def _taxi_table(part: PlannedPart, rides: Sequence[FleetRide]) -> None:
    table(
        "Rides in a taxi of their own",
        ("Person", "Session", "Way", "Why", "£"),
        [
            (
                rides[left.request].person,
                rides[left.request].session,
                rides[left.request].towards.value,
                left.reason.value,
                round(
                    (part.problem.requests[left.request].leave_cost or 0) / UNITS_PER_PENNY / _PENCE
                ),
            )
            for left in part.plan.left_out
        ],
    )
