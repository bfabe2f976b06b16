"""Scenarios in the register: saved with everything that they were made from."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, insert, select

from transit.errors import InputError, StoreError
from transit.store.audit import logged_in, write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.people_tables import PersonTable
from transit.store.scenario_tables import ScenarioPersonTable, ScenarioTable

_TABLE: Final = table_of(ScenarioTable)
_PERSON: Final = table_of(ScenarioPersonTable)
_MOST_LETTERS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioHead:
    """What a list says of a scenario.

    Parameters
    ----------
    id
        Its number.
    name
        What it is called.
    made_at, made_by
        When and by whom.
    edition
        Edition of the area.
    inputs_hash
        Of the people, sessions and vehicles that it was made from.
    asked
        What was asked, as JSON has it; who was named is not in it.
    """

    id: int
    name: str
    made_at: dt.datetime
    made_by: str
    edition: str
    inputs_hash: str
    asked: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedScenario:
    """A scenario as it was saved.

    Parameters
    ----------
    head
        What a list says of it.
    parameters
        Every rate and factor with its source and date, as JSON has it.
    result
        What was found, as JSON.
    people
        What it says of people, as JSON, by id; those erased since are gone.
    """

    head: ScenarioHead
    parameters: Mapping[str, Any]
    result: str
    people: Mapping[str, str]


def save_scenario(
    store: Store,
    name: str,
    *,
    edition: str,
    inputs_hash: str,
    asked: Mapping[str, Any],
    parameters: Mapping[str, Any],
    result: str,
    people: Mapping[str, str],
    who: str | None = None,
) -> int:
    """Save a scenario.

    Parameters
    ----------
    store
        The register.
    name
        What to call it.
    edition
        Edition of the area.
    inputs_hash, asked, parameters, result, people
        As in :class:`SavedScenario`; people who are gone meanwhile are passed over.
    who
        Who does it; whoever is logged in when None.

    Returns
    -------
    int
        Its number.

    Raises
    ------
    InputError
        It has no name, or one that is too long.
    """
    if not name.strip() or len(name) > _MOST_LETTERS:
        raise InputError(f"a scenario needs a name of up to {_MOST_LETTERS} letters")
    row = {
        "name": name.strip(),
        "made_at": dt.datetime.now(dt.UTC),
        "made_by": who or logged_in(),
        "edition": edition,
        "inputs_hash": inputs_hash,
        "asked": json.dumps(asked, sort_keys=True),
        "parameters": json.dumps(parameters, sort_keys=True),
        "result": result,
    }
    with store.writing() as session:
        made = session.execute(insert(_TABLE).values(row).returning(_TABLE.c.id))
        number: int = made.scalar_one()
        there = set(session.scalars(select(table_of(PersonTable).c.id)))
        rows = [
            {"scenario_id": number, "person_id": person, "body": body}
            for person, body in people.items()
            if person in there
        ]
        if rows:
            session.execute(insert(_PERSON), rows)
        write_audit(session, "save scenario", {"people": len(rows)}, who=who)
    return number


def list_scenarios(store: Store) -> tuple[ScenarioHead, ...]:
    """List scenarios.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    tuple of ScenarioHead
        The newest first.
    """
    columns = [_TABLE.c[name] for name in ScenarioHead.__dataclass_fields__]
    with store.reading() as session:
        rows = session.execute(select(*columns).order_by(_TABLE.c.id.desc())).all()
    return tuple(map(_head, rows))


def read_scenario(store: Store, number: int) -> SavedScenario:
    """Read a scenario.

    Parameters
    ----------
    store
        The register.
    number
        Its number.

    Returns
    -------
    SavedScenario
        As it was saved, but for people erased since.

    Raises
    ------
    StoreError
        There is none of that number.
    """
    with store.reading() as session:
        row = session.execute(select(_TABLE).where(_TABLE.c.id == number)).one_or_none()
        asked = select(_PERSON.c.person_id, _PERSON.c.body).where(_PERSON.c.scenario_id == number)
        people = {row.person_id: row.body for row in session.execute(asked)}
    if row is None:
        raise StoreError(f"{store.name}: there is no scenario {number}")
    return SavedScenario(
        head=_head(row), parameters=json.loads(row.parameters), result=row.result, people=people
    )


def delete_scenario(store: Store, number: int, who: str | None = None) -> None:
    """Delete a scenario.

    Parameters
    ----------
    store
        The register.
    number
        Its number.
    who
        Who does it.

    Raises
    ------
    StoreError
        There is none of that number.
    """
    with store.writing() as session:
        if session.scalar(select(_TABLE.c.id).where(_TABLE.c.id == number)) is None:
            raise StoreError(f"{store.name}: there is no scenario {number}")
        session.execute(delete(_PERSON).where(_PERSON.c.scenario_id == number))
        session.execute(delete(_TABLE).where(_TABLE.c.id == number))
        write_audit(session, "delete scenario", {}, who=who)


def _head(row: Any) -> ScenarioHead:
    return ScenarioHead(
        id=row.id,
        name=row.name,
        made_at=row.made_at,
        made_by=row.made_by,
        edition=row.edition,
        inputs_hash=row.inputs_hash,
        asked=json.loads(row.asked),
    )
