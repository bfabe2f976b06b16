"""Looking at switching in the background: one look at a time, seen by all visitors."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import streamlit as st

from transit.dashboard.background import Job, JobState

__all__ = ["WORKER", "JobState", "SwitchInputs", "SwitchJob", "current_switch"]

WORKER: Final = (sys.executable, "-m", "transit.dashboard.switch_worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchInputs:
    """What to look at.

    Parameters
    ----------
    register
        File or address of the register.
    area
        Folder of the area.
    parameters_dir
        The council's own parameters.
    name
        What to call what is saved.
    group
        Ids of people who leave together.
    best
        Largest size of the best groups.
    each
        Whether each candidate's own saving is asked for.
    confirmed_only
        Whether only those are candidates for whom a person stands.
    moved
        Sessions at other times: id, start and end in seconds of the day.
    changed
        Parameters with other values, by name.
    workers
        Processes; all cores when None.
    """

    register: str = field(repr=False)
    area: str
    parameters_dir: str | None = None
    name: str
    group: tuple[str, ...] = field(default=(), repr=False)
    best: int = 0
    each: bool = False
    confirmed_only: bool = False
    moved: tuple[tuple[str, int, int], ...] = ()
    changed: Mapping[str, Any] = field(default_factory=dict)
    workers: int | None = None


@dataclass(slots=True)
class SwitchJob(Job):
    """The current look, or the last one, and what it looks at.

    Its result is the number of what was saved.
    """

    command: Sequence[str] = WORKER
    what: str = "Working out savings"
    inputs: SwitchInputs | None = field(default=None, repr=False)

    def start(self, inputs: SwitchInputs) -> None:
        """Begin, unless a look is under way.

        Parameters
        ----------
        inputs
            What to look at.
        """
        if self.begin(asdict(inputs)):
            self.inputs = inputs

    def go_on(self) -> None:
        """Begin the last look again: what it had found is kept, so that it goes on from there."""
        if self.inputs is not None:
            self.start(self.inputs)


@st.cache_resource(show_spinner=False)
def current_switch() -> SwitchJob:
    """Return the one look of this server.

    Returns
    -------
    SwitchJob
        The same for all visitors and after a reload.
    """
    return SwitchJob(WORKER)
