"""Searching for somebody without impairments in the background, seen by all visitors."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import polars as pl
import streamlit as st

from transit.dashboard.background import Job, JobState

__all__ = ["WORKER", "GapInputs", "GapJob", "JobState", "current_gap", "reference_of"]

WORKER: Final = (sys.executable, "-m", "transit.dashboard.gap_worker")

_SCHEMA: Final = {
    "home": pl.Int64,
    "band": pl.String,
    "level": pl.String,
    "minutes": pl.Int32,
    "kind": pl.String,
    "places": pl.Int32,
}


@dataclass(frozen=True, slots=True)
class GapInputs:
    """What to search.

    Parameters
    ----------
    register
        File or address of the register.
    area
        The area's folder.
    version
        Of the verdicts whose people it is about.
    parameters_dir
        The council's own parameters.
    """

    register: str = field(repr=False)
    area: str
    version: str
    parameters_dir: str | None = None


@dataclass(slots=True)
class GapJob(Job):
    """The search that is under way, or was last; its result tells homes by numbers, not by ids."""

    command: Sequence[str] = WORKER
    what: str = "The comparison"
    inputs: GapInputs | None = None

    def start(self, inputs: GapInputs) -> None:
        """Begin, unless one is under way.

        Parameters
        ----------
        inputs
            What to search.
        """
        if self.begin(asdict(inputs)):
            self.inputs = inputs


@st.cache_resource(show_spinner=False)
def current_gap() -> GapJob:
    """Return the one job of this server.

    Returns
    -------
    GapJob
        The same for all visitors and after a reload.
    """
    return GapJob(WORKER)


def reference_of(result: Any, people: Sequence[str]) -> pl.DataFrame:
    """Return what a search found, by person.

    Parameters
    ----------
    result
        Of the job.
    people
        Ids in the order in which the search went by numbers.

    Returns
    -------
    DataFrame
        As :func:`~transit.batch.coverage.reference_places` gives it.
    """
    frame = pl.DataFrame(result, schema=_SCHEMA, orient="row")
    ids = pl.Series(list(people), dtype=pl.String)
    return frame.with_columns(person=ids.gather(frame["home"])).select(
        "person", "band", "level", "kind", "places", "minutes"
    )
