"""Everybody who is trained, and what is due."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.trainees_page import trainees_page

st.title("My trainees", anchor=False)
lead("What is due, by date: lessons, agreements, reviews, follow-ups, plans out of date.")
trainees_page()
read_from_top(turned())
