"""The checker accepts what is sound and names what is spoiled."""

from dataclasses import replace

import pytest

from tests.fleet.rides import bus, line, ride
from transit.fleet.checker import Fault, check
from transit.fleet.plan import Action, LeftOut, Plan, Reason, Run, RunStop
from transit.fleet.problem import Assistance, Call, Problem, RunPrice
from transit.model.vehicles import Layout

ON, OFF = Action.PICK_UP, Action.DROP_OFF
SOUND = Run(
    0,
    leave_s=0,
    back_s=2400,
    stops=(
        RunStop(0, ON, 600),
        RunStop(1, ON, 660),
        RunStop(0, OFF, 1200),
        RunStop(1, OFF, 1200),
    ),
    cost=100 + 2 * 20_000 + 2400,
)
"""Out 20 minutes and back: a and b get on at 10 and 11 minutes and off at 20."""


def problem_for(**changed: object) -> Problem:
    """Return a problem with a bus for two, one of them in a wheelchair, and a third rider left."""
    vehicle = bus(
        "bus", (1, 1), (2, 0), to_s=3600, longest_s=2400, assistants=1, price=RunPrice(100, 1, 1)
    )
    return Problem(
        (
            ride("a", 1, 3, on=(600, 700), limit_s=600, assistance=Assistance.SHARED),
            ride("b", 2, 3, off=(0, 1200), limit_s=600, seats=0, wheelchairs=1),
            ride("c", 1, 2, leave_cost=7),
        ),
        (replace(vehicle, **changed), bus("spare")),  # type: ignore[arg-type]
        line(0, 10, 11, 20),
    )


PLAN = Plan((SOUND,), (LeftOut(2, Reason.DEARER_THAN_LEAVING),), SOUND.cost + 7, 10)


def with_run(**changed: object) -> Plan:
    """Return the sound plan with its run changed."""
    run = replace(SOUND, **changed)  # type: ignore[arg-type]
    return replace(PLAN, runs=(run,), cost=run.cost + 7)


def later(*begins_s: int, **changed: object) -> Plan:
    """Return the sound plan with stops at other times."""
    stops = [
        replace(stop, begin_s=begin_s) for stop, begin_s in zip(SOUND.stops, begins_s, strict=True)
    ]
    return with_run(stops=tuple(stops), **changed)


def of_c(vehicle: int, leave_s: int) -> Plan:
    """Return the sound plan with c on a run of its own, of another vehicle or another time."""
    stops = (RunStop(2, ON, leave_s + 600), RunStop(2, OFF, leave_s + 660))
    own = Run(vehicle, leave_s, leave_s + 1320, stops, 22_000)
    own = replace(own, cost=22_000 if vehicle else 100 + 22_000 + 1320)
    return replace(PLAN, runs=(SOUND, own), left_out=(), cost=SOUND.cost + own.cost)


def needing(**changed: dict[str, object]) -> Problem:
    """Return the problem with other needs of some people."""
    whole = problem_for()
    return replace(
        whole,
        requests=tuple(
            replace(each, **changed.get(each.id, {}))  # type: ignore[arg-type]
            for each in whole.requests
        ),
    )


def with_company() -> Problem:
    """Return the problem with room for all, from one door to another; a and c ride together."""
    c = {"together": frozenset("a"), "drop_off": HERE}
    whole = needing(a={"together": frozenset("c")}, c=c)
    roomy = replace(whole.vehicles[0], layouts=(Layout(4, 4),))
    return replace(whole, vehicles=(roomy,), matrix=line(0, 10, 10, 20))


def in_order(*stops: tuple[int, Action]) -> Plan:
    """Return a plan in which all three ride, on at 10 minutes and off at 20."""
    made = tuple(RunStop(at, action, 600 if action is ON else 1200) for at, action in stops)
    return Plan((replace(SOUND, stops=made),), (), SOUND.cost, 0)


