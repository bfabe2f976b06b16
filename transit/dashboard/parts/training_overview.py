"""A course at a glance: its stage, what the record says, the next lesson, what happened."""

import datetime as dt
from functools import partial

import streamlit as st

from transit.dashboard.frame import figures, problems, table
from transit.dashboard.parts.told import bullets
from transit.dashboard.parts.training_lessons import lessons_so_far
from transit.dashboard.training_desk import change, own_name
from transit.model.training import LessonKind, StopReason
from transit.store.training import enter_stage
from transit.store.training_agreement import stop_course
from transit.store.training_lessons import book_lesson, cancel_booking, close_incident
from transit.training.after import breaks_of
from transit.training.desk import TrainingDesk
from transit.training.hints import hints
from transit.training.progress import forecast_of
from transit.training.situation import Situation
from transit.training.words import hint_sentences, sign_off_lines


def overview(desk: TrainingDesk, situation: Situation) -> None:
    """Show a course at a glance.

    Parameters
    ----------
    desk
        The desk.
    situation
        The course on a day.
    """
    record, words = situation.record, desk.words
    if record.sign_off is not None:
        bullets("Signed off", sign_off_lines(words, record.sign_off, breaks_of(situation)))
    else:
        _figures(desk, situation)
    if record.course.stopped_on is not None:
        said = f"Stopped on {record.course.stopped_on:%d/%m/%Y}: {record.course.stopped_why}."
        st.warning(f"{said} No later lesson can be recorded.")
        lessons_so_far(desk, situation)
        return
    bullets("What the record says", hint_sentences(words, hints(situation)))
    lessons_so_far(desk, situation)
    left, right = st.columns(2, gap="large")
    with left:
        _stages(desk, situation)
    with right:
        _bookings(desk, situation)
        _incidents(desk, situation)
        _stop(desk, situation)


def _figures(desk: TrainingDesk, situation: Situation) -> None:
    record, made = situation.record, forecast_of(situation)
    stage = desk.rules.stages.get(record.stage)
    every = list(desk.rules.stages)
    place = f"{every.index(record.stage) + 1} of {len(every)}" if stage else ""
    minutes = sum(each.minutes for each in record.lessons)
    share = 10 * situation.rules.forecast.range_share
    note = "mainly what is usual" if made.is_usual else f"{share:g} of 10 such courses"
    left = f"{made.low} or more" if made.is_open else f"{made.low} to {made.high}"
    figures(
        [
            ("Stage", stage.label if stage else record.stage, place),
            ("Lessons", str(len(record.lessons)), f"{minutes // 60} hours {minutes % 60} minutes"),
            ("Lessons left", left if made.high else "none", note if made.high else ""),
        ]
    )


def _stages(desk: TrainingDesk, situation: Situation) -> None:
    record = situation.record
    stage = desk.rules.stages.get(record.stage)
    st.subheader("Stages", anchor=False)
    if stage is not None:
        st.markdown(f"**{stage.label}.** {stage.happens}")
        st.markdown(f"It ends when: {stage.ends}")
    rows = [
        (
            desk.rules.stages[each.stage].label if each.stage in desk.rules.stages else each.stage,
            f"{each.entered_on:%d/%m/%Y}",
            each.entered_by,
            f"{each.left_on:%d/%m/%Y}" if each.left_on else "now",
        )
        for each in record.stages
    ]
    table("Stages of this course", ("Stage", "From", "Who says so", "Until"), rows)
    choices = [
        each.name
        for each in desk.rules.stages.values()
        if not each.by_rule and each.name != record.stage
    ]
    with st.expander("Move to another stage"), st.form("training_stage", border=False):
        to = st.selectbox(
            "Stage",
            choices,
            index=_next(list(desk.rules.stages), record.stage, choices),
            format_func=lambda name: desk.rules.stages[name].label,
            key="stage_to",
        )
        by = st.text_input("Your name or staff reference", own_name(), key="stage_by")
        on = st.date_input("On", dt.date.today(), format="DD/MM/YYYY", key="stage_on")
        pressed = st.form_submit_button("Move the course")
    if pressed and not by.strip():
        problems(["Name yourself."])
    elif pressed and isinstance(on, dt.date):
        number, before = record.course.id, record.stage
        change(
            lambda: enter_stage(desk.store, number, to, on=on, by=by, before=before),
            "The course was moved.",
            by,
        )


