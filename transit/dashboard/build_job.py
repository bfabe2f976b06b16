"""Building an area in the background: one job at a time, seen by all visitors, can be cancelled.

The build runs in a process of its own, so that pages stay quick and cancelling is certain. The
area's folder keeps its old edition until the new one is whole.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import IO, Any, Final

import streamlit as st

WORKER: Final = (sys.executable, "-m", "transit.dashboard.build_worker")


class JobState(StrEnum):
    """How far a job is."""

    NONE = "none"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """What to build from.

    Parameters
    ----------
    streets
        OpenStreetMap extract.
    timetables
        GTFS zips or folders.
    out
        The area's folder.
    stops
        NaPTAN file.
    heights
        Height raster.
    clip
        South, west, north, east.
    """

    streets: str
    timetables: tuple[str, ...]
    out: str
    stops: str | None = None
    heights: str | None = None
    clip: tuple[float, float, float, float] | None = None


@dataclass(slots=True)
class BuildJob:
    """The current build, or the last one.

    Parameters
    ----------
    command
        Program that reads the inputs as JSON and writes a JSON report a line.
    state
        How far it is.
    stage, share
        What is being done, and the share done, 0 to 1.
    message
        How it ended, in words.
    began, ended
        When, in seconds of the monotonic clock; 0 not yet.
    """

    command: Sequence[str] = WORKER
    state: JobState = JobState.NONE
    stage: str = ""
    share: float = 0.0
    message: str = ""
    began: float = 0.0
    ended: float = 0.0
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def start(self, inputs: BuildInputs) -> None:
        """Begin, unless a build is under way.

        Parameters
        ----------
        inputs
            What to build from.
        """
        with self._lock:
            if self.state is JobState.RUNNING:
                return
            self.state, self.stage, self.share, self.message = JobState.RUNNING, "Starting", 0, ""
            self.began, self.ended = time.monotonic(), 0.0
            self._process = subprocess.Popen(
                list(self.command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        threading.Thread(target=self._follow, args=(self._process, inputs), daemon=True).start()

    def cancel(self) -> None:
        """Stop the build; what it has written so far is cleared away by the next one."""
        with self._lock:
            if self.state is not JobState.RUNNING or self._process is None:
                return
            self._end(JobState.CANCELLED, "The build was cancelled.")
        self._process.terminate()
        self._process.wait(timeout=10)

    @property
    def seconds(self) -> float:
        """How long it has been running, or ran."""
        return (self.ended or time.monotonic()) - self.began

    def _follow(self, process: subprocess.Popen[str], inputs: BuildInputs) -> None:
        """Take in what the process reports until it ends."""
        try:
            _tell(process.stdin, inputs)
            for line in process.stdout or ():
                self._take(json.loads(line))
        except (OSError, ValueError):
            process.terminate()
        process.wait()
        with self._lock:
            if self.state is JobState.RUNNING:
                why = "The build ended unexpectedly, perhaps for want of memory."
                self._end(JobState.FAILED, why)

    def _take(self, report: Mapping[str, Any]) -> None:
        with self._lock:
            if self.state is not JobState.RUNNING:
                return
            if "stage" in report:
                self.stage, self.share = str(report["stage"]), float(report["share"])
            elif "done" in report:
                self._end(JobState.DONE, str(report["done"]))
            else:
                self._end(JobState.FAILED, str(report["failed"]))

    def _end(self, state: JobState, message: str) -> None:
        self.state, self.message, self.ended = state, message, time.monotonic()


def _tell(stdin: IO[str] | None, inputs: BuildInputs) -> None:
    if stdin is not None:
        with stdin:
            json.dump(asdict(inputs), stdin)


@st.cache_resource(show_spinner=False)
def current_job() -> BuildJob:
    """Return the one build of this server.

    Returns
    -------
    BuildJob
        The same for all visitors and after a reload.
    """
    return BuildJob()
