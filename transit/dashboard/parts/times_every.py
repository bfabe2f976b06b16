"""Every start and finish of a day: as a heat map, and what pass hours and winter do to them."""

from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from transit.batch.sweep import VenueSweep
from transit.dashboard.frame import table
from transit.dashboard.parts.times_map import heat_map
from transit.model.clock import clock_text
from transit.model.verdict import Rung
from transit.model.weekdays import DAY_NAMES, Weekday
from transit.sessions.dusk import alone_by_season, has_seasons
from transit.sessions.sweep_counts import counts_of
from transit.sessions.sweep_report import SweepReport
from transit.sessions.swept import Swept

_MINUTE_S: Final = 60
_STEPS: Final = (60, 30, 15)
_WHO: Final = {
    "Come by themselves": (Rung.NOW,),
    "Come by themselves, or after training": (Rung.NOW, Rung.WITH_TRAINING),
    "Come with somebody": (Rung.WITH_COMPANION,),
    "Need door-to-door transport": (Rung.DOOR_TO_DOOR,),
}
_IN_SUMMER: Final = "Come by themselves in summer"
_IN_WINTER: Final = "Come by themselves in winter"
_SUMMER_ONLY: Final = "Come by themselves in summer, not in winter"


def every_time(found: VenueSweep, report: SweepReport) -> None:
    """Show the times of one day.

    Parameters
    ----------
    found
        What was swept.
    report
        What is told of it.
    """
    day = _every(found)
    _hours(report, day)
    _dusk(report, day)


def _every(found: VenueSweep) -> Weekday:
    """Show a day as a heat map; return which one."""
    st.header("Every start and finish", anchor=False)
    swept = found.swept
    left, middle, right = st.columns(3)
    day = left.selectbox("Day", swept.days, format_func=DAY_NAMES.__getitem__, key="times_day")
    counted = _counted(swept, day)
    who = middle.selectbox("People who", list(counted), key="times_who")
    step = right.selectbox(
        "Every", _STEPS, format_func=lambda each: f"{each} minutes", key="times_step"
    )
    column = swept.days.index(day)
    if not swept.n_dates[column]:
        st.markdown(f"The timetable has no {DAY_NAMES[day]}: nobody has a journey then.")
        return day
    today = frozenset((one.start_s, one.end_s) for one in found.today if day in one.days)
    heat_map(
        swept,
        counted[who],
        f"People who {who[0].lower()}{who[1:]}, {DAY_NAMES[day]}, by start and finish",
        step * _MINUTE_S,
        today,
    )
    return day


def _counted(swept: Swept, day: Weekday) -> dict[str, NDArray[np.int32]]:
    """How many at each start and finish of a day, by who they are."""
    column = swept.days.index(day)
    made = {
        who: np.sum([counts_of(swept, rung)[column] for rung in rungs], axis=0)
        for who, rungs in _WHO.items()
    }
    if has_seasons(swept)[column]:
        summer, winter = alone_by_season(swept, (slice(None), column))
        made[_IN_SUMMER], made[_IN_WINTER] = summer.sum(axis=0), winter.sum(axis=0)
        made[_SUMMER_ONLY] = (summer & ~winter).sum(axis=0)
    return made


def _hours(report: SweepReport, day: Weekday) -> None:
    st.header("What pass hours do", anchor=False)
    for sentence in report.hours():
        st.markdown(sentence)
    rows = [
        (
            clock_text(each.start_s),
            each.with_hours,
            each.at_any_hour,
            len(each.lost),
        )
        for each in report.effects
        if each.lost and each.day == day
    ]
    if rows:
        table(
            f"Starts on a {DAY_NAMES[day]} at which pass hours alone keep people out",
            ("Start", "Come by themselves", "If passes were valid all day", "Kept out"),
            rows,
        )


def _dusk(report: SweepReport, day: Weekday) -> None:
    st.header("Summer and winter", anchor=False)
    for sentence in report.dusk():
        st.markdown(sentence)
    rows = [
        (
            f"{clock_text(each.window.start_s)}–{clock_text(each.window.end_s)}",
            each.summer,
            each.winter,
            len(each.lost),
        )
        for each in report.seasons
        if each.lost and each.window.day == day
    ]
    if rows:
        table(
            f"Times on a {DAY_NAMES[day]} at which fewer can come in winter",
            ("When", "Come by themselves in summer", "in winter", "In summer, not in winter"),
            rows,
        )
        st.markdown(
            "Summer is while the clocks are on summer time. Who may be out by daylight only has "
            "to have it on the darkest date of the season."
        )
