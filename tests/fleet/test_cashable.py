"""What of a saving really ends."""

from dataclasses import replace

import pytest

from transit.fleet.cashable import cashable
from transit.fleet.quantities import PartRuns, Quantities

WEEK = Quantities(
    vehicles=2,
    rides=8,
    taxi_rides=2,
    people=frozenset("abcd"),
    taxi_people=frozenset("e"),
    metres_of={"v": 1000},
    out_s_of={"v": 600},
    taxi_m=500,
    assistant_s=600,
    ride_s=900,
    mile_units=100,
    crew_units=60,
    taxi_units=40,
    parts=(PartRuns(crew_units=(10, 20)), PartRuns(crew_units=(30,))),
    taxi_contracts={("e", "S"): 40},
)
TODAY = {("e", "S")}
"""Who is in a taxi today."""


def test_a_run_that_is_no_longer_made_ends_its_crew() -> None:
    """The shortest of the runs there were: 10 a week over 50 weeks."""
    after = replace(WEEK, parts=(PartRuns(crew_units=(20,)), PartRuns(crew_units=(30,))))
    found = cashable(WEEK, after, 0, 50, 10_000, TODAY)
    assert (found.crews, found.total) == (500, 500)


@pytest.mark.parametrize(("longer", "ends"), [(28, 2), (30, 0), (33, 0)])
def test_two_runs_made_one_end_only_what_that_one_is_shorter(longer: int, ends: int) -> None:
    """Of 10 and 20 one of 28 is left: 2 are paid no longer; of 30 or more nothing."""
    after = replace(WEEK, parts=(PartRuns(crew_units=(longer,)), PartRuns(crew_units=(30,))))
    assert cashable(WEEK, after, 0, 50, 10_000, TODAY).crews == 50 * ends


def test_a_run_more_is_taken_off() -> None:
    """A third run of 5 in the second part, though the first has one of 10 less."""
    after = replace(WEEK, parts=(PartRuns(crew_units=(20,)), PartRuns(crew_units=(5, 30))))
    assert cashable(WEEK, after, 0, 50, 10_000, TODAY).crews == 50 * (10 - 5)


def test_shorter_runs_end_nothing() -> None:
    """Minutes of a crew that still goes out are no money back."""
    after = replace(WEEK, parts=(PartRuns(crew_units=(5, 10)), PartRuns(crew_units=(15,))))
    assert cashable(WEEK, after, 0, 50, 1_500, TODAY).total == 0


def test_a_taxi_contract_ends_as_a_whole_or_not_at_all() -> None:
    """Fewer rides of a contract are no part of it; new contracts are taken off."""
    fewer = replace(WEEK, taxi_contracts={("e", "S"): 20})
    assert cashable(WEEK, fewer, 0, 50, 1_000, TODAY).taxis == 0
    other = replace(WEEK, taxi_contracts={("d", "S"): 15})
    assert cashable(WEEK, other, 0, 50, 2_000, TODAY).taxis == 50 * (40 - 15)


def test_who_is_on_a_minibus_today_has_no_contract_to_end() -> None:
    """The cheapest fleet has e in a taxi; a council that pays a minibus stops paying nothing."""
    gone = replace(WEEK, taxi_rides=0, taxi_units=0, taxi_contracts={})
    assert cashable(WEEK, gone, 0, 50, 2_000, {("d", "S")}).taxis == 0
    assert cashable(WEEK, gone, 0, 50, 2_000, TODAY).taxis == 2_000


def test_a_contract_that_grows_is_taken_off() -> None:
    """A vehicle of 100 goes and 20 of miles; a contract grows from 40 to 70: 70 of 90 end."""
    after = replace(WEEK, mile_units=80, taxi_units=70, taxi_contracts={("e", "S"): 70})
    found = cashable(WEEK, after, 100, 1, 100 + 20 - 30, TODAY)
    assert (found.vehicles, found.taxis, found.total) == (100, -30, 70)


def test_it_is_never_more_than_the_saving() -> None:
    """A vehicle of 5,000 goes and 40 a week of miles come; then only taxis grow, by 5 a week."""
    farther = replace(WEEK, mile_units=140)
    assert cashable(WEEK, farther, 5_000, 50, 5_000 - 50 * 40, TODAY).total == 3_000
    dearer = replace(WEEK, taxi_units=45, taxi_contracts={("e", "S"): 45})
    assert cashable(WEEK, dearer, 0, 50, -50 * 5, TODAY).total == -250


def test_a_taxi_for_another_is_no_loss() -> None:
    """Neither d nor f has a taxi today: that d's of 30 becomes f's of 35 takes 5 off, not 35."""
    before = replace(WEEK, taxi_units=70, taxi_contracts={("e", "S"): 40, ("d", "S"): 30})
    after = replace(WEEK, taxi_units=35, taxi_contracts={("f", "S"): 35})
    assert cashable(before, after, 0, 50, 50 * 35, TODAY).taxis == 50 * (40 - 5)
    fewer = replace(WEEK, taxi_units=20, taxi_contracts={("f", "S"): 20})
    assert cashable(before, fewer, 0, 50, 50 * 50, TODAY).taxis == 50 * 40


def test_contracts_that_begin_for_fewer_miles_end_nothing() -> None:
    """A contract grows by 5 a week, miles fall by 20: 15 are saved, and none of it is cash."""
    other = replace(WEEK, mile_units=80, taxi_units=45, taxi_contracts={("e", "S"): 45})
    assert cashable(WEEK, other, 0, 50, 50 * 15, TODAY).total == 0
