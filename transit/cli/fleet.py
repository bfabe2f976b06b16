"""The command that plans the fleet's runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.box import SIMPLE
from rich.table import Table

from transit.cli import output
from transit.model.clock import HOUR_S
from transit.model.notice import Severity

if TYPE_CHECKING:
    from transit.batch.fleet_week import FleetWeek

_METRES_PER_MILE: Final = 1609.344
_MINUTE_S: Final = 60
_PENCE: Final = 100


def fleet(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[Path, typer.Option(help="Folder of the area.")],
    seconds: Annotated[
        float, typer.Option(min=0.1, help="How long to search for each part of a day.")
    ] = 10.0,
    iterations: Annotated[
        int | None, typer.Option(min=1, help="Search so far instead: the same plan each time.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the search.")] = 1,
    runs: Annotated[bool, typer.Option("--runs", help="Tell every stop of every run.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
) -> None:
    """Plan the runs of a week anew, for everybody who rides on the fleet or in a taxi today.

    The register does not know today's runs: this is what they could be. Nothing is saved.
    """
    from transit.batch.fleet_week import plan_week
    from transit.fleet.settings import Budget
    from transit.network.store import open_area
    from transit.present.fleet_json import fleet_json
    from transit.read.driving import read_driving_rules
    from transit.read.parameters import read_parameters
    from transit.read.profiles import list_profiles
    from transit.settings import read_settings
    from transit.store import open_store
    from transit.store.whole import read_register

    folder = parameters or read_settings().parameters_dir
    budget = Budget(iterations=iterations, seconds=None if iterations else seconds)
    store = open_store(register)
    try:
        with store.reading() as session:
            people = read_register(session)
    finally:
        store.close()
    with output.progress() as progress:
        week = plan_week(
            people,
            open_area(area),
            {profile.name: profile for profile in list_profiles()},
            read_driving_rules(),
            read_parameters(folder),
            budget,
            seed=seed,
            progress=progress,
        )
    if json:
        output.print_json(fleet_json(week.parts, week.rates, week.notices))
    else:
        show_week(week)
        if runs:
            show_runs(week)
        output.print_notices(week.notices)
    grave = any(each.severity is not Severity.INFO for each in week.notices)
    raise typer.Exit(1 if grave else 0)


def show_week(week: "FleetWeek") -> None:
    """Print what each part of the week comes to, and all of it a year.

    Parameters
    ----------
    week
        The planned week.
    """
    from transit.fleet.summary import summarise
    from transit.present.fleet_json import as_hours

    title = "Runs planned anew, for review"
    table = Table(title=title, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for name in (
        "When",
        "Rides",
        "Taxis",
        "Vehicles",
        "Miles",
        "Hours",
        "Ride min",
        "Runs £",
        "Taxis £",
    ):
        table.add_column(name, justify="left" if name == "When" else "right", no_wrap=True)
    for each in week.parts:
        found = summarise(each.problem, each.plan)
        table.add_row(
            f"{each.part.day.word} to {as_hours(each.part.to_s)}",
            f"{found.riders}",
            f"{found.riders - found.on_runs}",
            f"{found.vehicles}",
            f"{found.metres / _METRES_PER_MILE:.0f}",
            f"{found.out_s / HOUR_S:.1f}",
            f"{found.mean_ride_s / _MINUTE_S:.0f}, {found.longest_ride_s / _MINUTE_S:.0f}",
            f"{found.runs_pence / _PENCE:,.0f}",
            f"{found.taxis_pence / _PENCE:,.0f}",
        )
    output.out.print(table)
    if not week.parts:
        output.out.print("Nobody in the register rides on the fleet or in a taxi today.")
        return
    pence = sum(summarise(each.problem, each.plan).pence for each in week.parts)
    pounds = (pence + week.idle_pence) / _PENCE
    rides = sum(len(each.part.rides) for each in week.parts)
    output.out.print(
        f"{week.people:,} people, {rides:,} rides a week. "
        f"£{pounds:,.0f} a week, £{pounds * week.rates.weeks_a_year:,.0f} in "
        f"{week.rates.weeks_a_year} weeks, at the rates of data/parameters/fleet.toml and of the "
        "vehicles. Ride min: on the fleet, mean and longest. "
        "Each plan is the best that was found, not proven to be the least."
    )


def show_runs(week: "FleetWeek") -> None:
    """Print every stop of every run, and who is in a taxi.

    Parameters
    ----------
    week
        The planned week.
    """
    from transit.present.fleet_json import as_hours

    for each in week.parts:
        rides = each.part.rides
        for run in each.plan.runs:
            vehicle = each.problem.vehicles[run.vehicle].id
            output.out.print(
                f"{each.part.day.word} {vehicle}: leaves {as_hours(run.leave_s)}, "
                f"back {as_hours(run.back_s)}",
                style="bold",
                markup=False,
            )
            for stop in run.stops:
                ride = rides[stop.request]
                output.out.print(
                    f"  {as_hours(stop.begin_s)} {stop.action.value} {ride.person} "
                    f"({ride.session}, {ride.towards.value})",
                    markup=False,
                )
        for left in each.plan.left_out:
            ride = rides[left.request]
            output.out.print(
                f"{each.part.day.word} taxi: {ride.person} ({ride.session}, "
                f"{ride.towards.value}): {left.reason.value}",
                markup=False,
            )
