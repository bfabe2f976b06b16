"""Whether a week can be planned here at all: told before anything is begun, not minutes after."""

import streamlit as st

from transit.dashboard.frame import empty
from transit.dashboard.opened import area_folder, find_area, tell_how_to_make_one
from transit.errors import AreaError
from transit.network.store import open_roads


def can_be_planned() -> bool:
    """Tell whether there is an area with roads, and say what to do where there is none.

    Returns
    -------
    bool
        Whether there is.
    """
    try:
        area = find_area().area
    except AreaError as fault:
        tell_how_to_make_one(area_folder(), str(fault))
        return False
    try:
        open_roads(area)
    except AreaError:
        empty(
            "This area has no roads for vehicles yet",
            [
                "It was built by an earlier version, or its roads cannot be read. Build it again, "
                "then the fleet's week can be planned."
            ],
        )
        st.page_link("app_pages/data_and_updates.py", label="Build it again on Data and updates")
        return False
    return True
