"""One person: what they can do, their limits, and where they could go."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.person_page import person_page

st.title("Person", anchor=False)
lead("What somebody can do, what limits them, and where that takes them.")
person_page()
read_from_top(turned())
