"""One verdict looked at closely, for this visit only: its journeys, and every fact they rest on."""

import streamlit as st

from transit.dashboard.opened import OpenedArea
from transit.dashboard.verdict_data import Directory, VerdictKey
from transit.errors import InputError
from transit.network.observed import with_observations
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.settings import read_settings
from transit.store import Store
from transit.store.edit import find_person, verdicts_version
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations
from transit.verdict.closely import Closely, look_closely
from transit.verdict.desk import Desk


def closely(opened: OpenedArea, store: Store, directory: Directory, key: VerdictKey) -> Closely:
    """Judge one person and session anew, with everything that is said about it.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    directory
        Places and sessions.
    key
        Whom and what it is about.

    Returns
    -------
    Closely
        The same until the register or the area changes.

    Raises
    ------
    InputError
        The person or the session is gone.
    """
    version = (opened.area.edition, store.name, verdicts_version(store))
    kept = st.session_state.get("closely")
    if kept is not None and kept[:2] == (version, key):
        known: Closely = kept[2]
        return known
    with store.reading() as session:
        person = find_person(session, key.person)
    held = directory.sessions.get(key.session)
    if person is None or held is None or key.place >= len(person.places):
        raise InputError("the person, their start or the session is no longer in the register")
    found = look_closely(desk_of(opened, store, directory, version), person, held, key.place)
    st.session_state["closely"] = (version, key, found)
    return found


def desk_of(
    opened: OpenedArea, store: Store, directory: Directory, version: tuple[str, ...]
) -> Desk:
    """Return where verdicts are made during this visit.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    directory
        Places and sessions.
    version
        Of all of them: another one makes a new desk.

    Returns
    -------
    Desk
        With what people saw outside.
    """
    # Kept with the visit, not shared: a desk knows the people who were judged at it.
    kept = st.session_state.get("desk")
    if kept is not None and kept[0] == version:
        known: Desk = kept[1]
        return known
    seen = read_observations(store)
    made = Desk(
        with_observations(opened.area, seen) if seen else opened.area,
        with_observed_venues(directory.opportunities, seen),
        read_rules(),
        read_parameters(read_settings().parameters_dir),
        sessions=directory.sessions,
    )
    st.session_state["desk"] = (version, made)
    return made
