"""A made-up Solihull: what its fleet costs a year, and how long savings take to find.

::

    python benchmarks/savings.py --area AREA            # any area with roads
    python benchmarks/savings.py --area AREA --candidates 60 --best 10

The council's strategy of 2022 tells that 220 people are funded, at 20 places (5 of the council's,
15 others), 2.9 days a week each, and that transport costs about half a million pounds a year
beside. It tells neither vehicles, rides nor prices. Assumed here: 74 in 100 ride (Birmingham's
share of its own services), homes and places anywhere in the area, a tenth of riders in
wheelchairs, a third who need somebody to look after them on the way, sessions from 10:00 to 15:00
or half an hour around that, ten minibuses of one depot, default prices.
"""

import argparse
import resource
import time
from pathlib import Path
from typing import Final

import numpy as np

from transit.batch.fleet_doers import doer
from transit.batch.switch_week import SwitchWeek, switch_week
from transit.fleet.effort import effort
from transit.fleet.groups import best_groups
from transit.fleet.known import Known
from transit.fleet.ladder import Ladder, build_ladder
from transit.fleet.leavers import Leavers, plan_without
from transit.fleet.savings import saving_of, savings_of
from transit.fleet.warm import warm_search
from transit.model.fact import State
from transit.model.limits import Limits
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Attendance, Mode, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.rides import AssistantNeed, RideNeeds
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind
from transit.model.weekdays import WEEKDAYS
from transit.network.store import open_area, open_roads
from transit.read.parameters import read_parameters

_FUNDED, _RIDE, _DAYS = 220, 0.74, 2.9
_PLACES, _OF_COUNCIL, _IN_OWN = 20, 5, 126 / 275
_WHEELCHAIRS, _ASSISTED, _VEHICLES = 0.1, 1 / 3, 10
_UNITS: Final = 10_000_000
_HOUR_S, _HALF_S = 3600, 1800
_LAYOUTS: Final = (Layout(16, 0), Layout(10, 2), Layout(8, 3))
_COST: Final = RunningCost(
    day_pence=6000, mile_pence=70, driver_hour_pence=1800, assistant_hour_pence=1600
)


