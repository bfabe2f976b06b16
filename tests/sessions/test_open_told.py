"""The hours of a venue and its staff: three states of each, and what is said of them."""

from dataclasses import replace

import pytest

from transit.model.clock import HOUR_S
from transit.model.fact import State
from transit.model.opportunities import Entrance, Opening, Opportunity
from transit.model.positions import Position
from transit.model.weekdays import Weekday
from transit.sessions.open_told import left_out_words, open_words, staff_words
from transit.sessions.sweep_open import can_be_held
from transit.sessions.swept import Window

MON, TUE = Weekday.MON, Weekday.TUE
VENUE = Opportunity(id="O", name="O", kind="hall", entrances=(Entrance(Position(51.0, -3.0, 1)),))
MORNING = Window(TUE, 9 * HOUR_S, 12 * HOUR_S)
UNKNOWN = ()
WITHIN = (Opening(TUE, 9 * HOUR_S, 13 * HOUR_S),)
OUTSIDE = (Opening(TUE, 10 * HOUR_S, 13 * HOUR_S),)


@pytest.mark.parametrize(
    ("hours", "staff", "expected"),
    [
        (UNKNOWN, UNKNOWN, State.UNKNOWN),
        (UNKNOWN, WITHIN, State.UNKNOWN),
        (WITHIN, UNKNOWN, State.UNKNOWN),
        (WITHIN, WITHIN, State.YES),
        (UNKNOWN, OUTSIDE, State.NO),
        (OUTSIDE, UNKNOWN, State.NO),
        (WITHIN, OUTSIDE, State.NO),
        (OUTSIDE, WITHIN, State.NO),
    ],
)
def test_both_hours_decide(
    hours: tuple[Opening, ...], staff: tuple[Opening, ...], expected: State
) -> None:
    """A known no of either is a no; an unknown one is never a yes."""
    venue = replace(VENUE, hours=hours, staff_hours=staff)
    assert can_be_held(venue, MORNING) is expected


def test_staff_hours_are_named_by_days() -> None:
    """Days with the same hours together, as the directory gives them."""
    week = tuple(Opening(day, 34_200, 55_800) for day in (MON, TUE))
    venue = replace(VENUE, staff_hours=(*week, Opening(Weekday.SAT, 36_000, 43_200)))
    assert staff_words(venue) == "09:30–15:30 Mon Tue; 10:00–12:00 Sat"


@pytest.mark.parametrize(
    ("hours", "staff", "windows", "said"),
    [
        (
            UNKNOWN,
            UNKNOWN,
            [MORNING],
            "When it is open is not in the directory: ask. "
            "The hours of its staff are not in the directory: ask.",
        ),
        (
            WITHIN,
            WITHIN,
            [MORNING],
            "It is open at these times. Its staff are there 09:00–13:00 Tue.",
        ),
        (
            UNKNOWN,
            OUTSIDE,
            [MORNING],
            "Its staff are there 10:00–13:00 Tue, so not all the time on Tuesday 09:00 to 12:00. "
            "When it is open is not in the directory: ask.",
        ),
        (
            WITHIN,
            OUTSIDE,
            [],
            "None of these times is within the hours at which it is open and its staff are there.",
        ),
        (
            UNKNOWN,
            OUTSIDE,
            [],
            "None of these times is within the hours at which its staff are there. "
            "When it is open is not in the directory: ask.",
        ),
    ],
)
def test_what_is_said_of_hours(
    hours: tuple[Opening, ...], staff: tuple[Opening, ...], windows: list[Window], said: str
) -> None:
    """To ask is said of what is not known, and only of that."""
    assert open_words(replace(VENUE, hours=hours, staff_hours=staff), windows) == said


@pytest.mark.parametrize(
    ("hours", "staff", "when"),
    [
        (WITHIN, UNKNOWN, "it is closed"),
        (UNKNOWN, WITHIN, "its staff are not there"),
        (WITHIN, WITHIN, "it is closed or its staff are not there"),
    ],
)
def test_what_is_left_out_is_said(
    hours: tuple[Opening, ...], staff: tuple[Opening, ...], when: str
) -> None:
    """Nothing where neither is known."""
    said = left_out_words(replace(VENUE, hours=hours, staff_hours=staff))
    assert said == f"Times at which {when} are not among the best times."
    assert left_out_words(VENUE) == ""
