"""People who must ride together, planned as one: fetched one after the other, set down likewise.

Riding together asks no more than to be on one run. Fetching them one after the other asks more, and
makes one request of them: it may stand at two places, and takes the drive between as its time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, permutations, product
from typing import Final

import numpy as np

from transit.fleet.plan import Action, LeftOut, Plan, Reason, Run, RunStop
from transit.fleet.problem import Assistance, Call, Matrix, Problem, Request
from transit.fleet.reasons import find_reason

_MOST_ORDERS_OF: Final = 4
"""Larger groups are fetched in the order of their requests."""


@dataclass(frozen=True, slots=True)
class _Calls:
    """One end of the rides of a group: in which order, how long after the first each is.

    ``meets`` is False where no moment of the first suits all.
    """

    members: tuple[int, ...]
    after_s: tuple[int, ...]
    call: Call
    meets: bool = True


@dataclass(frozen=True, slots=True)
class Joined:
    """A problem in which whoever must ride together is one request.

    Parameters
    ----------
    problem
        The problem.
    before
        The problem that it was made from.
    ends
        Pick-ups and drop-offs of each of its requests, in terms of the problem before.
    impossible
        Requests of people who cannot ride together, whatever the vehicle.
    """

    problem: Problem
    before: Problem
    ends: tuple[tuple[_Calls, _Calls], ...]
    impossible: frozenset[int] = frozenset()

    def parted(self, plan: Plan) -> Plan:
        """Return a plan in terms of the problem before.

        Parameters
        ----------
        plan
            A plan of the joined problem.

        Returns
        -------
        Plan
            Everybody at their own stop and time, or left at their own price.
        """
        runs = tuple(
            replace(run, stops=tuple(stop for each in run.stops for stop in self._stops(each)))
            for run in plan.runs
        )
        left = [LeftOut(at, why) for each in plan.left_out for at, why in self._left(each)]
        prices = [self.before.requests[each.request].leave_cost or 0 for each in left]
        cost = sum(run.cost for run in runs) + sum(prices)
        return Plan(runs, tuple(sorted(left, key=_request)), cost, plan.lower_bound)

    def joined_runs(self, runs: Iterable[Run]) -> list[Run]:
        """Return runs in terms of the joined problem.

        Parameters
        ----------
        runs
            Runs in terms of the problem before.

        Returns
        -------
        list of Run
            A group is fetched, and set down, where the first of it was.
        """
        to = {member: at for at, (picks, _) in enumerate(self.ends) for member in picks.members}
        made = []
        for run in runs:
            stops: dict[tuple[int, Action], RunStop] = {}
            for stop in run.stops:
                request = to[stop.request]
                stops.setdefault((request, stop.action), replace(stop, request=request))
            made.append(replace(run, stops=tuple(stops.values())))
        return made

    def _stops(self, stop: RunStop) -> Iterator[RunStop]:
        picks, drops = self.ends[stop.request]
        calls = picks if stop.action is Action.PICK_UP else drops
        for member, after_s in zip(calls.members, calls.after_s, strict=True):
            yield RunStop(member, stop.action, stop.begin_s + after_s)

    def _left(self, left: LeftOut) -> Iterator[tuple[int, Reason]]:
        members = self.ends[left.request][0].members
        for member in members:
            reason = left.reason
            if len(members) > 1 and reason not in (Reason.DEARER_THAN_LEAVING, Reason.NO_ROOM):
                alone = find_reason(self.before, self.before.requests[member])
                reason = alone or Reason.NOT_TOGETHER
            yield member, reason


def join(problem: Problem) -> Joined:
    """Make one request of whoever must ride together.

    Parameters
    ----------
    problem
        The problem.

    Returns
    -------
    Joined
        Where nobody must, the problem itself.
    """
    groups = _groups(problem)
    if all(len(group) == 1 for group in groups):
        return Joined(problem, problem, tuple(map(partial(_alone, problem), groups)))
    grown = _Grown(problem)
    requests, ends, impossible = [], [], set()
    for group in groups:
        if len(group) == 1:
            ends.append(_alone(problem, group))
            requests.append(problem.requests[group[0]])
            continue
        picks, drops = grown.both_ends(group)
        request, limit_s = _one_request(problem, picks, drops)
        if limit_s < 0 or not picks.meets or not drops.meets or _quarrels(problem, group):
            impossible.add(len(requests))
        ends.append((picks, drops))
        requests.append(request)
    joined = Problem(_apart(problem, groups, requests), problem.vehicles, grown.matrix())
    return Joined(joined, problem, tuple(ends), frozenset(impossible))


def _alone(problem: Problem, group: tuple[int, ...]) -> tuple[_Calls, _Calls]:
    request = problem.requests[group[0]]
    return _Calls(group, (0,), request.pick_up), _Calls(group, (0,), request.drop_off)


def _quarrels(problem: Problem, group: tuple[int, ...]) -> bool:
    """Tell whether two of a group must not be on a run together."""
    ids = {problem.requests[at].id for at in group}
    return any(problem.requests[at].apart & ids for at in group)


def _apart(
    problem: Problem, groups: list[tuple[int, ...]], requests: list[Request]
) -> tuple[Request, ...]:
    """Return requests that must not meet whom any of their members must not."""
    to = {problem.requests[at].id: n for n, group in enumerate(groups) for at in group}
    pairs = {
        (to[each.id], to[other]) for each in problem.requests for other in each.apart if other in to
    }
    return tuple(
        replace(
            request,
            apart=frozenset(requests[b].id for a, b in pairs if a == n and b != n),
            together=frozenset(),
        )
        for n, request in enumerate(requests)
    )


def _groups(problem: Problem) -> list[tuple[int, ...]]:
    """Return who rides with whom, each once, in the order of their first."""
    row = {request.id: at for at, request in enumerate(problem.requests)}
    seen: set[int] = set()
    groups = []
    for at in range(len(problem.requests)):
        if at in seen:
            continue
        group, asked = {at}, [at]
        while asked:
            for other in problem.requests[asked.pop()].together:
                if other in row and row[other] not in group:
                    group.add(row[other])
                    asked.append(row[other])
        seen |= group
        groups.append(tuple(sorted(group)))
    return groups


class _Grown:
    """The matrix of a problem with a row for each group's pick-up and drop-off."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.time_s, self.metres = problem.matrix.time_s, problem.matrix.metres
        self.added: list[tuple[int, int, int]] = []

    def both_ends(self, group: tuple[int, ...]) -> tuple[_Calls, _Calls]:
        """Return in which orders to fetch a group and to set it down: the shortest drive."""
        orders = list(permutations(group)) if len(group) <= _MOST_ORDERS_OF else [group]
        picks, drops = min(product(orders, orders), key=lambda both: self._drive(*both))
        return self._calls(picks, "pick_up"), self._calls(drops, "drop_off")

    def _calls(self, order: tuple[int, ...], end: str) -> _Calls:
        """Return one end of a group's rides, and its window."""
        calls = [getattr(self.problem.requests[at], end) for at in order]
        after = [0]
        for one, two in pairwise(calls):
            after.append(after[-1] + one.service_s + int(self.time_s[one.place, two.place]))
        from_s = max(call.from_s - later for call, later in zip(calls, after, strict=True))
        to_s = min(call.to_s - later for call, later in zip(calls, after, strict=True))
        metres = sum(int(self.metres[one.place, two.place]) for one, two in pairwise(calls))
        place = len(self.time_s) + len(self.added)
        self.added.append((calls[0].place, calls[-1].place, metres))
        call = Call(place, from_s, max(from_s, to_s), after[-1] + calls[-1].service_s)
        return _Calls(order, tuple(after), call, from_s <= to_s)

    def matrix(self) -> Matrix:
        """Return the matrix: a group is reached at its first place and left from its last."""
        first = [*range(len(self.time_s)), *(one for one, _, _ in self.added)]
        last = [*range(len(self.time_s)), *(two for _, two, _ in self.added)]
        inside = np.zeros(len(first), np.int64)
        inside[len(self.time_s) :] = [metres for _, _, metres in self.added]
        return Matrix(self.time_s[np.ix_(last, first)], self.metres[np.ix_(last, first)] + inside)

    def _drive(self, picks: tuple[int, ...], drops: tuple[int, ...]) -> int:
        places = [self.problem.requests[at].pick_up.place for at in picks]
        places += [self.problem.requests[at].drop_off.place for at in drops]
        return int(self.time_s[places[:-1], places[1:]].sum())


