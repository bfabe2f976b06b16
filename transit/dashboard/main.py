"""The script that Streamlit runs for every page: frame, navigation, footer."""

from pathlib import Path

import streamlit as st

from transit.dashboard.frame import footer, look, run_safely
from transit.dashboard.opened import area_folder, find_area, tell_how_to_make_one
from transit.errors import AreaError

st.set_page_config(page_title="transit", layout="wide", initial_sidebar_state="collapsed")
look()
st.logo(Path(__file__).parent / "assets" / "logo.svg", size="large")

plan = st.Page("app_pages/journey_plan.py", title="Journey plan", default=True)
person = st.Page("app_pages/person.py", title="Person", url_path="person")
who = st.Page("app_pages/who_could_travel.py", title="Who could travel", url_path="who")
imports = st.Page("app_pages/import_register.py", title="Import", url_path="import")
data = st.Page("app_pages/data_and_updates.py", title="Data and updates", url_path="data")
about = st.Page("app_pages/help.py", title="Help", url_path="help")
page = st.navigation([plan, person, who, imports, data, about], position="top")
if page in (person, imports, about):
    run_safely(page.run)
else:
    try:
        find_area()
    except AreaError as fault:
        st.title(page.title, anchor=False)
        tell_how_to_make_one(area_folder(), str(fault))
    else:
        run_safely(page.run)
footer()
