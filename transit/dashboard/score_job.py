"""Working out verdicts in the background: one run at a time, seen by all visitors.

Whoever is edited while a run goes on is worked out by the next one, which begins by itself.
"""

import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from transit.dashboard.background import Job, JobState

__all__ = ["EVERYBODY", "WORKER", "JobState", "ScoreInputs", "ScoreRun", "current_run"]

WORKER: Final = (sys.executable, "-m", "transit.dashboard.score_worker")
EVERYBODY: Final[frozenset[str]] = frozenset()
"""Stands for the whole register."""


@dataclass(frozen=True, slots=True)
class ScoreInputs:
    """What to work out.

    Parameters
    ----------
    register
        File or address of the register.
    area
        The area's folder.
    parameters_dir
        The council's own parameters.
    people
        Ids of the people asked for; :data:`EVERYBODY` for all.
    workers
        Processes; all cores when None.
    """

    register: str = field(repr=False)
    area: str
    parameters_dir: str | None = None
    people: frozenset[str] = field(default=EVERYBODY, repr=False)
    workers: int | None = None


@dataclass(slots=True)
class ScoreRun(Job):
    """The current run of scoring, or the last one; ``people`` says whom it is about."""

    command: Sequence[str] = WORKER
    what: str = "Working out verdicts"
    people: frozenset[str] = field(default=EVERYBODY, repr=False)
    _next: ScoreInputs | None = field(default=None, init=False, repr=False)
    _asking: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def ask(self, inputs: ScoreInputs) -> None:
        """Begin; while a run is under way, begin when it has come to its end.

        Parameters
        ----------
        inputs
            What to work out.
        """
        with self._asking:
            if self._start(inputs):
                return
            waiting = self._next
            people = inputs.people
            if waiting is not None:
                everybody = not (people and waiting.people)
                people = EVERYBODY if everybody else people | waiting.people
            self._next = _about(inputs, people)

    def stop(self) -> None:
        """Stop, and forget what waits; verdicts made so far are kept."""
        with self._asking:
            self._next = None
        self.cancel()

    def waits_for(self, person: str) -> bool:
        """Tell whether somebody's verdicts are being worked out, or will be next.

        Parameters
        ----------
        person
            Their id.

        Returns
        -------
        bool
            False where nothing is under way.
        """
        waiting = self._next
        return self.is_running and (
            person in self.people
            or not self.people
            or (waiting is not None and (person in waiting.people or not waiting.people))
        )

    def _start(self, inputs: ScoreInputs) -> bool:
        begun = self.begin(
            {
                "register": inputs.register,
                "area": inputs.area,
                "parameters_dir": inputs.parameters_dir,
                "people": sorted(inputs.people) or None,
                "workers": inputs.workers or (1 if inputs.people else os.cpu_count() or 1),
            }
        )
        if begun:
            self.people = inputs.people
        return begun

    def after(self) -> None:
        """Begin what was asked for meanwhile."""
        with self._asking:
            waiting = self._next
            if waiting is not None and self._start(waiting):
                self._next = None


def _about(inputs: ScoreInputs, people: frozenset[str]) -> ScoreInputs:
    return ScoreInputs(inputs.register, inputs.area, inputs.parameters_dir, people, inputs.workers)


@st.cache_resource(show_spinner=False)
def current_run() -> ScoreRun:
    """Return the one run of scoring of this server.

    Returns
    -------
    ScoreRun
        The same for all visitors and after a reload.
    """
    return ScoreRun(WORKER)
