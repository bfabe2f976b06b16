"""Building an area in the background: one build at a time, seen by all visitors.

The area's folder keeps its old edition until the new one is whole.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import streamlit as st

from transit.dashboard.background import Job, JobState

__all__ = ["WORKER", "BuildInputs", "BuildJob", "JobState", "current_job"]

WORKER: Final = (sys.executable, "-m", "transit.dashboard.build_worker")


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
class BuildJob(Job):
    """The current build, or the last one."""

    command: Sequence[str] = WORKER
    what: str = "The build"

    def start(self, inputs: BuildInputs) -> None:
        """Begin, unless a build is under way.

        Parameters
        ----------
        inputs
            What to build from.
        """
        self.begin(asdict(inputs))


@st.cache_resource(show_spinner=False)
def current_job() -> BuildJob:
    """Return the one build of this server.

    Returns
    -------
    BuildJob
        The same for all visitors and after a reload.
    """
    return BuildJob()
