"""The person that is looked at: chosen by pseudonym, kept for this visit only, saved with audit."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.scoring import score_soon
from transit.errors import TransitError
from transit.model.people import Person
from transit.store import Store
from transit.store.edit import find_person, list_people, save_person

CAN_DO: Final = "What they can do"
LIMITS: Final = "Limits, pass and companion"
RIDES: Final = "Rides on the fleet"
REACH: Final = "Where they could go"
OPENS: Final = "What would open more"
"""Views of a person."""

_CHOSEN: Final = "person"
_SAVED: Final = "person_saved"
_FAULT: Final = "person_fault"


def look_at(person: str) -> None:
    """Choose somebody to look at.

    Parameters
    ----------
    person
        Their id.
    """
    st.session_state[_CHOSEN] = person


def choose_person(store: Store) -> Person | None:
    """Let the visitor choose a person.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    Person or None
        As the register has them now; None while nobody is chosen.
    """
    with store.reading() as session:
        people = list_people(session)
        before = st.session_state.get(_CHOSEN)
        field, _ = st.columns([2, 3])
        chosen = field.selectbox(
            "Person (pseudonym)",
            people,
            index=people.index(before) if before in people else None,
            placeholder=f"Type or choose one of {len(people):,}" if people else "Nobody yet",
            key=f"person_choice_{before}",
        )
        if chosen is not None and chosen != before:
            look_at(chosen)
            st.rerun()
        return find_person(session, chosen) if chosen is not None else None


def save(
    store: Store, person: Person, before: Person, detail: Mapping[str, int], said: str
) -> None:
    """Write what was changed; what came of it is said when the page is drawn again.

    Parameters
    ----------
    store
        The register.
    person, before
        As they are to be, and as they were.
    detail
        What was changed, counted, for the audit.
    said
        What to say when it is done.
    """
    try:
        with store.writing() as session:
            save_person(session, person, before, detail)
    except TransitError as fault:
        st.session_state[_FAULT] = f"{fault}."
    else:
        tell_saved(said)
        score_soon(store, person.id)
    turn_page()
    st.rerun()


def tell_saved(said: str) -> None:
    """Say what was done when the page is drawn again.

    Parameters
    ----------
    said
        What to say.
    """
    st.session_state[_SAVED] = said


def what_was_saved() -> tuple[str | None, str | None]:
    """Return once what came of the last change.

    Returns
    -------
    saved : str or None
        What was done.
    fault : str or None
        Why nothing was.
    """
    return st.session_state.pop(_SAVED, None), st.session_state.pop(_FAULT, None)
