"""Removing everything that a register holds of one person."""

from sqlalchemy import Table, delete, func, select
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.store.audit import write_audit
from transit.store.database import Store
from transit.store.people_tables import PersonTable
from transit.store.schema import metadata


def erase_person(store: Store, person_id: str, who: str | None = None) -> dict[str, int]:
    """Remove a person and everything about them.

    What is deleted is overwritten in a SQLite file. The audit keeps that somebody was erased, under
    a token that nothing leads to any more. Backups and exports made before are not reached.

    Parameters
    ----------
    store
        The register.
    person_id
        Their id.
    who
        Who does it, for the audit.

    Returns
    -------
    dict
        How many rows were removed, by table.

    Raises
    ------
    StoreError
        There is nobody of that id.
    """
    with store.writing() as session:
        token = session.scalar(select(PersonTable.token).where(PersonTable.id == person_id))
        if token is None:
            raise StoreError(f"{store.name}: there is nobody of that id in this register")
        removed: dict[str, int] = {}
        for table, column in tables_about_people():
            count = _remove(session, table, column, person_id)
            removed[table.name] = removed.get(table.name, 0) + count
        write_audit(session, "erase person", removed, subject=token, who=who)
    if store.engine.dialect.name == "sqlite":
        _empty_log(store)
    return removed


def tables_about_people() -> tuple[tuple[Table, str], ...]:
    """Return every table about people with its column of their ids, the person's own last.

    Found by their keys, so that a table that is added later cannot be forgotten.

    Returns
    -------
    tuple of tuple
        Table and name of the column.
    """
    person = metadata.tables["person"]
    found = [
        (table, key.parent.name)
        for table in reversed(metadata.sorted_tables)
        for key in table.foreign_keys
        if key.column.table is person
    ]
    return (*found, (person, "id"))


def _remove(session: Session, table: Table, column: str, person_id: str) -> int:
    theirs = table.c[column] == person_id
    count = session.scalar(select(func.count()).select_from(table).where(theirs)) or 0
    session.execute(delete(table).where(theirs))
    return count


def _empty_log(store: Store) -> None:
    """Empty SQLite's write-ahead log, where the old pages still are."""
    connection = store.engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
