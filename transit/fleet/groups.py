"""Which people together save most, for each number of people: looked for at each fleet size."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from transit.fleet.arrays import Packed, pack
from transit.fleet.group_choice import Groups
from transit.fleet.keys import Key, Question, in_order
from transit.fleet.known import Known
from transit.fleet.ladder import Ladder, Told
from transit.fleet.leavers import Leavers, together
from transit.fleet.plan import Action, Run
from transit.fleet.problem import Problem
from transit.fleet.quantities import Quantities, quantities
from transit.kernels.dial_a_ride_insertion import run_cost
from transit.kernels.dial_a_ride_looked import make_scratch


@dataclass(slots=True)
class _Chain:
    """People who leave one after the other, with one fleet.

    Parameters
    ----------
    kept
        Ids of the vehicles kept.
    left
        Who has left, in order.
    by_cash
        Whether whoever ends most in taxi contracts of today leaves next, not whoever saves most.
    """

    kept: frozenset[str]
    left: tuple[Leavers, ...] = ()
    by_cash: bool = False

    @property
    def group(self) -> Leavers:
        return together(self.left)


def best_groups(
    ladder: Ladder,
    candidates: Sequence[Leavers],
    most: int,
    tell: Told = lambda stage, share, then: None,
) -> Groups:
    """Look for the groups of each size that save most, and that end most.

    Savings neither add up nor shrink by rule: a vehicle goes when enough people of the right times
    leave. So for each fleet size the person whose leaving saves most as runs are is taken off, the
    rest planned again, and so on. With the cheapest fleet, the person is taken off besides whose
    taxi contracts of today cost most. Of several who leave together what counts is the saving a
    person.

    Parameters
    ----------
    ladder
        The plans with everybody; groups are added to what is known.
    candidates
        Who could leave: one by one, or several together.
    most
        Largest group.
    tell
        Told what is being done, and the shares done before and after.

    Returns
    -------
    Groups
        Of 1, 2, … people. A size that was never reached is left out: two who leave together make
        no group of one.
    """
    known = ladder.known
    fleets = ladder.rungs[ladder.best : ladder.best + known.effort.group_rungs]
    chains = [_Chain(kept) for kept in fleets]
    if known.week.in_taxis:
        chains.append(_Chain(fleets[0], by_cash=True))
    values = _Values(known)
    found: dict[int, list[Leavers]] = {}
    by_contracts: list[Leavers] = []
    steps = min(most, len(candidates))
    for step in range(steps):
        grown = [chain for chain in chains if _grow(chain, candidates, most, values)]
        if not grown:
            break
        stage = f"Looking for the best groups, step {step + 1} of {steps} at most"
        tell(stage, step / steps, (step + 1) / steps)
        known.ask(_questions(known, ((chain.kept, chain.group) for chain in grown)))
        for chain in grown:
            found.setdefault(len(chain.group.people), []).append(chain.group)
            by_contracts += [chain.group] * chain.by_cash
    return Groups({size: tuple(groups) for size, groups in found.items()}, tuple(by_contracts))


def _grow(chain: _Chain, candidates: Sequence[Leavers], most: int, values: "_Values") -> bool:
    """Let whoever saves most leave next; tell whether anybody could."""
    before = chain.group
    free = [
        each
        for each in candidates
        if not set(each.people) & set(before.people)
        and len(before.people) + len(each.people) <= most
    ]
    if not free:
        return False

    def worth(each: Leavers) -> tuple[float, float, tuple[str, ...]]:
        ends = values.ends(chain.kept, before, each) if chain.by_cash else 0
        gain = values.gain(chain.kept, before, each)
        return ends / len(each.people), gain / len(each.people), each.people

    chosen = max(free, key=worth)
    chain.left = (*chain.left, chosen)
    return True


def _questions(known: Known, pairs: Iterable[tuple[frozenset[str], Leavers]]) -> Iterator[Question]:
    asked = {
        key for kept, group in pairs for key in known.keys(kept, group.rides) if key.gone
    } - known.plans.keys()
    for key in in_order(asked):
        yield Question(key, known.starts(key)[-1:])


@dataclass(slots=True)
class _Values:
    """What somebody's rides cost as runs are."""

    known: Known
    packed: dict[int, Packed] = field(default_factory=dict)
    added: tuple[tuple[frozenset[str], tuple[str, ...]], Quantities] | None = None

    def gain(self, kept: frozenset[str], before: Leavers, leaver: Leavers) -> int:
        """Return what a week costs less if runs, without those who left, only lose their stops."""
        week, gained = self.known.week, 0
        keys = self.known.keys(kept, before.rides)
        for part, key, more in zip(
            week.parts, keys, self.known.keys(kept, leaver.rides), strict=True
        ):
            if more.gone:
                gained += self._gain(part.kind, key, more.gone)
        return gained

    def ends(self, kept: frozenset[str], before: Leavers, leaver: Leavers) -> int:
        """Return what a week's taxi contracts of today cost that end with somebody."""
        week = self.known.week
        theirs = {contract for contract in week.in_taxis if contract[0] in leaver.people}
        stay = {
            (ride.person, ride.session)
            for part in week.parts
            for ride in part.part.rides
            if (ride.person, ride.session, ride.day) not in leaver.rides
        }
        found = self._week(kept, before).taxi_contracts if theirs else {}
        return sum(found.get(contract, 0) for contract in theirs - stay)

    def _week(self, kept: frozenset[str], before: Leavers) -> Quantities:
        """Return the week without those who left: of a step, the same for everybody."""
        key = kept, before.people
        if self.added is None or self.added[0] != key:
            self.added = key, quantities(self.known, kept, before.rides)
        return self.added[1]

    def _gain(self, kind: int, key: Key, gone: frozenset[int]) -> int:
        problem, solved = self.known.week.problems[kind], self.known.plans[key]
        if kind not in self.packed:
            self.packed[kind] = pack(problem)
        gained = sum(problem.requests[at].leave_cost or 0 for at in gone & set(solved.left))
        for run in solved.runs:
            if any(stop.request in gone for stop in run.stops):
                gained += run.cost - _cost_without(self.packed[kind], problem, run, gone)
        return gained


def _cost_without(packed: Packed, problem: Problem, run: Run, gone: frozenset[int]) -> int:
    """Return what a run costs without some stops; as much as with them where it has no times."""
    rides, n_requests = packed.rides, len(problem.requests)
    kind = int(rides.kind_of[packed.vehicles.index(run.vehicle)])
    stops = [
        stop.request + n_requests * (stop.action is Action.DROP_OFF)
        for stop in run.stops
        if stop.request not in gone
    ]
    if not stops:
        return 0
    start = 2 * (n_requests + kind)
    nodes = np.array((start, *stops, start + 1), np.int64)
    return min(int(run_cost(rides, kind, nodes, nodes.size, make_scratch(n_requests))), run.cost)
