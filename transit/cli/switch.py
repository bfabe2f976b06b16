"""The commands that look at who could leave the fleet, and keep scenarios."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transit.cli import output
from transit.cli.handing_on import HandOn
from transit.disclosure import Audience
from transit.errors import InputError
from transit.model.notice import Severity

if TYPE_CHECKING:
    from transit.batch.switch_asked import SwitchAsked
    from transit.batch.switch_inputs import Moved
    from transit.batch.switch_time import Expected
    from transit.model.parameters import Value


Register = Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")]
Area = Annotated[Path, typer.Option(help="Folder of the area.")]
Group = Annotated[str | None, typer.Option(help="Ids of people who leave together: P1,P2.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes; all cores if not given.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the searches and draws.")]
Again = Annotated[
    int | None,
    typer.Option(
        "--iterations", min=1, help="How long to search without somebody; the parameter if not."
    ),
]
Own = Annotated[Path | None, typer.Option("--parameters", help="The council's own parameters.")]
Confirmed = Annotated[
    bool,
    typer.Option("--confirmed-only", help="Only candidates whom a practitioner has confirmed."),
]
Json = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]


def switch(
    register: Register,
    area: Area,
    group: Group = None,
    best: Annotated[
        int, typer.Option(min=0, help="Look for the best group of each size up to this.")
    ] = 0,
    each: Annotated[bool, typer.Option("--each", help="Tell each candidate's own saving.")] = False,
    confirmed_only: Confirmed = False,
    save: Annotated[str | None, typer.Option(help="Save it as a scenario of this name.")] = None,
    workers: Workers = None,
    seed: Seed = 1,
    iterations: Again = None,
    json: Json = False,
    parameters: Own = None,
) -> None:
    """Tell who could leave the fleet for the bus, and what that would truly save.

    The week is planned again without them, for every number of vehicles. All of it is for review:
    nobody is moved, and no transport ends.
    """
    from transit.batch.switch_asked import SwitchAsked

    asked = SwitchAsked(group=_people(group), best=best, each=each, confirmed_only=confirmed_only)
    _look(register, area, asked, save, workers, seed, iterations, json, parameters)


def scenario(
    register: Register,
    area: Annotated[Path | None, typer.Option(help="Folder of the area.")] = None,
    name: Annotated[str | None, typer.Option(help="What to call a new scenario.")] = None,
    group: Group = None,
    best: Annotated[int, typer.Option(min=0, help="The best group of this size leaves.")] = 0,
    move: Annotated[
        list[str] | None,
        typer.Option(help="A session at other times: SESSION=10:45-15:15. Several times."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="A parameter with another value: NAME=VALUE. Several times."),
    ] = None,
    confirmed_only: Confirmed = False,
    list_: Annotated[bool, typer.Option("--list", help="List saved scenarios.")] = False,
    show: Annotated[str | None, typer.Option(help="Show a saved one, by number or name.")] = None,
    compare: Annotated[
        str | None, typer.Option(help="Set two saved ones side by side: ONE,TWO.")
    ] = None,
    delete: Annotated[int | None, typer.Option(help="Delete a saved one, by number.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="With --show: write a workbook (.xlsx); people are in it without --hand-on."
        ),
    ] = None,
    hand_on: HandOn = None,
    workers: Workers = None,
    seed: Seed = 1,
    iterations: Again = None,
    json: Json = False,
    parameters: Own = None,
) -> None:
    """Work out a scenario and keep it with all its rates; or list, show and compare them."""
    if out and not (show and out.suffix.lower() == ".xlsx"):
        raise typer.BadParameter("--out needs --show, and a file that ends in .xlsx")
    if hand_on and not show:
        raise typer.BadParameter("--hand-on needs --show")
    if list_ or show or compare or delete is not None:
        _with_kept(register, show, compare, delete, out, hand_on, parameters, json=json)
        return
    from transit.batch.switch_asked import SwitchAsked

    if area is None or name is None:
        raise InputError("a new scenario needs --area and --name; see transit scenario --help")
    asked = SwitchAsked(
        group=_people(group),
        best=best,
        confirmed_only=confirmed_only,
        moved=tuple(map(_moved, move or ())),
        changed=dict(map(_changed, set_ or ())),
    )
    _look(register, area, asked, name, workers, seed, iterations, json, parameters)


def _with_kept(
    register: str,
    show: str | None,
    compare: str | None,
    delete: int | None,
    out: Path | None,
    hand_on: Audience | None,
    parameters: Path | None,
    *,
    json: bool,
) -> None:
    """Do what is asked with scenarios that were kept; list them where nothing else is."""
    from transit.cli import scenario_kept as kept

    if show and out:
        kept.write_kept(register, show, hand_on, out, parameters)
    elif show and hand_on:
        kept.hand_on_kept(register, show, hand_on, parameters, json=json)
    elif delete is not None:
        kept.delete_kept(register, delete)
    elif compare:
        kept.compare_kept(register, compare, json=json)
    elif show:
        kept.show_kept(register, show, json=json)
    else:
        kept.list_kept(register, json=json)


def _look(
    register: str,
    area: Path,
    asked: "SwitchAsked",
    save: str | None,
    workers: int | None,
    seed: int,
    iterations: int | None,
    json: bool,
    parameters: Path | None,
) -> None:
    from transit.batch.kept_searches import kept_beside
    from transit.batch.scenarios import inputs_hash, save_study
    from transit.batch.switch import study_switch
    from transit.cli.switch_show import show_study
    from transit.fleet.study_json import study_json
    from transit.present.study_time_words import expected_sentences
    from transit.settings import read_settings
    from transit.store import open_store

    made_from = inputs_hash(register) if save else ""

    def expect(found: "Expected") -> None:
        for sentence in expected_sentences(
            found.whole, found.smaller, workers=found.workers, searched_before=found.searched_before
        ):
            output.err.print(sentence, markup=False)

    try:
        with output.progress() as progress:
            found = study_switch(
                register,
                area,
                asked,
                parameters_dir=parameters or read_settings().parameters_dir,
                workers=workers,
                seed=seed,
                again=iterations,
                keep=kept_beside(register),
                progress=progress,
                expect=expect,
            )
    except KeyboardInterrupt:
        output.err.print("What was found is kept: the same command goes on from there.")
        raise
    number = None
    if save:
        store = open_store(register)
        try:
            number = save_study(store, save, found, asked, area, made_from)
        finally:
            store.close()
    if json:
        notices = [notice.as_dict() for notice in found.notices]
        output.print_json(
            {"scenario": number, "study": study_json(found.study), "notices": notices}
        )
    else:
        show_study(found.study)
        if number is not None:
            output.out.print(f"Saved as scenario {number}.")
        output.print_notices(found.notices)
    grave = any(each.severity is not Severity.INFO for each in found.notices)
    raise typer.Exit(1 if grave else 0)


def _people(group: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (group or "").split(",") if each.strip())


def _moved(text: str) -> "Moved":
    from transit.batch.switch_inputs import Moved
    from transit.read.register.columns_time import Clock

    session, _, times = text.partition("=")
    start, _, end = times.partition("-")
    try:
        return Moved(session, *(Clock("time").parse(each) for each in (start, end)))
    except ValueError as fault:
        raise InputError(f"--move {text}: expected SESSION=10:45-15:15") from fault


def _changed(text: str) -> "tuple[str, Value]":
    name, _, value = text.partition("=")
    try:
        numbers = [
            int(each) if each.strip().isdecimal() else float(each) for each in value.split(",")
        ]
    except ValueError:
        return name, value
    return name, numbers if len(numbers) > 1 else numbers[0]
