"""What the pages on coverage read: worked out once a visit, and again when something changed."""

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from transit.batch.coverage import CoverageAsked, cover_store
from transit.dashboard.gap_job import GapInputs
from transit.dashboard.opened import area_folder
from transit.dashboard.registered import register_named
from transit.equity.coverage import Coverage
from transit.model.parameters import Parameters
from transit.read.parameters import read_parameters
from transit.settings import read_settings
from transit.store import Store
from transit.store.edit import verdicts_version

_KEPT: Final = "coverage_kept"
_FOLDER: Final = "coverage_folder"


@dataclass(frozen=True, slots=True)
class CoverageFiles:
    """Files that a visitor named.

    Parameters
    ----------
    boundaries, deprivation, deprivation_areas
        As for :class:`~transit.batch.coverage.CoverageAsked`.
    """

    boundaries: Path | None = None
    deprivation: Path | None = None
    deprivation_areas: Path | None = None


def own_parameters() -> Parameters:
    """Return the parameters that this dashboard goes by.

    Returns
    -------
    Parameters
        The shipped ones and the council's own.
    """
    return read_parameters(read_settings().parameters_dir)


def keep_file(given: UploadedFile | None) -> Path | None:
    """Put a file that was given where readers can open it, as long as the visit lasts.

    Parameters
    ----------
    given
        The file; None where there is none.

    Returns
    -------
    Path or None
        Under its own name, in a folder that nobody else reads.
    """
    if given is None:
        return None
    if _FOLDER not in st.session_state:
        st.session_state[_FOLDER] = tempfile.TemporaryDirectory(prefix="coverage-")
    content = given.getvalue()
    digest = hashlib.sha256(content).hexdigest()[:16]
    folder = Path(st.session_state[_FOLDER].name) / digest
    folder.mkdir(exist_ok=True)
    path = folder / Path(given.name).name
    if not path.exists():
        path.write_bytes(content)
    return path


def find_coverage(
    store: Store,
    files: CoverageFiles,
    progress: Callable[[str, float], None] = lambda stage, share: None,
) -> Coverage:
    """Return coverage of the register.

    It holds pseudonyms, so each visit has its own.

    Parameters
    ----------
    store
        The register.
    files
        Boundaries and deprivation.
    progress
        Told the stage and the share done, where it has to be worked out.

    Returns
    -------
    Coverage
        Of the verdicts as they are now.
    """
    key = (store.name, verdicts_version(store), files)
    kept: Mapping[object, Coverage] = st.session_state.get(_KEPT, {})
    if key not in kept:
        asked = CoverageAsked(
            boundaries=files.boundaries,
            deprivation=files.deprivation,
            deprivation_areas=files.deprivation_areas,
        )
        kept = {key: cover_store(store, asked, own_parameters(), progress=progress)}
        st.session_state[_KEPT] = kept
    return kept[key]


def gap_inputs(store: Store) -> GapInputs:
    """Return what to search for the comparison with somebody without impairments.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    GapInputs
        Equal as long as verdicts and area are the same.
    """
    folder, own = area_folder(), read_settings().parameters_dir
    return GapInputs(
        register=register_named() or "",
        area="" if folder is None else str(folder.resolve()),
        version=verdicts_version(store),
        parameters_dir=None if own is None else str(own),
    )
