"""Long work in a process of its own: begun, followed, stopped, and never left behind."""

import io
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from transit.batch.tell import Tell
from transit.dashboard.background import Job, JobState
from transit.dashboard.background_worker import report_work
from transit.errors import TransitError


def program(body: str) -> tuple[str, ...]:
    """Return a command that reads its inputs and does what is written here."""
    begin = "import json, os, sys, time; inputs = json.loads(sys.stdin.readline())\n"
    tell = "tell = lambda **said: print(json.dumps(said), flush=True)\n"
    return (sys.executable, "-c", f"{begin}{tell}{body}")


def until(is_so: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def test_it_reports_and_ends_with_a_result() -> None:
    """Inputs go in, stages come out, and at the end what was made."""
    job = Job(program("tell(stage='Half', share=0.5)\ntell(done='Made.', result=inputs['n'] * 2)"))
    assert job.begin({"n": 21})
    until(lambda: not job.is_running)
    assert (job.state, job.message, job.result) == (JobState.DONE, "Made.", 42)
    assert (job.stage, job.share) == ("Half", 0.5)


def test_only_one_at_a_time() -> None:
    """The second is refused while the first goes on; stopped, there is room again."""
    job = Job(program("tell(stage='Waiting', share=0.1)\ntime.sleep(600)"))
    assert job.begin({})
    assert not job.begin({})
    job.cancel()
    assert job.state is JobState.CANCELLED
    assert job.message == "The work was stopped."
    assert job.begin({})
    job.cancel()
    assert job.number == 2


def test_the_time_left_follows_from_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter in 10 s of work, after 5 s of getting ready: 30 s more, of which 2 s have gone."""
    now = [100.0]
    monkeypatch.setattr("transit.dashboard.background.time.monotonic", lambda: now[0])
    job = Job(program("sys.stdin.read()"))
    job.begin({})
    process: Any = job._process
    for moment, share in ((105.0, 0.0), (115.0, 0.25)):
        now[0] = moment
        job._take(process, {"stage": "Working", "share": share})
    now[0] = 117.0
    left = job.seconds_left
    monkeypatch.undo()
    job.cancel()
    assert left == pytest.approx(28.0)
    assert job.seconds_left is None


def test_the_time_left_is_as_the_work_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that knows better than its pace says so: 90 s, of which 5 have gone."""
    now = [100.0]
    monkeypatch.setattr("transit.dashboard.background.time.monotonic", lambda: now[0])
    job = Job(program("sys.stdin.read()"))
    job.begin({})
    process: Any = job._process
    job._take(process, {"stage": "Working", "share": 0.5, "left_s": 90.0})
    now[0] = 105.0
    left = job.seconds_left
    job._take(process, {"stage": "Working", "share": 0.75})
    by_pace = job.seconds_left
    monkeypatch.undo()
    job.cancel()
    assert left == pytest.approx(85.0)
    assert by_pace == pytest.approx(5 / 3)


def test_a_process_that_says_something_else_has_failed() -> None:
    """It is ended, and the failure is told in words."""
    job = Job(program("print('no report', flush=True)\ntime.sleep(600)"), "The sum")
    job.begin({})
    until(lambda: not job.is_running)
    assert job.state is JobState.FAILED
    assert job.message == "The sum ended unexpectedly, perhaps for want of memory."


def test_stopping_ends_the_helpers_too(tmp_path: Path) -> None:
    """A process that the work has started is gone when the work is stopped."""
    if os.name != "posix":
        pytest.skip("no groups of processes here")
    note = tmp_path / "helper"
    job = Job(
        program(
            "import subprocess\n"
            "made = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
            f"open({str(note)!r}, 'w').write(str(made.pid))\n"
            "tell(stage='Started', share=0.1)\ntime.sleep(600)"
        )
    )
    job.begin({})
    until(lambda: job.share > 0)
    helper = int(note.read_text())
    job.cancel()
    until(lambda: not _lives(helper))


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    # Whoever adopted it need not have taken note of its end.
    return state != "Z"


def test_the_work_ends_with_the_dashboard(tmp_path: Path) -> None:
    """A process that nobody waits for any more ends by itself, in the middle of its work."""
    note = tmp_path / "done"
    code = (
        "import time\nfrom transit.dashboard.background_worker import serve_job\n"
        f"def work(inputs, tell):\n    tell('On', 0.1)\n    time.sleep(5)\n"
        f"    open({str(note)!r}, 'w').close()\n    return 'Done.', None\nserve_job(work)"
    )
    job = Job((sys.executable, "-c", code))
    job.begin({})
    until(lambda: job.share > 0)
    process: Any = job._process
    process.stdin.close()
    process.wait(timeout=5)
    assert not note.exists()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (TransitError("people.csv: no such file"), "people.csv: no such file."),
        (ValueError("P7 lives at 51.5, -3.0"), "A fault in transit itself (ValueError)."),
        (MemoryError(), "This computer has not enough memory for it."),
    ],
)
def test_faults_become_sentences(fault: Exception, said: str) -> None:
    """What is ours is told; of anything else only the kind, for its text may be personal."""

    def work(inputs: dict[str, Any], tell: Tell) -> tuple[str, None]:
        tell("Begun", 0.0)
        raise fault

    out = io.StringIO()
    report_work(work, {}, out)
    reports = [json.loads(line) for line in out.getvalue().splitlines()]
    assert reports == [{"stage": "Begun", "share": 0.0}, {"failed": said}]
