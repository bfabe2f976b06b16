"""Who rides on the fleet today, could travel alone, and what that would truly save."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.switch_page import switch_page

st.title("Who could switch", anchor=False)
lead("Who rides on the fleet today, could travel alone, and what that would truly save.")
switch_page()
read_from_top(turned())
