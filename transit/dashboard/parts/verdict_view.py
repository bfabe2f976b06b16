"""One verdict in full: the answer, why, what to learn and to check, and what somebody decided."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from transit.dashboard.frame import problems, tag
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.abilities import skills
from transit.dashboard.parts.override_form import decisions, last_decision
from transit.dashboard.verdict_data import Directory, VerdictKey
from transit.dashboard.verdict_look import confidence_tag, rung_tag, rung_word, session_words
from transit.errors import StoreError
from transit.model.verdict import Verdict
from transit.present.verdict_words import VerdictLines, verdict_lines
from transit.present.voices import Voice
from transit.present.words import english
from transit.store import Store
from transit.store.verdicts import STATUS, read_verdict


def verdict_view(
    opened: OpenedArea,
    store: Store,
    directory: Directory,
    key: VerdictKey,
    close: Callable[[], None],
) -> None:
    """Show one verdict.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    directory
        Places and sessions.
    key
        Which verdict.
    close
        Goes back to where it was opened.
    """
    st.button("Back", on_click=close, icon=":material/arrow_back:", key="verdict_back")
    session = directory.sessions.get(key.session)
    try:
        verdict = read_verdict(store, key.person, key.session, key.place)
    except StoreError:
        verdict = None
    if verdict is None or session is None:
        problems(["This verdict is gone: the session or the place was changed. Go back."])
        return
    venue = directory.opportunities[verdict.opportunity]
    st.header(f"{key.person}: {session_words(venue, session)}", anchor=False)
    lines = verdict_lines(
        verdict,
        skills(),
        english(),
        {key: each.name for key, each in directory.opportunities.items()},
        Voice.PERSON,
    )
    decided = last_decision(store, key)
    _answer(verdict, lines, rung_word(decided.rung) if decided and decided.rung is not None else "")
    left, right = st.columns([1, 1], gap="large")
    with left:
        _part("Why it is no better", lines.reasons)
        _part("What has to be learnt or covered", (*lines.gaps, *lines.lessons))
        _part("The journeys", lines.ways)
    with right:
        _part("What to ask or to look at outside", lines.checks)
        _part("When it holds", lines.conditions)
        _part("At the venue", lines.fit)
    decisions(store, verdict, key)


def _answer(verdict: Verdict, lines: VerdictLines, decided: str) -> None:
    tags = [
        rung_tag(verdict.rung),
        confidence_tag(verdict.confirmed),
        tag(STATUS.capitalize(), "plain"),
    ]
    also = f'<p class="decided">Decided by a practitioner: {escape(decided)}. See below.</p>'
    st.html(
        f'<p class="tags">{" ".join(tags)}</p><p class="lead">{escape(lines.headline)}</p>'
        f"<p>{escape(lines.confidence)} {escape(lines.review)}</p>{also if decided else ''}"
    )


def _part(title: str, said: Sequence[str]) -> None:
    if said:
        st.subheader(title, anchor=False)
        st.html(f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in said)}</ul>")
