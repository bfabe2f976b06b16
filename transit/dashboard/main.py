"""The script that Streamlit runs for every page: frame, navigation, footer."""

from pathlib import Path

import streamlit as st

from transit.dashboard.frame import footer, look
from transit.dashboard.opened import area_folder, find_area, tell_how_to_make_one
from transit.dashboard.page_list import PAGES
from transit.dashboard.safely import run_safely
from transit.errors import AreaError

st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
look()
st.logo(Path(__file__).parent / "assets" / "logo.svg", size="large")

pages = {each: each.made() for each in PAGES if each.is_there}
# Without sections: their lists in the narrow menu are not built as assistive technology expects.
page = st.navigation([*pages.values()], position="top")
# Tabs, history and screen readers tell pages apart by it.
st.set_page_config(page_title=f"{page.title} – transit")
if next(each for each, made in pages.items() if made == page).needs_area:
    try:
        find_area()
    except AreaError as fault:
        st.title(page.title, anchor=False)
        tell_how_to_make_one(area_folder(), str(fault))
    else:
        run_safely(page.run)
else:
    run_safely(page.run)
footer()
