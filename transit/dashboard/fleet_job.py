"""Working out runs in the background: one week at a time, seen by all visitors."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

import streamlit as st

from transit.dashboard.background import Job, JobState

__all__ = ["WORKER", "FleetInputs", "FleetJob", "JobState", "current_fleet"]

WORKER: Final = (sys.executable, "-m", "transit.dashboard.fleet_worker")


@dataclass(frozen=True, slots=True)
class FleetInputs:
    """What to work out.

    Parameters
    ----------
    register
        File or address of the register.
    area
        The area's folder.
    way
        How the week comes about, as :class:`~transit.batch.fleet_asked.FleetWay` has it.
    seconds
        How long to search for each part of a day.
    from_plan
        Number of the kept plan to begin with; None for none.
    parameters_dir
        The council's own parameters.
    """

    register: str = field(repr=False)
    area: str
    way: str
    seconds: float
    from_plan: int | None = None
    parameters_dir: str | None = None


@dataclass(slots=True)
class FleetJob(Job):
    """The week that is being worked out, or was last; its result is the number of its plan."""

    command: Sequence[str] = WORKER
    what: str = "Working out runs"

    def start(self, inputs: FleetInputs) -> None:
        """Begin, unless a week is being worked out.

        Parameters
        ----------
        inputs
            What to work out.
        """
        self.begin(asdict(inputs))


@st.cache_resource(show_spinner=False)
def current_fleet() -> FleetJob:
    """Return the one job of this server.

    Returns
    -------
    FleetJob
        The same for all visitors and after a reload.
    """
    return FleetJob(WORKER)
