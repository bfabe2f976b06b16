"""The commands that look at who could leave the fleet, and keep scenarios."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.box import SIMPLE
from rich.table import Table

from transit.cli import output
from transit.cli.handing_on import HandOn
from transit.disclosure import Audience
from transit.errors import InputError
from transit.model.clock import HOUR_S
from transit.model.notice import Severity

if TYPE_CHECKING:
    from transit.batch.switch_asked import SwitchAsked
    from transit.batch.switch_inputs import Moved
    from transit.batch.switch_time import Expected
    from transit.fleet.study import GroupStudy, SavingFigures, Study
    from transit.model.parameters import Value

_MINUTE_S: Final = 60
_PENCE: Final = 100

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
    if out and show:
        _write(register, show, hand_on, out, parameters)
        return
    if hand_on and show:
        _hand_on(register, show, hand_on, json, parameters)
        return
    if list_ or show or compare or delete is not None:
        _kept(register, show, compare, delete, json)
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


def _hand_on(register: str, named: str, reader: Audience, json: bool, folder: Path | None) -> None:
    """Print what of a scenario may leave the service."""
    from dataclasses import asdict

    from transit.batch.scenario_shared import GROUP_HEADS, shared_scenario
    from transit.batch.scenarios import find_scenario
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings
    from transit.store import open_store

    store = open_store(register)
    try:
        scenario = find_scenario(store, named)
    finally:
        store.close()
    parameters = read_parameters(folder or read_settings().parameters_dir)
    found = shared_scenario(scenario, reader, parameters)
    if json:
        output.print_json(asdict(found))
        return
    _table("A year side by side", found.heads, found.years)
    if found.groups:
        _table("Best groups, £ a year", GROUP_HEADS, found.groups)
    for note in found.notes:
        output.out.print(note)


def _write(
    register: str, named: str, reader: Audience | None, out: Path, folder: Path | None
) -> None:
    """Write a saved scenario to a workbook: with its people, or what may be handed on."""
    from transit.batch.scenario_files import study_workbook
    from transit.batch.scenario_shared_files import shared_workbook
    from transit.batch.scenarios import find_scenario
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings
    from transit.store import open_store
    from transit.store.private_file import write_private

    parameters = read_parameters(folder or read_settings().parameters_dir)
    store = open_store(register)
    try:
        scenario = find_scenario(store, named)
        made = (
            shared_workbook(store, scenario, reader, parameters)
            if reader
            else study_workbook(store, scenario)
        )
        write_private(out, made)
    finally:
        store.close()
    care = "" if reader else ": people are in it, keep it as carefully as the register"
    output.err.print(f"Scenario {scenario.head.id} was written to {out}{care}.", markup=False)


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


def _kept(
    register: str, show: str | None, compare: str | None, delete: int | None, json: bool
) -> None:
    from transit.batch.scenarios import find_scenario
    from transit.fleet.study_json import study_json
    from transit.present.fleet_words import compared, leaving
    from transit.store import open_store
    from transit.store.scenarios import delete_scenario, list_scenarios

    store = open_store(register)
    try:
        if delete is not None:
            delete_scenario(store, delete)
            output.out.print(f"Scenario {delete} was deleted.")
        elif compare is not None:
            names = [name.strip() for name in compare.split(",")]
            if len(names) != 2:
                raise InputError("--compare needs two scenarios: ONE,TWO")
            one, two = (find_scenario(store, name) for name in names)
            if json:
                output.print_json(
                    {each.head.name: study_json(each.study)["after"] for each in (one, two)}
                )
            else:
                _table(
                    "Side by side",
                    ("A year", one.head.name, two.head.name),
                    [
                        *compared((one.study.after, two.study.after)),
                        *leaving((one.study.group, two.study.group)),
                    ],
                )
        elif show is not None:
            found = find_scenario(store, show)
            if json:
                output.print_json(
                    {
                        "scenario": found.head.id,
                        "name": found.head.name,
                        "asked": dict(found.head.asked),
                        "parameters": found.parameters,
                        "study": study_json(found.study),
                    }
                )
            else:
                show_study(found.study)
        else:
            heads = list_scenarios(store)
            if json:
                output.print_json([_head_json(each) for each in heads])
            else:
                _table(
                    "Scenarios",
                    ("No.", "Name", "Made", "By"),
                    [
                        (str(each.id), each.name, f"{each.made_at:%d/%m/%Y %H:%M}", each.made_by)
                        for each in heads
                    ],
                )
    finally:
        store.close()


def show_study(study: "Study") -> None:
    """Print a study.

    Parameters
    ----------
    study
        The study.
    """
    from transit.present.fleet_words import (
        WHOSE,
        basis_sentence,
        compared,
        count_sentences,
        ladder_rows,
        ladder_sentences,
        leaves_word,
        leaving,
        noise_sentence,
        verdict_word,
        who_word,
    )

    for sentence in (*count_sentences(study.riders), basis_sentence()):
        output.out.print(sentence, markup=False)
    _table(
        "A year by number of vehicles, everybody riding",
        ("Vehicles", "Kept £", "Runs and taxis a week £", "A year £"),
        ladder_rows(study.ladder),
    )
    for sentence in ladder_sentences(study.ladder):
        output.out.print(sentence, markup=False)
    output.out.print(noise_sentence(study.noise), markup=False)
    _table(
        "A year side by side",
        ("", *study.years, leaves_word(study.group.people if study.group else 0)),
        [
            *compared((*study.years.values(), study.after)),
            *leaving([*(None for _ in study.years), study.group]),
        ],
    )
    _show_moves(study)
    singles = [each for each in study.riders if each.saving]
    if any(each.leaves_with for each in singles):
        output.out.print(WHOSE, markup=False)
    if singles:
        _table(
            "Each alone, £ a year, for review",
            ("Person", "Verdict", "Confirmed", *_SAVING_HEADS, "Training £"),
            [
                (
                    who_word(each),
                    verdict_word(each.verdict),
                    "yes" if each.is_confirmed else "no",
                    *_saving_cells(each.saving),
                    _pounds(each.training_pence),
                )
                for each in sorted(singles, key=_by_saving, reverse=True)
                if each.saving
            ],
        )
    best = {each.person: each.best_in for each in study.riders}
    cash = {each.person: each.cash_in for each in study.riders}
    for title, groups, sizes in (
        ("Best group found of each size, £ a year", study.groups, best),
        (
            "Group found of each size with the largest cashable saving, £ a year",
            study.cash_groups,
            cash,
        ),
    ):
        if not groups:
            continue
        _table(
            title,
            ("People", "Learn first", "Vehicles", *_SAVING_HEADS, "Training £"),
            [
                (
                    str(each.size),
                    str(each.learning),
                    str(each.saving.vehicles),
                    *_saving_cells(each.saving),
                    _pounds(each.training_pence),
                )
                for each in groups
            ],
        )
        who = [person for person, some in sizes.items() if groups[-1].size in some]
        if who:
            output.out.print(f"In the largest are {', '.join(who)}.", markup=False)
    if study.group:
        _show_group(study, study.group)


def _show_moves(study: "Study") -> None:
    from transit.present.move_words import lost_rows, lost_sentences, move_sentences

    for sentence in (*move_sentences(study.moves), *lost_sentences(study.lost)):
        output.out.print(sentence, markup=False)
    if study.lost:
        _table(
            "Who loses by the new times",
            ("Person", "Session", "Before", "Then", "Which journey", "Rides today"),
            lost_rows(study.lost),
        )


_SAVING_HEADS: Final = ("Saving £", "Searches +/- £", "Of it cashable £", "Average cost £")


def _saving_cells(saving: "SavingFigures") -> tuple[str, ...]:
    return tuple(
        map(
            _pounds,
            (
                saving.saving_pence,
                saving.apart_pence,
                saving.cashable_pence,
                saving.average_pence,
            ),
        )
    )


def _show_group(study: "Study", group: "GroupStudy") -> None:
    from transit.present.group_words import (
        break_even_sentence,
        forecast_sentences,
        minutes_sentences,
        swing_rows,
    )

    for sentence in (
        *forecast_sentences(group, study.before.vehicles),
        *minutes_sentences(study.riders),
        break_even_sentence(group),
    ):
        output.out.print(sentence, markup=False)
    _table(
        "What it rests on: left a year after training, £",
        ("Input", "At low", "At high", "Nothing left at"),
        swing_rows(group.swings),
    )


def _table(title: str, heads: tuple[str, ...], rows: Any) -> None:
    made = Table(title=title, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for at, head in enumerate(heads):
        made.add_column(head, justify="left" if at == 0 else "right")
    for row in rows:
        made.add_row(*row)
    output.out.print(made)


def _pounds(pence: float) -> str:
    return f"{pence / _PENCE:,.0f}"


def _by_saving(row: Any) -> float:
    return float(row.saving.saving_pence)


def _head_json(head: Any) -> dict[str, Any]:
    return {
        "id": head.id,
        "name": head.name,
        "made_at": head.made_at.isoformat(),
        "made_by": head.made_by,
        "edition": head.edition,
        "asked": dict(head.asked),
    }


def _people(group: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (group or "").split(",") if each.strip())


def _moved(text: str) -> "Moved":
    from transit.batch.switch_inputs import Moved

    session, _, times = text.partition("=")
    start, _, end = times.partition("-")
    try:
        return Moved(session, _seconds(start), _seconds(end))
    except ValueError as fault:
        raise InputError(f"--move {text}: expected SESSION=10:45-15:15") from fault


def _seconds(text: str) -> int:
    at = dt.time.fromisoformat(text)
    return at.hour * HOUR_S + at.minute * _MINUTE_S


def _changed(text: str) -> "tuple[str, Value]":
    name, _, value = text.partition("=")
    try:
        numbers = [
            int(each) if each.strip().isdecimal() else float(each) for each in value.split(",")
        ]
    except ValueError:
        return name, value
    return name, numbers if len(numbers) > 1 else numbers[0]
