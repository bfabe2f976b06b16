"""Opening a register: a SQLite file or a PostgreSQL address."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from transit.errors import OldRegisterError, StoreError
from transit.store.backup_manifest import is_backup
from transit.store.migrate import WRITING, current_revision, head_revision, upgrade

_LOCK: Final = 0x7472616E
"""Number of PostgreSQL's advisory lock that writers of one register wait for."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open register.

    Parameters
    ----------
    engine
        SQLAlchemy's engine.
    name
        File or address without a password, for messages.
    """

    engine: Engine
    name: str

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read within one transaction.

        Yields
        ------
        Session
            SQLAlchemy's session.
        """
        with _told(self.name), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write within one transaction, alone: all of it is done, or nothing.

        Yields
        ------
        Session
            SQLAlchemy's session.
        """
        engine = self.engine.execution_options(**WRITING)
        with _told(self.name), Session(engine) as session, session.begin():
            if engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield session

    def close(self) -> None:
        """Let go of the file or the connections."""
        self.engine.dispose()


def exists(register: str | Path) -> bool:
    """Tell whether there is a register already.

    Parameters
    ----------
    register
        Path of a file, or address of a PostgreSQL database.

    Returns
    -------
    bool
        True where the file is there, or the database has the register's tables.
    """
    url = _url(register)
    if _is_file(url):
        return Path(url.database or "").exists()
    store = _connect(url)
    try:
        with _told(store.name):
            return inspect(store.engine).has_table("person")
    finally:
        store.close()


def create_store(register: str | Path, to: str = "head") -> Store:
    """Open a register, made or brought to this version first where that is needed.

    Parameters
    ----------
    register
        Path of a file, or address of a PostgreSQL database.
    to
        The version to make.

    Returns
    -------
    Store
        The open register.

    Raises
    ------
    StoreError
        It cannot be reached, is no register, or is of a later version.
    """
    url = _url(register)
    store = _connect(url)
    made = _is_file(url) and _made_private(Path(url.database or ""))
    try:
        with _told(store.name):
            upgrade(store.engine, store.name, to)
            if _is_file(url):
                _write_ahead(store.engine)
    except BaseException:
        store.close()
        if made:
            remove_file(Path(url.database or ""))
        raise
    return store


def open_store(register: str | Path) -> Store:
    """Open a register that is there and of this version.

    Parameters
    ----------
    register
        Path of a file, or address of a PostgreSQL database.

    Returns
    -------
    Store
        The open register.

    Raises
    ------
    StoreError
        There is none, it cannot be reached, or it is of another version.
    """
    if not exists(register):
        raise StoreError(
            f"{_shown(_url(register))}: there is no register; make one: transit import"
        )
    store = _connect(_url(register))
    try:
        with _told(store.name):
            found, wanted = current_revision(store.engine), head_revision()
        if found != wanted:
            raise OldRegisterError(
                f"{store.name}: a register of version {found}, but this transit keeps {wanted}; "
                "run: transit db upgrade"
            )
    except BaseException:
        store.close()
        raise
    return store


def remove_file(path: Path) -> None:
    """Remove a SQLite register with the files that lie beside it.

    Parameters
    ----------
    path
        The register.
    """
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _made_private(path: Path) -> bool:
    """Make a file that only its owner may read, and tell whether it was not there before."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return False
    except OSError as fault:
        raise StoreError(f"{path}: cannot be made ({fault.strerror})") from fault
    return True


def _url(register: str | Path) -> URL:
    written = str(register)
    if "://" not in written:
        return URL.create("sqlite", database=written)
    try:
        url = make_url(written)
    except ArgumentError as fault:
        raise StoreError("the register's address cannot be read") from fault
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"a register is a SQLite file or PostgreSQL, not {url.drivername}")
    return url


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _shown(url: URL) -> str:
    return url.database or "" if _is_file(url) else url.render_as_string(hide_password=True)


def _connect(url: URL) -> Store:
    shown = _shown(url)
    if _is_file(url):
        _look_at_file(Path(url.database or ""), shown)
    try:
        engine = create_engine(url)
    except (ModuleNotFoundError, NoSuchModuleError) as fault:
        raise StoreError("PostgreSQL needs its driver: pip install 'transit[postgres]'") from fault
    if _is_file(url):
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return Store(engine, shown)


def _look_at_file(path: Path, shown: str) -> None:
    if not path.exists():
        if not path.parent.is_dir():
            raise StoreError(f"{shown}: there is no folder {path.parent}")
        return
    if not path.is_file() or not os.access(path, os.R_OK):
        raise StoreError(f"{shown}: cannot be opened; give a file that you may read")
    # Only SQLite may open the file: whoever else in this process closes it takes the locks of all
    # its connections away, and another program then thinks that nobody is using the register.
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as fault:
        if fault.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise StoreError(f"{shown}: {_what_else(path)}") from None
    finally:
        connection.close()


def _what_else(path: Path) -> str:
    """Tell what a file is that is no register."""
    if is_backup(path):
        return f"a backup, not a register; make one of it: transit db restore {path} REGISTER"
    return "not a register, but some other file"


def _prepare(connection: Any, _record: Any) -> None:
    """Set up a SQLite connection: what is deleted is overwritten, what points must point."""
    # Transactions are begun by us, with the lock that we want.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "secure_delete = ON",
        "busy_timeout = 10000",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(engine: Engine) -> None:
    """Let readers read while somebody writes. The file remembers it."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction: a writer takes the lock at once, so that it never has to give up."""
    wants_lock = connection.get_execution_options().get("transit_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if wants_lock else "BEGIN")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn a database's faults into a sentence without values: they may be personal."""
    try:
        yield
    except SQLAlchemyError as fault:
        origin = getattr(fault, "orig", None)
        kind = type(origin or fault).__name__
        if "locked" in str(origin):
            raise StoreError(
                f"{name}: another program is using the register and has locked it; nothing was "
                "changed. Wait until it has finished, then try again"
            ) from fault
        raise StoreError(f"{name}: the database refused ({kind}); nothing was changed") from fault
