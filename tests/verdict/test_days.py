"""Sessions' dates by kind of day: what runs, which rules hold, how dark it gets."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.feeds import trip, write_feed
from transit.errors import InputError
from transit.model.fact import State
from transit.model.light import Light
from transit.model.opportunities import Session
from transit.model.school_terms import SchoolTerms
from transit.model.weekdays import WEEKDAYS, Weekday
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters
from transit.verdict.calendar import Calendar, calendar_of
from transit.verdict.days import (
    DayRules,
    is_bank_holiday,
    kinds_of_day,
    no_dates,
    part_known,
    school_day,
    session_dates,
    terms_to_ask,
)

PARAMETERS = read_parameters()
RULES = DayRules.of(PARAMETERS)
ZONE = ZoneInfo("Europe/London")
BIRMINGHAM = (52.48, -1.9)
HOUR = 3600
MONDAY = dt.date(2026, 9, 7)
SESSION = Session(
    id="S", opportunity="O", activity="art", days=WEEKDAYS, start_s=10 * HOUR, end_s=15 * HOUR
)


def calendar(
    active: list[list[int]],
    hours: list[tuple[int, int]] | None = None,
    starts_on: dt.date = MONDAY,
    known: NDArray[np.bool_] | None = None,
) -> Calendar:
    """Return a calendar of services (rows) by date (columns), running from 6 to 22 if not said."""
    table = np.array(active, dtype=bool)
    given = hours or [(6, 22)] * table.shape[0]
    return Calendar(
        zone=ZONE,
        first=starts_on,
        last=starts_on + dt.timedelta(table.shape[1] - 1),
        starts_on=starts_on,
        active=table,
        known=np.ones(table.shape[1], np.bool_) if known is None else known,
        leaves_s=np.array([start * HOUR for start, _ in given]),
        arrives_s=np.array([end * HOUR for _, end in given]),
    )


def test_dates_with_the_same_services_are_one_kind() -> None:
    """Of five weekdays one runs another service: it makes a kind of its own, the fewest last."""
    found = kinds_of_day(SESSION, calendar([[1, 1, 0, 1, 1], [0, 0, 1, 0, 0]]), RULES, BIRMINGHAM)
    assert [len(kind.dates) for kind in found] == [4, 1]
    assert found[1].dates == (dt.date(2026, 9, 9),)
    assert [round(kind.share, 2) for kind in found] == [0.8, 0.2]


@pytest.mark.parametrize(
    ("hours", "n_kinds"),
    [
        ((1, 4), 1),  # over by 04:00, and nobody leaves home before 05:30
        ((20, 23), 2),  # a last bus home counts, however late
    ],
)
def test_only_services_at_the_hours_of_the_session_count(
    hours: tuple[int, int], n_kinds: int
) -> None:
    """A service that is over long before does not part dates."""
    made = calendar([[1, 1, 1, 1, 1], [0, 1, 0, 0, 0]], [(6, 22), hours])
    assert len(kinds_of_day(SESSION, made, RULES, BIRMINGHAM)) == n_kinds


@pytest.mark.parametrize(("start_h", "n_kinds"), [(3, 2), (10, 1)])
def test_the_night_before_counts_where_it_reaches(start_h: int, n_kinds: int) -> None:
    """A night bus of Monday until 26:00 matters on Tuesday to who leaves home by then only."""
    made = calendar([[1, 1, 1], [1, 0, 0]], [(6, 22), (23, 26)])
    session = replace(SESSION, start_s=start_h * HOUR, days=(Weekday.TUE, Weekday.WED))
    assert len(kinds_of_day(session, made, RULES, BIRMINGHAM)) == n_kinds


@pytest.mark.parametrize(("end_h", "n_kinds"), [(23, 2), (15, 1)])
def test_the_next_morning_counts_where_it_reaches(end_h: int, n_kinds: int) -> None:
    """Wednesday's first bus at 01:00 matters to who leaves on Tuesday at 23:00."""
    made = calendar([[1, 1, 1], [0, 0, 1]], [(6, 22), (1, 5)])
    session = replace(SESSION, end_s=end_h * HOUR, days=(Weekday.MON, Weekday.TUE))
    assert len(kinds_of_day(session, made, RULES, BIRMINGHAM)) == n_kinds


