"""Changing one person of a register, with what was changed written into the audit."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.people import Person
from transit.store.audit import write_audit
from transit.store.directory_tables import OpportunityTable, SessionTable, VehicleTable
from transit.store.people import PEOPLE
from transit.store.people_tables import PersonTable

_COUNTED = {
    "people": PersonTable,
    "opportunities": OpportunityTable,
    "sessions": SessionTable,
    "vehicles": VehicleTable,
}


def count_records(session: Session) -> dict[str, int]:
    """Count what a register holds.

    Parameters
    ----------
    session
        Within a transaction.

    Returns
    -------
    dict
        Numbers by kind of record.
    """
    return {
        kind: session.scalar(select(func.count()).select_from(table)) or 0
        for kind, table in _COUNTED.items()
    }


def list_people(session: Session) -> tuple[str, ...]:
    """Return everybody's id.

    Parameters
    ----------
    session
        Within a transaction.

    Returns
    -------
    tuple of str
        In the order of ids.
    """
    return tuple(session.scalars(select(PersonTable.id).order_by(PersonTable.id)))


def find_person(session: Session, person: str) -> Person | None:
    """Read one person.

    Parameters
    ----------
    session
        Within a transaction.
    person
        Their id.

    Returns
    -------
    Person or None
        None where there is none of that id.
    """
    return PEOPLE.read(session, person).get(person)


def save_person(
    session: Session,
    person: Person,
    before: Person,
    detail: Mapping[str, int],
    who: str | None = None,
) -> None:
    """Write a person who was changed, unless somebody else was quicker.

    Parameters
    ----------
    session
        Within a transaction that writes.
    person
        As they are to be.
    before
        As they were when the change was begun.
    detail
        What was changed, counted; goes into the audit.
    who
        Who does it; whoever is logged in on this machine when None.

    Raises
    ------
    StoreError
        They are gone, or were changed meanwhile.
    """
    found = find_person(session, person.id)
    if found is None:
        raise StoreError(f"person {person.id} is no longer in the register; nothing was changed")
    if found != before:
        raise StoreError(
            f"person {person.id} was changed by somebody else meanwhile; nothing was changed. "
            "Look at what is there now, and make the change again"
        )
    PEOPLE.save(session, {person.id: person}, {person.id: before})
    token = session.scalar(select(PersonTable.token).where(PersonTable.id == person.id))
    write_audit(session, "edit-person", dict(detail), subject=token, who=who)
