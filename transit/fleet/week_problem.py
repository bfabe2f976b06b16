"""A week to plan for as many vehicles as pay: parts of days, standing costs, who rides on which."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from transit.fleet.day_part import DayPart
from transit.fleet.problem import Problem
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
    """

    parts: tuple[WeekPart, ...]
    problems: tuple[Problem, ...]
    standing: Mapping[str, int]
    weeks: float
    in_taxis: frozenset[Contract] = frozenset()

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
    return WeekProblem(tuple(made), tuple(problems), dict(standing), weeks, frozenset(in_taxis))
