"""Rules of runs: who rides with whom, assistants, shared taxis, breaks, locked and given runs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fleet.rides import HOUR, bus, line, random_problem, ride
from tests.fleet.test_day_part import BACK, RATES, THERE, problem
from transit.errors import InputError
from transit.fleet.checker import Fault, check
from transit.fleet.company import company_notices
from transit.fleet.day_part import DayPart, PlannedPart, with_anywhere
from transit.fleet.duty import NEVER_S, DutyFault, check_duty, ready_again_s
from transit.fleet.fixed import GivenRun, GivenStop, given_runs, plan_as_given
from transit.fleet.joined import join
from transit.fleet.locked import solve_around
from transit.fleet.needs import RideTerms
from transit.fleet.plan import Action, LeftOut, Plan, Reason
from transit.fleet.problem import Assistance, Problem, Request, RunPrice
from transit.fleet.settings import Budget, search_settings
from transit.fleet.shared_taxis import shared_taxis
from transit.fleet.solve import solve
from transit.fleet.sound import sound_runs
from transit.fleet.summary import summarise
from transit.fleet.told import tell_left
from transit.model.positions import Position
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters

SETTINGS = search_settings(read_parameters())
ON, OFF = Action.PICK_UP, Action.DROP_OFF
MINUTE = 60


def plan_for(asked: Problem, iterations: int = 60) -> Plan:
    """Return a plan that the checker accepts."""
    plan = solve(asked, SETTINGS, Budget(iterations=iterations))
    assert check(asked, plan) == ()
    return plan


def mates(one: Request, two: Request) -> tuple[Request, Request]:
    """Return two requests that must be on one run."""
    return replace(one, together=frozenset({two.id})), replace(two, together=frozenset({one.id}))


def run_of(asked: Problem, plan: Plan, name: str) -> int | None:
    """Return the vehicle that somebody is on."""
    at = [request.id for request in asked.requests].index(name)
    return next((r.vehicle for r in plan.runs if at in {stop.request for stop in r.stops}), None)


def test_who_must_ride_together_does_though_apart_is_cheaper() -> None:
    """Two buses, each at one of two people's doors; together one bus goes the whole way."""
    a, b = ride("a", 0, 1), ride("b", 3, 2)
    asked = Problem((a, b), (bus("west"), bus("east", start=3, end=3)), line(0, 5, 15, 20))
    alone = plan_for(asked)
    assert run_of(asked, alone, "a") != run_of(asked, alone, "b")
    asked = replace(asked, requests=mates(a, b))
    together = plan_for(asked)
    assert run_of(asked, together, "a") == run_of(asked, together, "b") is not None
    assert (alone.cost, together.cost) == (20_000, 40_000)  # 5 km out and back each, or 20 km
    assert check(asked, replace(alone, lower_bound=0)) != ()


def test_a_group_is_timed_by_each_of_its_members() -> None:
    """b rides a minute less than a, who boards first; a limit a second too short parts nobody."""
    a = ride("a", 0, 2, limit_s=12 * MINUTE, service_s=30)
    b = ride("b", 1, 2, limit_s=20 * MINUTE, service_s=30)
    asked = Problem(mates(a, b), (bus(),), line(0, 1, 11))
    (run,) = plan_for(asked).runs
    begin = {(stop.request, stop.action): stop.begin_s for stop in run.stops}
    assert begin[1, ON] - begin[0, ON] == 90
    assert begin[0, OFF] - begin[0, ON] - 30 in (690, 720)
    for short in (11 * MINUTE + 29, 10 * MINUTE):
        tight = replace(asked, requests=mates(replace(a, ride_limit_s=short), b))
        plan = plan_for(tight)
        assert plan.runs == ()
        assert {each.reason for each in plan.left_out} <= {
            Reason.NOT_TOGETHER, Reason.RIDE_TOO_LONG,
        }  # fmt: skip