def test_bank_holidays_are_a_kind_of_their_own_and_do_not_decide() -> None:
    """31 August 2026 is one; whether a session is held on it is not recorded."""
    made = calendar([[1] * 14], starts_on=dt.date(2026, 8, 24))
    mondays = replace(SESSION, days=(Weekday.MON,))
    usual, holiday = kinds_of_day(mondays, made, RULES, BIRMINGHAM)
    assert (usual.label, usual.is_weekday, usual.is_rare) == ("weekday", True, False)
    assert (holiday.label, holiday.is_weekday, holiday.is_rare) == ("bank_holiday", False, True)
    assert holiday.is_school_day is State.NO
    only = replace(mondays, first_date=dt.date(2026, 8, 31), last_date=dt.date(2026, 8, 31))
    assert [kind.is_rare for kind in kinds_of_day(only, made, RULES, BIRMINGHAM)] == [False]


def test_rare_kinds_have_less_than_the_share_together() -> None:
    """Of 40 dates, one and two odd ones (7.5 %) are rare; with three more (15 %) these count."""
    table = np.zeros((4, 40), dtype=int)
    table[0] = 1
    table[1, 3] = table[2, 10:12] = table[3, 21:24] = 1
    made = calendar(table.tolist())
    found = kinds_of_day(replace(SESSION, days=tuple(Weekday)), made, RULES, BIRMINGHAM)
    rare = {len(kind.dates): kind.is_rare for kind in found if len(kind.dates) < 4}
    assert rare == {1: True, 2: True, 3: False}


def test_many_small_kinds_are_not_all_rare() -> None:
    """Twenty dates, each with a service of its own: at least nine in ten still decide."""
    made = calendar(np.eye(28, dtype=int).tolist())
    found = kinds_of_day(SESSION, made, RULES, BIRMINGHAM)
    assert len(found) == 20
    assert sum(not kind.is_rare for kind in found) == 19


def test_a_kind_is_judged_in_the_light_that_all_its_dates_have() -> None:
    """Over a year mornings are darkest about 1 January, evenings in mid-December."""
    made = calendar([[1] * 364])
    wednesdays = replace(SESSION, days=(Weekday.WED,))
    (kind,) = kinds_of_day(wednesdays, made, RULES, BIRMINGHAM)
    assert kind.date == dt.date(2026, 12, 23)
    assert kind.light.light_from_s == max(light.light_from_s for light in kind.lights.values())
    assert kind.light.dark_from_s == min(light.dark_from_s for light in kind.lights.values())
    assert kind.light.light_from_s == kind.lights[dt.date(2026, 12, 30)].light_from_s


TERMS = SchoolTerms(
    known=(dt.date(2026, 9, 1), dt.date(2027, 7, 21)),
    terms=(
        (dt.date(2026, 9, 7), dt.date(2026, 10, 23)),
        (dt.date(2026, 11, 2), dt.date(2026, 12, 18)),
    ),
    closed=frozenset({dt.date(2026, 10, 23)}),
)


@pytest.mark.parametrize(
    ("date", "in_term", "open_"),
    [
        (dt.date(2026, 9, 7), State.YES, State.YES),
        (dt.date(2026, 9, 12), State.YES, State.NO),  # a Saturday
        (dt.date(2026, 10, 23), State.YES, State.NO),  # closed
        (dt.date(2026, 10, 28), State.NO, State.NO),  # half-term
        (dt.date(2027, 9, 6), State.UNKNOWN, State.UNKNOWN),
        (dt.date(2026, 8, 31), State.UNKNOWN, State.NO),  # a bank holiday
    ],
)
def test_school_days(date: dt.date, in_term: State, open_: State) -> None:
    """Terms, half-terms, closed days and weekends; unknown beyond what is published."""
    assert TERMS.in_term(date) is in_term
    assert school_day(date, replace(RULES, terms=TERMS)) is open_


def test_a_session_in_term_has_no_dates_in_known_holidays() -> None:
    """Of nine Mondays from 7 September, 26 October is half-term; unknown terms leave all."""
    made = calendar([[1] * 63])
    mondays = replace(SESSION, days=(Weekday.MON,), term_only=State.YES)
    assert len(session_dates(mondays, made, TERMS)) == 8
    assert len(session_dates(mondays, made, SchoolTerms())) == 9
    assert len(session_dates(replace(mondays, term_only=State.UNKNOWN), made, TERMS)) == 9


