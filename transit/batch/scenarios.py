"""Scenarios: studies saved in the register with what they were made from, and read again."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from transit.batch.switch import Switch
from transit.batch.switch_asked import SwitchAsked
from transit.batch.switch_inputs import read_inputs
from transit.errors import InputError
from transit.fleet.study import Study
from transit.fleet.study_json import read_study, write_study
from transit.model.parameters import Parameters
from transit.model.vehicles import Vehicle
from transit.network.store import read_manifest
from transit.store import Store, open_store
from transit.store.scenarios import (
    ScenarioHead,
    list_scenarios,
    read_scenario,
    save_scenario,
)

_KINDS: Final = ("fleet_", "switch_", "carbon_", "sensitivity_", "pass_")
"""How the names of parameters begin that a study rests on."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A saved study.

    Parameters
    ----------
    head
        Its name, and when and from what it was made.
    study
        What was found.
    parameters
        Every rate and factor with its source and date, by name, as JSON has it.
    """

    head: ScenarioHead
    study: Study
    parameters: dict[str, Any]


def save_study(
    store: Store, name: str, switch: Switch, asked: SwitchAsked, area: Path | str, inputs_hash: str
) -> int:
    """Save a study as a scenario.

    Parameters
    ----------
    store
        The register.
    name
        What to call it.
    switch
        The study.
    asked
        What was asked.
    area
        Folder of the area.
    inputs_hash
        As :func:`inputs_hash` gave it when the study was begun.

    Returns
    -------
    int
        Its number.
    """
    whole, people = write_study(switch.study)
    return save_scenario(
        store,
        name,
        edition=str(read_manifest(Path(area))["edition"]),
        inputs_hash=inputs_hash,
        asked=_without_people(asked),
        parameters=used_parameters(switch.parameters) | vehicle_prices(switch.vehicles),
        result=whole,
        people=people,
    )


def open_scenario(store: Store, number: int) -> Scenario:
    """Read a saved study.

    Parameters
    ----------
    store
        The register.
    number
        Its number.

    Returns
    -------
    Scenario
        As it was saved, but for people erased since.

    Raises
    ------
    TransitError
        There is none of that number, or another version saved it.
    """
    saved = read_scenario(store, number)
    study = read_study(saved.result, saved.people)
    return Scenario(saved.head, study, dict(saved.parameters))


def find_scenario(store: Store, named: str) -> Scenario:
    """Read a saved study by its number or its name.

    Parameters
    ----------
    store
        The register.
    named
        A number, or a name; the newest of that name.

    Returns
    -------
    Scenario
        The study.

    Raises
    ------
    InputError
        There is none.
    """
    for head in list_scenarios(store):
        if named in (str(head.id), head.name):
            return open_scenario(store, head.id)
    raise InputError(f"there is no scenario {named}; list them with: transit scenario --list")


def inputs_hash(register: str) -> str:
    """Return a hash of all that a study is made from in a register.

    Parameters
    ----------
    register
        File or address of the register.

    Returns
    -------
    str
        The same as long as people, sessions, places, vehicles, verdicts and decisions are.
    """
    store = open_store(register)
    try:
        return hash_inputs(store)
    finally:
        store.close()


def hash_inputs(store: Store) -> str:
    """Return the same of a register that is open.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    str
        A hash.
    """
    made = hashlib.sha256()
    for part in _parts(store):
        made.update(part.encode())
    return made.hexdigest()


def used_parameters(parameters: Parameters) -> dict[str, Any]:
    """Return the parameters that a study rests on, as JSON takes them.

    Parameters
    ----------
    parameters
        All parameters.

    Returns
    -------
    dict
        Value, unit, source, date and confidence by name.
    """
    return {
        name: asdict(each) for name, each in sorted(parameters.items()) if name.startswith(_KINDS)
    }


def vehicle_prices(vehicles: Iterable[Vehicle]) -> dict[str, Any]:
    """Return what vehicles cost as :func:`used_parameters` returns rates.

    Parameters
    ----------
    vehicles
        The fleet.

    Returns
    -------
    dict
        Four prices by name of each vehicle.
    """
    return {
        f"vehicle {vehicle.id}: {name.removesuffix('_pence').replace('_', ' ')}": {
            "name": name,
            "value": pence,
            "unit": "pence",
            "source": "The register",
            "date": "",
            "confidence": "",
        }
        for vehicle in vehicles
        for name, pence in asdict(vehicle.cost).items()
    }


def _parts(store: Store) -> Iterator[str]:
    register, judged = read_inputs(store)
    for records in (
        register.people,
        register.opportunities,
        register.sessions,
        register.vehicles,
        register.ride_needs,
        register.runs,
        judged,
    ):
        for key, each in records.items():
            yield repr((key, each))


def _without_people(asked: SwitchAsked) -> dict[str, Any]:
    """Return what was asked; the group is in the rows about people."""
    return {
        "group": len(asked.group),
        "best": asked.best,
        "each": asked.each,
        "confirmed_only": asked.confirmed_only,
        "moved": [asdict(each) for each in asked.moved],
        "changed": dict(asked.changed),
    }