def main() -> None:
    """Print the ladder, the noise, savings, and CPU seconds of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--candidates", type=int, default=60, help="0: the ladder only")
    parser.add_argument("--best", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    parameters = read_parameters()
    week = switch_week(made_up(asked.area, asked.seed), asked.area, parameters)
    warm_search(week.how.anew)
    riders = sorted(week.problem.riders)
    n_rides = sum(len(each.part.rides) for each in week.problem.parts)
    print(f"{len(riders)} riders, {n_rides} rides a week, {len(week.problem.parts)} half-days")
    hard = effort(parameters, seed=asked.seed)
    began = clocks()
    with doer(week.problem.problems, week.how, asked.workers) as do:
        ladder = build_ladder(Known(week.problem, do, hard))
        tell_ladder(ladder)
    told("the ladder of fleet sizes", began)
    if not asked.candidates:
        return
    some = np.random.default_rng(asked.seed).choice(riders, asked.candidates, replace=False)
    groups = [leavers(week, str(person)) for person in sorted(some)]
    began = clocks()
    with doer(week.problem.problems, week.how, asked.workers) as do:
        ladder.known.do = do
        given_back = plan_without(ladder, groups)
        savings = savings_of(ladder, groups)
    told(f"marginal savings of {len(groups)}", began)
    print(f"given back to the plan with everybody in the last pass: {given_back / _UNITS:,.0f}")
    for name in ("saving", "as_planned", "put_back", "average", "apart"):
        values = [getattr(each, name) / _UNITS for each in savings]
        print(
            f"  {name}: median {np.median(values):,.0f}, {min(values):,.0f} to {max(values):,.0f}"
        )
    cashable = [each.ends.total / _UNITS for each in savings]
    print(
        f"  cashable: median {np.median(cashable):,.0f}, {min(cashable):,.0f} to "
        f"{max(cashable):,.0f}"
    )
    if asked.best:
        began = clocks()
        with doer(week.problem.problems, week.how, asked.workers) as do:
            ladder.known.do = do
            for group in best_groups(ladder, groups, asked.best).saving_most(ladder):
                found = saving_of(ladder, group)
                print(
                    f"  best {len(group.people)}: {found.saving / _UNITS:,.0f}, cashable "
                    f"{found.ends.total / _UNITS:,.0f}, {len(found.kept)} vehicles"
                )
        told(f"best groups up to {asked.best}", began)


def tell_ladder(ladder: Ladder) -> None:
    """Print what a year costs by number of vehicles, pounds."""
    known = ladder.known
    for kept in ladder.rungs:
        standing, year = known.week.standing_of(kept), known.year_units(kept)
        week = (year - standing) / known.week.weeks / _UNITS
        print(f"  {len(kept)} vehicles: {week:,.0f} a week, {year / _UNITS:,.0f} a year")
    apart = max(ladder.anew) - min(ladder.anew)
    print(
        f"searches anew: {apart / max(ladder.anew):.2%} apart; placebo "
        f"{ladder.placebo / _UNITS:,.0f} a year"
    )


def leavers(week: SwitchWeek, person: str) -> Leavers:
    """Return somebody who leaves with all their rides."""
    mine = [ride for ride in week.rides if ride.person == person]
    return Leavers((person,), frozenset((ride.person, ride.session, ride.day) for ride in mine))


def made_up(area: Path, seed: int) -> Register:
    """Return the register of a made-up Solihull on an area's roads."""
    chance = np.random.default_rng(seed)
    roads = open_roads(open_area(area))
    main_roads = np.flatnonzero(roads.main)

    def somewhere() -> Position:
        at = chance.choice(main_roads)
        return Position(float(roads.node_lat[at]), float(roads.node_lon[at]), 10)

    places = [
        Opportunity(
            id=f"O{at}", name=f"Place {at}", kind="day_centre", entrances=(Entrance(somewhere()),)
        )
        for at in range(_PLACES)
    ]
    begins = 10 * _HOUR_S + chance.choice([-_HALF_S, 0, 0, _HALF_S], _PLACES)
    sessions = [
        Session(
            id=f"S{at}",
            opportunity=f"O{at}",
            activity="day",
            days=WEEKDAYS,
            start_s=int(begins[at]),
            end_s=int(begins[at]) + 5 * _HOUR_S,
        )
        for at in range(_PLACES)
    ]
    shares = np.array(
        [_IN_OWN / _OF_COUNCIL] * _OF_COUNCIL
        + [(1 - _IN_OWN) / (_PLACES - _OF_COUNCIL)] * (_PLACES - _OF_COUNCIL)
    )
    people, needs = {}, {}
    for number in range(round(_FUNDED * _RIDE)):
        name = f"P{number:03d}"
        n_days = int(np.clip(chance.binomial(5, _DAYS / 5), 1, 5))
        days = tuple(WEEKDAYS[at] for at in sorted(chance.choice(5, n_days, replace=False)))
        where = int(chance.choice(_PLACES, p=shares))
        people[name] = Person(
            id=name,
            places=(StartPlace(PlaceKind.HOME, somewhere()),),
            profile="new-to-buses",
            limits=Limits(chair=State.YES if chance.random() < _WHEELCHAIRS else State.NO),
            mode_now=Mode.MINIBUS,
            attends=(Attendance(f"O{where}", f"S{where}", days),),
        )
        need = AssistantNeed.SHARED if chance.random() < _ASSISTED else AssistantNeed.NONE
        needs[name] = RideNeeds(seat_from_chair=State.NO, walker=State.NO, assistant=need)
    depot = Depot("Depot", somewhere())
    vehicles = {
        f"V{at}": Vehicle(
            id=f"V{at}",
            name=f"Minibus {at}",
            kind=VehicleKind.MINIBUS,
            layouts=_LAYOUTS,
            depot=depot,
            from_s=7 * _HOUR_S,
            to_s=18 * _HOUR_S,
            cost=_COST,
        )
        for at in range(_VEHICLES)
    }
    return Register(
        people=people,
        opportunities={each.id: each for each in places},
        sessions={each.id: each for each in sessions},
        vehicles=vehicles,
        ride_needs=needs,
    )


def clocks() -> tuple[float, float]:
    """Return CPU seconds of this process and its ended children, and the clock on the wall."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used), time.monotonic()


def told(what: str, began: tuple[float, float]) -> None:
    """Print what a step took."""
    cpu, wall = (now - then for now, then in zip(clocks(), began, strict=True))
    print(f"{what}: {cpu:.0f} s of CPU, {wall:.0f} s")


if __name__ == "__main__":
    main()
