"""Who can come to which session of a venue, how, and with how much time to spare."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.come_page import come_page

st.title("Who can come", anchor=False)
lead("For each session of a place: how people could come, and what happens if a bus is missed.")
come_page()
read_from_top(turned())
