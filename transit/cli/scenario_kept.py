"""Scenarios that were kept: listed, shown, compared, written, handed on, deleted."""

from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transit.cli import output
from transit.disclosure import Audience
from transit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transit.store import Store
    from transit.store.scenarios import ScenarioHead


def list_kept(register: str, *, json: bool) -> None:
    """Print the scenarios of a register.

    Parameters
    ----------
    register
        File or address of the register.
    json
        Whether to print JSON.
    """
    from transit.store.scenarios import list_scenarios

    with _opened(register) as store:
        heads = list_scenarios(store)
    if json:
        output.print_json([_head_json(each) for each in heads])
        return
    if not heads:
        output.out.print("No scenario is kept yet. Work one out with --area and --name.")
        return
    output.print_table(
        "Scenarios",
        ("No.", "Name", "Made", "By"),
        [
            (str(each.id), each.name, f"{each.made_at:%d/%m/%Y %H:%M}", each.made_by)
            for each in heads
        ],
    )


def show_kept(register: str, named: str, *, json: bool) -> None:
    """Print one scenario, with the people in it.

    Parameters
    ----------
    register
        File or address of the register.
    named
        Its number or name.
    json
        Whether to print JSON.
    """
    from transit.batch.scenarios import find_scenario
    from transit.cli.switch_show import show_study
    from transit.fleet.study_json import study_json

    with _opened(register) as store:
        found = find_scenario(store, named)
    if not json:
        show_study(found.study)
        return
    output.print_json(
        {
            "scenario": found.head.id,
            "name": found.head.name,
            "asked": dict(found.head.asked),
            "parameters": found.parameters,
            "study": study_json(found.study),
        }
    )


def compare_kept(register: str, names: str, *, json: bool) -> None:
    """Print two scenarios side by side.

    Parameters
    ----------
    register
        File or address of the register.
    names
        Their numbers or names, with a comma between.
    json
        Whether to print JSON.

    Raises
    ------
    InputError
        Not two are named.
    """
    from transit.batch.scenarios import find_scenario
    from transit.fleet.study_json import study_json
    from transit.present.fleet_years import compared, leaving

    named = [name.strip() for name in names.split(",")]
    if len(named) != 2:
        raise InputError("--compare needs two scenarios: ONE,TWO")
    with _opened(register) as store:
        one, two = (find_scenario(store, name) for name in named)
    if json:
        output.print_json({each.head.name: study_json(each.study)["after"] for each in (one, two)})
        return
    output.print_table(
        "Side by side",
        ("A year", one.head.name, two.head.name),
        [
            *compared((one.study.after, two.study.after)),
            *leaving((one.study.group, two.study.group)),
        ],
    )


def delete_kept(register: str, number: int) -> None:
    """Delete a scenario.

    Parameters
    ----------
    register
        File or address of the register.
    number
        Its number.
    """
    from transit.store.scenarios import delete_scenario

    with _opened(register) as store:
        delete_scenario(store, number)
    output.out.print(f"Scenario {number} was deleted.")


def hand_on_kept(
    register: str, named: str, reader: Audience, folder: Path | None, *, json: bool
) -> None:
    """Print what of a scenario may leave the service.

    Parameters
    ----------
    register
        File or address of the register.
    named
        Its number or name.
    reader
        Who is to read it.
    folder
        The council's own parameters.
    json
        Whether to print JSON.
    """
    from transit.batch.scenario_shared import GROUP_HEADS, shared_scenario
    from transit.batch.scenarios import find_scenario
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings

    with _opened(register) as store:
        scenario = find_scenario(store, named)
    parameters = read_parameters(folder or read_settings().parameters_dir)
    found = shared_scenario(scenario, reader, parameters)
    if json:
        output.print_json(asdict(found))
        return
    output.print_table("A year side by side", found.heads, found.years)
    if found.groups:
        output.print_table("Best groups, £ a year", GROUP_HEADS, found.groups)
    for note in found.notes:
        output.out.print(note)


def write_kept(
    register: str, named: str, reader: Audience | None, out: Path, folder: Path | None
) -> None:
    """Write a scenario to a workbook: with its people, or what may be handed on.

    Parameters
    ----------
    register
        File or address of the register.
    named
        Its number or name.
    reader
        Who is to read it; None writes all of it.
    out
        File to write.
    folder
        The council's own parameters.
    """
    from transit.batch.scenario_files import study_workbook
    from transit.batch.scenario_shared_files import shared_workbook
    from transit.batch.scenarios import find_scenario
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings
    from transit.store.private_file import write_private

    parameters = read_parameters(folder or read_settings().parameters_dir)
    with _opened(register) as store:
        scenario = find_scenario(store, named)
        made = (
            shared_workbook(store, scenario, reader, parameters)
            if reader
            else study_workbook(store, scenario)
        )
        write_private(out, made)
    care = "" if reader else ": people are in it, keep it as carefully as the register"
    output.err.print(f"Scenario {scenario.head.id} was written to {out}{care}.", markup=False)


@contextmanager
def _opened(register: str) -> "Iterator[Store]":
    from transit.store import open_store

    store = open_store(register)
    try:
        yield store
    finally:
        store.close()


def _head_json(head: "ScenarioHead") -> dict[str, Any]:
    return {
        "id": head.id,
        "name": head.name,
        "made_at": head.made_at.isoformat(),
        "made_by": head.made_by,
        "edition": head.edition,
        "asked": dict(head.asked),
    }
