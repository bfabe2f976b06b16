"""Calendars and exceptions become the days on which a service runs."""

import datetime as dt

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from transit.read.gtfs_schema import CALENDAR, CALENDAR_DATES
from transit.read.service import ADDED, REMOVED, WEEKDAYS, active_days, service_period

MONDAY = dt.date(2023, 6, 5)


def calendar(*rows: tuple[str, str, dt.date, dt.date]) -> pl.DataFrame:
    """Return calendar rows from service, seven digits, start and end."""
    return pl.DataFrame(
        [
            {"row": 2, "service_id": name, "start_date": start, "end_date": end}
            | {day: int(digit) for day, digit in zip(WEEKDAYS, week, strict=True)}
            for name, week, start, end in rows
        ],
        schema=CALENDAR.schema,
    )


def exceptions(*rows: tuple[str, dt.date, int]) -> pl.DataFrame:
    """Return calendar_dates rows from service, date and type."""
    return pl.DataFrame(
        [
            {"row": 2, "service_id": name, "date": date, "exception_type": kind}
            for name, date, kind in rows
        ],
        schema=CALENDAR_DATES.schema,
    )


def days(name: str, table: pl.DataFrame, dates: pl.DataFrame, n_days: int) -> list[int]:
    """Return the days, counted from the Monday, on which one service runs."""
    active = active_days(pl.Series([name]), table, dates, MONDAY, n_days)
    return active[0].nonzero()[0].tolist()


def test_weekdays_within_the_period() -> None:
    """Monday and Friday only, from the first Friday (day 4) to the second (day 11)."""
    table = calendar(("S", "1000100", MONDAY + dt.timedelta(4), MONDAY + dt.timedelta(11)))
    assert days("S", table, exceptions(), 21) == [4, 7, 11]


def test_exceptions_win() -> None:
    """A removed Monday falls out, an added Sunday comes in."""
    table = calendar(("S", "1000000", MONDAY, MONDAY + dt.timedelta(13)))
    dates = exceptions(("S", MONDAY, REMOVED), ("S", MONDAY + dt.timedelta(6), ADDED))
    assert days("S", table, dates, 14) == [6, 7]


def test_service_of_exceptions_only() -> None:
    """A service may stand in calendar_dates.txt alone."""
    assert days("S", calendar(), exceptions(("S", MONDAY, ADDED)), 3) == [0]


def test_service_that_is_nowhere() -> None:
    """A service without any date never runs."""
    assert days("S", calendar(), exceptions(), 3) == []


def test_period_spans_calendars_and_added_dates() -> None:
    """Removed dates do not lengthen the period."""
    table = calendar(("S", "1111111", MONDAY, MONDAY + dt.timedelta(1)))
    dates = exceptions(
        ("S", MONDAY + dt.timedelta(9), ADDED), ("S", MONDAY - dt.timedelta(9), REMOVED)
    )
    assert service_period(table, dates) == (MONDAY, MONDAY + dt.timedelta(9))
    assert service_period(calendar(), exceptions()) is None


@given(
    week=st.text("01", min_size=7, max_size=7),
    start=st.integers(-400, 4000),
    length=st.integers(0, 4000),
    changes=st.dictionaries(st.integers(-10, 800), st.sampled_from([ADDED, REMOVED]), max_size=8),
)
def test_every_day_as_the_definition_says(
    week: str, start: int, length: int, changes: dict[int, int]
) -> None:
    """Whatever the dates, each day follows from its weekday, the period and its exception."""
    first, last = MONDAY + dt.timedelta(start), MONDAY + dt.timedelta(start + length)
    dates = [("S", MONDAY + dt.timedelta(day), kind) for day, kind in changes.items()]
    expected = []
    for day in range(800):
        date = MONDAY + dt.timedelta(day)
        runs = first <= date <= last and week[date.weekday()] == "1"
        if day in changes:
            runs = changes[day] == ADDED
        if runs:
            expected.append(day)
    assert days("S", calendar(("S", week, first, last)), exceptions(*dates), 800) == expected
