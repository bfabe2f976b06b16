"""The checker accepts what is sound and names what is spoiled."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fleet.rides import bus, line, ride
from transit.fleet.checker import Fault, check
from transit.fleet.plan import Action, LeftOut, Plan, Reason, Run, RunStop
from transit.fleet.problem import Assistance, Problem, RunPrice
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
    return replace(PLAN, runs=(replace(SOUND, **changed),))  # type: ignore[arg-type]


def at(number: int, begin_s: int) -> Callable[[Plan], Plan]:
    """Return what moves one stop."""
    stops = list(SOUND.stops)
    stops[number] = replace(stops[number], begin_s=begin_s)
    return lambda _: with_run(stops=tuple(stops))


SPOILED: dict[str, tuple[Fault, Callable[[Plan], Plan]]] = {
    "one vehicle, two runs": (Fault.VEHICLE_TWICE, lambda plan: replace(plan, runs=(SOUND, SOUND))),
    "a run to nowhere": (Fault.EMPTY_RUN, lambda _: with_run(stops=())),
    "served and left": (
        Fault.SERVED_TWICE,
        lambda plan: replace(plan, left_out=(*plan.left_out, LeftOut(0, Reason.NO_ROOM))),
    ),
    "nobody thought of c": (Fault.FORGOTTEN, lambda plan: replace(plan, left_out=())),
    "never dropped": (Fault.NOT_PAIRED, lambda _: with_run(stops=SOUND.stops[:3])),
    "off before on": (Fault.NOT_PAIRED, lambda _: with_run(stops=SOUND.stops[::-1])),
    "on too early": (Fault.WINDOW, at(0, 599)),
    "off a second late": (Fault.WINDOW, at(3, 1201)),
    "faster than the road": (Fault.TOO_FAST, at(2, 1199)),
    "back before it can be": (Fault.TOO_FAST, lambda _: with_run(back_s=2399)),
    "a second too long aboard": (Fault.RIDE, at(2, 1201)),
    "left before the shift": (Fault.SHIFT, lambda _: with_run(leave_s=-1)),
    "back after the shift": (Fault.SHIFT, lambda _: with_run(back_s=3601)),
    "a second too long out": (Fault.DURATION, lambda _: with_run(back_s=2401)),
    "cheaper than it is": (Fault.COST, lambda _: with_run(cost=SOUND.cost - 1)),
    "a wrong sum": (Fault.COST, lambda plan: replace(plan, cost=plan.cost + 1)),
    "a bound above the cost": (
        Fault.BOUND,
        lambda plan: replace(plan, lower_bound=plan.cost + 1),
    ),
}


def test_sound_plan_is_accepted() -> None:
    """Nothing is wrong with a plan that keeps every limit exactly."""
    assert check(problem_for(), PLAN) == ()


@pytest.mark.parametrize("name", SPOILED)
def test_spoiled_plan_is_named(name: str) -> None:
    """Each way to spoil the plan is seen as what it is."""
    fault, spoil = SPOILED[name]
    assert fault in {finding.fault for finding in check(problem_for(), spoil(PLAN))}


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
