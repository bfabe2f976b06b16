"""When it is light: by the almanac, on days that change the clock, and far north."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from transit.model.clock import DAY_S
from transit.model.light import Light
from transit.read.parameters import read_parameters
from transit.route.daylight import Twilight, daylight
from transit.verdict.daylight import dark_dates, darkest, shortest_day

LONDON = ZoneInfo("Europe/London")
GREENWICH = (51.5, 0.0)
SUN = Twilight(0, 0)


def clock(text: str) -> int:
    """Return seconds of a time such as 08:06."""
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


@pytest.mark.parametrize(
    ("date", "rises", "sets"),
    [
        # Whitaker's and HM Nautical Almanac Office's times for London, local clock.
        (dt.date(2026, 12, 21), "08:04", "15:53"),
        (dt.date(2026, 6, 21), "04:43", "21:21"),
        (dt.date(2026, 3, 20), "06:05", "18:13"),
    ],
)
def test_sunrise_and_sunset_as_in_the_almanac(date: dt.date, rises: str, sets: str) -> None:
    """Within three minutes, as the place is rounded."""
    light = daylight(date, *GREENWICH, LONDON, SUN)
    assert light.light_from_s == pytest.approx(clock(rises), abs=180)
    assert light.dark_from_s == pytest.approx(clock(sets), abs=180)


@pytest.mark.parametrize("sunday", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])
def test_on_a_day_that_changes_the_clock(sunday: dt.date) -> None:
    """Seconds of the service date agree with the clock of the afternoon: noon is 43,200.

    The middle of daylight is noon by the sun; it moves by seconds from one day to the next, and
    the clock by an hour: from 12:05 or 11:44 by winter's clock.
    """
    light = daylight(sunday, *GREENWICH, LONDON, SUN)
    noon = (light.light_from_s + light.dark_from_s) // 2
    expected = clock("13:05") if sunday.month == 3 else clock("11:44")
    assert noon == pytest.approx(expected, abs=120)


def test_it_is_dark_half_an_hour_after_sunset() -> None:
    """The shipped margins move both ends by 1,800 s."""
    date = dt.date(2026, 11, 24)
    sun = daylight(date, *GREENWICH, LONDON, SUN)
    light = daylight(date, *GREENWICH, LONDON, Twilight.of(read_parameters()))
    assert (light.light_from_s, light.dark_from_s) == (
        sun.light_from_s - 1800,
        sun.dark_from_s + 1800,
    )


def test_west_is_later() -> None:
    """A degree of longitude is four minutes."""
    date = dt.date(2026, 11, 24)
    east, west = (daylight(date, 51.5, lon, LONDON, SUN) for lon in (0.0, -3.0))
    assert west.dark_from_s - east.dark_from_s == pytest.approx(12 * 60, abs=30)


def test_beyond_the_polar_circle() -> None:
    """In Tromsø the sun does not set at midsummer and does not rise at midwinter."""
    zone, tromso = ZoneInfo("Europe/Oslo"), (69.6, 18.9)
    summer = daylight(dt.date(2026, 6, 21), *tromso, zone, SUN)
    winter = daylight(dt.date(2026, 12, 21), *tromso, zone, SUN)
    assert not summer.is_dark(0)
    assert not summer.is_dark(DAY_S - 1)
    assert winter.is_dark(DAY_S // 2)


@pytest.mark.parametrize(
    ("from_s", "to_s", "dark_s"),
    [(10, 20, 0), (2, 8, 4), (4, 22, 4), (0, 3, 3), (20, 25, 5), (6, 20, 0), (7, 7, 0)],
)
def test_how_much_of_a_time_is_dark(from_s: int, to_s: int, dark_s: int) -> None:
    """Light from 6 until 20: what lies before or after counts."""
    assert Light(6, 20).dark_s(from_s, to_s) == dark_s


def test_the_first_second_of_the_dark_is_dark() -> None:
    """Light starts with its first second and ends before its last."""
    assert [Light(6, 20).is_dark(second) for second in (5, 6, 19, 20)] == [True, False, False, True]


def test_dates_on_which_a_journey_is_in_the_dark() -> None:
    """Of three dates the one that ends early is dark at 17; all share the light from 8 to 16."""
    first, second, third = (dt.date(2026, 11, day) for day in (2, 3, 4))
    lights = {first: Light(6, 18), second: Light(7, 16), third: Light(8, 18)}
    assert dark_dates(lights, 15, 17) == (second,)
    assert dark_dates(lights, 7, 9) == (third,)
    assert dark_dates(lights, 8, 16) == ()
    assert darkest(lights) == Light(8, 16)
    assert shortest_day(lights) == second
