"""At which times would most people come to a place by themselves?"""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.times_page import times_page

st.title("Session times", anchor=False)
lead("At which times would most people come by themselves, there and back?")
times_page()
read_from_top(turned())
