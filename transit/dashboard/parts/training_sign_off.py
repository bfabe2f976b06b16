"""Signing off: every condition of the rule with how it stands, and no way round it."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

import streamlit as st

from transit.dashboard.frame import Html, problems, table, tag
from transit.dashboard.parts.told import bullets
from transit.dashboard.training_desk import change, own_name
from transit.model.training import MOST_NAME_LETTERS
from transit.training.after import breaks_of, make_sign_off
from transit.training.desk import TrainingDesk, confirm_own, own_of, sign_off
from transit.training.sign_off import Condition, conditions
from transit.training.situation import Situation
from transit.training.words import condition_sentence, level_word, sign_off_lines

_OF_STEPS: Final = ("step_not_tried", "step_not_alone")
"""Conditions of which there is one for each step: folded, as the runs say the same in short."""


def sign_off_view(desk: TrainingDesk, situation: Situation) -> None:
    """Show how it stands with signing off, and let it be done when the rule is met.

    Parameters
    ----------
    desk
        The desk.
    situation
        The course on a day.
    """
    record = situation.record
    if record.sign_off is not None:
        bullets(
            "Signed off for this journey",
            sign_off_lines(desk.words, record.sign_off, breaks_of(situation)),
        )
        st.markdown(
            "The computed verdict stays as it is; this decision stands beside it. What was shown "
            "here holds for this journey, not for others."
        )
    else:
        _conditions(desk, situation)
    _own(desk, situation)


def _conditions(desk: TrainingDesk, situation: Situation) -> None:
    every = conditions(situation)
    lacking = [each for each in every if not each.is_met]
    if lacking:
        verb = "is" if len(lacking) == 1 else "are"
        st.markdown(
            f"**Not yet: {len(lacking)} of {len(every)} conditions {verb} missing.** The rule "
            "cannot be gone round; the council may change the rule itself."
        )
    else:
        st.markdown("**Every condition is met.**")
    steps = [each for each in lacking if each.code in _OF_STEPS]
    others = [each for each in lacking if each.code not in _OF_STEPS]
    met = [each for each in every if each.is_met]
    if others:
        _table(desk, "What is missing", others)
    for title, some in (("Steps that are missing", steps), ("What is met", met)):
        if some:
            with st.expander(f"{title} ({len(some)})"):
                _table(desk, title, some)
    if not lacking and situation.record.course.stopped_on is None:
        _form(desk, situation)


def _table(desk: TrainingDesk, caption: str, some: Iterable[Condition]) -> None:
    table(
        caption,
        ("How it stands", "Condition"),
        [
            (
                Html(tag("✓ Met", "ok") if each.is_met else tag("! Missing", "bad")),
                condition_sentence(desk.words, each),
            )
            for each in some
        ],
    )


def _form(desk: TrainingDesk, situation: Situation) -> None:
    offered = make_sign_off(situation, "–")
    faults = st.container()
    with st.form("training_sign_off", border=False):
        by = st.text_input(
            "Your name or staff reference",
            own_name(),
            max_chars=MOST_NAME_LETTERS,
            key="sign_by",
        )
        left, right = st.columns(2)
        fallback = left.date_input(
            "Door-to-door transport stays booked until",
            offered.fallback_until,
            min_value=offered.trial_until,
            format="DD/MM/YYYY",
            key="sign_fallback",
        )
        review = right.date_input(
            "Look at it again on",
            offered.review_on,
            min_value=situation.today + dt.timedelta(days=1),
            format="DD/MM/YYYY",
            key="sign_review",
        )
        pressed = st.form_submit_button("Sign off for this journey", type="primary")
    if not pressed:
        return
    if not by.strip() or not isinstance(fallback, dt.date) or not isinstance(review, dt.date):
        with faults:
            problems(["Name yourself, and choose both dates."])
        return
    number = situation.record.course.id
    change(
        lambda: sign_off(desk, number, by.strip(), fallback_until=fallback, review_on=review),
        "Signed off for this journey.",
        by,
    )


def _own(desk: TrainingDesk, situation: Situation) -> None:
    """Let a trainer confirm what was shown on several journeys."""
    rule = situation.rules.sign_off
    st.subheader("Skills that go beyond this journey", anchor=False)
    shown = own_of(desk, situation)
    if not shown:
        st.markdown(
            f"Nothing yet. A skill becomes the person's own when it was shown at "
            f"{rule.generalise_places} places, in {rule.generalise_lessons} lessons and on "
            f"{rule.generalise_journeys} journeys, and a trainer confirms it."
        )
        return
    table(
        "Shown on several journeys",
        ("Skill", "Shown", "In the register", "Places", "Lessons"),
        [
            (
                desk.catalogue.skills[each.skill].label,
                level_word(desk.words, each.level),
                "Not assessed" if each.before is None else level_word(desk.words, each.before),
                each.places,
                each.lessons,
            )
            for each in shown
        ],
    )
    with st.form("training_own", border=False):
        names = st.multiselect(
            "I confirm that these are the person's own",
            [each.skill for each in shown],
            format_func=lambda name: desk.catalogue.skills[name].label,
            key="own_skills",
        )
        by = st.text_input("Confirmed by (role or staff reference)", own_name(), key="own_by")
        pressed = st.form_submit_button("Move these skills")
    if pressed and names and by.strip():
        number = situation.record.course.id
        change(
            lambda: confirm_own(desk, number, names, by.strip()),
            "The skills were moved. Verdicts about the person wait to be scored again.",
            by,
        )
    elif pressed:
        problems(["Choose at least one skill, and name yourself."])
