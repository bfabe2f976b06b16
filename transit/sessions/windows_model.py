"""Choose the windows that together serve most people: exact, and in lexicographic order.

First as many people as can be served, each counting by what their coming is worth and by the share
of the sessions they need; among those choices the one that serves most people who have no other
session; then the one with fewest minibuses, where they are asked about; then the one nearest to
what people know. It is a facility location with capacities [1]_ in which a person takes several
places, one a day at most.

References
----------
.. [1] G. Laporte, S. Nickel, F. Saldanha da Gama (eds): Location Science, Springer, 2nd ed. 2019,
   chapters 4 and 5.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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
)
from transit.sessions.windows_programme import Programme, Solved

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
        What takes people there who ride; None leaves the fleet out.

    Returns
    -------
    WindowChoice
        The best choice, and for each aim whether that is proven.

    Raises
    ------
    InputError
        The windows that stay do not fit into the rooms, or minibuses do not go round.
    TransitError
        Time ran out before anything was found.
    """
    _refuse_crowded(problem, rules)
    model = _model_of(problem, rules, minibuses)
    reached, last = [], None
    for aim, goal, unit in model.aims():
        last = model.programme.solve(goal)
        model.programme.hold(goal, last.best)
        reached.append(_reached(aim, last, unit))
    assert last is not None
    values = last.values
    chosen = [at for at, column in enumerate(model.chosen) if values[column] > _HALF]
    order = sorted(chosen, key=lambda at: problem.windows[at])
    out = None if model.out is None else round(values[model.out])
    return WindowChoice(
        chosen=tuple(order), comes=model.comes(values), minibuses=out, reached=tuple(reached)
    )


def frontier(
    problem: WindowProblem, rules: WindowRules, minibuses: Minibuses
) -> Iterator[WindowChoice]:
    """Choose windows for each number of minibuses, from none to as many as serve more people.

    Parameters
    ----------
    problem, rules, minibuses
        As for :func:`choose_windows`; what a minibus is worth is left out.

    Yields
    ------
    WindowChoice
        Each serving more than the one before.
    """
    free = Minibuses(seats=minibuses.seats, spaces=minibuses.spaces, run_s=minibuses.run_s)
    best = choose_windows(problem, rules, free)
    assert best.minibuses is not None
    before = -1.0
    for most in range(best.minibuses):
        capped = Minibuses(seats=free.seats, spaces=free.spaces, run_s=free.run_s, most=most)
        found = choose_windows(problem, rules, capped)
        if found.reached[0].value > before:
            yield found
            before = found.reached[0].value
    yield best


def _refuse_crowded(problem: WindowProblem, rules: WindowRules) -> None:
    kept = [each for each, stays in zip(problem.windows, problem.kept, strict=True) if stays]
    for window in kept:
        together = sum(each.day == window.day and _is_on(each, window.start_s) for each in kept)
        if together > rules.rooms:
            raise InputError(
                f"{together} windows that stay are at one time on {window.day.word}: "
                f"give {together} rooms or more"
            )


def _is_on(window: Window, at_s: int) -> bool:
    return window.start_s <= at_s < window.end_s


def _reached(aim: Aim, solved: Solved, unit: float) -> Reached:
    return Reached(aim, solved.best / unit, solved.bound / unit, solved.is_proven)


