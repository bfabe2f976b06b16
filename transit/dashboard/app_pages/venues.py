"""Which windows of a venue serve most people, and what if a venue moved, closed or opened."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.opened import find_area
from transit.dashboard.parts.venues_page import venues_page

opened = find_area()

st.title("Windows and venues", anchor=False)
lead("Which days and times serve most people together, and what if a place changed.")
venues_page(opened)
read_from_top(turned())
