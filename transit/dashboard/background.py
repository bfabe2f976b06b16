"""Long work in a process of its own: one job at a time, seen by all visitors, can be stopped.

A page starts it and looks how far it is; it goes on while pages change. The process ends with the
dashboard, however that ends: it watches the pipe through which it was told what to do.
"""

import contextlib
import json
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

_HAS_GROUPS: Final = os.name == "posix"
_END_WITHIN_S: Final = 10


class JobState(StrEnum):
    """How far a job is."""

    NONE = "none"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(slots=True)
class Job:
    """What is being done in the background, or was last.

    Parameters
    ----------
    command
        Program that reads a line of JSON and writes a JSON report a line, as
        :func:`~transit.dashboard.background_worker.serve_job` does.
    what
        What to call it, e.g. ``"The build"``.
    state
        How far it is.
    stage, share
        What is being done, and the share done, 0 to 1.
    message
        How it ended, in words.
    result
        What it gave, as JSON has it.
    number
        Counts the jobs begun.
    began, ended
        When, in seconds of the monotonic clock; 0 not yet.
    """

    command: Sequence[str]
    what: str = "The work"
    state: JobState = JobState.NONE
    stage: str = ""
    share: float = 0.0
    message: str = ""
    result: Any = None
    number: int = 0
    began: float = 0.0
    ended: float = 0.0
    _paced_at: float = field(default=0.0, init=False)
    _told_at: float = field(default=0.0, init=False)
    _told_left: float | None = field(default=None, init=False)
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def begin(self, inputs: Mapping[str, Any]) -> bool:
        """Begin, unless it is under way.

        Parameters
        ----------
        inputs
            What the program is told, as JSON takes it: never on its command line, which everybody
            on a computer can read.

        Returns
        -------
        bool
            False where it was under way.
        """
        with self._lock:
            if self.state is JobState.RUNNING:
                return False
            process = self._process = subprocess.Popen(
                list(self.command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                start_new_session=_HAS_GROUPS,
            )
            self.state, self.stage, self.share, self.message = JobState.RUNNING, "Starting", 0, ""
            self.number, self.result = self.number + 1, None
            self.began, self.ended = time.monotonic(), 0.0
            self._paced_at = self._told_at = self.began
            self._told_left = None
        threading.Thread(target=self._follow, args=(process, dict(inputs)), daemon=True).start()
        return True

    def cancel(self) -> None:
        """Stop; what is half done is cleared away, or taken up, by the next one."""
        with self._lock:
            if self.state is not JobState.RUNNING or self._process is None:
                return
            self._end(JobState.CANCELLED, f"{self.what} was stopped.")
        _stop(self._process)

    @property
    def is_running(self) -> bool:
        """Whether it is under way."""
        return self.state is JobState.RUNNING

    @property
    def seconds(self) -> float:
        """How long it has been running, or ran."""
        return (self.ended or time.monotonic()) - self.began

    @property
    def seconds_left(self) -> float | None:
        """How long it may still take, as the work tells or at the pace so far; None if unknown."""
        if not self.is_running:
            return None
        if self._told_left is not None:
            return max(self._told_at + self._told_left - time.monotonic(), 0.0)
        if not 0.0 < self.share < 1.0:
            return None
        whole = (self._told_at - self._paced_at) / self.share
        return max(self._paced_at + whole - time.monotonic(), 0.0)

    def _follow(self, process: subprocess.Popen[str], inputs: dict[str, Any]) -> None:
        """Take in what the process reports until it ends."""
        try:
            # Left open: that it closes tells the process that nobody waits for it any more.
            if process.stdin is not None:
                process.stdin.write(json.dumps(inputs) + "\n")
                process.stdin.flush()
            for line in process.stdout or ():
                self._take(process, json.loads(line))
        except (OSError, ValueError):
            _stop(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                # What could not be written to a process that is gone is lost with it.
                with contextlib.suppress(OSError):
                    pipe.close()
        with self._lock:
            if self.state is JobState.RUNNING and process is self._process:
                why = f"{self.what} ended unexpectedly, perhaps for want of memory."
                self._end(JobState.FAILED, why)
        self.after()

    def after(self) -> None:
        """Do what follows once the process has ended, however it did: nothing."""

    def _take(self, process: subprocess.Popen[str], report: Mapping[str, Any]) -> None:
        with self._lock:
            if self.state is not JobState.RUNNING or process is not self._process:
                return
            if "stage" in report:
                self.stage, self.share = str(report["stage"]), float(report["share"])
                self._told_at, self._told_left = time.monotonic(), report.get("left_s")
                if not self.share:
                    self._paced_at = self._told_at
            elif "done" in report:
                self.result = report.get("result")
                self._end(JobState.DONE, str(report["done"]))
            else:
                self._end(JobState.FAILED, str(report["failed"]))

    def _end(self, state: JobState, message: str) -> None:
        self.state, self.message, self.ended = state, message, time.monotonic()


def _stop(process: subprocess.Popen[str]) -> None:
    """End a process and those that it has started."""
    if _HAS_GROUPS:
        import signal

        try:
            # The process began a group of its own, in which its helpers are.
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    else:
        process.kill()
    process.wait(timeout=_END_WITHIN_S)
