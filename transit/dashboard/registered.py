"""The register that is shown: opened once; what it holds is read anew for every page."""

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import streamlit as st

from transit.dashboard.frame import empty
from transit.errors import StoreError
from transit.store import Store, open_store
from transit.store.database import exists

AREA_VARIABLE: Final = "TRANSIT_AREA"
"""Environment variable that names the area's folder to the pages."""

REGISTER_VARIABLE: Final = "TRANSIT_REGISTER"
"""Environment variable that names the register to the pages."""


def register_named() -> str | None:
    """Return the register that the dashboard was started with.

    Returns
    -------
    str or None
        A file, or the address of a database; None where none was named.
    """
    return os.environ.get(REGISTER_VARIABLE) or None


def name_register(register: str) -> None:
    """Use a register from now on, for everybody who looks at this dashboard.

    Parameters
    ----------
    register
        A file, or the address of a database.
    """
    os.environ[REGISTER_VARIABLE] = register


def register_exists() -> bool:
    """Tell whether the named register is there.

    Returns
    -------
    bool
        False also where none was named.

    Raises
    ------
    StoreError
        It cannot be reached, or is no register.
    """
    named = register_named()
    return named is not None and exists(named)


def find_register() -> Store:
    """Return the open register.

    Returns
    -------
    Store
        Kept open; read from it what a page needs, and keep nothing about people.

    Raises
    ------
    StoreError
        None was named, or it cannot be opened.
    """
    named = register_named()
    if named is None:
        raise StoreError("no register was named when the dashboard was started")
    if not exists(named):
        raise StoreError(f"there is no register {shown_name()} yet")
    return _open(named)


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(register: str) -> Store:
    return open_store(register)


def shown_name() -> str:
    """Return what to call the register on a page.

    Returns
    -------
    str
        The file's name, or the database's without user and password.
    """
    return Path((register_named() or "").split("?")[0]).name


def on_this_computer_only() -> bool:
    """Tell whether only somebody at this computer can reach the dashboard.

    Returns
    -------
    bool
        Then files of this computer may be named on pages.
    """
    address = str(st.get_option("server.address") or "")
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def tell_how_to_begin() -> None:
    """Say that there is no register to show, and how to come by one."""
    if register_named() is None:
        empty(
            "No register was opened",
            [
                "A register holds people under pseudonyms, what they can do, and the places and "
                "sessions they could go to. Import files into a new one on the page Import, or "
                "start the dashboard with one:",
            ],
        )
    else:
        empty(
            f"There is no register {shown_name()} yet",
            [
                "It is made when the first files are imported: on the page Import, or on the "
                "command line:",
            ],
        )
    named = shown_name() if register_named() else "register.sqlite"
    area = os.environ.get(AREA_VARIABLE) or "AREA"
    st.code(
        f"transit import {named} --people people.csv --opportunities opportunities.csv "
        f"--sessions sessions.csv\ntransit serve {named} --area {area}",
        language=None,
        wrap_lines=True,
    )
    st.page_link("app_pages/import_register.py", label="Go to Import")
