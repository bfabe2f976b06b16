"""The command that plans the fleet's runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.box import SIMPLE
from rich.table import Table

from transit.cli import output
from transit.model.clock import HOUR_S, clock_text
from transit.model.notice import Severity

if TYPE_CHECKING:
    from transit.batch.fleet_asked import FleetAsked
    from transit.batch.fleet_week import FleetWeek

_METRES_PER_MILE: Final = 1609.344
_MINUTE_S: Final = 60
_PENCE: Final = 100
_TITLES: Final = {
    "anew": "Runs planned anew, for review",
    "today": "Today's runs as they are",
    "improved": "Runs made better from today's, for review",
}


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
    today: Annotated[
        bool, typer.Option("--today", help="Cost today's runs as they are; search for nothing.")
    ] = False,
    improve: Annotated[
        bool, typer.Option("--improve", help="Begin with today's runs and look for better ones.")
    ] = False,
    lock: Annotated[
        list[str] | None, typer.Option(help="With --improve: this run stays. Several times.")
    ] = None,
    runs: Annotated[bool, typer.Option("--runs", help="Tell every stop of every run.")] = False,
    save: Annotated[
        bool, typer.Option("--save", help="Keep the runs in the register, for the page Runs.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Write the runs to a file: .xlsx, or .gpkg for a map program (QGIS)."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
) -> None:
    """Plan the runs of a week for everybody who rides on the fleet or in a taxi today.

    Anew, unless today's runs are asked for, which the register must know. Nothing is saved without
    --save.
    """
    from transit.batch.fleet_asked import FleetAsked, FleetWay, make_week
    from transit.fleet.settings import Budget
    from transit.settings import read_settings

    if lock and not improve:
        raise typer.BadParameter("--lock needs --improve")
    if out is not None:
        _refuse_file(out)
    way = FleetWay.IMPROVED if improve else FleetWay.TODAY if today else FleetWay.ANEW
    asked = FleetAsked(
        register,
        area,
        way,
        Budget(iterations=iterations, seconds=None if iterations else seconds),
        seed,
        tuple(lock or ()),
        parameters or read_settings().parameters_dir,
    )
    with output.progress() as progress:
        week = make_week(asked, progress=progress)
    if save:
        _save(asked, week)
    if out is not None:
        _write(asked, week, out)
    if json:
        output.print_json({"way": way.value} | fleet_json_of(week))
    else:
        show_week(week, _TITLES[way.value], searched=way is not FleetWay.TODAY)
        if runs:
            show_runs(week)
        output.print_notices(week.notices)
    grave = any(each.severity is not Severity.INFO for each in week.notices)
    raise typer.Exit(1 if grave else 0)


def fleet_json_of(week: "FleetWeek") -> dict[str, object]:
    """Return a week as plain values.

    Parameters
    ----------
    week
        The planned week.

    Returns
    -------
    dict
        For JSON.
    """
    from transit.present.fleet_json import fleet_json, year_json

    found = fleet_json(week.parts, week.rates, week.notices)
    return {"people": week.people, "year": year_json(week.year), **found}


def _save(asked: "FleetAsked", week: "FleetWeek") -> None:
    from transit.batch.fleet_asked import keep_week

    number = keep_week(asked, week)
    output.err.print(f"Kept as plan {number}.", markup=False)


def _refuse_file(out: Path) -> None:
    from transit.batch.run_files import WRITERS

    if out.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"--out must end in {' or '.join(WRITERS)}")
    if not out.resolve().parent.is_dir():
        raise typer.BadParameter(f"--out {out}: there is no such folder")


def _write(asked: "FleetAsked", week: "FleetWeek", out: Path) -> None:
    """Write the runs to a file, and note that in the audit: homes are points in it."""
    from transit.batch.run_files import WRITERS
    from transit.store import open_store
    from transit.store.private_file import write_private

    store = open_store(asked.register)
    try:
        write_private(out, WRITERS[out.suffix.lower()](store, week))
    finally:
        store.close()
    output.err.print(f"Runs written to {out}: keep it as carefully as the register.", markup=False)


def show_week(week: "FleetWeek", title: str, *, searched: bool) -> None:
    """Print what each part of the week comes to, and all of it a year.

    Parameters
    ----------
    week
        The planned week.
    title
        What it is.
    searched
        Whether its runs were searched for, not taken as they are.
    """
    from transit.fleet.summary import summarise
    from transit.present.fleet_words import year_sentence

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
            f"{each.part.day.word} to {clock_text(each.part.to_s)}",
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
    rides = sum(len(each.part.rides) for each in week.parts)
    output.out.print(
        f"{week.people:,} people, {rides:,} rides a week. Runs £: miles, and hours of crews that "
        "are paid by the hour. Ride min: on the fleet, mean and longest."
    )
    output.out.print(f"A year costs {year_sentence(week.year)}")
    output.out.print(
        "Vehicles are paid all year unless they are hired by the day; transit switch counts alike. "
        "Rates are those of data/parameters and of the vehicles."
    )
    if searched:
        output.out.print("Runs are the best that were found, not proven to be the least.")


def show_runs(week: "FleetWeek") -> None:
    """Print every stop of every run, and who is in a taxi.

    Parameters
    ----------
    week
        The planned week.
    """
    from transit.present.run_tables import run_lines, stop_lines

    for each in week.parts:
        rides = each.part.rides
        stops = [*stop_lines(each)]
        for run in run_lines(each):
            output.out.print(
                f"{each.part.day.word} {run.vehicle}: leaves {clock_text(run.leave_s)}, "
                f"back {clock_text(run.back_s)}",
                style="bold",
                markup=False,
            )
            for stop in stops:
                if stop.letter == run.letter:
                    notes = f": {stop.notes}" if stop.notes else ""
                    output.out.print(
                        f"  {clock_text(stop.begin_s)} {stop.what} {stop.person} "
                        f"({stop.session}, {stop.towards}){notes}",
                        markup=False,
                    )
        for left in each.plan.left_out:
            ride = rides[left.request]
            output.out.print(
                f"{each.part.day.word} taxi: {ride.person} ({ride.session}, "
                f"{ride.towards.value}): {left.reason.value}",
                markup=False,
            )