HERE = ride("anybody", 1, 3).drop_off
Spoiled = tuple[Fault, Problem, Plan]
RENAMED = replace(problem_for(), vehicles=(problem_for().vehicles[0], bus("bus (2)")))
SPOILED: dict[str, Spoiled] = {
    "one vehicle, two runs": (Fault.VEHICLE_TWICE, problem_for(to_s=9999), of_c(0, 3000)),
    "two runs of a vehicle at a time": (Fault.OVERLAP, RENAMED, of_c(1, 2399)),
    "a run to nowhere": (
        Fault.EMPTY_RUN,
        problem_for(),
        replace(PLAN, runs=(SOUND, Run(1, 0, 0, (), 0))),
    ),
    "served and left": (
        Fault.SERVED_TWICE,
        problem_for(),
        replace(PLAN, left_out=(*PLAN.left_out, LeftOut(0, Reason.NO_ROOM))),
    ),
    "nobody thought of c": (
        Fault.FORGOTTEN,
        problem_for(),
        replace(PLAN, left_out=(), cost=SOUND.cost),
    ),
    "never dropped": (Fault.NOT_PAIRED, problem_for(), with_run(stops=SOUND.stops[:3])),
    "off before on": (
        Fault.NOT_PAIRED,
        needing(c={"pick_up": HERE, "drop_off": HERE, "seats": 0, "wheelchairs": 1}),
        replace(
            with_run(stops=(*SOUND.stops, RunStop(2, OFF, 1200), RunStop(2, ON, 1200))),
            left_out=(),
            cost=SOUND.cost,
        ),
    ),
    "on too late": (Fault.WINDOW, needing(a={"pick_up": Call(1, 0, 599, 0)}), PLAN),
    "on too early": (Fault.WINDOW, needing(a={"pick_up": Call(1, 601, 700, 0)}), PLAN),
    "off a second late": (Fault.WINDOW, needing(b={"drop_off": Call(3, 0, 1199, 0)}), PLAN),
    "faster than the road": (Fault.TOO_FAST, problem_for(), later(600, 660, 1199, 1200)),
    "no time to board": (Fault.TOO_FAST, needing(b={"pick_up": Call(2, 0, 9999, 1)}), PLAN),
    "back before it can be": (
        Fault.TOO_FAST,
        problem_for(),
        with_run(back_s=2399, cost=SOUND.cost - 1),
    ),
    "a second too long aboard": (Fault.RIDE, needing(a={"ride_limit_s": 599}), PLAN),
    "left before the shift": (Fault.SHIFT, problem_for(from_s=1), PLAN),
    "back after the shift": (Fault.SHIFT, problem_for(to_s=2399), PLAN),
    "a second too long out": (Fault.DURATION, problem_for(longest_s=2399), PLAN),
    "no lift to a seat": (
        Fault.LIFT,
        replace(
            needing(b={"seats": 1, "wheelchairs": 0, "lifts": 1}),
            vehicles=problem_for(layouts=(Layout(2, 0),)).vehicles,
        ),
        PLAN,
    ),
    "no space for the wheelchair": (Fault.LOAD, problem_for(layouts=(Layout(2, 0),)), PLAN),
    "one assistant for two": (
        Fault.ASSISTANTS,
        replace(
            needing(a={"assistance": Assistance.OWN}, b={"assistance": Assistance.OWN}),
            vehicles=problem_for(layouts=(Layout(9, 9),)).vehicles,
        ),
        PLAN,
    ),
    "two who must not meet": (
        Fault.APART,
        needing(a={"apart": frozenset("b")}, b={"apart": frozenset("a")}),
        PLAN,
    ),
    "one left behind": (
        Fault.TOGETHER,
        needing(a={"together": frozenset("c")}, c={"together": frozenset("a")}),
        PLAN,
    ),
    "b gets on between a and c": (
        Fault.BETWEEN,
        with_company(),
        in_order((0, ON), (1, ON), (2, ON), (0, OFF), (2, OFF), (1, OFF)),
    ),
    "b gets off between a and c": (
        Fault.BETWEEN,
        with_company(),
        in_order((0, ON), (2, ON), (1, ON), (0, OFF), (1, OFF), (2, OFF)),
    ),
    "cheaper than it is": (Fault.COST, problem_for(), with_run(cost=SOUND.cost - 1)),
    "a wrong sum": (Fault.COST, problem_for(), replace(PLAN, cost=PLAN.cost + 1)),
    "a bound above the cost": (
        Fault.BOUND,
        problem_for(),
        replace(PLAN, lower_bound=PLAN.cost + 1),
    ),
}