def _one_request(problem: Problem, picks: _Calls, drops: _Calls) -> tuple[Request, int]:
    """Return a group as one request, and its ride limit, which may be below 0."""
    members = [problem.requests[at] for at in picks.members]
    waits = dict(zip(picks.members, picks.after_s, strict=True))
    stays = dict(zip(drops.members, drops.after_s, strict=True))
    limits = []
    for at, each in zip(picks.members, members, strict=True):
        aboard_s = picks.call.service_s - waits[at] - each.pick_up.service_s + stays[at]
        limits.append(each.ride_limit_s - aboard_s)
    prices = [each.leave_cost for each in members]
    n_own, n_shared = (sum(getattr(each, name) for each in members) for name in ("own", "shared"))
    assistance = Assistance.SHARED if n_shared else Assistance.OWN if n_own else Assistance.NONE
    request = Request(
        id=" and ".join(each.id for each in members),
        pick_up=picks.call,
        drop_off=drops.call,
        ride_limit_s=max(min(limits), 0),
        seats=sum(each.seats for each in members),
        wheelchairs=sum(each.wheelchairs for each in members),
        lifts=sum(each.lifts for each in members),
        assistance=assistance,
        more_own=n_own - (assistance is Assistance.OWN),
        leave_cost=None if None in prices else sum(price or 0 for price in prices),
    )
    return request, min(limits)


def _request(left: LeftOut) -> int:
    return left.request
