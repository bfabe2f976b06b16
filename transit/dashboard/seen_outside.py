"""What people saw outside, on its way into the register: checked, written, verdicts marked."""

from collections.abc import Iterable
from typing import Final

from transit.dashboard.opened import find_area
from transit.errors import AreaError, StoreError
from transit.model.observation import Observation
from transit.model.parameters import Parameters
from transit.network.changes import reach_of
from transit.read.profiles import list_profiles
from transit.read.register.checked import check_table
from transit.read.register.observation_rows import ObservationRow
from transit.read.table_faults import Fault
from transit.read.tables import Table
from transit.store import Store
from transit.store.aggregate import Changes
from transit.store.runs import read_runs
from transit.store.surveys import Recorded, read_observations, record_observations

TABLE: Final = ObservationRow.table
"""Name of the table."""


def check_seen(
    table: Table, unread: Iterable[Fault]
) -> tuple[tuple[Observation, ...], tuple[Fault, ...]]:
    """Check a table of observations.

    Parameters
    ----------
    table
        As it was read.
    unread
        Why something of it could not be.

    Returns
    -------
    observations : tuple of Observation
        Those of rows without a fault.
    faults : tuple of Fault
        Everything that is wrong.
    """
    rows, wrong = check_table(table, ObservationRow)
    return tuple(each.row.observation() for each in rows), (*unread, *wrong)


def compare_seen(store: Store | None, seen: Iterable[Observation]) -> Changes:
    """Tell which observations are new to a register.

    Parameters
    ----------
    store
        The register; None where there is none yet.
    seen
        Observations.

    Returns
    -------
    Changes
        Their keys: an observation is added or known, and never changed.
    """
    known = {each.key for each in read_observations(store)} if store else set()
    keys = dict.fromkeys(each.key for each in seen)
    return Changes(
        added=tuple(key for key in keys if key not in known),
        unchanged=tuple(key for key in keys if key in known),
    )


def needs_area(store: Store) -> None:
    """Refuse to record anything where it could not be told what that touches.

    Parameters
    ----------
    store
        The register.

    Raises
    ------
    StoreError
        There are verdicts, but no area.
    """
    try:
        find_area()
    except AreaError as fault:
        if any(run.scored for run in read_runs(store)):
            raise StoreError(
                "what was seen outside cannot be recorded without the area that verdicts rest on; "
                "start the dashboard with it (--area). Nothing was changed"
            ) from fault


def record_seen(store: Store, seen: Iterable[Observation], limits: Parameters) -> Recorded:
    """Keep observations, and mark the verdicts that they touch.

    Parameters
    ----------
    store
        The register.
    seen
        What was seen.
    limits
        How far anybody walks.

    Returns
    -------
    Recorded
        What was done.

    Raises
    ------
    StoreError
        There are verdicts, but no area to tell which of them are touched.
    """
    try:
        area = find_area().area
    except AreaError:
        return record_observations(store, seen)
    return record_observations(store, seen, area, reach_of(list_profiles(), limits))
