"""The review pack for a committee, as a file."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.report_page import report_page

st.title("Report", anchor=False)
lead("The review pack for a committee: its standing headings, filled in, nobody named.")
report_page()
read_from_top(turned())
