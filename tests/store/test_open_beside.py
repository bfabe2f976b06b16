"""A register that one program keeps open and another writes to: neither takes it from the other."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from transit.store import open_store
from transit.store.database import create_store


def test_a_second_look_takes_no_locks_away(tmp_path: Path) -> None:
    """While one program has it open, another that leaves does not clear its journal away.

    The first one opens the register a second time, as each page of a dashboard may. To close a
    file in a process is to give up all its locks there.
    """
    register = tmp_path / "register.sqlite"
    create_store(register).close()
    script = "\n".join(
        (
            "import sys",
            "from transit.store import open_store",
            "kept = open_store(sys.argv[1])",
            "with kept.reading() as reading:",
            "    reading.connection()",
            "open_store(sys.argv[1]).close()",
            "print('open', flush=True)",
            "sys.stdin.readline()",
        )
    )
    first = subprocess.Popen(
        [sys.executable, "-c", script, str(register)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "open\n"
    other = open_store(register)
    with other.writing() as writing:
        writing.execute(text("PRAGMA user_version = 7"))
    other.close()
    assert Path(f"{register}-wal").exists()
    first.communicate("\n")
    assert first.returncode == 0
