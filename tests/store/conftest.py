"""Registers to test on: a SQLite file, and PostgreSQL where its programs are."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from register_files import new_database, write_register_files
from sqlalchemy import create_engine

from transit.store.templates import write_templates


def _program(name: str) -> str | None:
    """Return a program of PostgreSQL: Debian keeps them by version, out of the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(kept[-1]) if kept else shutil.which(name)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Return the address of a PostgreSQL server of our own, on loopback, gone afterwards."""
    initdb, server = _program("initdb"), _program("postgres")
    if not initdb or not server:
        missing = "PostgreSQL's initdb and postgres are not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    # The server refuses to run as root.
    user = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="transit-pg-"))
    if user:
        shutil.chown(folder, "nobody")
    try:
        words = ["-D", str(folder / "db"), "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"]
        made = subprocess.run(
            [initdb, *words], capture_output=True, text=True, cwd=folder, check=False, **user
        )
        assert made.returncode == 0, made.stderr
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = ["-D", str(folder / "db"), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
        with (folder.parent / f"{folder.name}.log").open("w") as log:
            running = subprocess.Popen(
                [server, *words, "-F"], stdout=log, stderr=log, cwd=folder, **user
            )
        try:
            _wait_for(f"postgresql+psycopg://tester@127.0.0.1:{port}/postgres", running)
            yield f"postgresql://tester@127.0.0.1:{port}"
        finally:
            # Not SIGTERM: on that it waits until everybody has hung up.
            running.send_signal(signal.SIGINT)
            running.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


def _wait_for(address: str, running: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert running.poll() is None, "PostgreSQL stopped"
        try:
            create_engine(address).connect().close()
        except Exception:
            time.sleep(0.1)
        else:
            return
    pytest.fail("PostgreSQL did not start")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_register(request, tmp_path):
    """Return a function that names a register that is not there yet, on each database."""
    names = iter(range(100))
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"register{next(names)}.sqlite")
    server = request.getfixturevalue("postgresql")
    return lambda: new_database(server)


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    """The files of the templates, to be read only."""
    return write_templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture
def register(new_register):
    """Name a register that is not there yet."""
    return new_register()


@pytest.fixture
def files(tmp_path):
    """A small register's files: every table, every kind of thing."""
    return write_register_files(tmp_path / "files")
