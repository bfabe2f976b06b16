"""What a named practitioner decides instead of a verdict; both stay to be seen."""

import datetime as dt
from typing import Final

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.frame import problems, table
from transit.dashboard.verdict_data import VerdictKey
from transit.dashboard.verdict_look import rung_word
from transit.errors import TransitError
from transit.model.override import MOST_LETTERS, MOST_NAME_LETTERS, Override
from transit.model.verdict import Rung, Verdict
from transit.read.parameters import read_parameters
from transit.settings import read_settings
from transit.store import Store
from transit.store.overrides import override_verdict, read_overrides

_TAKE_BACK: Final = "Take the decision back"


def last_decision(store: Store, key: VerdictKey) -> Override | None:
    """Return the decision that counts.

    Parameters
    ----------
    store
        The register.
    key
        Which verdict.

    Returns
    -------
    Override or None
        None where nobody decided, or it was taken back.
    """
    own = _history(store, key)
    return own[-1] if own and own[-1].rung is not None else None


def decisions(store: Store, verdict: Verdict, key: VerdictKey) -> None:
    """Show what was decided, and let a practitioner decide.

    Parameters
    ----------
    store
        The register.
    verdict
        What was computed.
    key
        Which verdict.
    """
    st.header("Decisions", anchor=False)
    history = _history(store, key)
    if history:
        table(
            "What practitioners decided, the last first; the last one counts",
            ("Decided", "By", "Why", "On", "Review on", "Computed then"),
            [_row(each) for each in reversed(history)],
        )
    else:
        st.markdown("Nobody has decided otherwise.")
    with st.expander("Decide otherwise", expanded=False):
        _form(store, verdict, key, can_take_back=bool(history) and history[-1].rung is not None)


def _history(store: Store, key: VerdictKey) -> list[Override]:
    found = read_overrides(store, key.person, key.session)
    return [each for each in found if each.place == key.place]


def _row(made: Override) -> tuple[str, ...]:
    return (
        rung_word(made.rung) if made.rung is not None else "Taken back",
        made.by,
        made.reason,
        f"{made.made_at:%d/%m/%Y}",
        f"{made.review_on:%d/%m/%Y}",
        rung_word(made.rung_then) if made.rung_then is not None else "–",
    )


def _form(store: Store, verdict: Verdict, key: VerdictKey, *, can_take_back: bool) -> None:
    faults = st.container()
    st.markdown(
        "Your decision stands beside what was computed; neither hides the other. Name yourself, "
        "and say why: whoever reads it later has only this."
    )
    with st.form("decide", border=False):
        options: list[Rung | str] = [rung for rung in Rung if rung is not verdict.rung]
        if can_take_back:
            options.append(_TAKE_BACK)
        decided = st.radio(
            "What you decide",
            options,
            format_func=lambda each: rung_word(each) if isinstance(each, Rung) else str(each),
            key="decide_rung",
        )
        by = st.text_input(
            "Your name or staff reference",
            st.session_state.get("assessor", ""),
            max_chars=MOST_NAME_LETTERS,
            key="decide_by",
        )
        reason = st.text_area(
            "Why (about the journey; no diagnosis)", max_chars=MOST_LETTERS, key="decide_why"
        )
        today = dt.date.today()
        review = st.date_input(
            "Look at it again on",
            today + _review_after(),
            min_value=today + dt.timedelta(days=1),
            format="DD/MM/YYYY",
            key="decide_review",
        )
        pressed = st.form_submit_button("Save the decision", type="primary")
    if not pressed:
        return
    missing = [
        said for given, said in ((by, "Name yourself."), (reason, "Say why.")) if not given.strip()
    ]
    if missing or not isinstance(review, dt.date):
        with faults:
            problems(missing or ["Choose when to look at it again."])
        return
    try:
        override_verdict(
            store,
            key.person,
            key.session,
            decided if isinstance(decided, Rung) else None,
            by=by.strip(),
            reason=reason.strip(),
            review_on=review,
            place=key.place,
        )
    except TransitError as fault:
        with faults:
            problems([f"{fault}."])
        return
    st.session_state["assessor"] = by
    turn_page()
    st.rerun()


def _review_after() -> dt.timedelta:
    """What the form offers; whoever decides chooses the date."""
    parameters = read_parameters(read_settings().parameters_dir)
    return dt.timedelta(days=int(parameters.number("review_after_days")))
