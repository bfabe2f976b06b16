"""Choosing when to arrive or to leave."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np
import streamlit as st

from transit.dashboard.data_facts import day_to_offer, trips_by_day
from transit.network.area import Area

ARRIVE: Final = "Arrive by"
LEAVE: Final = "Leave at"
_MORNING: Final = dt.time(10, 0)


@dataclass(frozen=True, slots=True)
class When:
    """When to arrive or to leave, local wall time."""

    arrive_by: bool
    moment: dt.datetime


def when_chooser(area: Area) -> When:
    """Let the visitor choose the day and the time.

    Parameters
    ----------
    area
        Whose timetable it is.

    Returns
    -------
    When
        What is in the fields.
    """
    first, last = dates_covered(area)
    way = st.segmented_control(
        "Arrive or leave",
        [ARRIVE, LEAVE],
        default=ARRIVE,
        key="when_way",
        required=True,
        label_visibility="collapsed",
    )
    left, right = st.columns([3, 2])
    day = left.date_input(
        "Date",
        value=day_to_offer(trips_by_day(area.timetable), dt.date.today()),
        min_value=first,
        max_value=last,
        format="DD/MM/YYYY",
        key="when_date",
        help=f"The timetable covers {first:%d/%m/%Y} to {last:%d/%m/%Y}.",
    )
    clock = right.time_input("Time", value=_MORNING, step=300, key="when_time")
    return When(way != LEAVE, dt.datetime.combine(day, clock))


def dates_covered(area: Area) -> tuple[dt.date, dt.date]:
    """Return the first and the last date on which anything runs.

    Parameters
    ----------
    area
        Whose timetable it is.

    Returns
    -------
    tuple of date
        First and last.
    """
    table = area.timetable
    running = np.flatnonzero(table.active.any(axis=0))
    ends = (running[0], running[-1]) if len(running) else (0, max(table.active.shape[1] - 1, 0))
    first, last = (table.first_date + dt.timedelta(days=int(day)) for day in ends)
    return first, last
