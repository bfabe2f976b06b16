"""One person's plan for one session: choose a journey, keep it, put it into words, print it."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.parts.plan_page import plan_page

st.title("Plan", anchor=False)
lead("Choose a journey with somebody, keep it, put it into their words, and print it.")
plan_page()
read_from_top(turned())
