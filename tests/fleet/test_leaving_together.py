"""People who must ride together leave together, or not at all."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.fleet.rides import bus, line, ride
from tests.fleet.weeks import known, leaver, week_of
from transit.fleet.candidates import Judged, Rider, riders_of
from transit.fleet.groups import best_groups
from transit.fleet.ladder import build_ladder
from transit.fleet.leaving_together import Company, company_of
from transit.fleet.problem import Problem, RunPrice
from transit.fleet.today import Towards
from transit.fleet.week_problem import WeekProblem
from transit.model.people import Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday

ALONE = Judged(rung=Rung.NOW, sure=Rung.NOW)
DOOR = Judged(rung=Rung.DOOR_TO_DOOR, sure=Rung.DOOR_TO_DOOR)
MON, TUE = Weekday.MON, Weekday.TUE


def week(pairs: str, days: int = 1) -> WeekProblem:
    """Return people a to d who ride the same way on some days; two letters must ride together."""
    mates = {name: frozenset[str]() for name in "abcd"}
    for one, two in pairs.split():
        mates[one] |= {two}
        mates[two] |= {one}
    both = {"on": (600, 600), "off": (1200, 1200), "leave_cost": 2000}
    requests = tuple(ride(name, 1, 2, **both, together=mates[name]) for name in "abcd")
    vans = tuple(bus(name, (2, 0), price=RunPrice(metre=0)) for name in ("v0", "v1"))
    problem = Problem(requests, vans, line(0, 10, 20))
    first, *others = [problem] * days
    return week_of([first, *others], {"v0": 10_000, "v1": 10_000})


def riders(of: WeekProblem, **judged: Judged) -> tuple[Rider, ...]:
    """Return who rides, both ways, by verdicts; nobody knows of those who are not named."""
    home = (StartPlace(PlaceKind.HOME, Position(51.0, 0.0, 10)),)
    people = {name: Person(id=name, places=home, profile="walks-well") for name in "abcd"}
    there = [each for part in of.parts for each in part.part.rides]
    back = [replace(each, towards=Towards.HOME) for each in there]
    known_of = {(name, 0, "S"): each for name, each in judged.items()}
    found = riders_of(Register(people=people), [*there, *back], known_of, dt.date(2026, 11, 22))
    return company_of(of).staying(found)


def leaving(company: Company, some: tuple[Rider, ...]) -> list[str]:
    """Return who leaves with whom."""
    could = [each for each in some if each.is_candidate]
    return ["".join(each.person for each in group) for group in company.groups(could)]


def test_nobody_must() -> None:
    """Each leaves by themselves."""
    alone = week("")
    assert leaving(company_of(alone), riders(alone, a=ALONE, c=ALONE)) == ["a", "c"]


def test_who_can_all_leave_does_so_together() -> None:
    """a with b, b with c: the three are one; d by themselves."""
    three = week("ab bc")
    every = riders(three, a=ALONE, b=ALONE, c=ALONE, d=ALONE)
    assert leaving(company_of(three), every) == ["abc", "d"]
    some = tuple(each for each in every if each.person != "c")  # c is not confirmed, say
    assert leaving(company_of(three), some) == ["d"]


@pytest.mark.parametrize("other", [{}, {"c": DOOR}])
def test_who_must_ride_with_somebody_who_stays_stays(other: dict[str, Judged]) -> None:
    """c has no verdict or needs door-to-door transport: b stays for c, and a for b."""
    three = week("ab bc")
    every = riders(three, a=ALONE, b=ALONE, d=ALONE, **other)
    assert leaving(company_of(three), every) == ["d"]
    assert [each.options[0].stays_with for each in every] == ["b", "c", "", ""]


def test_on_other_days_they_may_leave() -> None:
    """a and b ride together on Monday only, as b does not ride on Tuesday: a's Tuesday is open."""
    both = week("ab", days=2)
    monday, tuesday = both.parts
    only = tuple(each for each in tuesday.part.rides if each.person != "b")
    problem = both.problems[0]
    requests = tuple(each for each in problem.requests if each.id != "b")
    otherwise = replace(
        both,
        parts=(monday, replace(tuesday, part=replace(tuesday.part, rides=only), kind=1)),
        problems=(problem, replace(problem, requests=requests)),
    )
    a = riders(otherwise, a=ALONE, b=DOOR)[0]
    assert [(each.days, each.stays_with) for each in a.options] == [((MON,), "b"), ((TUE,), "")]
    assert a.leavers.rides == {("a", "S", TUE)}


def test_who_succeeds_waits_for_their_company() -> None:
    """Of a with b, and d: where a and d succeed, d leaves; where all do, all."""
    pair = week("ab")
    group = [each for each in riders(pair, a=ALONE, b=ALONE, d=ALONE) if each.is_candidate]
    company = company_of(pair)
    assert company.still_together(group, (0, 2)) == (2,)
    assert company.still_together(group, (0, 1, 2)) == (0, 1, 2)
    assert company.still_together(group, ()) == ()


def test_best_groups_take_both_or_neither() -> None:
    """Two vans carry a with b, and c and d: no group has a without b, and two save a van."""
    pair = week("ab")
    ladder = build_ladder(known(pair))
    candidates = [leaver(pair, *names) for names in ("ab", "c", "d")]
    found = best_groups(ladder, candidates, 3).saving_most(ladder)
    assert found and all(("a" in each.people) == ("b" in each.people) for each in found)
    assert [len(each.people) for each in found] == sorted({len(each.people) for each in found})
    assert (
        max(len(each.people) for each in best_groups(ladder, candidates, 1).saving_most(ladder))
        == 1
    )
    assert not best_groups(ladder, candidates[:1], 1).of_size
