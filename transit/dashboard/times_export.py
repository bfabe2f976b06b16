"""All times of a sweep as files, for use inside, noted in the audit: nobody is named in them."""

import io

from transit.batch.sweep import VenueSweep
from transit.sessions.sweep_file import table_of, workbook_of
from transit.store import Store
from transit.store.audit import write_audit


def times_csv(store: Store, found: VenueSweep) -> bytes:
    """Write every start and finish as CSV, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    found
        What was swept.

    Returns
    -------
    bytes
        One row a window.
    """
    _note(store, found)
    return table_of(found).write_csv().encode()


def times_workbook(store: Store, found: VenueSweep) -> bytes:
    """Write every start and finish as a workbook, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    found
        What was swept.

    Returns
    -------
    bytes
        XLSX.
    """
    _note(store, found)
    made = io.BytesIO()
    workbook_of([found]).save(made)
    return made.getvalue()


def note_listed(store: Store, venue: str) -> None:
    """Note in the audit that people were listed under their pseudonyms.

    Parameters
    ----------
    store
        The register.
    venue
        Id of the venue at whose session times they were.
    """
    with store.writing() as session:
        write_audit(session, "list_people", {"session_times": [venue]})


def _note(store: Store, found: VenueSweep) -> None:
    with store.writing() as session:
        write_audit(session, "export", {"session_times": [found.opportunity.id]})
