"""The page Import: which of its three views is shown."""

from pathlib import Path
from typing import Final

import polars as pl
import streamlit as st

from transit.dashboard.elsewhere import is_far_from
from transit.dashboard.frame import empty, problems, table
from transit.dashboard.import_draft import Draft, accept, check, mend
from transit.dashboard.opened import find_area
from transit.dashboard.parts.import_accept import (
    accept_button,
    checked_in_short,
    done,
    held,
    what_was_seen,
)
from transit.dashboard.parts.import_faults import file_faults, mend_rows
from transit.dashboard.parts.import_files import choose_files
from transit.dashboard.registered import (
    find_register,
    name_register,
    on_this_computer_only,
    register_exists,
    register_named,
    shown_name,
)
from transit.dashboard.scoring import offer_scoring, tell_stale
from transit.dashboard.verdict_data import read_directory
from transit.errors import AreaError, TransitError
from transit.model.parameters import Parameters
from transit.read.parameters import read_parameters
from transit.settings import read_settings
from transit.store import Store
from transit.store.edit import count_records
from transit.store.importing import Outcome
from transit.store.merge import IsFar
from transit.store.surveys import Recorded
from transit.store.verdict_pages import Chosen, count_by_venue

_DRAFT: Final = "import_draft"
_DONE: Final = "import_done"


def import_page() -> bool:
    """Show where the import stands.

    Returns
    -------
    bool
        True where the page has to be drawn anew.
    """
    register = register_named()
    if register is None:
        return _name_one()
    result: tuple[Outcome, Recorded | None] | None = st.session_state.get(_DONE)
    draft: Draft | None = st.session_state.get(_DRAFT)
    if result is not None:
        return _show_done(*result)
    if draft is None or draft.outcome is None:
        return _choose(register)
    return _look(register, draft, draft.outcome)


def _name_one() -> bool:
    """Let the visitor name the register, on a computer of their own."""
    if not on_this_computer_only():
        empty(
            "No register was opened",
            ["Start the dashboard with one: transit serve register.sqlite --area AREA"],
        )
        return False
    empty(
        "No register was opened",
        [
            "A register is one file on this computer. Name a file that is there, or a new one: it "
            "is made when you accept what you import.",
            "Next time, start with it: transit serve register.sqlite --area AREA",
        ],
    )
    with st.form("name_register"):
        named = st.text_input("File of the register", "register.sqlite", key="register_name")
        asked = st.form_submit_button("Use this register", type="primary")
    if not asked:
        return False
    path = Path(named.strip()).expanduser()
    if not named.strip() or path.is_dir() or not path.absolute().parent.is_dir():
        problems(["Name a file in a folder that is there, such as register.sqlite."])
        return False
    name_register(str(path.absolute()))
    return True


def _choose(register: str) -> bool:
    if register_exists():
        with find_register().reading() as session:
            held(count_records(session))
    else:
        st.info(f"There is no register {shown_name()} yet. It is made when you accept an import.")
    draft = choose_files(_limits())
    if draft is None:
        return False
    with st.spinner("Checking every row"):
        return _check(register, draft)


def _check(register: str, draft: Draft) -> bool:
    try:
        st.session_state[_DRAFT] = check(draft, register, _limits(), _far())
    except TransitError as fault:
        problems([f"{fault}."])
        return False
    return True


def _look(register: str, draft: Draft, outcome: Outcome) -> bool:
    st.button("Choose other files", on_click=_begin_again, icon=":material/arrow_back:")
    checked_in_short(draft, outcome)
    file_faults(draft)
    texts = mend_rows(draft)
    if texts is not None:
        with st.spinner("Checking every row"):
            return _check(register, mend(draft, texts))
    if not accept_button(outcome):
        return False
    with st.spinner("Importing"):
        made, recorded = accept(
            draft, register, _limits(), _far(), only_good_rows=outcome.has_errors
        )
    if made.is_imported:
        _begin_again()
        st.session_state[_DONE] = made, recorded
    else:
        # The register was changed since the check: what is wrong now is shown.
        _check(register, draft)
    return True


def _show_done(result: Outcome, recorded: Recorded | None) -> bool:
    done(result, shown_name())
    if recorded is not None:
        what_was_seen(recorded)
    store = find_register()
    if not offer_scoring(store):
        tell_stale(store)
        _stale_places(store)
        st.page_link("app_pages/who_could_travel.py", label="See who could travel")
    st.button("Import more", on_click=_begin_again, key="import_more")
    return False


def _stale_places(store: Store) -> None:
    """Show which places' verdicts are out of date."""
    found = count_by_venue(store, Chosen(is_stale=True))
    if found.is_empty():
        return
    directory = read_directory(store)
    counted = (
        found.group_by("opportunity")
        .agg(pl.col("verdicts", "people").sum())
        .sort("verdicts", "opportunity", descending=[True, False])
    )
    with st.expander("Which verdicts are out of date, by place"):
        table(
            "Verdicts that are out of date",
            ("Place", "Verdicts", "People"),
            [
                (directory.opportunities[key].name, verdicts, people)
                for key, verdicts, people in counted.iter_rows()
                if key in directory.opportunities
            ],
        )
        st.page_link(
            "app_pages/who_could_travel.py",
            label="See them on the page Who could travel",
            query_params={"state": "stale"},
        )


def _begin_again() -> None:
    st.session_state.pop(_DRAFT, None)
    st.session_state.pop(_DONE, None)
    st.session_state["import_nth"] = st.session_state.get("import_nth", 0) + 1


def _limits() -> Parameters:
    return read_parameters(read_settings().parameters_dir)


def _far() -> IsFar | None:
    """Return what tells whether a place is far from the area's streets, where there is an area."""
    try:
        opened = find_area()
    except AreaError:
        return None
    return is_far_from(opened, opened.area.edition)
