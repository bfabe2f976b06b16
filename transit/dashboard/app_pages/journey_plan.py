"""One person's journey: the question, then the answer."""

import streamlit as st

from transit.dashboard.asked import turned
from transit.dashboard.frame import lead, read_from_top
from transit.dashboard.opened import find_area
from transit.dashboard.parts.answer import answer
from transit.dashboard.parts.question import question

opened = find_area()

st.title("Find a journey", anchor=False)
explained = st.session_state.get("answer")
if explained is None:
    lead("Find a walk and bus journey that asks nothing this person cannot do.")
    question(opened)
else:
    answer(opened, explained)
read_from_top(turned())
