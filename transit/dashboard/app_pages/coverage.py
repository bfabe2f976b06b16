"""What people can reach, by area, cohort and deprivation."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.opened import find_area
from transit.dashboard.parts.coverage_page import coverage_page

opened = find_area()

st.title("Coverage", anchor=False)
lead(
    "How many places people can reach by themselves, who reaches none, and what stands in the way."
)
coverage_page(opened)
read_from_top(turned())
