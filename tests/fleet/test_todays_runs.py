"""Today's runs against the rides of a week: which stop is of which ride, and what is named."""

from dataclasses import replace

from tests.fleet.test_day_part import BACK, HOUR, MINIBUS, RATES, THERE
from transit.fleet.day_part import DayPart
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.plan import Action
from transit.fleet.todays_runs import MadeToday, by_part, made_today, vehicle_as_today
from transit.model.fact import State
from transit.model.notice import Notice
from transit.model.rides import StopAction, TodayRun, TodayStop
from transit.model.vehicles import RunningCost, VehicleKind
from transit.model.weekdays import Weekday

MON, TUE = Weekday.MON, Weekday.TUE
UP, DOWN, DEPOT = StopAction.PICK_UP, StopAction.SET_DOWN, StopAction.DEPOT
OTHER = replace(THERE, person="P2")
PARTS = (
    DayPart(MON, 0, 11 * HOUR, (THERE, OTHER)),
    DayPart(MON, 11 * HOUR, 24 * HOUR, (BACK, replace(BACK, person="P2"))),
    DayPart(TUE, 0, 11 * HOUR, (replace(THERE, day=TUE),)),
)


def made(
    *stops: TodayStop, days: tuple[Weekday, ...] = (MON,)
) -> tuple[list[MadeToday], list[Notice]]:
    """Match one run."""
    notices: list[Notice] = []
    return made_today(PARTS, [TodayRun("R1", "V1", days, stops)], notices), notices


def test_a_run_serves_the_ride_that_is_nearest_in_time() -> None:
    """Set down at 9:50 it is the ride there; picked up at three, the ride home."""
    (there,), _ = made(TodayStop(UP, "P1"), TodayStop(DOWN, "P1", at_s=9 * HOUR + 3000))
    assert (there.part, [stop.request for stop in there.stops]) == (0, [0, 0])
    assert [stop.action for stop in there.stops] == [Action.PICK_UP, Action.DROP_OFF]
    (back,), _ = made(TodayStop(UP, "P1", at_s=15 * HOUR), TodayStop(DOWN, "P1"))
    assert back.part == 1


def test_a_run_is_made_on_each_of_its_days_and_leaves_when_planned() -> None:
    """On Tuesday P2 does not ride, and is named; the depot's time is when it leaves."""
    stops = [
        TodayStop(DEPOT, at_s=8 * HOUR),
        TodayStop(UP, "P1"),
        TodayStop(UP, "P2"),
        TodayStop(DOWN, "P2", at_s=9 * HOUR),
        TodayStop(DOWN, "P1"),
    ]
    found, notices = made(*stops, days=(MON, TUE))
    assert [(each.part, len(each.stops), each.leave_s) for each in found] == [
        (0, 4, 8 * HOUR),
        (2, 2, 8 * HOUR),
    ]
    named = [notice for notice in notices if notice.code == "fleet_today_without_ride"]
    assert len(named) == 1 and "P2" in named[0].message and "tue" in named[0].message


def test_no_ride_is_served_twice_and_who_is_on_none_is_named_once() -> None:
    """P1 twice on the way there takes the ride there and the ride home; P2 rides on no run."""
    notices: list[Notice] = []
    stops = (TodayStop(UP, "P1"), TodayStop(DOWN, "P1", "S1", 9 * HOUR))
    runs = [TodayRun(name, "V1", (MON,), stops) for name in ("R1", "R2", "R3")]
    found = made_today(PARTS, runs, notices)
    assert [(each.run.id, each.part) for each in found] == [("R1", 0), ("R2", 1)]
    codes = [notice.code for notice in notices]
    assert codes.count("fleet_today_without_ride") == 1  # R3
    assert codes.count("fleet_on_no_run_today") == 2  # P1 on Tuesday; P2 there and back
    assert "2 rides a week" in notices[-1].message


def test_runs_are_in_the_order_in_which_they_leave() -> None:
    """By the depot's time, or the first that is known."""
    run = TodayRun("R1", "V1", (MON,))
    late, early = MadeToday(run, 0, (), 9 * HOUR), MadeToday(run, 0, (), 8 * HOUR)
    assert by_part([late, early]) == {0: (early, late)}


def test_a_run_of_today_costs_what_planned_runs_do() -> None:
    """A taxi pays its tariff from the first door, with the start each time."""
    each = MadeToday(TodayRun("R1", "V1", (MON,)), 0, (), None)
    made = vehicle_as_today(each, MINIBUS, 3, 9, RATES)
    assert (made.id, made.start) == ("V1 (R1)", 3)
    assert made.price == RATES.standing.run_price(MINIBUS, RATES.assistants)
    taxi = replace(MINIBUS, kind=VehicleKind.TAXI, cost=replace(MINIBUS.cost, day_pence=0))
    hired = vehicle_as_today(each, taxi, 3, 9, RATES)
    assert (hired.start, hired.is_taxi) == (9, True)
    assert hired.price.run == hired.price.load == 500 * 100_000  # it can carry a wheelchair


def test_a_taxi_with_a_price_of_a_day_is_a_contract() -> None:
    """It starts from its yard, and a run costs its miles; the day is paid beside, as a hired van's.

    80 pounds a day on each day on which it runs; a ride more or less makes no difference.
    """
    price = RunningCost(day_pence=8000, mile_pence=0, driver_hour_pence=0, assistant_hour_pence=0)
    taxi = replace(MINIBUS, kind=VehicleKind.TAXI, cost=price, paid_when_idle=State.NO)
    each = MadeToday(TodayRun("R1", "V1", (MON,)), 0, (), None)
    made = vehicle_as_today(each, taxi, 3, 9, RATES)
    assert (made.start, made.is_taxi, made.assistants) == (3, False, 0)
    assert (made.price.metre, made.price.second, made.price.load) == (0, 0, 0)
    standing = RATES.standing
    assert standing.kept_a_year(taxi, 0).total == 0
    for outs in ([(8 * HOUR, 9 * HOUR)], [(8 * HOUR, 9 * HOUR), (14 * HOUR, 16 * HOUR)]):
        assert standing.on_a_day(taxi, 0, outs).total == 8000 * UNITS_PER_PENNY


def test_a_taxi_run_of_people_with_contracts_costs_their_contracts() -> None:
    """Two at 15.69 and 10 pounds a ride; where one has none, the tariff is paid for the run."""
    priced = (replace(THERE, taxi_pence=1569.0), replace(OTHER, taxi_pence=1000.0))
    stops = tuple(TodayStop(action, name) for action in (UP, DOWN) for name in ("P1", "P2"))
    taxi = replace(MINIBUS, kind=VehicleKind.TAXI, cost=replace(MINIBUS.cost, day_pence=0))
    for rides, expected in ((priced, 2569), ((priced[0], OTHER), 500)):
        parts = (DayPart(MON, 0, 11 * HOUR, rides),)
        (each,) = made_today(parts, [TodayRun("R1", "V1", (MON,), stops)], [])
        price = vehicle_as_today(each, taxi, 3, 9, RATES).price
        assert price.run == expected * UNITS_PER_PENNY
        assert (price.metre == price.load == 0) == (expected == 2569)
