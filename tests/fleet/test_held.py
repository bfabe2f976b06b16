"""Sessions that are over, not begun, or held in a part of the year: named, never paid silently."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.fleet.test_today import MON, PERSON, SESSION, WED
from transit.fleet.held import Year, register_held
from transit.model.fact import State
from transit.model.notice import Severity
from transit.model.people import Attendance, Mode
from transit.model.register import Register

YEAR = Year(dt.date(2026, 9, 1), dt.date(2027, 8, 31))
A_DAY = dt.timedelta(days=1)


def held(
    session: Mapping[str, Any] | None = None, attends: Mapping[str, Any] | None = None
) -> tuple[int, list[str]]:
    """Return how many attendances of one person are left, and codes of what is told."""
    person = replace(PERSON, attends=(replace(PERSON.attends[0], **(attends or {})),))
    register = Register(people={"P1": person}, sessions={"S1": replace(SESSION, **(session or {}))})
    found, notices = register_held(register, YEAR)
    return len(found.people["P1"].attends), [each.code for each in notices]


@pytest.mark.parametrize(
    ("dates", "left", "codes"),
    [
        ({}, 1, []),
        ({"last_date": YEAR.first - A_DAY}, 0, ["fleet_session_not_held"]),
        ({"last_date": YEAR.first}, 1, ["fleet_session_part_of_year"]),
        ({"last_date": YEAR.last}, 1, []),
        ({"first_date": YEAR.last + A_DAY}, 0, ["fleet_session_not_held"]),
        ({"first_date": YEAR.first}, 1, []),
        ({"term_only": State.YES}, 1, ["fleet_session_part_of_year"]),
        ({"term_only": State.UNKNOWN}, 1, []),
    ],
)
def test_dates_of_a_session(dates: Mapping[str, Any], left: int, codes: list[str]) -> None:
    """The first and the last date of the timetable belong to it."""
    assert held(dates) == (left, codes)


@pytest.mark.parametrize(
    ("attends", "codes"),
    [
        ({"days": (MON, WED)}, ["fleet_day_not_held"]),
        ({"days": (MON,)}, []),
        ({"days": (), "days_a_week": 2}, ["fleet_day_not_held"]),
        ({"days": (), "days_a_week": 1}, []),
        ({"days": (), "days_a_week": None}, []),
        ({"days": (MON, WED), "mode": Mode.BUS}, []),
    ],
)
def test_days_on_which_it_is_not_held(attends: Mapping[str, Any], codes: list[str]) -> None:
    """The session is on Mondays only; who does not ride on the fleet is nobody's matter."""
    assert held({"days": (MON,)}, attends) == (1, codes)


def test_what_is_told_is_a_warning_with_the_dates() -> None:
    """In days first, as the register is written."""
    session = replace(SESSION, last_date=dt.date(2024, 12, 20))
    other = Attendance("O2", "S2", (MON,), None, Mode.MINIBUS)
    person = replace(PERSON, attends=(*PERSON.attends, other))
    register = Register(people={"P1": person}, sessions={"S1": session})
    found, (notice,) = register_held(register, YEAR)
    assert found.people["P1"].attends == (other,)
    assert notice.severity is Severity.WARNING
    assert "S1, which ended on 20/12/2024" in notice.message