def test_who_must_and_must_not_ride_together_is_left_with_the_reason() -> None:
    """a with b, b with c, and a not with c: nobody can; d rides."""
    a, b, c, d = (ride(name, 0, 1) for name in "abcd")
    a = replace(a, together=frozenset("b"), apart=frozenset("c"))
    b = replace(b, together=frozenset("ac"))
    c = replace(c, together=frozenset("b"), apart=frozenset("a"))
    asked = Problem((a, b, c, d), (bus(),), line(0, 5))
    plan = plan_for(asked)
    assert {each.request: each.reason for each in plan.left_out} == dict.fromkeys(
        range(3), Reason.NOT_TOGETHER
    )


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_groups_ride_together_or_not_at_all(seed: int) -> None:
    """On random problems with two pairs the checker accepts every plan."""
    asked = random_problem(seed, 10, 4, tight=False)
    free = [at for at, each in enumerate(asked.requests) if not each.apart][:4]
    requests = list(asked.requests)
    for one, two in (free[:2], free[2:]):
        requests[one], requests[two] = mates(requests[one], requests[two])
    plan_for(replace(asked, requests=tuple(requests)), 100)


def test_joining_and_parting_keeps_the_drive() -> None:
    """A group is reached at its first door and left from its last; metres between count once."""
    a, b = mates(ride("a", 0, 3), ride("b", 2, 3))
    joined = join(Problem((a, b), (bus(),), line(0, 10, 20, 50)))
    matrix = joined.problem.matrix
    pick = joined.problem.requests[0].pick_up
    assert pick.service_s == 20 * MINUTE
    assert matrix.metres[1, pick.place] == 10_000 + 20_000
    assert matrix.time_s[1, pick.place] == 10 * MINUTE
    assert matrix.time_s[pick.place, 3] == 30 * MINUTE


def test_a_group_at_one_door_is_one_pick_up_with_all_their_boarding_times() -> None:
    """Three at one door, 2, 3 and 6 minutes: one request of 11, no drive between, one after all.

    On the run nobody else gets on between them, though somebody lives next door at no price.
    """
    times = dict(zip("abc", (2, 3, 6), strict=True))
    group = [
        replace(
            ride(name, 1, 2, service_s=times[name] * MINUTE), together=frozenset("abc") - {name}
        )
        for name in "abc"
    ]
    asked = Problem((*group, ride("d", 1, 2)), (bus(),), line(0, 10, 30))
    joined = join(asked)
    pick = joined.problem.requests[0].pick_up
    assert pick.service_s == 11 * MINUTE and len(joined.problem.requests) == 2
    assert joined.problem.matrix.metres[1, pick.place] == 0
    (run,) = plan_for(asked).runs
    on = [stop.request for stop in run.stops if stop.action is ON]
    assert {0, 1, 2} in ({*on[:3]}, {*on[1:]})
    begins = sorted(stop.begin_s for stop in run.stops if stop.action is ON and stop.request < 3)
    assert begins[-1] - begins[0] in {minutes * MINUTE for minutes in (5, 8, 9)}


def test_company_binds_both_and_only_the_same_way() -> None:
    """P2 asks for it; P1's ride there is bound to P2's ride there, and to neither ride back."""
    other = replace(THERE, person="P2", terms=RideTerms(together_with=("P1",)))
    quiet = replace(THERE, person="P3", terms=RideTerms(apart_from=("P1",)))
    one, two, three = problem(THERE, other, quiet).requests
    assert (one.together, two.together) == ({two.id}, {one.id})
    assert (one.apart, three.apart) == ({three.id}, {one.id})
    back = problem(BACK, replace(BACK, person="P2")).requests
    assert all(not each.together | each.apart for each in back)


def test_who_has_no_company_then_is_named_once() -> None:
    """P2 must ride with P9, who does not ride."""
    alone = replace(THERE, person="P2", terms=RideTerms(together_with=("P9",)))
    (notice,) = company_notices([[alone], [replace(alone, session="S2")]])
    assert notice.code == "fleet_rides_without_company"
    assert "P2" in notice.message and "P9" in notice.message


