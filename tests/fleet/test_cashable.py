"""What of a saving really ends."""

from dataclasses import replace

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


def test_a_run_that_is_no_longer_made_ends_its_crew() -> None:
    """The shortest of the runs there were: 10 a week over 50 weeks."""
    after = replace(WEEK, parts=(PartRuns(crew_units=(25,)), PartRuns(crew_units=(30,))))
    found = cashable(WEEK, after, 0, 50, 10_000)
    assert (found.crews, found.total) == (500, 500)


def test_shorter_runs_end_nothing() -> None:
    """Minutes of a crew that still goes out are no money back."""
    after = replace(WEEK, parts=(PartRuns(crew_units=(5, 10)), PartRuns(crew_units=(15,))))
    assert cashable(WEEK, after, 0, 50, 1_500).total == 0


def test_a_taxi_contract_ends_as_a_whole_or_not_at_all() -> None:
    """Fewer rides of a contract are no part of it; new contracts are taken off."""
    fewer = replace(WEEK, taxi_contracts={("e", "S"): 20})
    assert cashable(WEEK, fewer, 0, 50, 1_000).taxis == 0
    other = replace(WEEK, taxi_contracts={("d", "S"): 15})
    assert cashable(WEEK, other, 0, 50, 2_000).taxis == 50 * (40 - 15)


def test_it_is_never_more_than_the_saving_nor_less_than_nothing() -> None:
    """A vehicle goes, but dearer taxis eat part of it."""
    assert cashable(WEEK, WEEK, 5_000, 50, 3_000).total == 3_000
    assert cashable(WEEK, WEEK, 5_000, 50, -10).total == 0
