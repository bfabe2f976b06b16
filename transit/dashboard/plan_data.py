"""What the page Plan works with, kept for this visit only: options, and the person's choice."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from transit.dashboard.asked import turn_page, turned
from transit.dashboard.look_closely import desk_of
from transit.dashboard.opened import OpenedArea
from transit.dashboard.verdict_data import Directory
from transit.model.opportunities import Session
from transit.model.parameters import Parameters
from transit.model.people import Person
from transit.model.saved_plan import Choice, SavedPlan
from transit.plan.choose import Choices, Telling, choose
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import LANGUAGE, read_hazards, read_print_words
from transit.settings import read_settings
from transit.store import Store
from transit.store.edit import verdicts_version
from transit.store.surveys import read_observations
from transit.verdict.desk import Desk

SESSION: Final = "plan_session_of"
"""Where the visit remembers the session that is looked at."""

PLAN: Final = "The plan"
CHOOSE: Final = "Choose a journey"
"""Views of a plan."""

_CHOICE: Final = "plan_choice"
_FOUND: Final = "plan_found"
_SEEN: Final = "plan_seen"


@dataclass(frozen=True, slots=True)
class About:
    """Whom and what a plan is about.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    directory
        Places and sessions.
    person
        The person.
    place
        Number of the place that they start from.
    session
        The session.
    """

    opened: OpenedArea
    store: Store
    directory: Directory
    person: Person
    place: int
    session: Session

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells it from others."""
        return self.person.id, self.place, self.session.id

    @property
    def desk(self) -> Desk:
        """Where its verdicts are made."""
        version = (self.opened.area.edition, self.store.name, verdicts_version(self.store))
        return desk_of(self.opened, self.store, self.directory, version)


@st.cache_resource(show_spinner=False)
def print_words(language: str = LANGUAGE) -> Words:
    """Return the words of printed plans.

    Parameters
    ----------
    language
        Which.

    Returns
    -------
    Words
        Read once.
    """
    return Words(read_print_words(language))


def parameters() -> Parameters:
    """Return the parameters that hold here.

    Returns
    -------
    Parameters
        With the council's own.
    """
    return read_parameters(read_settings().parameters_dir)


def choice_of(about: About) -> Choice:
    """Return what the trainer asks of the journey so far.

    Parameters
    ----------
    about
        Whom and what it is about.

    Returns
    -------
    Choice
        Nothing at first.
    """
    kept = st.session_state.get(_CHOICE)
    if kept is not None and kept[0] == about.key:
        found: Choice = kept[1]
        return found
    return Choice()


def set_choice(about: About, choice: Choice) -> None:
    """Ask something else of the journey.

    Parameters
    ----------
    about
        Whom and what it is about.
    choice
        What is asked.
    """
    st.session_state[_CHOICE] = (about.key, choice)
    st.session_state.pop("plan_option", None)
    turn_page()


def options_for(about: About) -> Choices:
    """Return the options that keep to the choice.

    Parameters
    ----------
    about
        Whom and what it is about.

    Returns
    -------
    Choices
        The same until the area, the person, the session, what was seen, or the choice change.
    """
    choice = choice_of(about)
    # What is edited in a plan moves no journey: only these do.
    key = (
        about.opened.area.edition,
        about.store.name,
        about.person,
        about.session,
        about.place,
        about.directory.opportunities[about.session.opportunity],
        read_observations(about.store),
        choice,
    )
    kept = st.session_state.get(_FOUND)
    if kept is not None and kept[0] == key:
        known: Choices = kept[1]
        return known
    with st.spinner("Finding the journeys"):
        found = choose(
            about.desk,
            about.person,
            about.session,
            Telling(print_words(), read_hazards()),
            choice,
            about.place,
        )
    st.session_state[_FOUND] = (key, found)
    return found


def forget_options() -> None:
    """Search again when options are next asked for."""
    st.session_state.pop(_FOUND, None)


def plan_as_seen(fresh: SavedPlan) -> SavedPlan:
    """Return a plan as it was when this page began to show it.

    What is written is written against what its writer saw. Read anew in the run in which a form is
    sent, a plan would have taken over what somebody else wrote meanwhile, unseen.

    Parameters
    ----------
    fresh
        The plan as the register has it now.

    Returns
    -------
    SavedPlan
        The same until the page turns.
    """
    mark = fresh.id, turned()
    kept = st.session_state.get(_SEEN)
    if kept is not None and kept[0] == mark:
        known: SavedPlan = kept[1]
        return known
    st.session_state[_SEEN] = (mark, fresh)
    return fresh


def view_key(plan_id: str) -> str:
    """Return where the visit remembers which view of a plan is shown.

    Parameters
    ----------
    plan_id
        The plan's id.

    Returns
    -------
    str
        Name of the field.
    """
    return f"plan_view_{plan_id}"


def show_choosing(plan_id: str) -> None:
    """Show what there is to choose from, beside a plan that was saved.

    Parameters
    ----------
    plan_id
        The plan's id.
    """
    st.session_state[view_key(plan_id)] = CHOOSE
    turn_page()


def look_at_session(session: str | None) -> None:
    """Choose another session.

    Parameters
    ----------
    session
        Its id; None for none.
    """
    st.session_state[SESSION] = session
    turn_page()
