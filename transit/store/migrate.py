"""Versions of the register's tables, and the way from one to the next."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect

from transit.errors import StoreError

WRITING: Final = {"transit_writes": True}
"""Option of an engine whose transactions are going to write."""


def head_revision() -> str:
    """Return the version that this package keeps.

    Returns
    -------
    str
        E.g. ``0001``.
    """
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def current_revision(engine: Engine) -> str | None:
    """Return the version of a register.

    Parameters
    ----------
    engine
        Its database.

    Returns
    -------
    str or None
        None for an empty database.
    """
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, name: str, to: str = "head") -> str:
    """Bring a register to a version, in one transaction.

    Parameters
    ----------
    engine
        Its database; may be empty.
    name
        What to call it in messages.
    to
        The version.

    Returns
    -------
    str
        The version it now has.

    Raises
    ------
    StoreError
        It is of a later version, or holds something else.
    """
    with engine.execution_options(**WRITING).begin() as connection:
        _refuse_other_tables(connection, name)
        try:
            command.upgrade(_config(connection), to)
        except CommandError as fault:
            raise StoreError(
                f"{name}: a register of a version that this transit does not know; "
                "update transit, or restore a backup"
            ) from fault
        found = MigrationContext.configure(connection).get_current_revision()
    return str(found)


def _refuse_other_tables(connection: Connection, name: str) -> None:
    there = set(inspect(connection).get_table_names())
    if there and "alembic_version" not in there:
        raise StoreError(f"{name}: not a register, but a database with other tables")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
