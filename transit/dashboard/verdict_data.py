"""What pages read of verdicts: a page of them at a time, never all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
import streamlit as st

from transit.model.opportunities import Opportunity, Session
from transit.store import Store
from transit.store.directory import OPPORTUNITIES, SESSIONS
from transit.store.edit import verdicts_version
from transit.store.verdict_pages import Chosen, count_by_venue, count_verdicts


@dataclass(frozen=True, slots=True)
class Directory:
    """Places and sessions by id: nothing about people."""

    opportunities: Mapping[str, Opportunity]
    sessions: Mapping[str, Session]


@dataclass(frozen=True, slots=True)
class VerdictKey:
    """Which verdict is looked at."""

    person: str
    place: int
    session: str


def read_directory(store: Store) -> Directory:
    """Read places and sessions.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    Directory
        As it is now.
    """
    with store.reading() as session:
        return Directory(OPPORTUNITIES.read(session), SESSIONS.read(session))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many verdicts there are of each kind; nothing about one person.

    Parameters
    ----------
    by_rung
        As :func:`~transit.store.verdict_pages.count_verdicts`.
    by_venue
        As :func:`~transit.store.verdict_pages.count_by_venue`.
    """

    by_rung: pl.DataFrame
    by_venue: pl.DataFrame


def count(store: Store, chosen: Chosen) -> Counts:
    """Count verdicts; the same counts are kept until the register changes.

    Parameters
    ----------
    store
        The register.
    chosen
        Which verdicts.

    Returns
    -------
    Counts
        By rung and by venue.
    """
    return _count(store, store.name, verdicts_version(store), chosen)


# Kept for all visitors, which is right for counts and would not be for anything about a person.
@st.cache_data(max_entries=64, show_spinner=False)
def _count(_store: Store, name: str, version: str, chosen: Chosen) -> Counts:
    return Counts(count_verdicts(_store, chosen), count_by_venue(_store, chosen))
