"""Sweeping session times in the background: one sweep at a time, seen by all visitors."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

import streamlit as st

from transit.dashboard.background import Job, JobState

__all__ = ["WORKER", "JobState", "TimesInputs", "TimesJob", "current_times"]

WORKER: Final = (sys.executable, "-m", "transit.dashboard.times_worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesInputs:
    """What to sweep.

    Parameters
    ----------
    register
        File or address of the register.
    area
        Folder of the area.
    parameters_dir
        The council's own parameters.
    opportunity
        Id of the venue.
    """

    register: str = field(repr=False)
    area: str
    parameters_dir: str | None = None
    opportunity: str


@dataclass(slots=True)
class TimesJob(Job):
    """The current sweep, or the last one."""

    command: Sequence[str] = WORKER
    what: str = "Trying session times"

    def start(self, inputs: TimesInputs) -> None:
        """Begin, unless a sweep is under way.

        Parameters
        ----------
        inputs
            What to sweep.
        """
        self.begin(asdict(inputs))


@st.cache_resource(show_spinner=False)
def current_times() -> TimesJob:
    """Return the one sweep of this server.

    Returns
    -------
    TimesJob
        The same for all visitors and after a reload.
    """
    return TimesJob(WORKER)
