"""What is to be said about a matrix beside its rows."""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from transit.batch.job import Question
from transit.model.notice import Notice, Severity
from transit.network.area import Area
from transit.network.published import known_days
from transit.read.points import Points


def with_burden(why: str) -> Notice:
    """Notice that time alone was asked for and cannot be searched alone.

    Parameters
    ----------
    why
        The reason, as a sentence begins.

    Returns
    -------
    Notice
        For information.
    """
    return Notice(
        code="matrix_with_burden",
        severity=Severity.INFO,
        file="profile",
        message=f"{why}: searched with burden, which gives the same times and takes longer",
        todo="Nothing, or choose a profile without this limit.",
    )


def far_points(points: Points, first: int, count: int) -> Notice:
    """Notice that no street is near some points.

    Parameters
    ----------
    points
        The table.
    first
        Number of the first of them, from 0.
    count
        How many.

    Returns
    -------
    Notice
        A warning; coordinates are not repeated, for they may be somebody's home.
    """
    return Notice(
        code="point_far_from_streets",
        severity=Severity.WARNING,
        file=points.file,
        row=first + 2,
        field="lat, lon",
        message="no street that one may walk on is near enough",
        todo="Check the coordinates (latitude first) and that the area covers them.",
        count=count,
    )


def about_dates(area: Area, question: Question, published_share: float) -> tuple[Notice, ...]:
    """Notice dates of which too little is known, and those on which the clock changes.

    Parameters
    ----------
    area
        The area.
    question
        What is asked.
    published_share
        As for :func:`transit.network.published.known_days`.

    Returns
    -------
    tuple of Notice
        A warning for dates without a timetable: "no journey" means nothing there.
    """
    made = without_timetable(area, question.dates, published_share)
    return made + _clock_changes(area, question)


def without_timetable(
    area: Area, dates: Sequence[dt.date], published_share: float
) -> tuple[Notice, ...]:
    """Notice dates of which no timetable is published, or too little of one.

    Parameters
    ----------
    area
        The area.
    dates
        Dates asked.
    published_share
        As for :func:`transit.network.published.known_days`.

    Returns
    -------
    tuple of Notice
        At most one, for all of them.
    """
    timetable = area.timetable
    known = known_days(timetable, published_share)
    covered = {timetable.first_date + dt.timedelta(days=int(day)) for day in np.flatnonzero(known)}
    missing = [date for date in dates if date not in covered]
    if not missing:
        return ()
    which = str(missing[0])
    if len(dates) > 1:
        which = f"{len(missing)} of {len(dates)} dates, the first {which},"
    span = f"from {min(covered)} to {max(covered)}" if covered else "for no date"
    notice = Notice(
        code="matrix_without_timetable",
        severity=Severity.WARNING,
        file="timetable",
        message=f"of {which} no timetable is published, or too little of one: journeys by bus are "
        f"missing. The area's timetable is published {span}",
        todo="Ask for other dates, or build the area with the edition for these.",
    )
    return (notice,)


def _clock_changes(area: Area, question: Question) -> tuple[Notice, ...]:
    made = []
    zone = area.timetable.zone
    for date in question.dates:
        first, last = question.skipped(date, zone)
        twice = question.twice(date, zone)
        if last > first:
            what = f"{last - first:,} of the times asked do not exist, and have no rows"
        elif twice:
            what = f"{twice:,} of the times asked come twice; the first is answered"
        else:
            continue
        made.append(
            Notice(
                code="matrix_clock_change",
                severity=Severity.INFO,
                file="timetable",
                message=f"on {date} the clock changes: {what}",
                todo="Nothing, unless it is a surprise.",
            )
        )
    return tuple(made)
