"""What the page Report reads: the evidence of a pack, kept until the register changes."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import streamlit as st

from transit.batch.report import note_report, read_evidence
from transit.batch.report_times import read_times
from transit.batch.sweep import kept_beside
from transit.dashboard.opened import area_folder
from transit.dashboard.registered import register_named
from transit.errors import AreaError
from transit.model.parameters import Parameters
from transit.network.store import read_manifest
from transit.read.parameters import read_parameters
from transit.report.choose import Version, booklet_of
from transit.report.evidence import Evidence
from transit.report.files import file_of
from transit.report.times_evidence import TimesEvidence
from transit.settings import read_settings
from transit.store import Store
from transit.store.edit import verdicts_version


def evidence_now(store: Store, scenario: int | None) -> Evidence:
    """Return what a pack of today is made from.

    Parameters
    ----------
    store
        The register.
    scenario
        Number of a saved scenario; None where there is none.

    Returns
    -------
    Evidence
        Counts and figures; the area's streets and sources where there is one.
    """
    area = area_now()
    edition = "" if area is None else str(read_manifest(area)["edition"])
    version = verdicts_version(store)
    today = dt.date.today()
    found = _evidence(store, store.name, version, scenario, area, edition, today)
    register = register_named() or ""
    keep = kept_beside(register)
    if area is None or not keep.is_dir():
        return found
    swept = keep.stat().st_mtime_ns
    return replace(found, times=_times(store, register, version, area, edition, swept))


def area_now() -> Path | None:
    """Return the folder of the area.

    Returns
    -------
    Path or None
        None where there is no area that could be read.
    """
    folder = area_folder()
    try:
        if folder is not None:
            read_manifest(folder)
    except AreaError:
        return None
    return folder


def made_file(store: Store, evidence: Evidence, version: Version, kind: str) -> bytes:
    """Return a pack as a file, and note in the audit that it was taken.

    Parameters
    ----------
    store
        The register.
    evidence
        What it is made from.
    version
        Which version.
    kind
        ``docx`` or ``pdf``.

    Returns
    -------
    bytes
        The file.
    """
    made = file_of(booklet_of(evidence, version, rates()), kind)
    note_report(store, version)
    return made


def rates() -> Parameters:
    """Return the parameters in force.

    Returns
    -------
    Parameters
        Those of the council over ours.
    """
    return read_parameters(read_settings().parameters_dir)


# Counts and a study, which this process holds anyway; never written anywhere.
@st.cache_resource(max_entries=2, show_spinner="Reading the register")
def _evidence(
    _store: Store,
    name: str,
    version: str,
    scenario: int | None,
    area: Path | None,
    edition: str,
    today: dt.date,
) -> Evidence:
    named = None if scenario is None else str(scenario)
    return read_evidence(_store, scenario=named, area=area, made_on=today, parameters=rates())


@st.cache_resource(max_entries=2, show_spinner="Looking for session times that were tried")
def _times(
    _store: Store, register: str, version: str, area: Path, edition: str, swept: int
) -> TimesEvidence | None:
    return read_times(_store, register, area, read_settings().parameters_dir)
