"""The runs of the fleet: map, times and loads, stops, and what a change would cost."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.runs_page import runs_page

st.title("Runs", anchor=False)
lead("Who rides on which vehicle and when, what it costs, and what a change would cost.")
runs_page()
read_from_top(turned())
