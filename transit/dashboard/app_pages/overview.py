"""How people travel today, how they could, and what the fleet costs."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.overview_page import overview_page

st.title("Overview", anchor=False)
lead("How people travel today, how they could, and what the fleet costs.")
overview_page()
read_from_top(turned())