def test_terms_make_the_request() -> None:
    """A frame, handed over: 180 and 60 s at home, 60 + 60 s at the venue; 15 minutes at most."""
    terms = RideTerms(
        walker=True,
        handed_over=True,
        met_at_home=True,
        longest_s=15 * MINUTE,
        earliest_s=9 * HOUR + 30 * MINUTE,
        assistance=Assistance.SHARED,
    )
    rates = replace(RATES, board_walker_s=180, hand_over_s=60)
    assert rates.board_s(terms, at_venue=False, on=True) == 240
    assert rates.board_s(terms, at_venue=True, on=False) == 120
    request = problem(replace(THERE, terms=terms)).requests[0]
    assert request.ride_limit_s == 15 * MINUTE
    assert request.pick_up.from_s == 9 * HOUR + 30 * MINUTE
    plain = problem(THERE).requests[0]
    assert request.leave_cost and plain.leave_cost and request.leave_cost > plain.leave_cost
    own = replace(rates, board_seat_s=120)
    met = RideTerms(met_at_home=True, alight_s=100)
    assert own.board_s(met, at_venue=False, on=True) == 120
    assert own.board_s(met, at_venue=False, on=False) == 160


def test_a_ride_on_to_the_next_session_starts_at_a_venue() -> None:
    """Getting on takes the time of a venue, and is not before the first session has ended."""
    onward = replace(
        THERE, home=Position(51.0, 0.01, 10), onward=True, terms=RideTerms(earliest_s=9 * HOUR)
    )
    request = problem(onward).requests[0]
    assert request.pick_up.service_s == RATES.board_seat_venue_s
    assert request.pick_up.from_s >= 9 * HOUR


def test_an_assistant_of_ones_own_is_paid_and_sits_somewhere() -> None:
    """Two people with their own, one of the crew: the other takes a seat and costs 40 minutes."""
    riders = [ride(name, 1, 2, assistance=Assistance.OWN) for name in "ab"]
    price = RunPrice(metre=1, second=1, assistant_second=5)
    van = bus("van", (3, 0), assistants=1, more_assistants=1, price=price)
    asked = Problem(tuple(riders), (van,), line(0, 10, 20))
    (run,) = plan_for(asked).runs
    assert run.cost == 40_000 + 40 * MINUTE * 6
    small = replace(asked, vehicles=(replace(van, layouts=bus("", (2, 0)).layouts),))
    assert plan_for(small).runs[0].cost > run.cost  # one after the other
    none = replace(asked, vehicles=(replace(van, assistants=0, more_assistants=0),))
    assert {each.reason for each in plan_for(none).left_out} == {Reason.NO_ASSISTANT}


def test_a_taxi_is_shared_where_that_is_cheaper() -> None:
    """Next doors to one place: £4 and five miles once, not twice; with an assistant, more."""
    rates = replace(RATES, shared_taxis=1, shared_wheelchair_taxis=0)
    asked = problem(THERE, replace(THERE, person="P2"), vehicle=LATE)
    assert asked.vehicles == ()
    n_places = len(asked.matrix.time_s)
    taxis = tuple(shared_taxis(n_places, rates))
    shared = replace(asked, vehicles=taxis, matrix=with_anywhere(asked.matrix))
    plan = plan_for(shared)
    found = summarise(shared, plan)
    assert (found.on_runs, found.sharing_taxis, found.vehicles) == (0, 2, 0)
    assert found.taxis_pence == pytest.approx(1400, rel=1e-3)
    assert found.runs_pence == found.metres == 0
    alone = summarise(asked, plan_for(asked))
    assert alone.taxis_pence == pytest.approx(2800, rel=1e-3)


LATE = replace(
    problem.__kwdefaults__["vehicle"], from_s=22 * HOUR, to_s=23 * HOUR
)  # not there when the rides are


