"""Rows about who rides: days are counted once, and unknown minutes are no minutes at all."""

from dataclasses import replace

from tests.fleet.weeks import known, two_vans
from transit.fleet.balance import Beside
from transit.fleet.candidates import Judged, Option, Rider
from transit.fleet.ladder import build_ladder
from transit.fleet.looking import rider_row
from transit.fleet.study import GOES_ON, RiderRow
from transit.fleet.training_cost import training_rates
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters

NOW = Judged(rung=Rung.NOW, sure=Rung.NOW)
PARAMETERS = read_parameters()


def option(session: str, *days: Weekday, judged: Judged | None = NOW) -> Option:
    """Return a session that somebody goes to from home."""
    return Option(person="a", place=0, session=session, days=days, judged=judged)


def row(*options: Option) -> RiderRow:
    """Return the row of somebody who rides in one of two vans."""
    ladder = build_ladder(known(two_vans()))
    beside = Beside(None, training_rates(PARAMETERS), PARAMETERS, 1)  # type: ignore[arg-type]
    return rider_row(ladder, Rider(person="a", options=options), beside)


def test_two_sessions_on_one_day_are_one_day() -> None:
    """Monday to both, Tuesday to one, Friday to one that nobody worked out."""
    found = row(
        option("S1", Weekday.MON, Weekday.TUE),
        option("S2", Weekday.MON),
        option("S3", Weekday.FRI, judged=None),
    )
    assert (found.days, found.stays_days) == (2, 1)


def test_who_goes_straight_on_is_not_said_to_wait_for_a_verdict() -> None:
    """There is none of such a journey, however often verdicts are worked out."""
    on = replace(option("S1", Weekday.MON, judged=None), goes_on=True)
    assert row(on).verdict == GOES_ON
    assert row(on, option("S2", Weekday.TUE, judged=None)).verdict == ""
    assert row(on, option("S2", Weekday.TUE)).verdict == "now"


def test_minutes_that_nobody_knows_are_not_none_longer() -> None:
    """There is no journey to compare: not the same as a bus that is as fast."""
    found = row(option("S", Weekday.MON))
    minutes = found.riding_min, found.by_bus_min, found.away_min, found.away_by_bus_min
    assert minutes == (None, None, None, None)
