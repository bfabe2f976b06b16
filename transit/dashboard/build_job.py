"""Building an area in the background: one job at a time, seen by all visitors, can be cancelled.

The build runs in a process of its own, so that pages stay quick and cancelling is certain. The
area's folder keeps its old edition until the new one is whole.
"""

import multiprocessing
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from queue import Empty
from typing import Any

import streamlit as st

from transit.errors import TransitError

_CONTEXT = multiprocessing.get_context("spawn")


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

    streets: Path
    timetables: tuple[Path, ...]
    out: Path
    stops: Path | None = None
    heights: Path | None = None
    clip: tuple[float, float, float, float] | None = None


@dataclass(slots=True)
class BuildJob:
    """The current build, or the last one.

    Parameters
    ----------
    work
        What to run in the process; told where to report.
    """

    work: Callable[[BuildInputs, Any], None]
    state: JobState = JobState.NONE
    stage: str = ""
    share: float = 0.0
    message: str = ""
    began: float = 0.0
    ended: float = 0.0
    _process: Any = None
    _reports: Any = field(default=None, repr=False)

    def start(self, inputs: BuildInputs) -> None:
        """Begin, unless a build is under way.

        Parameters
        ----------
        inputs
            What to build from.
        """
        if self.state is JobState.RUNNING:
            return
        self._reports = _CONTEXT.Queue()
        self._process = _CONTEXT.Process(
            target=self.work, args=(inputs, self._reports), daemon=True
        )
        self.state, self.stage, self.share, self.message = JobState.RUNNING, "Starting", 0.0, ""
        self.began, self.ended = time.monotonic(), 0.0
        self._process.start()

    def look(self) -> JobState:
        """Take in what the process has reported since.

        Returns
        -------
        JobState
            How far the job is now.
        """
        if self.state is not JobState.RUNNING:
            return self.state
        # Asked before the reports are read: a process that has ended sends no more of them.
        ended = not self._process.is_alive()
        while self.state is JobState.RUNNING:
            try:
                self._take(self._reports.get(timeout=0.2 if ended else 0.0))
            except Empty:
                break
        if ended and self.state is JobState.RUNNING:
            self._end(JobState.FAILED, "The build ended unexpectedly, perhaps for want of memory.")
        return self.state

    def cancel(self) -> None:
        """Stop the build; what it has written so far is cleared away by the next one."""
        if self.look() is JobState.RUNNING:
            self._process.terminate()
            self._process.join(timeout=5)
            self._end(JobState.CANCELLED, "The build was cancelled.")

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return (self.ended or time.monotonic()) - self.began

    def _end(self, state: JobState, message: str) -> None:
        self.state, self.message, self.ended = state, message, time.monotonic()

    def _take(self, report: Mapping[str, Any]) -> None:
        if "stage" in report:
            self.stage, self.share = str(report["stage"]), float(report["share"])
        elif "done" in report:
            self._end(JobState.DONE, str(report["done"]))
        else:
            self._end(JobState.FAILED, str(report["failed"]))


@st.cache_resource(show_spinner=False)
def current_job() -> BuildJob:
    """Return the one build of this server.

    Returns
    -------
    BuildJob
        The same for all visitors and after a reload.
    """
    return BuildJob(build_and_report)


def build_and_report(inputs: BuildInputs, reports: Any) -> None:
    """Build an area and report; runs in a process of its own.

    Parameters
    ----------
    inputs
        What to build from.
    reports
        Queue that takes ``stage`` and ``share``, at the end ``done`` or ``failed``.
    """
    from transit.network.build import build_area

    try:
        report = build_area(
            inputs.streets,
            list(inputs.timetables),
            inputs.out,
            naptan=inputs.stops,
            elevation=inputs.heights,
            clip=inputs.clip,
            progress=lambda stage, share: reports.put({"stage": stage, "share": share}),
        )
    except TransitError as fault:
        reports.put({"failed": str(fault)})
    except Exception as fault:
        reports.put({"failed": f"A fault in transit itself ({type(fault).__name__})."})
    else:
        left_out = " Some data had to be left out: see the notices." if report.has_errors else ""
        reports.put({"done": f"A new edition is in use.{left_out}"})
