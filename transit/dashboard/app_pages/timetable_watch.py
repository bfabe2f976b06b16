"""Which saved plans a new timetable, or what people saw, has changed."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.watch_page import watch_page

st.title("Timetable watch", anchor=False)
lead("What a new timetable, or what somebody saw outside, does to plans that people learnt.")
watch_page()
read_from_top(turned())
