"""Choose the windows that together serve most people: exact, and in lexicographic order.

First as many people as can be served, each counting by what their coming is worth and by the share
of the sessions they need; among those choices the one that serves most people who have no other
session; then the one nearest to what people know, and with fewest windows. It is a location problem
with capacities [1]_ in which a person takes several places, one a day at most.

On a day people may take the best window they can reach, so that only the windows are chosen: how
many come at a worth or better is at most how many such windows there are. Only where places or
seats are scarce does it matter who takes which.

References
----------
.. [1] G. Laporte, S. Nickel, F. Saldanha da Gama (eds): Location Science, Springer, 2nd ed. 2019,
   chapters 4 and 5.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.sessions.swept import Window
from transit.sessions.windows import (
    Aim,
    Minibuses,
    Reached,
    WindowChoice,
    WindowProblem,
    WindowRules,
    WithMinibuses,
    change_min,
)
from transit.sessions.windows_programme import NEAR, OutOfTimeError, Programme, Solved
from transit.sessions.windows_runs import Rider, limit_minibuses
from transit.sessions.windows_share import share_places

_HALF: Final = 0.5


def choose_windows(
    problem: WindowProblem, rules: WindowRules, minibuses: Minibuses | None = None
) -> WindowChoice:
    """Choose windows.

    Parameters
    ----------
    problem
        Windows and people.
    rules
        How many windows, in how many rooms.
    minibuses
        What takes people there who ride; None leaves the fleet out, and who rides with it.

    Returns
    -------
    WindowChoice
        The best choice, and for each aim whether that is proven. Of equal choices the one with
        fewer minibuses is taken before all others.

    Raises
    ------
    InputError
        The windows that stay do not fit into the rooms.
    TransitError
        Time ran out before anything was found.
    """
    _refuse_crowded(problem, rules)
    if minibuses is None:
        model = _model_of(problem, rules)
        return _chosen(model, model.programme.solve(model.served))
    return _with_minibuses(problem, rules, minibuses)


def _with_minibuses(
    problem: WindowProblem, rules: WindowRules, minibuses: Minibuses
) -> WindowChoice:
    """Choose for none, one, two, until one more can be worth it no longer.

    With their number given, seats are scarce as places are, which is solved fast; with it open, a
    part of a minibus always pays.
    """
    began = time.monotonic()
    price = minibuses.worth_people
    free = _model_of(problem, rules)
    limit = free.programme.solve(free.served).bound
    best: tuple[float, _Model, Solved] | None = None
    tried: list[WithMinibuses] = []
    bound = -math.inf
    useful = _most_useful(problem, minibuses)
    while True:
        most = len(tried)
        # Half of what is left, so that each number has its turn.
        left_s = max((rules.seconds - (time.monotonic() - began)) / 2, 1.0)
        model = _model_of(problem, replace(rules, seconds=left_s), minibuses, most)
        try:
            solved = model.programme.solve(model.served)
        except OutOfTimeError:
            if best is None:
                raise
            bound = max(bound, limit - price * most)
            break
        people = _people_served(problem, model.comes(solved))
        is_best = solved.bound <= people + NEAR
        tried.append(WithMinibuses(most, people, people if is_best else solved.bound, is_best))
        bound = max(bound, tried[-1].bound - price * most)
        worth = people - price * most
        if best is None or worth > best[0] + NEAR:
            best = worth, model, solved
        if most in (minibuses.most, useful) or people > limit - NEAR:
            break
        if limit - price * (most + 1) <= best[0] + NEAR:
            break
    _, model, solved = best
    made = _chosen(model, solved)
    worth = _people_served(problem, made.comes) - price * model.n_minibuses
    proven = bound <= worth + NEAR
    first = Reached(Aim.SERVED, worth, worth if proven else bound, proven)
    return replace(made, reached=(first, *made.reached[1:]), tried=tuple(tried))


def _most_useful(problem: WindowProblem, minibuses: Minibuses) -> int:
    """Return with how many minibuses everybody who fits into one has one of their own."""
    rides = (problem.rides & (problem.worth > 0)).any(axis=1)
    return int((rides & (minibuses.spaces <= minibuses.seats)).sum())


def _chosen(model: "_Model", solved: Solved) -> WindowChoice:
    """Go on from most people served to the other aims."""
    programme = model.programme
    reached = [Reached(Aim.SERVED, solved.best, solved.bound, solved.is_proven)]
    programme.hold(model.served, solved.best)
    for aim, goal, sign in model.other_aims():
        solved = programme.solve(goal)
        programme.hold(goal, solved.best)
        reached.append(Reached(aim, sign * solved.best, sign * solved.bound, solved.is_proven))
    return WindowChoice(
        chosen=model.order(solved),
        comes=model.comes(solved),
        minibuses=None if model.minibuses is None else model.n_minibuses,
        reached=tuple(reached),
    )


def _people_served(problem: WindowProblem, comes: NDArray[np.bool_]) -> float:
    return float(((problem.worth * comes).sum(axis=1) / problem.wanted).sum())


def _refuse_crowded(problem: WindowProblem, rules: WindowRules) -> None:
    kept = [each for each, stays in zip(problem.windows, problem.kept, strict=True) if stays]
    for window in kept:
        together = sum(_is_on(each, window) for each in kept)
        if together > rules.rooms:
            raise InputError(
                f"{together} windows that stay are at one time on {window.day.word}: "
                f"give {together} rooms or more"
            )


def _is_on(window: Window, other: Window) -> bool:
    """Tell whether a window is on when another one starts."""
    return window.day == other.day and window.start_s <= other.start_s < window.end_s


@dataclass(slots=True, eq=False)
class _Model:
    """The programme, and which of its columns mean what."""

    problem: WindowProblem
    rules: WindowRules
    minibuses: Minibuses | None
    n_minibuses: int
    programme: Programme
    chosen: list[int]
    """Column of each window."""
    visits: list[tuple[int, int, float]]
    """Somebody, the column of how often they and their like come at a worth or better, and by how
    much that is worth more than the next."""
    change: list[tuple[int, float]]
    """Columns of what people know that is moved or lost, and how much change each is."""

    @property
    def served(self) -> NDArray[np.float64]:
        """Most people served, as a goal."""
        return self.programme.goal(*self._worth())

    def other_aims(self) -> Iterator[tuple[Aim, NDArray[np.float64], float]]:
        """Yield each further aim as a goal, and whether it is made high (1) or low (-1)."""
        columns, worth = self._worth()
        who = [who for who, _, _ in self.visits]
        nowhere = np.where(self.problem.goes_nowhere[who], worth, 0.0)
        yield Aim.GOING_NOWHERE, self.programme.goal(columns, nowhere), 1.0
        # All windows together weigh less than a minute: fewer of them decide what is left.
        minutes = [-minutes for _, minutes in self.change]
        moved = self.programme.goal([column for column, _ in self.change], minutes)
        fewer = self.programme.goal(self.chosen, -1.0 / (len(self.chosen) + 1))
        yield Aim.CHANGE, moved + fewer, -1.0

    def order(self, solved: Solved) -> tuple[int, ...]:
        """Return the windows chosen, in the order of the week."""
        some = [at for at, column in enumerate(self.chosen) if solved.values[column] > _HALF]
        return tuple(sorted(some, key=lambda at: self.problem.windows[at]))

    def comes(self, solved: Solved) -> NDArray[np.bool_]:
        """Share out the places of the windows chosen among whole people."""
        order = self.order(solved)
        return share_places(self.problem, self.rules, order, self.minibuses, self.n_minibuses)

    def _worth(self) -> tuple[list[int], NDArray[np.float64]]:
        wanted = self.problem.wanted[[who for who, _, _ in self.visits]]
        worth = np.array([more for _, _, more in self.visits]) / wanted
        return [column for _, column, _ in self.visits], worth


def _model_of(
    problem: WindowProblem,
    rules: WindowRules,
    minibuses: Minibuses | None = None,
    n_minibuses: int = 0,
) -> _Model:
    programme = Programme(rules.seconds)
    chosen = [programme.column(1.0, low=float(kept), whole=True) for kept in problem.kept]
    model = _Model(problem, rules, minibuses, n_minibuses, programme, chosen, [], [])
    _limit_windows(model)
    taken = _People(model).add()
    for at, some in taken.items():
        if problem.places[at] < len(problem.people):
            columns = [*(each.column for each in some), chosen[at]]
            programme.row(columns, [*[1.0] * len(some), -problem.places[at]], high=0.0)
    if minibuses is not None:
        riders: defaultdict[int, list[Rider]] = defaultdict(list)
        for at, some in taken.items():
            for each in some:
                if problem.rides[each.who, at]:
                    size = int(minibuses.spaces[each.who])
                    riders[at].append((each.column, size, each.people))
        limit_minibuses(programme, minibuses, n_minibuses, problem.windows, riders)
    _add_change(model)
    return model


def _limit_windows(model: _Model) -> None:
    """So many windows, and so many at one time."""
    problem, rules, programme = model.problem, model.rules, model.programme
    programme.row(model.chosen, 1.0, high=rules.most + int(problem.kept.sum()))
    for window in problem.windows:
        # What overlaps in pairs has a time in common: the latest of their starts.
        on = [
            column
            for column, other in zip(model.chosen, problem.windows, strict=True)
            if _is_on(other, window)
        ]
        if len(on) > rules.rooms:
            programme.row(on, 1.0, high=rules.rooms)


def _add_change(model: _Model) -> None:
    """For what people know, the nearest of the windows chosen; a day without any is lost."""
    programme, lost_min = model.programme, model.rules.lost_min
    for known, people in model.problem.known:
        lost = programme.column(1.0)
        model.change.append((lost, float(people * lost_min)))
        some = [lost]
        for at, window in enumerate(model.problem.windows):
            moved = change_min(known, window, lost_min)
            if moved < lost_min:
                near = programme.column(1.0)
                programme.row([near, model.chosen[at]], [1.0, -1.0], high=0.0)
                model.change.append((near, float(people * moved)))
                some.append(near)
        programme.row(some, 1.0, low=1.0)


class _Taken(NamedTuple):
    """Somebody, the column of how many of their like take places in a window, and how many are."""

    who: int
    column: int
    people: float


@dataclass(slots=True)
class _People:
    """Adds people to a model, those whom nothing tells apart together."""

    model: _Model

    def add(self) -> dict[int, list[_Taken]]:
        """Add everybody; return who takes places in which windows, and in which columns."""
        taken: defaultdict[int, list[_Taken]] = defaultdict(list)
        for people in self._alike():
            self._add_class(people, taken)
        return taken

    def _alike(self) -> list[list[int]]:
        """Put people together; who counts only as a whole stays alone."""
        problem, minibuses = self.model.problem, self.model.minibuses
        if self.model.rules.whole:
            return [[at] for at in range(len(problem.people))]
        classes: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for at in range(len(problem.people)):
            rides = problem.rides[at] & (problem.worth[at] > 0)
            key: tuple[object, ...] = (
                problem.worth[at].tobytes(),
                int(problem.wanted[at]),
                bool(problem.goes_nowhere[at]),
            )
            if minibuses is not None:
                key += rides.tobytes(), int(minibuses.spaces[at])
            classes[key].append(at)
        return list(classes.values())

    def _add_class(self, people: list[int], taken: dict[int, list[_Taken]]) -> None:
        problem, programme = self.model.problem, self.model.programme
        who, count = people[0], float(len(people))
        worth = problem.worth[who]
        own: dict[int, int] = {}
        for at in np.flatnonzero(worth).tolist():
            if self._is_scarce(who, at):
                # With windows and minibuses given, the best corners are whole people by themselves;
                # only beside wheelchairs may a part of a seat be left, and then the bound tells it.
                own[at] = programme.column(count)
                programme.row([own[at], self.model.chosen[at]], [1.0, -count], high=0.0)
                taken[at].append(_Taken(who, own[at], count))
        wanted = int(problem.wanted[who])
        levels = sorted(set(worth[worth > 0].tolist()))
        lowest = None
        for below, level in zip([0.0, *levels], levels, strict=False):
            visits = programme.column(count * wanted)
            days = [self._day(who, count, day, level, own) for day in self._days(worth >= level)]
            programme.row([visits, *days], [1.0, *[-1.0] * len(days)], high=0.0)
            self.model.visits.append((who, visits, level - below))
            lowest = visits if lowest is None else lowest
            if self.model.rules.whole and lowest is visits:
                served = programme.column(1.0, whole=True)
                programme.row([visits, served], [1.0, -wanted], low=0.0, high=0.0)
            elif self.model.rules.whole:
                programme.row([visits, lowest], [1.0, -1.0], high=0.0)

    def _days(self, can: NDArray[np.bool_]) -> list[int]:
        return sorted({self.model.problem.windows[at].day for at in np.flatnonzero(can).tolist()})

    def _day(self, who: int, count: float, day: int, level: float, own: dict[int, int]) -> int:
        """Return the column of how many come on a day at a worth or better."""
        problem, programme = self.model.problem, self.model.programme
        come = programme.column(count)
        columns, values = [come], [1.0]
        for at in np.flatnonzero(problem.worth[who] >= level).tolist():
            if problem.windows[at].day == day:
                columns.append(own.get(at, self.model.chosen[at]))
                values.append(-1.0 if at in own else -count)
        programme.row(columns, values, high=0.0)
        return come

    def _is_scarce(self, who: int, at: int) -> bool:
        problem = self.model.problem
        if problem.places[at] < len(problem.people):
            return True
        return self.model.minibuses is not None and bool(problem.rides[who, at])
