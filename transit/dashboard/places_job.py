"""Choosing windows and asking what if, in the background: one at a time, seen by all visitors."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import streamlit as st

from transit.dashboard.background import Job
from transit.dashboard.opened import area_folder
from transit.dashboard.registered import register_named
from transit.settings import read_settings

WORKER: Final = (sys.executable, "-m", "transit.dashboard.places_worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesInputs:
    """What is asked of a venue.

    Parameters
    ----------
    register
        File or address of the register.
    area
        Folder of the area.
    parameters_dir
        The council's own parameters.
    question
        ``windows``, ``close``, ``move``, ``merge``, ``open`` or ``best``.
    venue
        Id of the venue.
    asked
        What else is asked: fields of the question's form.
    """

    register: str = field(repr=False)
    area: str
    parameters_dir: str | None = None
    question: str
    venue: str
    asked: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class PlacesJob(Job):
    """The current question, or the last one; its result is an answer that names nobody."""

    command: Sequence[str] = WORKER
    what: str = "The question"


@st.cache_resource(show_spinner=False)
def current_places() -> PlacesJob:
    """Return the one job of this server.

    Returns
    -------
    PlacesJob
        The same for all visitors and after a reload.
    """
    return PlacesJob(WORKER)


def ask(question: str, venue: str, **asked: Any) -> None:
    """Begin to answer a question, unless one is being answered.

    Parameters
    ----------
    question, venue, **asked
        As in :class:`PlacesInputs`.
    """
    own, folder = read_settings().parameters_dir, area_folder()
    current_places().begin(
        asdict(
            PlacesInputs(
                register=register_named() or "",
                area="" if folder is None else str(folder.resolve()),
                parameters_dir=None if own is None else str(own),
                question=question,
                venue=venue,
                asked=asked,
            )
        )
    )