def test_why_somebody_is_in_a_taxi_is_about_our_vehicles() -> None:
    """Taxis alone are there, and one would fit: the reason told is that we have no vehicle."""
    rates = replace(RATES, shared_taxis=1, shared_wheelchair_taxis=0)
    asked = problem(THERE, vehicle=LATE)
    shared = replace(
        asked,
        vehicles=tuple(shared_taxis(len(asked.matrix.time_s), rates)),
        matrix=with_anywhere(asked.matrix),
    )
    (left,) = plan_for(shared).left_out
    assert left.reason is Reason.NO_VEHICLE


DUTY = replace(
    RATES,
    longest_run_s=3 * HOUR,
    drive_without_break_s=5 * HOUR + 1800,
    break_s=1800,
    longest_day_out_s=10 * HOUR,
)


@pytest.mark.parametrize(
    ("outs", "ready"),
    [
        ([], 0),
        ([(7, 9)], 9 * HOUR),  # 2 + 3 hours are within 5.5
        ([(7, 10)], 10 * HOUR + 1800),  # 3 + 3 are not
        ([(7, 9), (9, 11)], 11 * HOUR + 1800),
        ([(7, 9), (10, 12)], 12 * HOUR),  # an hour at the depot is a break
        ([(6, 9), (10, 13), (14, 16)], NEVER_S),  # 8 + 3 hours are above 10
    ],
)
def test_a_crew_is_ready_after_its_break(outs: list[tuple[int, int]], ready: int) -> None:
    """All time out counts as driving, in one go where there is no break."""
    assert ready_again_s([(a * HOUR, b * HOUR) for a, b in outs], DUTY) == ready


@pytest.mark.parametrize(
    ("outs", "faults"),
    [
        ([], set()),
        ([(7.0, 10.0), (10.5, 13.0)], set()),
        ([(7.0, 10.0), (10.4, 13.0)], {DutyFault.NO_BREAK}),
        ([(7.0, 12.6)], {DutyFault.NO_BREAK}),  # one run: no break lies within it
        ([(7.0, 10.0), (9.9, 11.0)], {DutyFault.OVERLAP}),
        ([(6.0, 11.0), (12.0, 15.0), (16.0, 18.1)], {DutyFault.TOO_LONG}),
    ],
)
def test_days_are_judged(outs: list[tuple[float, float]], faults: set[DutyFault]) -> None:
    """Each way to break drivers' hours is seen as what it is."""
    seconds = [(round(a * HOUR), round(b * HOUR)) for a, b in outs]
    assert set(check_duty(seconds, DUTY)) == faults


def test_no_run_may_need_a_break() -> None:
    """A longest run of as long as a crew may be out is fine; a second more is refused."""
    most = DUTY.drive_without_break_s
    assert replace(DUTY, longest_run_s=most).longest_run_s == most
    with pytest.raises(InputError, match="fleet_longest_run_s"):
        replace(DUTY, longest_run_s=most + 1)


