"""One course of training: what was agreed, trained and shown, and what comes next."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.training_page import training_page

st.title("Training", anchor=False)
lead("Train a saved plan, record lessons, and sign off when the record shows it.")
training_page()
read_from_top(turned())