def test_sound_plan_is_accepted() -> None:
    """Nothing is wrong with a plan that keeps every limit exactly."""
    assert check(problem_for(), PLAN) == ()


@pytest.mark.parametrize("name", SPOILED)
def test_spoiled_plan_is_rejected_by_one_rule_only(name: str) -> None:
    """Without that rule nothing would be seen: no other one finds anything wrong."""
    fault, problem, plan = SPOILED[name]
    assert {finding.fault for finding in check(problem, plan)} == {fault}


def test_every_rule_has_a_plan_that_only_it_rejects() -> None:
    """A rule that is added asks for a plan that it spoils."""
    assert {fault for fault, _, _ in SPOILED.values()} == set(Fault)


def test_company_is_fetched_one_after_the_other() -> None:
    """a and c get on and off with nobody between, in whatever order; also by way of a third."""
    problem = with_company()
    sound = in_order((1, ON), (2, ON), (0, ON), (0, OFF), (2, OFF), (1, OFF))
    assert check(problem, sound) == ()
    every = replace(
        problem,
        requests=tuple(
            replace(each, together=frozenset(others))
            for each, others in zip(problem.requests, ("b", "ac", "b"), strict=True)
        ),
    )
    assert check(every, sound) == ()
    (found,) = check(problem, SPOILED["b gets on between a and c"][2])
    assert (found.vehicle, found.request) == (0, 0)


def test_loads_are_judged_along_the_way() -> None:
    """Two seats and a wheelchair space do not make room for both at once in either layout."""
    apart = (Layout(2, 0), Layout(0, 1))
    for refits in (False, True):
        found = check(problem_for(layouts=apart, refits=refits), PLAN)
        assert [finding.fault for finding in found] == [Fault.LOAD]


def test_assistants_beyond_the_crew_take_a_seat_and_are_paid() -> None:
    """Without one on board, a's assistant needs a seat, is paid for 40 minutes, and may come."""
    found = {each.fault for each in check(problem_for(assistants=0), PLAN)}
    assert found == {Fault.ASSISTANTS, Fault.LOAD}
    roomy = problem_for(assistants=0, more_assistants=1, layouts=(Layout(2, 1),))
    assert check(roomy, PLAN) == ()
    dear = RunPrice(100, 1, 1, assistant_second=2)
    paid = problem_for(assistants=0, more_assistants=1, layouts=(Layout(2, 1),), price=dear)
    assert {each.fault for each in check(paid, PLAN)} == {Fault.COST}
    run = replace(SOUND, cost=SOUND.cost + 2 * 2400)
    assert check(paid, replace(PLAN, runs=(run,), cost=PLAN.cost + 2 * 2400)) == ()


def test_company_is_judged_by_run() -> None:
    """a and b may not be on a run together; c may not be left where they must ride with a."""
    a, b, c = problem_for().requests
    apart = replace(
        problem_for(),
        requests=(replace(a, apart=frozenset("b")), replace(b, apart=frozenset("a")), c),
    )
    assert {each.fault for each in check(apart, PLAN)} == {Fault.APART}
    for mate in (b, c):
        both = replace(
            problem_for(),
            requests=tuple(
                replace(each, together=frozenset({a.id, mate.id} - {each.id}))
                if each in (a, mate)
                else each
                for each in (a, b, c)
            ),
        )
        assert {each.fault for each in check(both, PLAN)} == (
            {Fault.TOGETHER} if mate is c else set()
        )