def test_given_runs_are_driven_as_they_are() -> None:
    """Planned too late for b, who is dropped a minute late; the cost is of what is driven."""
    a = ride("a", 1, 3, service_s=60)
    b = ride("b", 2, 3, off=(0, 31 * MINUTE), service_s=60, leave_cost=5)
    c = ride("c", 1, 2, leave_cost=7)
    asked = Problem((a, b, c), (bus("bus", price=RunPrice(100, 1, 1)),), line(0, 10, 15, 25))
    stops = (GivenStop(0, ON, 15 * MINUTE), GivenStop(1, ON), GivenStop(0, OFF), GivenStop(1, OFF))
    plan = plan_as_given(asked, [GivenRun(0, stops)], Reason.ON_NO_RUN_TODAY)
    (run,) = plan.runs
    assert [stop.begin_s for stop in run.stops] == [
        15 * MINUTE, 21 * MINUTE, 32 * MINUTE, 33 * MINUTE,
    ]  # fmt: skip
    assert (run.leave_s, run.back_s) == (5 * MINUTE, 59 * MINUTE)
    assert run.cost == 100 + 50_000 + 54 * MINUTE
    assert plan.cost == run.cost + 7
    assert [(each.fault, each.request) for each in check(asked, plan)] == [(Fault.WINDOW, 1)]
    begun = sound_runs(asked, [GivenRun(0, stops)])
    assert {stop.request for run in begun for stop in run.stops} == {0, 1}  # earlier it is sound
    late = replace(b, drop_off=replace(b.drop_off, to_s=20 * MINUTE))
    begun = sound_runs(replace(asked, requests=(a, late, c)), [GivenRun(0, stops)])
    assert {stop.request for run in begun for stop in run.stops} == {0}
    assert given_runs(plan, but={1})[0].stops == (
        GivenStop(0, ON, 15 * MINUTE), GivenStop(0, OFF, 32 * MINUTE),
    )  # fmt: skip


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_locked_runs_stay_and_searching_on_never_costs_more(seed: int) -> None:
    """Of a sound plan one run is locked, and the rest is searched from where it was."""
    asked = random_problem(seed, 10, 4)
    plan = solve(asked, SETTINGS, Budget(iterations=20))
    calm = replace(SETTINGS, dearer_until=(), dearer_by=())
    locked = plan.runs[:1]
    again = solve_around(asked, locked, calm, Budget(iterations=40), start=plan.runs)
    assert set(locked) <= set(again.runs)
    assert check(asked, again) == ()
    must = [
        sum(asked.requests[each.request].leave_cost is None for each in one.left_out)
        for one in (plan, again)
    ]
    assert (must[1], again.cost) <= (must[0], plan.cost)
    whole = plan_as_given(asked, given_runs(plan), Reason.NO_ROOM)
    assert whole.cost == plan.cost and check(asked, whole) == ()


def test_whom_no_run_could_take_is_named_with_the_reason() -> None:
    """No vehicle is on shift then: said once for P1, who rides on two days."""
    parts = []
    for day in (Weekday.MON, Weekday.TUE):
        rides = (replace(THERE, day=day), replace(THERE, day=day, person="P2"))
        asked = problem(*rides, vehicle=LATE)
        reasons = (Reason.OUTSIDE_SHIFTS, Reason.DEARER_THAN_LEAVING)
        left = tuple(LeftOut(at, reason) for at, reason in enumerate(reasons))
        parts.append(PlannedPart(DayPart(day, 0, HOUR, rides), asked, Plan((), left, 0, 0)))
    (notice,) = tell_left(parts)
    assert notice.code == "fleet_no_run_possible"
    assert "P1" in notice.message and "on shift" in notice.message and "mon" in notice.message


def test_who_shares_a_taxi_for_want_of_a_vehicle_is_named_too() -> None:
    """Both ride to ten o'clock together in a taxi; the van that is late could take neither."""
    rides = (THERE, replace(THERE, person="P2"))
    asked = problem(*rides)
    (van,) = asked.vehicles
    rates = replace(RATES, shared_taxis=1, shared_wheelchair_taxis=0)
    taxi = next(shared_taxis(len(asked.matrix.time_s), rates))
    asked = replace(asked, vehicles=(van, taxi), matrix=with_anywhere(asked.matrix))
    late = replace(asked, vehicles=(replace(van, from_s=22 * HOUR, to_s=23 * HOUR), taxi))
    stops = tuple(GivenStop(at, action) for action in Action for at in (0, 1))
    part = DayPart(Weekday.MON, 0, HOUR, rides)
    plan = plan_as_given(late, [GivenRun(1, stops)], Reason.NO_ROOM)
    told = list(tell_left([PlannedPart(part, late, plan)]))
    assert [each.message.split(":")[0] for each in told] == ["person P1", "person P2"]
    assert all(Reason.OUTSIDE_SHIFTS.value in each.message for each in told)
    assert not list(tell_left([PlannedPart(part, asked, plan)]))
