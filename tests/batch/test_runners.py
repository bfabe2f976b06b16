"""Processes that work for another end with it."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from transit.batch.runners import _begin
if __name__ == "__main__":
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=_begin, initargs=(None,)
    ) as pool:
        print(pool.submit(abs, -1).result(), flush=True)
        import time
        time.sleep(600)
"""


def test_no_worker_is_left_behind_by_a_process_that_is_killed(tmp_path: Path) -> None:
    """Whoever holds the other end of the pipe is gone when the one who started them is."""
    file = tmp_path / "starts.py"
    file.write_text(SCRIPT, encoding="utf-8")
    with subprocess.Popen([sys.executable, file], stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"1\n"
        started.kill()
        assert started.communicate(timeout=60)[0] == b""
