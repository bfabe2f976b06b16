"""What one person, or somebody at one place, can reach by kind and minutes."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.opened import find_area
from transit.dashboard.parts.nearby_page import nearby_page

opened = find_area()

st.title("Opportunities nearby", anchor=False)
lead("What one person can reach from home, or somebody at a place: by kind, minutes and verdict.")
nearby_page(opened)
read_from_top(turned())