def _next(order: list[str], now: str, choices: list[str]) -> int:
    """Offer the stage that comes next."""
    place = order.index(now) if now in order else -1
    later = [name for name in order[place + 1 :] if name in choices]
    return choices.index(later[0]) if later else 0


def _bookings(desk: TrainingDesk, situation: Situation) -> None:
    record, number = situation.record, situation.record.course.id
    st.subheader("Next lessons", anchor=False)
    coming = [
        each
        for each in record.bookings
        if not each.is_cancelled and each.starts.date() >= situation.today
    ]
    if not coming:
        st.markdown("No lesson is booked.")
    for each in coming:
        kind = desk.words.say("kind", each.kind.value)
        st.markdown(
            f"**{each.starts:%d/%m/%Y %H:%M}**, {each.minutes} minutes. {kind}. {each.trainer}"
        )
        when = f"{each.starts:%d/%m/%Y %H:%M}"
        if st.button(f"Cancel the lesson of {when}", key=f"cancel_{each.id}"):
            by = own_name() or each.trainer
            change(
                partial(cancel_booking, desk.store, number, each.id, by),
                "The lesson was cancelled.",
            )
    with st.expander("Book a lesson"), st.form("training_book", border=False):
        left, right = st.columns(2)
        on = left.date_input("On", dt.date.today(), format="DD/MM/YYYY", key="book_on")
        at = right.time_input("At", dt.time(9, 0), step=900, key="book_at")
        minutes = left.number_input("Minutes", 5, 720, 120, 5, key="book_minutes")
        kind = right.selectbox(
            "How close the trainer is",
            [*LessonKind],
            index=1,
            format_func=lambda each: desk.words.say("kind", each.value),
            key="book_kind",
        )
        trainer = st.text_input("Trainer", own_name() or record.course.trainer, key="book_trainer")
        pressed = st.form_submit_button("Book the lesson")
    if pressed and isinstance(on, dt.date) and at is not None:
        starts = dt.datetime.combine(on, at)
        change(
            lambda: book_lesson(desk.store, number, starts, int(minutes), kind, trainer),
            "The lesson was booked.",
            trainer,
        )


def _incidents(desk: TrainingDesk, situation: Situation) -> None:
    open_ = [each for each in situation.record.incidents if each.closed_on is None]
    if not open_:
        return
    st.subheader("Incidents to settle", anchor=False)
    number = situation.record.course.id
    for each in open_:
        kind = desk.rules.incidents.get(each.kind)
        label = kind.label if kind else each.kind
        st.markdown(
            f"**{label[:1].upper()}{label[1:]}**, {each.on:%d/%m/%Y}, severity {each.severity} "
            "of 5. What was done:"
        )
        st.text(each.done)
        if st.button(f"It is settled: {label}, {each.on:%d/%m/%Y}", key=f"settle_{each.id}"):
            by = own_name() or situation.record.course.trainer
            day = situation.today
            change(
                partial(close_incident, desk.store, number, each.id, on=day, by=by),
                "The incident is settled.",
            )


def _stop(desk: TrainingDesk, situation: Situation) -> None:
    number = situation.record.course.id
    with st.expander("Stop this course"), st.form("training_stop", border=False):
        why = st.radio(
            "Why",
            [StopReason.PERSON, StopReason.BARRIER, StopReason.OTHER],
            format_func=lambda each: {
                StopReason.PERSON: "The person's choice",
                StopReason.BARRIER: "The journey cannot be made any more",
                StopReason.OTHER: "Another reason",
            }[each],
            key="stop_why",
        )
        by = st.text_input("Your name or staff reference", own_name(), key="stop_by")
        st.markdown("Withdrawn consent is recorded under Agreement, and stops the course, too.")
        pressed = st.form_submit_button("Stop the course")
    if pressed and not by.strip():
        problems(["Name yourself."])
    elif pressed:
        change(
            lambda: stop_course(desk.store, number, why, on=dt.date.today(), by=by),
            "The course was stopped.",
            by,
        )
