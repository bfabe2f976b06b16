"""Trying a changed timetable in the background: one at a time, seen by all visitors."""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import streamlit as st

from transit.dashboard.background import Job
from transit.dashboard.opened import area_folder
from transit.dashboard.registered import register_named
from transit.settings import read_settings

WORKER: Final = (sys.executable, "-m", "transit.dashboard.what_if_worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfInputs:
    """What to try.

    Parameters
    ----------
    register
        File or address of the register.
    area
        Folder of the area.
    parameters_dir
        The council's own parameters.
    edits
        Fields of each change, as in a file of changes.
    folder
        Where the changed area is made; what one that was stopped left there is cleared away.
    """

    register: str = field(repr=False)
    area: str
    parameters_dir: str | None = None
    edits: list[dict[str, Any]]
    folder: str


@dataclass(slots=True)
class WhatIfJob(Job):
    """The changes that are tried, or were last; the result counts people and names nobody."""

    command: Sequence[str] = WORKER
    what: str = "Trying these changes"


@st.cache_resource(show_spinner=False)
def current_what_if() -> WhatIfJob:
    """Return the one job of this server.

    Returns
    -------
    WhatIfJob
        The same for all visitors and after a reload.
    """
    return WhatIfJob(WORKER)


@st.cache_resource(show_spinner=False)
def _room() -> "tempfile.TemporaryDirectory[str]":
    """Return the folder for changed areas, which goes when the server does."""
    return tempfile.TemporaryDirectory(prefix="what-if-")


def try_edits(edits: Sequence[Mapping[str, Any]]) -> None:
    """Begin to try changes, unless some are being tried.

    Parameters
    ----------
    edits
        Fields of each change.
    """
    own, folder = read_settings().parameters_dir, area_folder()
    inputs = WhatIfInputs(
        register=register_named() or "",
        area="" if folder is None else str(folder.resolve()),
        parameters_dir=None if own is None else str(own),
        edits=[dict(each) for each in edits],
        folder=_room().name,
    )
    current_what_if().begin(asdict(inputs))
