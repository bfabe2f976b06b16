"""Whether a register belongs to the area: by where its people start and where they could go."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy import select

from transit.dashboard.opened import OpenedArea
from transit.model.positions import Position
from transit.read.parameters import read_parameters
from transit.settings import read_settings
from transit.store import Store
from transit.store.base import table_of
from transit.store.directory_tables import EntranceTable
from transit.store.edit import count_records
from transit.store.merge import IsFar
from transit.store.near_area import far_from
from transit.store.people_tables import StartPlaceTable


@dataclass(frozen=True, slots=True)
class FarPlaces:
    """How many places of a register are far from every street.

    Parameters
    ----------
    far, all
        Start places and entrances.
    """

    far: int
    all: int


def count_far(opened: OpenedArea, store: Store) -> FarPlaces:
    """Count the places of a register that are far from the area.

    Parameters
    ----------
    opened
        The area.
    store
        The register.

    Returns
    -------
    FarPlaces
        Kept until people or places are added or gone.
    """
    with store.reading() as session:
        held = tuple(sorted(count_records(session).items()))
    return _count(opened, store, opened.area.edition, store.name, held)


@st.cache_resource(max_entries=2, show_spinner=False)
def is_far_from(_opened: OpenedArea, edition: str) -> IsFar:
    """Return what tells whether a place is far from the area's streets.

    Parameters
    ----------
    _opened
        The area.
    edition
        Its edition, by which the answer is kept.

    Returns
    -------
    callable
        For one place.
    """
    return far_from(_opened.area, read_parameters(read_settings().parameters_dir))


# Kept for all visitors: counts say nothing about anybody.
@st.cache_data(max_entries=4, show_spinner=False)
def _count(_opened: OpenedArea, _store: Store, edition: str, name: str, held: Any) -> FarPlaces:
    is_far = is_far_from(_opened, edition)
    far = every = 0
    with _store.reading() as session:
        for table in (table_of(StartPlaceTable).c, table_of(EntranceTable).c):
            asked = select(table.lat, table.lon, table.precision_m, table.origin)
            for lat, lon, precision_m, origin in session.execute(asked):
                every += 1
                far += is_far(Position(lat, lon, precision_m, origin))
    return FarPlaces(far, every)
