"""Backups: every table as lines of JSON in one zip, whatever database it came from or goes to."""

import datetime as dt
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, MetaData, Table, insert, select
from sqlalchemy.exc import SQLAlchemyError

from transit.errors import InputError, StoreError
from transit.store.audit import write_audit
from transit.store.backup_manifest import FORMAT, MANIFEST, read_manifest
from transit.store.database import create_store, exists, open_store, remove_file
from transit.store.migrate import WRITING, current_revision, upgrade

_VERSION_TABLE: Final = "alembic_version"
_BATCH: Final = 1000
_DAMAGES: Final = (zipfile.BadZipFile, KeyError, ValueError, TypeError, SQLAlchemyError)
"""What a damaged backup shows itself by."""


def write_backup(register: str | Path, file: Path, who: str | None = None) -> dict[str, int]:
    """Write everything that a register holds into one file.

    Parameters
    ----------
    register
        The register, of any version.
    file
        Zip to write; one that is there is not replaced.
    who
        Who does it, for the audit.

    Returns
    -------
    dict
        How many rows were written, by table.

    Raises
    ------
    StoreError
        There is no register, or there is a file of that name.
    """
    if file.exists():
        raise StoreError(f"{file}: there is a file of that name; name another")
    store = open_store(register)
    part = file.with_name(f"{file.name}.part")
    try:
        with store.writing() as session:
            write_audit(session, "backup", {}, who=who)
        with store.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            counts = _write(connection, part, current_revision(store.engine))
        part.replace(file)
    except OSError as fault:
        raise StoreError(f"{file}: cannot be written ({fault.strerror})") from fault
    finally:
        part.unlink(missing_ok=True)
        store.close()
    return counts


def restore_backup(file: Path, register: str | Path, who: str | None = None) -> dict[str, int]:
    """Make a register of a backup, and bring it to this version.

    Parameters
    ----------
    file
        The backup.
    register
        Where to: a file that is not there, or an empty PostgreSQL database.
    who
        Who does it, for the audit.

    Returns
    -------
    dict
        How many rows were read, by table.

    Raises
    ------
    StoreError
        There is a register already.
    InputError
        The file is no backup, or is damaged.
    """
    if exists(register):
        raise StoreError("there is a register already; restore into another, then change names")
    manifest = read_manifest(file)
    store = create_store(register, to=manifest["version"])
    try:
        # All of it in one transaction: a damaged backup leaves an empty register behind.
        with store.engine.execution_options(**WRITING).begin() as connection:
            counts = _read(connection, file, manifest)
        upgrade(store.engine, store.name)
        with store.writing() as session:
            write_audit(session, "restore", {"written": manifest["written"]}, who=who)
    except BaseException as fault:
        store.close()
        if store.engine.dialect.name == "sqlite":
            remove_file(Path(register))
        if isinstance(fault, _DAMAGES):
            raise InputError(f"{file}: the backup is damaged; nothing was restored") from fault
        raise
    store.close()
    return counts


def _write(connection: Connection, part: Path, version: str | None) -> dict[str, int]:
    """Write all tables in the order in which they can be read again."""
    counts: dict[str, int] = {}
    handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        for table in _tables(connection):
            with packed.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                counts[table.name] = 0
                for row in connection.execute(select(table)).mappings():
                    values = {name: _plain(value) for name, value in row.items()}
                    lines.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
                    counts[table.name] += 1
        manifest = {
            "format": FORMAT,
            "version": version,
            "written": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "rows": counts,
        }
        packed.writestr(MANIFEST, json.dumps(manifest, indent=2))
    return counts


def _read(connection: Connection, file: Path, manifest: dict[str, Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    with zipfile.ZipFile(file) as packed:
        for table in _tables(connection):
            counts[table.name] = 0
            for rows in _batches(packed, table):
                connection.execute(insert(table), rows)
                counts[table.name] += len(rows)
    if counts != manifest["rows"]:
        raise ValueError("another number of rows than the backup says")
    if connection.dialect.name == "postgresql":
        for table in _tables(connection):
            _count_on(connection, table)
    return counts


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers."""
    if "id" in table.c and issubclass(table.c.id.type.python_type, int):
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) "
            f'FROM "{table.name}"'
        )


def _batches(packed: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    with packed.open(f"{table.name}.jsonl") as lines:
        for line in lines:
            values = json.loads(line)
            rows.append({name: _typed(table, name, value) for name, value in values.items()})
            if len(rows) == _BATCH:
                yield rows
                rows = []
    if rows:
        yield rows


def _tables(connection: Connection) -> list[Table]:
    """Return the tables as they are in this database, which may be of an older version."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _VERSION_TABLE]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        # SQLite gives moments without their zone, PostgreSQL in that of the server.
        aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        return aware.astimezone(dt.UTC).isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type.python_type
    if value is None or not issubclass(kind, dt.date):
        return value
    return kind.fromisoformat(value)
