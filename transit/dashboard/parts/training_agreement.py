"""Who agreed to what, when, and how the person's own decision was made."""

import datetime as dt

import streamlit as st

from transit.dashboard.frame import Html, problems, table, tag
from transit.dashboard.training_desk import change, own_name
from transit.errors import InputError
from transit.model.training import (
    MOST_NAME_LETTERS,
    MOST_NOTE_LETTERS,
    Agreement,
    Answer,
    Capacity,
    Role,
)
from transit.store.training_agreement import record_agreement
from transit.training.desk import TrainingDesk
from transit.training.sign_off import is_current
from transit.training.situation import Situation


def agreement_view(desk: TrainingDesk, situation: Situation) -> None:
    """Show what everybody said, and let a new answer be written down.

    Parameters
    ----------
    desk
        The desk.
    situation
        The course on a day.
    """
    st.markdown(
        "Consent can be given in part, and taken back at any time. The person's own answer comes "
        "first: if they withdraw it, the course stops. Mental capacity is about this one decision."
    )
    table(
        "What everybody said last",
        ("Who", "Answer", "To what", "Said on", "Written down by", "In force"),
        [_row(desk, situation, role) for role in desk.rules.roles],
    )
    said = situation.record.agreement_of(Role.PERSON)
    if said is not None and said.capacity is not None:
        st.markdown(f"{desk.words.say('capacity', said.capacity.value)}.")
    notes = [each for each in situation.record.agreements if each.note]
    if notes:
        with st.expander("What else was said"):
            for each in notes:
                st.text(f"{each.on:%d/%m/%Y}, {each.role.value}: {each.note}")
    unasked = [role for role in desk.rules.roles if situation.record.agreement_of(role) is None]
    # Whose turn it is comes first, so that everybody is asked in one go.
    with st.expander("Write an answer down", expanded=bool(unasked)):
        _form(desk, situation, (unasked or desk.rules.roles)[0])


def _row(desk: TrainingDesk, situation: Situation, role: Role) -> tuple[str | Html, ...]:
    said = situation.record.agreement_of(role)
    who = role.value.capitalize()
    if said is None:
        return who, "Not asked", "–", "–", "–", Html(tag("! No", "bad"))
    if said.answer is Answer.PARTLY:
        matters = [desk.rules.matters.get(each, each) for each in sorted(said.matters)]
        to = "; ".join(matters)
    else:
        to = "everything" if said.answer is Answer.AGREED else "–"
    current = is_current(said, situation)
    sign = Html(tag("✓ Yes", "ok") if current else tag("! No", "bad"))
    answer = desk.words.say("answer", said.answer.value)
    return who, answer.capitalize(), to, f"{said.on:%d/%m/%Y}", said.by, sign


def _form(desk: TrainingDesk, situation: Situation, first: Role) -> None:
    faults = st.container()
    course = situation.record.course
    # A form of its own for every answer: what was said last is no answer of the next one.
    mark = f"{course.id}_{len(situation.record.agreements)}"
    with st.form(f"training_agreement_{mark}", border=False):
        role = st.radio(
            "Whose answer",
            desk.rules.roles,
            index=list(desk.rules.roles).index(first),
            format_func=lambda each: each.value.capitalize(),
            horizontal=True,
            key=f"agree_role_{mark}",
        )
        answer = st.radio(
            "Answer",
            [*Answer],
            format_func=lambda each: desk.words.say("answer", each.value).capitalize(),
            key=f"agree_answer_{mark}",
        )
        matters = st.multiselect(
            "What is agreed (for an answer in part)",
            list(desk.rules.matters),
            format_func=lambda name: desk.rules.matters[name],
            key=f"agree_matters_{mark}",
        )
        capacity = st.radio(
            "The person's own decision (for the person's answer)",
            [Capacity.NOT_ASSESSED, Capacity.HAS, Capacity.BEST_INTERESTS],
            format_func=lambda each: desk.words.say("capacity", each.value),
            key=f"agree_capacity_{mark}",
        )
        left, right = st.columns(2)
        on = left.date_input(
            "Said on",
            situation.today,
            max_value=situation.today,
            format="DD/MM/YYYY",
            key=f"agree_on_{mark}",
        )
        by = right.text_input(
            "Written down by (name or staff reference)",
            own_name(),
            max_chars=MOST_NAME_LETTERS,
            key=f"agree_by_{mark}",
        )
        note = st.text_area(
            "What else was said (stays in the register)",
            max_chars=MOST_NOTE_LETTERS,
            key=f"agree_note_{mark}",
        )
        pressed = st.form_submit_button("Save the answer", type="primary")
    if not pressed:
        return
    try:
        said = Agreement(
            role=role,
            answer=answer,
            on=on if isinstance(on, dt.date) else situation.today,
            by=by.strip(),
            matters=frozenset(matters) if answer is Answer.PARTLY else frozenset(),
            capacity=capacity if role is Role.PERSON else None,
            note=note.strip(),
        )
    except InputError as fault:
        with faults:
            problems([f"{fault}."])
        return
    stops = role is Role.PERSON and answer in (Answer.WITHDRAWN, Answer.REFUSED)
    said_so = "The answer was saved. The course is stopped." if stops else "The answer was saved."
    change(lambda: record_agreement(desk.store, course.id, said), said_so, by)
