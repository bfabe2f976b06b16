"""What bus fares cost who leaves the fleet: by the hours of a pass, the buses, and who pays."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.fleet.studies import year
from transit.errors import InputError
from transit.fleet.candidates import Judged, Option, Rider
from transit.fleet.fares import Fares, Payer, fares_of
from transit.model.clock import HOUR_S
from transit.model.fact import State
from transit.model.passes import PassRule
from transit.model.people import Pass
from transit.model.verdict import Rung, Way
from transit.model.weekdays import Days, Weekday
from transit.present.fleet_words import basis_sentence
from transit.read.hour_rules import read_pass_rules
from transit.read.parameters import read_parameters

HALF = HOUR_S // 2
RULE = PassRule(
    name="encts",
    label="England",
    weekdays=(9 * HOUR_S + HALF, 23 * HOUR_S),
    other_days=None,
    source="Here",
    date="2026-11-22",
    confidence="assumed",
)
FARES = Fares(single_pence=300, day_pence=500, rule=RULE, payer=Payer.PERSON, weeks_a_year=50)
HELD = Pass(held=State.YES)


def way(leave_s: int, *lines: str) -> Way:
    """Return a journey of half an hour with some buses."""
    return Way(
        date=dt.date(2026, 11, 24),
        leave_s=leave_s,
        arrive_s=leave_s + HALF,
        changes=max(len(lines) - 1, 0),
        walk_m=100,
        burden_s=1800,
        lines=lines,
    )


def rider(out: Way | None, pass_: Pass = HELD, days: Days = (Weekday.MON,)) -> Rider:
    """Return somebody who goes home at three by one bus."""
    judged = Judged(rung=Rung.NOW, sure=Rung.NOW, out=out, back=way(15 * HOUR_S, "1"))
    option = Option(person="P1", place=0, session="S1", days=days, judged=judged)
    return Rider(person="P1", options=(option,), pass_=pass_)


def boarding(way: Way, *boards_s: int) -> Way:
    """Return a journey of which it is known when each bus is boarded."""
    return replace(way, boards_s=boards_s)


NINE_TWENTY = way(9 * HOUR_S + 1200, "1", "2")


@pytest.mark.parametrize(
    ("out", "pass_", "pence"),
    [
        # From half past nine it is free: who leaves home at 9:20 and boards at 9:30 pays nothing,
        # and who boards a second before pays the first of two buses only.
        (boarding(NINE_TWENTY, 9 * HOUR_S + HALF, 10 * HOUR_S), HELD, 0),
        (boarding(NINE_TWENTY, 9 * HOUR_S + HALF - 1, 10 * HOUR_S), HELD, 300),
        (boarding(NINE_TWENTY, 9 * HOUR_S + 1300, 9 * HOUR_S + 1500), HELD, 500),
        (boarding(NINE_TWENTY, 9 * HOUR_S + HALF, 10 * HOUR_S), Pass(), 500),
        (way(9 * HOUR_S + HALF, "1"), HELD, 0),  # from half past nine it is free
        (way(9 * HOUR_S, "1"), HELD, 300),  # before, a single there; the way home is free
        (way(9 * HOUR_S, "1", "2"), HELD, 500),  # two singles are more than a day ticket
        (way(9 * HOUR_S, "1"), Pass(held=State.NO), 500),  # two singles, there and back
        (way(9 * HOUR_S, "1"), Pass(), 500),  # unknown is no pass
        (way(9 * HOUR_S, "1"), Pass(State.YES, from_s=9 * HOUR_S), 0),  # their own hours
        (way(9 * HOUR_S), HELD, 0),  # on foot
        (None, HELD, 500),  # nobody knows the journey: a ticket for the day
    ],
)
def test_a_day_costs_what_the_buses_outside_the_pass_do(
    out: Way | None, pass_: Pass, pence: int
) -> None:
    """On a Monday, 50 of them a year."""
    assert FARES.a_year(rider(out, pass_)) == 50 * pence


def test_days_of_a_week_count_each() -> None:
    """On Saturdays a pass has no hours: of Monday and Saturday one is paid."""
    both = rider(way(9 * HOUR_S, "1"), days=(Weekday.MON, Weekday.SAT))
    assert FARES.a_year(both) == 50 * 300


@pytest.mark.parametrize(
    ("out", "pass_", "pence"),
    [
        (way(9 * HOUR_S, "1"), HELD, 500),  # two singles of 300 there: a ticket is less
        (way(9 * HOUR_S), Pass(), 500),  # two singles back
        (way(10 * HOUR_S, "1"), HELD, 0),
        (None, HELD, 500),  # a ticket serves for both
    ],
)
def test_two_sessions_on_a_day_need_one_ticket(out: Way | None, pass_: Pass, pence: int) -> None:
    """Nobody pays more than the ticket of 500 for a Monday, however often they set out."""
    (one,) = rider(out, pass_).open
    both = rider(out, pass_)
    both = replace(both, options=(one, replace(one, session="S2")))
    assert FARES.a_year(both) == 50 * pence


def test_fares_are_told_at_most() -> None:
    """From 9:20 with a bus at 9:35 nobody pays, but older verdicts tell no boarding: it counts."""
    assert FARES.a_year(rider(way(9 * HOUR_S + 20 * 60, "1"))) == 50 * 300
    assert "earlier versions do not, fares are what they come to at most" in basis_sentence()


def test_who_pays_decides_whose_cost_it_is() -> None:
    """Shown either way; a part of the year's cost only where the council pays."""
    early = rider(way(9 * HOUR_S, "1"))
    council = replace(FARES, payer=Payer.COUNCIL)
    own, paid = (each.in_figures(year(100, 1), [early]) for each in (FARES, council))
    assert (own.cost_pence, own.fares_pence, own.fares_of_people_pence) == (10_000, 0, 15_000)
    assert (paid.cost_pence, paid.fares_pence, paid.fares_of_people_pence) == (25_000, 15_000, 0)
    assert FARES.to_council([early]) == {} and council.to_council([early]) == {"P1": 15_000}


def test_rules_come_from_data_and_wrong_ones_are_named() -> None:
    """The shipped rule is England's; nobody else than person or council pays."""
    parameters, rules = read_parameters(), read_pass_rules()
    assert fares_of(parameters, rules).rule.weekdays == (9 * HOUR_S + HALF, 23 * HOUR_S)
    for name in ("switch_fares_paid_by", "pass_rule"):
        wrong = {**parameters, name: replace(parameters[name], value="somebody")}
        with pytest.raises(InputError, match=name):
            fares_of(type(parameters)(wrong), rules)
