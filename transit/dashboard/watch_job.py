"""Looking at all plans in the background: one look at a time, seen by all visitors."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

import streamlit as st

from transit.dashboard.background import Job, JobState

__all__ = ["WORKER", "JobState", "WatchInputs", "WatchJob", "current_watch"]

WORKER: Final = (sys.executable, "-m", "transit.dashboard.watch_worker")


@dataclass(frozen=True, slots=True)
class WatchInputs:
    """What to compare.

    Parameters
    ----------
    register
        File or address of the register.
    new
        Folder of the area with the new timetable.
    old
        Folder of the area with the timetable before; None where it was not kept.
    parameters_dir
        The council's own parameters.
    """

    register: str = field(repr=False)
    new: str
    old: str | None = None
    parameters_dir: str | None = None


@dataclass(slots=True)
class WatchJob(Job):
    """The current look at all plans, or the last one."""

    command: Sequence[str] = WORKER
    what: str = "Looking at the plans"

    def start(self, inputs: WatchInputs) -> None:
        """Begin, unless a look is under way.

        Parameters
        ----------
        inputs
            What to compare.
        """
        self.begin(asdict(inputs))


@st.cache_resource(show_spinner=False)
def current_watch() -> WatchJob:
    """Return the one look of this server.

    Returns
    -------
    WatchJob
        The same for all visitors and after a reload.
    """
    return WatchJob()
