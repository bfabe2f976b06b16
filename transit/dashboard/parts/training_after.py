"""After the sign-off: trial, kept transport, review, and follow-ups."""

import datetime as dt

import streamlit as st

from transit.dashboard.frame import Html, empty, problems, table, tag
from transit.dashboard.parts.language import choose_language
from transit.dashboard.training_desk import change, own_name
from transit.model.training import MOST_NAME_LETTERS, MOST_NOTE_LETTERS, FollowUp, Outcome
from transit.training.after import breaks_of
from transit.training.certificate import certificate_file
from transit.training.desk import TrainingDesk, follow_up
from transit.training.situation import Situation
from transit.training.words import sign_off_lines


def after_view(desk: TrainingDesk, situation: Situation) -> None:
    """Show what follows the sign-off, and let a follow-up be written down.

    Parameters
    ----------
    desk
        The desk.
    situation
        The course on a day.
    """
    record = situation.record
    if not record.sign_offs:
        empty(
            "Not signed off yet",
            ["After the sign-off, follow-ups at three, nine and twelve months are listed here."],
        )
        return
    for made in record.sign_offs:
        for line in sign_off_lines(desk.words, made, breaks_of(situation)):
            st.markdown(line)
    if record.sign_off is not None:
        language = choose_language("training_certificate_language")
        st.download_button(
            "Certificate (PDF)",
            lambda: certificate_file(desk, record.course.code, language=language),
            "certificate.pdf",
            "application/pdf",
            key="training_certificate",
        )
    table(
        "Follow-ups",
        ("Due", "What", "Done", "By", "Found"),
        [_row(desk, situation, each) for each in record.follow_ups],
    )
    notes = [each for each in record.follow_ups if each.note]
    if notes:
        with st.expander("What happened"):
            for each in notes:
                st.text(f"{each.done_on:%d/%m/%Y}: {each.note}")
    open_ = [each for each in record.follow_ups if each.done_on is None]
    if open_ and record.sign_off is not None:
        _form(desk, situation, open_)


def _row(desk: TrainingDesk, situation: Situation, each: FollowUp) -> tuple[str | Html, ...]:
    rule = desk.rules.after
    what = f"After {rule.months.get(each.name, 0)} months: {rule.labels.get(each.name, each.name)}"
    due = f"{each.due_on:%d/%m/%Y}"
    if each.done_on is None or each.outcome is None:
        late = each.due_on <= situation.today
        state = Html(tag("! Due", "check") if late else tag("To come", "plain"))
        return due, what, "–", "–", state
    found = desk.words.say("outcome", each.outcome.value)
    return due, what, f"{each.done_on:%d/%m/%Y}", each.done_by, found


def _form(desk: TrainingDesk, situation: Situation, open_: list[FollowUp]) -> None:
    faults = st.container()
    with (
        st.expander("Write a follow-up down", expanded=open_[0].due_on <= situation.today),
        st.form("training_follow_up", border=False),
    ):
        which = st.selectbox(
            "Follow-up",
            open_,
            format_func=lambda each: f"Due on {each.due_on:%d/%m/%Y}",
            key="follow_which",
        )
        outcome = st.radio(
            "What was found",
            [*Outcome],
            format_func=lambda each: desk.words.say("outcome", each.value),
            key="follow_outcome",
        )
        st.markdown("Anything but the first ends the sign-off: the verdict is again what it was.")
        by = st.text_input(
            "Who looked (name or staff reference)",
            own_name(),
            max_chars=MOST_NAME_LETTERS,
            key="follow_by",
        )
        on = st.date_input(
            "On",
            situation.today,
            max_value=situation.today,
            format="DD/MM/YYYY",
            key="follow_on",
        )
        note = st.text_area(
            "What happened (stays in the register)", max_chars=MOST_NOTE_LETTERS, key="follow_note"
        )
        pressed = st.form_submit_button("Save the follow-up", type="primary")
    if not pressed:
        return
    if not by.strip() or not isinstance(on, dt.date):
        with faults:
            problems(["Say who looked, and when."])
        return
    number = situation.record.course.id
    change(
        lambda: follow_up(desk, number, which.id, outcome, on=on, by=by.strip(), note=note.strip()),
        "The follow-up was saved.",
        by,
    )
