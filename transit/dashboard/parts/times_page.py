"""The page Session times: best windows, today's sessions, every start and finish, pass hours."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from transit.batch.sweep import VenueSweep, find_sweep, kept_beside
from transit.dashboard.asked import keep_fields
from transit.dashboard.frame import empty, problems, table
from transit.dashboard.opened import area_folder
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.parts.times_every import every_time
from transit.dashboard.registered import (
    find_register,
    register_exists,
    register_named,
    tell_how_to_begin,
)
from transit.dashboard.times_export import note_listed, times_csv, times_workbook
from transit.dashboard.times_job import JobState, TimesInputs, current_times
from transit.dashboard.verdict_data import read_directory
from transit.model.clock import clock_text
from transit.model.opportunities import Session
from transit.model.weekdays import DAY_NAMES
from transit.read.parameters import read_parameters
from transit.sessions.against import against_today
from transit.sessions.sweep_axes import windows_of
from transit.sessions.sweep_counts import Count
from transit.sessions.sweep_found import report_of
from transit.sessions.sweep_report import SweepReport, TodayTold
from transit.sessions.sweep_told import count_words, hours_words, move_words
from transit.settings import read_settings
from transit.store import Store

_FIELDS: Final = "times_"
_KEPT: Final = "What was found before stays as it is."
_HEADS: Final = ("When", "Come by themselves")
_SEASONS: Final = ("in summer", "in winter")
_MORE: Final = (
    "of these confirmed",
    "by the last way home",
    "After training",
    "With somebody",
    "Door to door",
)


def times_page() -> None:
    """Show at which times most people would come to a venue."""
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    keep_fields(_FIELDS)
    directory = read_directory(store)
    if not directory.opportunities:
        empty("There is no place yet", ["Places come with the import of a register."])
        return
    venue = st.selectbox(
        "Place",
        sorted(directory.opportunities, key=lambda key: directory.opportunities[key].name),
        format_func=lambda key: directory.opportunities[key].name,
        key="times_venue",
    )
    if _under_way():
        return
    inputs = _inputs(venue)
    found = find_sweep(
        inputs.register,
        inputs.area,
        venue,
        keep=kept_beside(inputs.register),
        parameters_dir=inputs.parameters_dir,
    )
    if found is None:
        empty(
            "These times were not tried yet",
            [
                "Every start and finish from morning to evening is tried on every day of the "
                "week, for everybody, there and back. That takes about 20 seconds for 300 "
                "people; you can use other pages meanwhile."
            ],
        )
        if st.button("Try all session times", type="primary", key="begin_times"):
            current_times().start(inputs)
            st.rerun()
        return
    _shown(store, found)


def _inputs(venue: str) -> TimesInputs:
    own, folder = read_settings().parameters_dir, area_folder()
    return TimesInputs(
        register=register_named() or "",
        area="" if folder is None else str(folder.resolve()),
        parameters_dir=None if own is None else str(own),
        opportunity=venue,
    )


def _under_way() -> bool:
    job = current_times()
    if job.is_running:
        job_progress(
            current_times,
            job.cancel,
            "stop_times",
            "Stop",
            f"You can use other pages meanwhile. {_KEPT}",
        )
        return True
    if job.state is JobState.FAILED:
        problems([job.message])
    elif job.state is JobState.CANCELLED:
        st.info(f"{job.message} {_KEPT}")
    return False


def _shown(store: Store, found: VenueSweep) -> None:
    hours = bool(found.opportunity.hours or found.opportunity.staff_hours)
    closed = hours and st.checkbox(
        "Also times at which the place is closed or its staff are not there", key="times_closed"
    )
    settings = read_parameters(read_settings().parameters_dir)
    report = report_of(found, settings, closed=closed)
    today = len(report.comes_today)
    st.markdown(
        f"{report.people:,} people are in the register; {today:,} of them "
        f"{'comes' if today == 1 else 'come'} here today. "
        "A journey counts only if there is one there and one home on every kind of day, with "
        "pass hours, daylight and the time between toilets kept. All of it is for review: "
        "nothing is moved."
    )
    _best(report)
    _today(store, found, report)
    every_time(found, report)
    for sentence in report.notes():
        st.markdown(sentence)
    st.page_link(
        "app_pages/venues.py",
        label="Choose windows that serve most people together",
        icon=":material/arrow_forward:",
    )
    st.markdown(
        "The files are for use inside only: they name nobody, but hold small numbers, and are not "
        "to be handed on. For that, use the page *Who can come*."
    )
    left, right = st.columns(2)
    left.download_button(
        "Download all times as CSV",
        lambda: times_csv(store, found),
        file_name="session-times.csv",
        mime="text/csv",
        key="csv_times",
        on_click="ignore",
    )
    right.download_button(
        "Download all times as XLSX",
        lambda: times_workbook(store, found),
        file_name="session-times.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="xlsx_times",
        on_click="ignore",
    )


def _best(report: SweepReport) -> None:
    st.header("Best times", anchor=False)
    if not report.best:
        st.markdown(
            "No session of the usual lengths fits between the times that were tried, "
            "or within the hours of the place and its staff."
        )
        return
    length = st.selectbox(
        "How long", list(report.best), format_func=hours_words, key="times_length"
    )
    counts = report.best[length]
    _count_table(f"Best times for a session of {hours_words(length)}", counts)
    st.markdown(report.how_chosen())


def _count_table(caption: str, counts: Sequence[Count]) -> None:
    seasons = any(count.summer is not None for count in counts)
    heads = (*_HEADS, *(_SEASONS if seasons else ()), *_MORE)
    table(caption, heads, (_row(count, seasons=seasons) for count in counts))


def _row(count: Count, *, seasons: bool) -> tuple[str | int, ...]:
    by_season = ("–" if each is None else each for each in (count.summer, count.winter))
    return (
        count_words(count),
        count.now,
        *(by_season if seasons else ()),
        count.sure,
        count.last_home,
        count.with_training,
        count.with_companion,
        count.door_to_door,
    )


def _today(store: Store, found: VenueSweep, report: SweepReport) -> None:
    told = [each for each in report.today if each.counts]
    if not told:
        return
    st.header("Against today", anchor=False)
    at = st.selectbox(
        "Today's session",
        range(len(told)),
        format_func=lambda number: _session_words(told[number].session),
        key="times_session",
    )
    one = told[at]
    _count_table("How people would come to it today", one.counts)
    if one.moves:
        st.markdown("\n".join(f"- {move_words(move.against)}" for move in one.moves))
    else:
        st.markdown("No move of it by up to two hours adds more people than it takes away.")
    _moved(store, found, one)


def _session_words(session: Session) -> str:
    days = ", ".join(DAY_NAMES[day][:3] for day in session.days)
    name = session.activity or session.id
    return f"{name}: {days} {clock_text(session.start_s)} to {clock_text(session.end_s)}"


def _moved(store: Store, found: VenueSweep, told: TodayTold) -> None:
    """Let the visitor move it, and say who gains and who loses."""
    session = told.session
    swept = found.own.get(session.id, found.swept)
    length = session.end_s - session.start_s
    starts = [
        start
        for row, start in enumerate(swept.starts_s)
        if start + length in swept.ends_s
        and swept.is_swept[row, swept.ends_s.index(start + length)]
    ]
    start = st.selectbox(
        "Start at another time",
        starts,
        index=starts.index(session.start_s),
        format_func=clock_text,
        key="times_start",
    )
    if start == session.start_s:
        return
    against = against_today(swept, windows_of(session, swept.days), start, start + length)
    st.markdown(f"**{move_words(against)}**")
    # Noted when they are asked for, not each time that the page is drawn.
    if st.checkbox(
        "Show who they are, under their pseudonyms",
        key="times_ids",
        on_change=_noted,
        args=(store, found.opportunity.id),
    ):
        _listed("Would come by themselves then", against.gains)
        _listed("Would no longer, on some day", against.shut_out)
        here = [who for who in against.shut_out if who in found.comes_today]
        _listed("Of these, who comes here today", here)


def _noted(store: Store, venue: str) -> None:
    if st.session_state["times_ids"]:
        note_listed(store, venue)


def _listed(title: str, people: Sequence[str]) -> None:
    st.markdown(f"{title}: {', '.join(people) or 'nobody'}")
