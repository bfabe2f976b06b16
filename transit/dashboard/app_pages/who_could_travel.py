"""Who could get to which session, how, and what stands in the way."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.opened import find_area
from transit.dashboard.parts.who_page import who_page

opened = find_area()

st.title("Who could travel", anchor=False)
lead("Who could get to which session by themselves, and what stands in the way of others.")
who_page(opened)
read_from_top(turned())
