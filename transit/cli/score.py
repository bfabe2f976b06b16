"""The command that makes verdicts for a whole register."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from transit.cli import output
from transit.cli.unlocks import as_plain, find_unlocks, show_unlocks, write_map

if TYPE_CHECKING:
    from transit.batch.score_summary import Summary

_REASONS = 5
"""Reasons shown on a terminal; --json has them all."""


def score(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[str, typer.Option(help="Folder of the area, or its address (s3://…).")],
    out: Annotated[Path | None, typer.Option(help="Parquet file for the verdicts.")] = None,
    person: Annotated[list[str] | None, typer.Option(help="Only this person; repeatable.")] = None,
    opportunity: Annotated[
        list[str] | None, typer.Option(help="Only this opportunity; repeatable.")
    ] = None,
    session: Annotated[
        list[str] | None, typer.Option(help="Only this session; repeatable.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Score also what has not changed since.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; all cores when left out.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler; instead of processes.")
    ] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    unlocks: Annotated[
        bool, typer.Option("--unlocks", help="Say also which single change would open more.")
    ] = False,
    unlocks_map: Annotated[
        Path | None, typer.Option(help="GeoJSON file for the places of these changes.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Hide how many where only few people are meant.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say for everybody and every session how they could get there: for review by people.

    Only what changed since is computed: the person, the session, the venue, the area, the rules,
    or what somebody saw outside. Stopped with Ctrl-C it goes on where it was when started again.
    """
    from transit.batch.score import score_register
    from transit.batch.warm import warm_searches
    from transit.model.notice import Severity
    from transit.settings import read_settings
    from transit.store.verdict_pages import Chosen

    folder = parameters or read_settings().parameters_dir
    chosen = Chosen(
        people=tuple(person) if person else None,
        opportunities=tuple(opportunity) if opportunity else None,
        sessions=tuple(session) if session else None,
    )
    with output.progress() as tell:
        warm_searches(tell)
        done = score_register(
            register,
            area,
            workers=workers or os.cpu_count() or 1,
            scheduler=scheduler,
            chosen=chosen,
            again=again,
            out=out,
            parameters_dir=None if folder is None else str(folder),
            progress=tell,
        )
    found = None
    if unlocks or unlocks_map is not None:
        found = find_unlocks(
            register,
            area,
            chosen,
            folder,
            workers=workers or os.cpu_count() or 1,
            scheduler=scheduler,
            public=public,
        )
        if unlocks_map is not None:
            write_map(found, unlocks_map)
    if as_json:
        output.print_json(done.as_dict() | ({} if found is None else {"unlocks": as_plain(found)}))
    else:
        show_summary(done)
        if found is not None:
            show_unlocks(found)
        if out is not None:
            output.err.print(f"Wrote {out}", markup=False)
    grave = any(each.severity is Severity.ERROR for each in done.notices)
    raise typer.Exit(1 if grave else 0)


def show_summary(done: "Summary") -> None:
    """Print what was scored: verdicts are counted, and nobody is named.

    Parameters
    ----------
    done
        What was done.
    """
    from transit.present.words import english

    table = Table(title="For review by people", title_justify="left")
    for name in ("How", "Verdicts", "Confirmed", "Route check needed"):
        table.add_column(name, justify="left" if name == "How" else "right")
    for each in done.counts:
        open_ = each.verdicts - each.confirmed
        name = english().say("rung", each.rung.word)
        table.add_row(name, f"{each.verdicts:,}", f"{each.confirmed:,}", f"{open_:,}")
    output.out.print(table)
    output.out.print("Door-to-door transport is as good an answer as any.")
    if done.reasons:
        output.out.print("What most often stands in the way, by the first reason:")
        for code, count in done.reasons[:_REASONS]:
            output.out.print(f"  {count:>9,}  {code.replace('_', ' ')}", markup=False)
    tally = done.tally
    said = f"{done.scored:,} scored ({done.stale:,} of them out of date), {done.kept:,} kept"
    if done.scored:
        said += (
            f", in {done.seconds:,.1f} s, {done.ms_each:,.1f} ms each; "
            f"{tally.lanes + tally.pairs:,} searches answered {tally.asked + tally.ways:,} "
            f"questions, {done.pruned:,} more did not have to be asked"
        )
    output.out.print(said)
    if not done.scored and not done.kept:
        output.err.print(
            "There was nobody, or no session, to score. People and sessions come with: "
            "transit import",
            markup=False,
        )
    if done.notices:
        output.print_notices(done.notices)
