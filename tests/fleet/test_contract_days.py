"""A taxi contract at a fixed price of a day is paid whole while one of its rides is made."""

import pytest

from tests.fleet.rides import HOUR, bus, line, ride
from tests.fleet.weeks import SOMEWHERE, known
from transit.fleet.day_part import DayPart, with_anywhere
from transit.fleet.ladder import Ladder, build_ladder
from transit.fleet.leavers import Leavers, plan_without
from transit.fleet.plan import Action, Run, RunStop
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.quantities import Served, add_up, quantities
from transit.fleet.savings import Saving, saving_of
from transit.fleet.today import FleetRide, Towards
from transit.fleet.week_problem import WeekProblem, week_problem
from transit.model.weekdays import Weekday

MON = Weekday.MON
ASKED = ride("a", 1, 2, leave_cost=15_000, on=(600, 600), off=(1200, 1200))


def week(*, fixed: bool = True, van: bool = False) -> WeekProblem:
    """Return a Monday on which a is in a taxi for 30 to S1 and to S2; a van is there for S1."""
    parts = []
    for at, session in enumerate(("S1", "S2")):
        rides = (
            FleetRide(
                person="a",
                session=session,
                towards=Towards.VENUE,
                day=MON,
                at_s=HOUR,
                home=SOMEWHERE,
                venue=SOMEWHERE,
                wheelchair=False,
                taxi_pence=15.0 if fixed else None,
            ),
        )
        shift = (0, 24 * HOUR) if at == 0 else (20 * HOUR, 24 * HOUR)
        vans = (bus("v", from_s=shift[0], to_s=shift[1]),) if van else ()
        problem = Problem((ASKED,), vans, line(0, 1, 2))
        parts.append((DayPart(MON, at * HOUR, (at + 1) * HOUR, rides), problem))
    standing = {"v": 0} if van else {}
    return week_problem(parts, standing, 10, {("a", "S1"), ("a", "S2")})


def without(asked: WeekProblem, *sessions: str) -> tuple[Ladder, Saving]:
    """Return what is saved if a goes to some sessions alone."""
    ladder = build_ladder(known(asked))
    gone = Leavers(("a",), frozenset(("a", session, MON) for session in sessions))
    plan_without(ladder, [gone])
    return ladder, saving_of(ladder, gone)


@pytest.mark.parametrize(("fixed", "saved"), [(True, 0), (False, 150_000)])
def test_half_of_a_contract_saves_nothing(fixed: bool, saved: int) -> None:
    """The taxi comes for S2 at the price of the day; at the tariff S1 was 15,000 a week."""
    _, found = without(week(fixed=fixed), "S1")
    assert (found.saving, found.ends.taxis, found.ends.total) == (saved, saved, saved)


def test_all_of_a_contract_is_saved() -> None:
    """Nobody is fetched any more: 30,000 a week for ten weeks end."""
    _, found = without(week(), "S1", "S2")
    assert (found.saving, found.ends.taxis, found.ends.total) == (300_000,) * 3


def test_a_van_that_takes_one_ride_leaves_the_contract_to_be_paid() -> None:
    """It is 4 minutes, 4,000 m at 1 each, from the depot and back; the taxi is 30,000 all the same.

    Sums by what is paid for say the same as the year.
    """
    asked = week(van=True)
    ladder = build_ladder(known(asked))
    kept = ladder.rungs[0]
    found = quantities(ladder.known, kept)
    assert (found.rides, found.taxi_rides, found.taxi_units) == (1, 1, 30_000)
    assert ladder.known.year_units(kept) == 10 * (found.mile_units + 30_000)
    assert found.taxi_contracts == {("a", "S2"): 30_000}


@pytest.mark.parametrize(
    ("second", "by_contracts", "cost"),
    [("van", False, 20_000), ("own", False, 50_000), ("van", True, 30_000)],
)
def test_a_shared_taxi_is_paid_beside_a_contract(
    second: str, by_contracts: bool, cost: int
) -> None:
    """A taxi that others share, too, comes at its tariff of 20,000, and no contract pays for it.

    So it is 20,000 where a van takes a to S2, and all 30,000 of the contract beside it where their
    own taxi does. A taxi of today that contracts pay for is 15,000 of a day for 30,000.
    """
    price = RunPrice(15_000 if by_contracts else 20_000, 0)
    taxi = bus("taxi", start=3, end=3, is_taxi=True, by_contracts=by_contracts, price=price)
    stops = tuple(RunStop(0, what, 600) for what in Action)
    served = []
    for at, each in enumerate(week(van=True).parts):
        problem = Problem(
            (ASKED,), (taxi, bus("v", price=RunPrice())), with_anywhere(line(0, 1, 2))
        )
        runs: tuple[Run, ...] = (Run(at, 600, 1200, stops, 0 if at else price.run),)
        own = bool(at) and second == "own"
        served.append(Served(each.part, problem, () if own else runs, (0,) if own else ()))
    assert add_up(served, 1).taxi_units == cost
