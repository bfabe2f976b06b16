"""The ladder: what a year costs with each number of vehicles, from the whole fleet downwards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transit.fleet.keys import NOBODY, Key, Question
from transit.fleet.known import Known
from transit.fleet.plan import Action, Run
from transit.kernels.dial_a_ride_arrays import MUST_COST

Told = Callable[[str, float, float], None]
"""Told what is being done, and the shares done before and after."""

_ANEW, _DOWN, _AGAIN, _BELOW = 0.3, 0.5, 0.8, 0.85
"""Shares done once the whole fleet, fewer vehicles, the cheapest fleet and those below are planned:
for the progress bar only."""


@dataclass(slots=True)
class Ladder:
    """Fleets of fewer and fewer vehicles, each with the best plans known.

    Parameters
    ----------
    known
        The plans.
    rungs
        Ids of the vehicles kept, the whole fleet first.
    anew
        What a year costs at the best rung by searches that began anew, one for each seed, units of
        cost: how far they are apart is the noise of the search.
    placebo
        What searching on with everybody still gained a year in the end, units of cost.
    """

    known: Known
    rungs: list[frozenset[str]]
    anew: tuple[int, ...] = ()
    placebo: int = 0

    @property
    def best(self) -> int:
        """Index of the cheapest rung; the larger fleet where two cost the same."""
        costs = [self.known.year_units(kept) for kept in self.rungs]
        return costs.index(min(costs))

    def share(self) -> None:
        """Let every plan serve larger fleets too, which may leave a vehicle in the yard."""
        for kind in range(len(self.known.week.problems)):
            for smaller, larger in zip(self.rungs[:0:-1], self.rungs[-2::-1], strict=True):
                found = self.known.plans[Key(kind, smaller, NOBODY)]
                self.known.take(Key(kind, larger, NOBODY), found)


def build_ladder(known: Known, tell: Told = lambda stage, share, then: None) -> Ladder:
    """Plan the week with the whole fleet, and with fewer vehicles until that cannot pay.

    Which vehicle goes is judged by what its riders would cost in taxis; those who can are then
    taken by others.

    Parameters
    ----------
    known
        No plans, or some.
    tell
        Told what is being done, and the shares done before and after.

    Returns
    -------
    Ladder
        At least the whole fleet.
    """
    whole = frozenset(known.week.standing)
    tell(f"Planning the week with {_vehicles(whole)}", 0.0, _ANEW)
    ladder = Ladder(known, [whole], _anew(known, whole))
    while ladder.rungs[-1] and len(ladder.rungs) - 1 - ladder.best < known.effort.rungs_beyond:
        _step_down(ladder, tell)
    _look_closely(ladder, tell)
    return ladder


def _anew(known: Known, kept: frozenset[str]) -> tuple[int, ...]:
    """Plan a fleet's week anew with each seed; return what a year then costs, units of cost."""
    totals = []
    for at in range(known.effort.seeds):
        keys = [Key(kind, kept, NOBODY) for kind in range(len(known.week.problems))]
        tasks = [known.task(key, None, known.effort.first, at) for key in keys]
        found = dict(zip(keys, known.do(tasks), strict=True))
        for key, solved in found.items():
            known.take(key, solved)
        totals.append(known.week.year_units(kept, known.week_units(known.keys(kept), found)))
    return tuple(totals)


def _step_down(ladder: Ladder, tell: Told) -> None:
    """Add the fleet without the vehicle that is worth least."""
    known, kept = ladder.known, ladder.rungs[-1]
    fewer = kept - {_worth_least(known, kept)}
    a_step = (_DOWN - _ANEW) / len(ladder.rungs[0])
    begins = _ANEW + (len(ladder.rungs) - 1) * a_step
    tell(f"Planning the week with {_vehicles(fewer)}", begins, begins + a_step)
    kinds = range(len(known.week.problems))
    known.ask(
        Question(Key(kind, fewer, NOBODY), (known.plans[Key(kind, kept, NOBODY)].runs,))
        for kind in kinds
    )
    ladder.rungs.append(fewer)
    ladder.share()


def _look_closely(ladder: Ladder, tell: Told) -> None:
    """Search on around the cheapest rung: also to tell the search's noise."""
    known, best = ladder.known, ladder.best
    kept, kinds = ladder.rungs[best], range(len(ladder.known.week.problems))
    if best > 0:
        tell(f"Searching anew with {_vehicles(kept)}", _DOWN, _AGAIN)
        ladder.anew = _anew(known, kept)
    for below in ladder.rungs[best + 1 :]:
        tell(f"Planning the week with {_vehicles(below)} again", _AGAIN, _BELOW)
        keys = [Key(kind, below, NOBODY) for kind in kinds]
        known.ask(Question(key, (known.plans[key._replace(kept=kept)].runs,)) for key in keys)
    ladder.share()
    ladder.placebo = _polish(ladder, tell)


def _polish(ladder: Ladder, tell: Told) -> int:
    """Search on as leavers will be searched for, until that gains next to nothing.

    Returns what the last search still gained a year, units of cost.
    """
    known, kinds = ladder.known, range(len(ladder.known.week.problems))
    gained = 0
    a_turn = (1 - _BELOW) / max(known.effort.polish, 1)
    for turn in range(known.effort.polish):
        begins = _BELOW + turn * a_turn
        kept = ladder.rungs[ladder.best]
        before = known.year_units(kept)
        tell(f"Searching on with {_vehicles(kept)}", begins, begins + a_turn)
        keys = [Key(kind, rung, NOBODY) for rung in _near(ladder) for kind in kinds]
        known.ask(Question(key, (known.plans[key].runs,)) for key in keys)
        ladder.share()
        gained = before - known.year_units(kept)
        if gained <= known.effort.placebo_units:
            break
    return gained


def _near(ladder: Ladder) -> list[frozenset[str]]:
    """Return the cheapest fleet and the one below it, with which most leavers are planned."""
    return ladder.rungs[ladder.best : ladder.best + 2]


def _worth_least(known: Known, kept: frozenset[str]) -> str:
    """Return the vehicle whose standing cost exceeds most what its runs save in taxis."""

    def gain(vehicle: str) -> tuple[float, str]:
        lost = sum(_lost_without(known, key, vehicle) for key in known.keys(kept))
        return known.week.standing[vehicle] - lost * known.week.weeks, vehicle

    return max(kept, key=gain)


def _lost_without(known: Known, key: Key, vehicle: str) -> int:
    """Return what a part of a day costs more if a vehicle's riders take taxis instead."""
    problem, solved = known.week.problems[key.kind], known.plans[key]
    by_id = {problem.vehicles[run.vehicle].id: run for run in solved.runs}
    run = by_id.get(vehicle)
    if run is None:
        return 0
    its = problem.vehicles[run.vehicle]
    for other in problem.vehicles:
        alike = (other.layouts, other.start, other.price) == (its.layouts, its.start, its.price)
        if alike and other.id in key.kept and other.id not in by_id:
            return 0
    taxis = sum(_leave_cost(problem.requests[at].leave_cost) for at in _riders(run))
    return taxis - run.cost


def _leave_cost(cost: int | None) -> int:
    return MUST_COST if cost is None else cost


def _riders(run: Run) -> Iterator[int]:
    return (stop.request for stop in run.stops if stop.action is Action.PICK_UP)


def _vehicles(kept: frozenset[str]) -> str:
    return "1 vehicle" if len(kept) == 1 else f"{len(kept)} vehicles"
