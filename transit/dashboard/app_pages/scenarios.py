"""The week planned otherwise, side by side with today's rides."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.scenarios_page import scenarios_page

st.title("Scenarios", anchor=False)
lead("The week planned otherwise: fewer people, other times, other prices, side by side.")
scenarios_page()
read_from_top(turned())