@dataclass(slots=True, eq=False)
class _Model:
    """The programme, and which of its columns mean what."""

    problem: WindowProblem
    rules: WindowRules
    minibuses: Minibuses | None
    programme: Programme
    alike: list[list[int]]
    """People who are the same to the programme, by class."""
    chosen: list[int]
    """Column of each window."""
    pairs: dict[tuple[int, int], int]
    """Column of how many of a class come to a window."""
    out: int | None = None
    """Column of the minibuses out at once."""

    def aims(self) -> Iterator[tuple[Aim, NDArray[np.float64], float]]:
        """Yield each aim as a goal, with what the goal counts for one of the aim."""
        columns = list(self.pairs.values())
        first = [self.alike[which][0] for which, _ in self.pairs]
        at = [window for _, window in self.pairs]
        worth = self.problem.worth[first, at] / self.problem.wanted[first]
        served = self.programme.goal(columns, worth)
        price = 0.0 if self.minibuses is None else self.minibuses.worth_people
        if self.out is not None:
            served[self.out] -= price
        yield Aim.SERVED, served, 1.0
        nowhere = np.where(self.problem.goes_nowhere[first], worth, 0.0)
        yield Aim.GOING_NOWHERE, self.programme.goal(columns, nowhere), 1.0
        if self.out is not None:
            yield Aim.MINIBUSES, self.programme.goal([self.out], -1.0), -1.0
        weight = len(self.chosen) + 1.0
        change = self.programme.goal(columns, -weight * self.problem.change[first, at])
        yield Aim.CHANGE, change + self.programme.goal(self.chosen, -1.0), -weight

    def comes(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Share out the places of each class among its people, one after the other, day by day.

        Nobody has more than their share rounded up, of a week or of a day (McNaughton's rule).
        """
        made = np.zeros(self.problem.worth.shape, np.bool_)
        next_of: defaultdict[int, int] = defaultdict(int)
        for which, window in sorted(self.pairs, key=lambda pair: self.problem.windows[pair[1]]):
            people = self.alike[which]
            count = round(values[self.pairs[which, window]])
            turn = next_of[which]
            made[[people[(turn + one) % len(people)] for one in range(count)], window] = True
            next_of[which] += count
        return made


def _model_of(problem: WindowProblem, rules: WindowRules, minibuses: Minibuses | None) -> _Model:
    programme = Programme(rules.seconds)
    alike = _alike(problem, minibuses, one_by_one=rules.whole)
    chosen = [programme.column(1.0, low=float(kept)) for kept in problem.kept]
    pairs = {
        (which, at): programme.column(float(len(people)))
        for which, people in enumerate(alike)
        for at in np.flatnonzero(problem.worth[people[0]]).tolist()
    }
    model = _Model(problem, rules, minibuses, programme, alike, chosen, pairs)
    _limit_windows(model)
    _limit_people(model)
    if minibuses is not None:
        model.out = _minibuses(model, minibuses)
    return model


def _alike(
    problem: WindowProblem, minibuses: Minibuses | None, *, one_by_one: bool
) -> list[list[int]]:
    """Put people together whom nothing tells apart; who counts only as a whole stays alone."""
    if one_by_one:
        return [[at] for at in range(len(problem.people))]
    spaces = np.ones(len(problem.people), np.int64) if minibuses is None else minibuses.spaces
    classes: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at in range(len(problem.people)):
        can = problem.worth[at] > 0
        key = (
            problem.worth[at].tobytes(),
            (problem.rides[at] & can).tobytes(),
            np.where(can, problem.change[at], 0).tobytes(),
            int(problem.wanted[at]),
            bool(problem.goes_nowhere[at]),
            int(spaces[at]),
        )
        classes[key].append(at)
    return list(classes.values())


def _limit_windows(model: _Model) -> None:
    """So many windows, so many at one time, and so many people in each."""
    problem, rules, programme = model.problem, model.rules, model.programme
    most = rules.most + int(problem.kept.sum())
    programme.row(model.chosen, 1.0, high=most)
    for window in problem.windows:
        # What overlaps in pairs has a time in common: the latest of their starts.
        on = [
            column
            for column, other in zip(model.chosen, problem.windows, strict=True)
            if other.day == window.day and _is_on(other, window.start_s)
        ]
        if len(on) > rules.rooms:
            programme.row(on, 1.0, high=rules.rooms)
    for at, places in enumerate(problem.places.tolist()):
        own = [column for (_, window), column in model.pairs.items() if window == at]
        if own and places < len(problem.people):
            programme.row([*own, model.chosen[at]], [*[1.0] * len(own), -places], high=0.0)


def _limit_people(model: _Model) -> None:
    """Nobody comes where nothing is held, more often than they need, or too often on a day."""
    problem, rules, programme = model.problem, model.rules, model.programme
    own: defaultdict[int, list[int]] = defaultdict(list)
    for (which, at), column in model.pairs.items():
        programme.row([column, model.chosen[at]], [1.0, -len(model.alike[which])], high=0.0)
        own[which].append(at)
    for which, windows in own.items():
        people = model.alike[which]
        columns = [model.pairs[which, at] for at in windows]
        wanted = int(problem.wanted[people[0]])
        if rules.whole:
            served = programme.column(1.0)
            programme.row([*columns, served], [*[1.0] * len(columns), -wanted], low=0.0, high=0.0)
        else:
            programme.row(columns, 1.0, high=wanted * len(people))
        days: defaultdict[int, list[int]] = defaultdict(list)
        for at, column in zip(windows, columns, strict=True):
            days[problem.windows[at].day].append(column)
        for held in days.values():
            if len(held) > 1:
                programme.row(held, 1.0, high=len(people))


def _minibuses(model: _Model, minibuses: Minibuses) -> int:
    """Let minibuses hold who rides; return the column of how many are out at once at the most."""
    problem, programme = model.problem, model.programme
    riders: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (which, at), column in model.pairs.items():
        first = model.alike[which][0]
        if problem.rides[first, at]:
            riders[at].append((column, int(minibuses.spaces[first])))
    limit = np.inf if minibuses.most is None else float(minibuses.most)
    out = programme.column(limit)
    needed = {}
    for at, some in riders.items():
        needed[at] = programme.column(np.inf)
        columns = [*(column for column, _ in some), needed[at]]
        programme.row(columns, [*(size for _, size in some), -minibuses.seats], high=0.0)
    for at in needed:
        for day, from_s, _ in _out(problem.windows[at], minibuses.run_s):
            busy = [
                column
                for other, column in needed.items()
                if any(
                    each[0] == day and each[1] <= from_s < each[2]
                    for each in _out(problem.windows[other], minibuses.run_s)
                )
            ]
            programme.row([*busy, out], [*[1.0] * len(busy), -1.0], high=0.0)
    return out


def _out(window: Window, run_s: int) -> tuple[tuple[int, int, int], ...]:
    """When a minibus is out for a window: before it starts, and after it ends."""
    return (
        (window.day, window.start_s - run_s, window.start_s),
        (window.day, window.end_s, window.end_s + run_s),
    )
