"""How old the data is, what it covers, what is not recorded, what was noticed; building anew."""

import streamlit as st

from transit.dashboard.frame import lead
from transit.dashboard.opened import find_area
from transit.dashboard.parts.coverage import calendar, edition
from transit.dashboard.parts.notices import notices
from transit.dashboard.parts.rebuild import rebuild
from transit.dashboard.parts.unknowns import unknown_facts

opened = find_area()

st.title("Data and updates", anchor=False)
lead("How old the streets and timetables are, what is missing from them, and how to renew them.")

st.header("This edition", anchor=False)
edition(opened)

st.header("Days with buses", anchor=False)
calendar(opened)

st.header("What is not recorded", anchor=False)
unknown_facts(opened)

st.header("Notices", anchor=False)
notices(opened)

st.header("Build again", anchor=False)
rebuild(opened)
