"""A register of an earlier version: what that means, and bringing it to this one."""

import streamlit as st

from transit.dashboard.frame import empty, problems
from transit.dashboard.registered import on_this_computer_only, register_named, shown_name
from transit.errors import OldRegisterError, TransitError
from transit.store import create_store


def offer_upgrade(fault: OldRegisterError) -> None:
    """Say that the register has to be brought to this version, and offer to do it.

    Parameters
    ----------
    fault
        Which versions they are.
    """
    named = register_named()
    empty(
        f"{shown_name()} was written by another version of transit",
        [
            f"What was found: {fault}.",
            "Bringing it to this version keeps everybody and everything in it. Earlier versions "
            "cannot open it afterwards: take a backup first.",
        ],
    )
    st.code(
        f"transit db backup {shown_name()} backup.zip\ntransit db upgrade {shown_name()}",
        language=None,
        wrap_lines=True,
    )
    if named is None or not on_this_computer_only():
        return
    sure = st.checkbox("I have a backup, or need none", key="upgrade_sure")
    if st.button("Bring it to this version", type="primary", disabled=not sure, key="upgrade"):
        try:
            with st.spinner("Bringing the register to this version"):
                create_store(named).close()
        except TransitError as wrong:
            problems([f"{wrong}."])
            return
        st.rerun()
