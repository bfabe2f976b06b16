"""The command that chooses the windows of a venue."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.box import SIMPLE
from rich.table import Table

from transit.cli import output
from transit.cli.handing_on import HandOn, print_answer, refuse_ids
from transit.cli.values import clock_s, weekdays
from transit.model.clock import HOUR_S
from transit.model.notice import Severity

if TYPE_CHECKING:
    from transit.batch.windows import WindowStudy

_PENCE: Final = 100


def windows(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[Path, typer.Option(help="Folder of the area.")],
    opportunity: Annotated[str, typer.Option(help="Id of the venue.")],
    choose: Annotated[int, typer.Option(min=1, help="Windows at most.")] = 5,
    days: Annotated[str, typer.Option(help="Days that are looked at.")] = "mon tue wed thu fri",
    hours: Annotated[
        list[float] | None,
        typer.Option(min=0.25, help="Length of windows; repeatable. Today's usual one if not."),
    ] = None,
    first: Annotated[str | None, typer.Option(help="First start, such as 08:00.")] = None,
    last: Annotated[str | None, typer.Option(help="Last finish, such as 18:00.")] = None,
    rooms: Annotated[
        int | None, typer.Option(min=1, help="Windows at one time; as today if not.")
    ] = None,
    places: Annotated[
        int | None, typer.Option(min=0, help="People in each; as recorded if not.")
    ] = None,
    keep_today: Annotated[
        bool, typer.Option("--keep-today", help="Today's stay; choose so many beside them.")
    ] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="Count only who gets all the sessions they need.")
    ] = False,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="Take unknown facts for barriers.")
    ] = False,
    comes_today: Annotated[
        bool, typer.Option("--comes-today", help="Count only who comes there today.")
    ] = False,
    fleet: Annotated[
        bool, typer.Option("--fleet", help="Who rides today may ride, and minibuses count.")
    ] = False,
    minibuses: Annotated[
        int | None, typer.Option(min=0, help="With --fleet: minibuses at most.")
    ] = None,
    closed_too: Annotated[
        bool,
        typer.Option(
            "--closed-too", help="Look at times when the venue is closed or without staff, too."
        ),
    ] = False,
    term_only: Annotated[
        bool | None,
        typer.Option(
            "--term-only/--all-year", help="When windows are held; as today's sessions if not."
        ),
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(min=1, help="How long to look for the best choice.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; all cores if not given.")
    ] = None,
    ids: Annotated[
        bool, typer.Option("--ids", help="List who gains and loses, under their pseudonyms.")
    ] = False,
    hand_on: HandOn = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
) -> None:
    """Choose the days and times of a venue that together serve most people.

    The choice is proven to be the best, unless it says that time ran out. It is for review:
    nothing is moved.
    """
    from transit.batch.places_shared import shared_windows
    from transit.batch.windows import WindowsAsked, study_windows
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings

    refuse_ids(hand_on, ids=ids)
    if minibuses is not None and not fleet:
        raise typer.BadParameter("--minibuses needs --fleet")
    asked = WindowsAsked(
        opportunity=opportunity,
        most=choose,
        days=weekdays(days),
        lengths_s=tuple(round(each * HOUR_S) for each in hours or ()),
        first_s=None if first is None else clock_s(first),
        last_s=None if last is None else clock_s(last),
        rooms=rooms,
        places=places,
        keep_today=keep_today,
        whole=whole,
        confirmed=confirmed,
        comes_today=comes_today,
        fleet=fleet,
        minibuses=minibuses,
        seconds=seconds,
        closed_too=closed_too,
        term_only=term_only,
    )
    own = parameters or read_settings().parameters_dir
    with output.progress() as tell:
        found = study_windows(
            register,
            area,
            asked,
            parameters_dir=own,
            workers=workers,
            progress=tell,
        )
    if hand_on is not None:
        answer = shared_windows(found, hand_on, read_parameters(own))
        print_answer(answer, register, "windows", json=json)
    elif json:
        output.print_json(windows_json(found, ids=ids))
    else:
        _show(found)
        if ids:
            _show_ids(found)
        output.print_notices(found.notices)
    grave = any(each.severity is Severity.ERROR for each in found.notices)
    raise typer.Exit(1 if grave else 0)


def windows_json(found: "WindowStudy", *, ids: bool) -> dict[str, Any]:
    """Return a choice as plain values.

    Parameters
    ----------
    found
        What was found.
    ids
        Whether to name who gains and loses; else they are counted.

    Returns
    -------
    dict
        For JSON.
    """
    from transit.sessions.sweep_told import INSIDE_ONLY
    from transit.sessions.windows_words import windows_plain

    return windows_plain(found.choice, found.told, ids=ids) | {
        "use": INSIDE_ONLY,
        "venue": found.venue,
        "offered": found.offered,
        "people": found.people,
        "has_places": found.has_places,
        "closed": found.closed,
        "hours_known": found.hours_known,
        "closed_too": found.closed_too,
        "term_only": found.term_only,
        "today_differs": found.today_differs,
        "runs": None if found.runs is None else _runs(found),
    }


def _runs(found: "WindowStudy") -> dict[str, Any]:
    assert found.runs is not None
    return {name: getattr(found.runs, name) for name in type(found.runs).__dataclass_fields__}


def _show(found: "WindowStudy") -> None:
    from transit.sessions.sweep_told import INSIDE_ONLY
    from transit.sessions.windows_words import (
        dates_sentences,
        hours_sentences,
        minibus_rows,
        proof_sentences,
        served_sentences,
        window_rows,
    )

    title = f"{found.venue}: windows chosen from {found.offered:,}, for review"
    table = Table(title=title, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for name, right in (
        ("When", False),
        ("Today", False),
        ("People", True),
        ("Now", True),
        ("Training", True),
        ("Companion", True),
        ("Door to door", True),
    ):
        table.add_column(name, justify="right" if right else "left")
    for row in window_rows(found.told):
        table.add_row(*map(str, row))
    output.out.print(table)
    for sentence in served_sentences(found.told, found.people):
        output.out.print(sentence, markup=False)
    if not found.has_places:
        output.out.print(
            "Nobody has recorded how many places there are, so all come who can; give --places."
        )
    for sentence in (
        *hours_sentences(found.closed, hours_known=found.hours_known, closed_too=found.closed_too),
        *dates_sentences(term_only=found.term_only, today_differs=found.today_differs),
    ):
        output.out.print(sentence, markup=False)
    for sentence in proof_sentences(found.choice):
        output.out.print(sentence, markup=False)
    for line in minibus_rows(found.choice):
        output.out.print(f"  {line}", markup=False)
    if found.runs is not None:
        runs = found.runs
        output.out.print(
            f"Planned: {runs.vehicles} vehicles at one time at the most for {runs.riders} people "
            f"and {runs.rides} rides a week, {runs.in_taxis} of them in taxis; "
            f"£{runs.week_pence / _PENCE:,.0f} a week, if the fleet had nothing else to do."
        )
    output.out.print(f"{INSIDE_ONLY.capitalize()}.", markup=False)


def _show_ids(found: "WindowStudy") -> None:
    for word, people in (("More often", found.told.gain), ("Less often", found.told.lose)):
        output.out.print(f"{word}: {', '.join(people) or 'nobody'}", markup=False)
