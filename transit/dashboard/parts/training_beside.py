"""That somebody is signed off for a journey, beside its verdict."""

import datetime as dt
from html import escape

import streamlit as st

from transit.dashboard.verdict_data import VerdictKey
from transit.store import Store
from transit.store.training_sign_offs import course_behind
from transit.training.after import breaks_of
from transit.training.desk import open_desk, situation_of
from transit.training.words import sign_off_lines


def signed_off_beside(store: Store, key: VerdictKey) -> None:
    """Say by whom and when somebody was signed off, on what terms, and whether it still holds.

    Parameters
    ----------
    store
        The register.
    key
        Which verdict; nothing is shown where no sign-off stands beside it.
    """
    record = course_behind(store, key.person, key.session, key.place)
    if record is None or record.sign_off is None:
        return
    desk = open_desk(store)
    breaks = breaks_of(situation_of(desk, record, dt.date.today()))
    said = " ".join(sign_off_lines(desk.words, record.sign_off, breaks))
    st.html(f'<p class="decided">{escape(said)}</p>')
