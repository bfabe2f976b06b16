"""A week to plan for as many vehicles as pay: parts of days, standing costs, who rides on which."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from transit.fleet.contract_days import Shares, shares_of, still_due
from transit.fleet.day_part import DayPart
from transit.fleet.plan import Out, Run
from transit.fleet.problem import Problem
from transit.fleet.standing import FleetPay, Outs
from transit.model.weekdays import Weekday

RideKey = tuple[str, str, Weekday]
"""Person, session, day: the rides there and back."""

Contract = tuple[str, str]
"""Person and session: what a taxi is booked for."""


@dataclass(frozen=True, slots=True)
class WeekPart:
    """One time of a day.

    Parameters
    ----------
    part
        Its rides.
    kind
        Index of its problem: parts with the same rides are planned once.
    """

    part: DayPart
    kind: int

    def requests_of(self, gone: Collection[RideKey]) -> frozenset[int]:
        """Return which requests belong to some rides.

        Parameters
        ----------
        gone
            The rides.

        Returns
        -------
        frozenset of int
            Indices in the problem.
        """
        return frozenset(
            at
            for at, ride in enumerate(self.part.rides)
            if (ride.person, ride.session, ride.day) in gone
        )


@dataclass(frozen=True, slots=True)
class WeekProblem:
    """A week.

    Parameters
    ----------
    parts
        In the order of the week.
    problems
        By kind of part; runs cost only what is paid for runs.
    standing
        What it costs a year to keep each vehicle, units of cost, by id.
    weeks
        Weeks a year.
    in_taxis
        Who goes to which session in a taxi today: only such a contract can end.
    pay
        What days of vehicles and their crews cost beside keeping them, and beside their runs; None
        for nothing.
    return_wait_s
        From how long at the depot on a vehicle goes back there instead of waiting out, seconds;
        None for never. Plans are searched for without that, and counted with it.
    shares
        Of each part who shares the fixed price of a taxi contract; empty where nobody does.
    """

    parts: tuple[WeekPart, ...]
    problems: tuple[Problem, ...]
    standing: Mapping[str, int]
    weeks: float
    in_taxis: frozenset[Contract] = frozenset()
    pay: FleetPay | None = None
    return_wait_s: int | None = None
    shares: tuple[Shares, ...] = ()

    @property
    def riders(self) -> frozenset[str]:
        """Ids of everybody who rides."""
        return frozenset(ride.person for each in self.parts for ride in each.part.rides)

    def standing_of(self, kept: Iterable[str]) -> int:
        """Return what it costs a year to keep some vehicles.

        Parameters
        ----------
        kept
            Their ids.

        Returns
        -------
        int
            Units of cost.
        """
        return sum(self.standing[vehicle] for vehicle in kept)

    def week_units(self, plans: Iterable[tuple[int, Sequence[Run], Sequence[int]]]) -> int:
        """Return what a week costs, but for keeping vehicles.

        Parameters
        ----------
        plans
            The cost of each part of the week, units of cost, its runs, and requests in taxis; in
            the order of parts.

        Returns
        -------
        int
            Units of cost: runs, taxis, days of hired vehicles, crews beyond their contract, and
            what contracts of taxis cost beside the rides made.
        """
        total = 0
        in_taxis = []
        outs: defaultdict[tuple[str, Weekday], list[Out]] = defaultdict(list)
        for each, (cost, runs, left) in zip(self.parts, plans, strict=True):
            total += cost
            in_taxis.append(left)
            if self.pay is None:
                continue
            vehicles = self.problems[each.kind].vehicles
            for run in runs:
                vehicle = vehicles[run.vehicle]
                total -= vehicle.price.run
                outs[vehicle.id, each.part.day].append((run.leave_s, run.back_s))
        if self.shares:
            total += sum(still_due(zip(self.shares, in_taxis, strict=True)).values())
        return total + (self.pay.week_beside(outs).total if self.pay else 0)

    def kept_units(self, kept: Iterable[str], outs: Outs) -> int:
        """Return what vehicles and crews cost a year beside the miles and plain hours of runs.

        Parameters
        ----------
        kept
            Ids of the vehicles kept.
        outs
            Runs of a week by id of the vehicle and day.

        Returns
        -------
        int
            Units of cost: keeping them, hired days, hours beyond contracts.
        """
        return self.year_units(kept, self.pay.week_beside(outs).total if self.pay else 0)

    def year_units(self, kept: Iterable[str], week: int) -> int:
        """Return what a year costs.

        Parameters
        ----------
        kept
            Ids of the vehicles kept.
        week
            What a week costs beside, units of cost.

        Returns
        -------
        int
            Units of cost.
        """
        return self.standing_of(kept) + round(week * self.weeks)

    def taxi_units(self, gone: Collection[RideKey]) -> int | None:
        """Return what taxis for some rides would cost a year.

        Parameters
        ----------
        gone
            The rides.

        Returns
        -------
        int or None
            Units of cost; None where one of them cannot be left to a taxi.
        """
        total = 0
        for each in self.parts:
            for at in each.requests_of(gone):
                cost = self.problems[each.kind].requests[at].leave_cost
                if cost is None:
                    return None
                total += cost
        return round(total * self.weeks)


def week_problem(
    parts: Iterable[tuple[DayPart, Problem]],
    standing: Mapping[str, int],
    weeks: float,
    in_taxis: Collection[Contract] = (),
    pay: FleetPay | None = None,
    return_wait_s: int | None = None,
) -> WeekProblem:
    """Put a week together.

    Parameters
    ----------
    parts
        Parts of days in the order of the week, each with its problem.
    standing
        What it costs a year to keep each vehicle, units of cost, by id.
    weeks
        Weeks a year.
    in_taxis
        Who goes to which session in a taxi today.
    pay
        What days of vehicles and their crews cost beside that.
    return_wait_s
        From how long at the depot on vehicles go back there, seconds; None for never.

    Returns
    -------
    WeekProblem
        Parts whose problems are the same share one.
    """
    kinds: dict[object, int] = {}
    problems: list[Problem] = []
    made = []
    for part, problem in parts:
        matrix = problem.matrix
        key = (problem.requests, problem.vehicles, matrix.time_s.tobytes(), matrix.metres.tobytes())
        kind = kinds.setdefault(key, len(problems))
        if kind == len(problems):
            problems.append(problem)
        made.append(WeekPart(part, kind))
    shares = tuple(shares_of(each.part, problems[each.kind]) for each in made)
    return WeekProblem(
        tuple(made),
        tuple(problems),
        dict(standing),
        weeks,
        frozenset(in_taxis),
        pay,
        return_wait_s,
        shares if any(shares) else (),
    )
