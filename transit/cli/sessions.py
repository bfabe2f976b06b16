"""The command that sweeps the session times of venues."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.box import SIMPLE
from rich.table import Table

from transit.cli import output
from transit.cli.handing_on import HandOn, print_answer, refuse_ids
from transit.cli.values import clock_s, weekdays
from transit.errors import InputError
from transit.model.clock import HOUR_S
from transit.model.notice import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transit.batch.sweep import VenueSweep
    from transit.sessions.sweep_axes import Axes
    from transit.sessions.sweep_counts import Count
    from transit.sessions.sweep_report import SweepReport

_MINUTE_S = 60
_FILES = (".csv", ".xlsx")
_TIMES = len("09:30–12:00")


def sessions(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[str, typer.Option(help="Folder of the area, or its address (s3://…).")],
    opportunity: Annotated[list[str], typer.Option(help="Id of a venue; repeatable.")],
    days: Annotated[str, typer.Option(help="Days that are looked at.")] = (
        "mon tue wed thu fri sat sun"
    ),
    first: Annotated[str | None, typer.Option(help="First start, such as 08:00.")] = None,
    last: Annotated[str | None, typer.Option(help="Last finish, such as 21:00.")] = None,
    step: Annotated[
        int | None, typer.Option(min=5, max=240, help="Minutes between two starts.")
    ] = None,
    hours: Annotated[
        list[float] | None,
        typer.Option(min=0.25, help="Lengths of the best windows; repeatable."),
    ] = None,
    move: Annotated[
        str | None, typer.Option(help="Tell what it does to have a session then: 10:15-15:15.")
    ] = None,
    term_only: Annotated[
        bool, typer.Option("--term-only", help="New sessions would be held in term time only.")
    ] = False,
    closed: Annotated[
        bool,
        typer.Option(
            "--closed", help="Best times may be when the venue is closed or without staff, too."
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Table of all starts and finishes: .csv or .xlsx; inside only."),
    ] = None,
    ids: Annotated[
        bool, typer.Option("--ids", help="List who gains and loses, under their pseudonyms.")
    ] = False,
    hand_on: HandOn = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; all cores if not given.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler; instead of processes.")
    ] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say at which times most people would come to a venue by themselves.

    Every start and finish is tried on every day, there and back: for review, nothing is moved.
    Stopped with Ctrl-C it goes on where it was when started again.
    """
    from transit.batch.sweep import kept_beside, sweep_sessions
    from transit.batch.warm import warm_searches
    from transit.model.fact import State
    from transit.read.parameters import read_parameters
    from transit.sessions.sweep_found import report_of
    from transit.sessions.sweep_plain import plain_sweep
    from transit.settings import read_settings

    refuse_ids(hand_on, ids=ids)
    if hand_on is not None and out is not None:
        raise typer.BadParameter("--out holds small numbers: leave out --hand-on")
    if out is not None and out.suffix.lower() not in _FILES:
        raise typer.BadParameter(f"--out must end in {' or '.join(_FILES)}")
    own = parameters or read_settings().parameters_dir
    settings = read_parameters(Path(own) if own else None)
    axes = _axes(settings, days, first, last, step)
    moved = None if move is None else _span(move)
    if moved is not None:
        axes = axes.with_times([moved])
    with output.progress() as tell:
        warm_searches(tell)
        found = sweep_sessions(
            register,
            area,
            list(dict.fromkeys(opportunity)),
            axes=axes,
            term_only=State.YES if term_only else State.NO,
            parameters_dir=None if own is None else str(own),
            workers=workers or os.cpu_count() or 1,
            scheduler=scheduler,
            keep=kept_beside(register),
            progress=tell,
        )
    lengths = tuple(round(each * HOUR_S) for each in hours or ())
    reports = [
        report_of(each, settings, lengths, moved, closed=closed) for each in found.venues.values()
    ]
    if out is not None:
        _write(list(found.venues.values()), out)
        _note(register, "export", found.venues)
    if ids:
        _note(register, "list_people", found.venues)
    if hand_on is not None:
        from transit.batch.sweep_shared import shared_times

        both = list(zip(found.venues.values(), reports, strict=True))
        print_answer(shared_times(both, hand_on, settings), register, "session_times", json=as_json)
    elif as_json:
        output.print_json([plain_sweep(each, ids=ids) for each in reports])
    else:
        for each in reports:
            _show(each, ids=ids)
        output.print_notices(found.notices)
    grave = any(each.severity is Severity.ERROR for each in found.notices)
    raise typer.Exit(1 if grave else 0)


def _axes(
    settings: Any, days: str, first: str | None, last: str | None, step: int | None
) -> "Axes":
    from transit.sessions.sweep_axes import Axes

    def number(name: str) -> int:
        return int(settings.number(f"sweep_{name}_s"))

    try:
        return Axes.stepped(
            weekdays(days),
            number("first") if first is None else clock_s(first),
            number("last") if last is None else clock_s(last),
            number("step") if step is None else step * _MINUTE_S,
            shortest_s=number("shortest"),
            longest_s=number("longest"),
        )
    except InputError as fault:
        raise typer.BadParameter(str(fault)) from fault


def _span(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    if not dash:
        raise typer.BadParameter(f"{text!r}: expected a start and a finish, such as 10:15-15:15")
    start, end = clock_s(first), clock_s(last)
    if start >= end:
        raise typer.BadParameter(f"{text!r}: it must end after it starts")
    return start, end


def _note(register: str, action: str, venues: "Iterable[str]") -> None:
    """Write into the audit that people were listed, or counts taken out."""
    from transit.store import open_store
    from transit.store.audit import write_audit

    store = open_store(register)
    try:
        with store.writing() as session:
            write_audit(session, action, {"session_times": sorted(venues)})
    finally:
        store.close()


def _write(venues: "list[VenueSweep]", file: Path) -> None:
    from transit.sessions.sweep_file import write_table
    from transit.sessions.sweep_told import INSIDE_ONLY

    write_table(venues, file)
    output.err.print(f"Wrote {file} ({INSIDE_ONLY})", markup=False)


def _show(report: "SweepReport", *, ids: bool) -> None:
    for title, counts in report.tables():
        output.out.print(_table(title, counts))
    for sentence in report.sentences():
        output.out.print(sentence, markup=False)
    if ids:
        for line in report.names():
            output.out.print(line, markup=False)


def _table(title: str, counts: "tuple[Count, ...]") -> Table:
    from transit.sessions.sweep_told import count_words

    table = Table(title=title, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    columns = (
        "When",
        "Now",
        "Summer",
        "Winter",
        "Sure",
        "Last home",
        "Training",
        "Companion",
        "Door to door",
    )
    for name in columns:
        is_when = name == "When"
        # A start without its finish says nothing, so that this column gives way last.
        table.add_column(
            name, justify="left" if is_when else "right", min_width=_TIMES if is_when else None
        )
    for each in counts:
        numbers = (
            each.now,
            each.summer,
            each.winter,
            each.sure,
            each.last_home,
            each.with_training,
            each.with_companion,
            each.door_to_door,
        )
        table.add_row(count_words(each), *map(_number, numbers))
    return table


def _number(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"