def test_dates_of_which_too_little_is_published_are_not_judged() -> None:
    """Of three Mondays the last is not known: two count, and that it is so is told.

    Tuesdays are known; a session on Tuesdays has nothing to tell.
    """
    known = np.ones(16, np.bool_)
    known[14] = False
    made = calendar([[1] * 16], known=known)
    mondays = replace(SESSION, days=(Weekday.MON,))
    assert session_dates(mondays, made, TERMS) == (MONDAY, MONDAY + dt.timedelta(7))
    (told,) = part_known(mondays, made, TERMS)
    assert told.code == "timetable_part"
    assert told.values == {"first": "2026-09-07", "last": "2026-09-14"}
    assert part_known(replace(SESSION, days=(Weekday.TUE,)), made, TERMS) == ()
    assert part_known(mondays, calendar([[1] * 16]), TERMS) == ()


def test_unknown_terms_are_something_to_ask() -> None:
    """Only for a session that keeps to them."""
    in_term = replace(SESSION, term_only=State.YES)
    made = calendar([[1] * 7])
    unknown = kinds_of_day(in_term, made, RULES, BIRMINGHAM)
    assert [need.code for need in terms_to_ask(in_term, unknown)] == ["ask_school_terms"]
    assert terms_to_ask(SESSION, unknown) == ()
    known = kinds_of_day(in_term, made, replace(RULES, terms=TERMS), BIRMINGHAM)
    assert terms_to_ask(in_term, known) == ()


def test_terms_must_be_dated() -> None:
    """Terms that end before they start, or that nobody says are known, are refused."""
    with pytest.raises(InputError, match="before"):
        SchoolTerms(known=(dt.date(2026, 9, 2), dt.date(2026, 9, 1)))
    with pytest.raises(InputError, match="known_from"):
        SchoolTerms(terms=((dt.date(2026, 9, 1), dt.date(2026, 9, 2)),))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_date": dt.date(2026, 9, 6)}, "session_over"),
        ({"first_date": dt.date(2026, 9, 14)}, "session_later"),
        ({"days": (Weekday.SAT,)}, "no_session_dates"),
    ],
)
def test_a_session_without_dates_says_why(changes: dict[str, object], code: str) -> None:
    """It is over, it starts later, or the timetable has none of its days."""
    made = calendar([[1, 1, 1]])
    session = replace(SESSION, **changes)
    assert kinds_of_day(session, made, RULES, BIRMINGHAM) == ()
    found = no_dates(session, made)
    assert found.code == code
    assert found.values == {"first": "2026-09-07", "last": "2026-09-09"}


@pytest.mark.parametrize(
    ("date", "nation", "is_one"),
    [
        (dt.date(2026, 12, 28), "GB-ENG", True),  # for Boxing Day, a Saturday
        (dt.date(2026, 8, 31), "GB-WLS", True),
        (dt.date(2026, 8, 3), "GB-SCT", True),
        (dt.date(2026, 8, 3), "GB-ENG", False),
    ],
)
def test_bank_holidays(date: dt.date, nation: str, is_one: bool) -> None:
    """They differ by nation, and substitute days count."""
    assert is_bank_holiday(date, nation) is is_one


@pytest.mark.parametrize("nation", ["XX", "GB-XXX", ""])
def test_a_nation_that_is_none(nation: str) -> None:
    """It is named with what is expected."""
    with pytest.raises(InputError, match="GB-ENG"):
        is_bank_holiday(MONDAY, nation)


def test_the_calendar_of_a_timetable(tmp_path: Path) -> None:
    """Each service's first departure and last arrival, and the dates on which it runs."""
    path = write_feed(
        tmp_path / "tiny.zip",
        [trip("1", "A 08:00", "B 08:10"), trip("2", "A 23:50", "B 24:10")],
    )
    timetable = build_timetable([read_feed(path, PARAMETERS)], PARAMETERS)[0]
    made = calendar_of(timetable, RULES.published_share)
    assert made.first == timetable.first_date
    assert made.leaves_s.tolist() == [8 * HOUR]
    assert made.arrives_s.tolist() == [24 * HOUR + 600]


def test_light_shared_by_dates() -> None:
    """What is light on both; nothing where one is over before the other begins."""
    assert Light(6, 18).shared(Light(7, 20)) == Light(7, 18)
    assert Light(6, 8).shared(Light(9, 20)) == Light(9, 9)
