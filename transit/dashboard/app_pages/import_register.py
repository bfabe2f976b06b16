"""Bringing files into the register: check, mend, accept. Nothing is written before."""

import streamlit as st

from transit.dashboard.asked import turn_page, turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.import_page import import_page

st.title("Import", anchor=False)
lead("Bring people, places and sessions into the register. Nothing is written until you accept it.")
if import_page():
    turn_page()
    st.rerun()
read_from_top(turned())
