"""What if the buses change, or more people come: who would lose and gain."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.opened import find_area
from transit.dashboard.parts.what_if_page import what_if_page

opened = find_area()

st.title("What if", anchor=False)
lead("Cut, close, halve or add buses on paper, or let groups of people grow: who loses, who gains.")
what_if_page(opened)
read_from_top(turned())
