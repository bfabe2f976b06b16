"""Processes that work for another end with it, and that they were lost is told."""

import subprocess
import sys
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from transit.batch import runners
from transit.errors import TransitError

if TYPE_CHECKING:
    from transit.batch.job import Job, Work

ANY_JOB = cast("Job", None)
WORK = [cast("Work", SimpleNamespace(block=None))]

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


def test_a_process_that_was_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block whose process was ended comes back broken: that is no fault of the program."""

    class Broken:
        def __init__(self, *_: Any, **__: Any) -> None:
            pass

        def submit(self, *_: Any) -> Future[bytes]:
            future: Future[bytes] = Future()
            future.set_exception(BrokenProcessPool())
            return future

        def shutdown(self, **_: Any) -> None:
            pass

    monkeypatch.setattr(runners, "ProcessPoolExecutor", Broken)
    with pytest.raises(TransitError, match="fewer workers"):
        list(runners.on_cores(2)(ANY_JOB, WORK, 1))


@pytest.mark.parametrize(
    ("fault", "said"), [(TimeoutError(), "no workers"), (CancelledError(), "scheduler was lost")]
)
def test_a_cluster_that_is_lost_is_told(
    fault: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its address is named, and what to do."""
    pytest.importorskip("distributed")

    class Lost:
        def wait_for_workers(self, *_: Any, **__: Any) -> None:
            if isinstance(fault, TimeoutError):
                raise fault

        def submit(self, *_: Any, **__: Any) -> None:
            raise fault

        def close(self) -> None:
            pass

    monkeypatch.setattr(runners, "_connected", lambda *_: Lost())
    with pytest.raises(TransitError, match=f"tcp://there: .*{said}"):
        list(runners.on_cluster("tcp://there")(ANY_JOB, WORK, 1))
