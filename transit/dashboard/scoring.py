"""Whether a register has verdicts, and how to come by them."""

import streamlit as st

from transit.dashboard.frame import empty
from transit.dashboard.opened import area_folder
from transit.dashboard.registered import shown_name
from transit.store import Store
from transit.store.runs import read_runs
from transit.store.verdicts import count_stale


def offer_scoring(store: Store) -> bool:
    """Say how to score where nothing has been scored yet.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    bool
        True where there are no verdicts to show.
    """
    if any(run.scored for run in read_runs(store)):
        return False
    empty(
        "No verdicts yet",
        [
            "A verdict says how one person could get to one session. Verdicts are made for the "
            "whole register at once, on this computer:",
        ],
    )
    st.code(score_command(), language=None, wrap_lines=True)
    return True


def tell_stale(store: Store) -> None:
    """Say how many verdicts are out of date.

    Parameters
    ----------
    store
        The register.
    """
    stale = count_stale(store)
    if stale:
        rest = "verdict rests" if stale == 1 else "verdicts rest"
        st.warning(
            f"{stale:,} {rest} on something that has changed since, and wait to be scored again: "
            f"{score_command()}"
        )


def score_command() -> str:
    """Return the command that scores this register.

    Returns
    -------
    str
        To be copied as it stands.
    """
    return f"transit score {shown_name()} --area {area_folder()}"
