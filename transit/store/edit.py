"""Changing one person of a register: audited, and what rests on it marked stale."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.people import Person
from transit.store.audit import write_audit
from transit.store.audit_table import AuditTable
from transit.store.database import Store
from transit.store.directory_tables import OpportunityTable, SessionTable, VehicleTable
from transit.store.people import PEOPLE
from transit.store.people_tables import PersonTable
from transit.store.verdict_tables import ScoreRunTable, VerdictTable

_BATCH: Final = 500
"""Ids in one statement: databases limit the number of parameters."""

_COUNTED: Final = {
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


def list_cohorts(session: Session) -> tuple[str, ...]:
    """Return the groups of people.

    Parameters
    ----------
    session
        Within a transaction.

    Returns
    -------
    tuple of str
        In the order of the alphabet, without the empty one.
    """
    cohorts = session.scalars(select(PersonTable.cohort).distinct().order_by(PersonTable.cohort))
    return tuple(cohort for cohort in cohorts if cohort)


def verdicts_version(store: Store) -> str:
    """Return what changes whenever verdicts do.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    str
        The same as long as nothing was scored, marked stale, decided, imported or edited.
    """
    is_stale = VerdictTable.stale_since.is_not(None)
    with store.reading() as session:
        parts = (
            session.scalar(select(func.max(AuditTable.id))),
            session.scalar(select(func.sum(ScoreRunTable.scored))),
            session.scalar(select(func.count()).select_from(VerdictTable).where(is_stale)),
        )
    return "/".join(str(part or 0) for part in parts)


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
    mark_changed(session, people=(person.id,))
    token = session.scalar(select(PersonTable.token).where(PersonTable.id == person.id))
    write_audit(session, "edit-person", dict(detail), subject=token, who=who)


def mark_changed(
    session: Session,
    *,
    people: Collection[str] = (),
    sessions: Collection[str] = (),
    opportunities: Collection[str] = (),
) -> None:
    """Mark verdicts stale whose person, session or venue is no longer as it was.

    Parameters
    ----------
    session
        Within a transaction that writes.
    people, sessions, opportunities
        Ids of what was changed.
    """
    now = dt.datetime.now(dt.UTC)
    for column, ids in (
        (VerdictTable.person_id, [*people]),
        (VerdictTable.session_id, [*sessions]),
        (VerdictTable.opportunity_id, [*opportunities]),
    ):
        for start in range(0, len(ids), _BATCH):
            some = column.in_(ids[start : start + _BATCH]), VerdictTable.stale_since.is_(None)
            session.execute(update(VerdictTable).where(*some).values(stale_since=now))
