"""Which further cells to hide: the fewest people, exactly, so that nothing hidden can be had back.

The cell suppression problem by Benders' cuts (Fischetti and Salazar, Management Science 47(7),
2001): choose cells, attack what is told with linear programmes, and turn every attack that comes
too near into an inequality which no safe choice breaks; until none does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array, vstack

from transit.disclosure.problem import Problem
from transit.errors import TransitError

_NEAR = 1e-6
"""People by which a linear programme may be off."""

_MOST_NODES = 100
"""Nodes of one integer programme of an attack: tables of three and more ways only need any."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Every safe choice has ``weights @ hidden >= least``."""

    weights: NDArray[np.float64]
    least: float


def enough_as_it_is(problems: Sequence[Problem]) -> bool:
    """Return whether hiding only what must be hidden keeps it open.

    Parameters
    ----------
    problems
        What different readers know of one table.

    Returns
    -------
    bool
        True where no reader can tell any hidden count too nearly.
    """
    return not any(
        _attacks(problem, problem.must, np.ones(problem.must.size, np.bool_))
        for problem in problems
    )


def fewest_hidden(problems: Sequence[Problem]) -> NDArray[np.bool_]:
    """Choose what to hide: the fewest people, and of those choices the fewest cells.

    What could be told too nearly even with everything hidden is out already by an earlier release,
    and asks for nothing.

    Parameters
    ----------
    problems
        What different readers know of one table: its cells first, in the same order.

    Returns
    -------
    ndarray
        ``(n_cells,) bool``, what is hidden.

    Raises
    ------
    TransitError
        HiGHS found no choice.
    """
    own = problems[0]
    asked = [_can_be_kept(problem) for problem in problems]
    hidden = own.must
    cuts: list[_Cut] = []
    while found := [
        cut
        for problem, kept in zip(problems, asked, strict=True)
        for _, cut in _attacks(problem, _widened(problem, hidden), kept)
    ]:
        cuts += [_Cut(cut.weights[: own.must.size], cut.least) for cut in found]
        hidden = _cheapest(own, cuts)
    return hidden


def _can_be_kept(problem: Problem) -> NDArray[np.bool_]:
    kept = np.ones(problem.must.size, np.bool_)
    kept[[at for at, _ in _attacks(problem, problem.must | problem.free, kept)]] = False
    return kept


def _widened(problem: Problem, hidden: NDArray[np.bool_]) -> NDArray[np.bool_]:
    wide = np.zeros(problem.must.size, np.bool_)
    wide[: hidden.size] = hidden
    return wide


def _attacks(
    problem: Problem, hidden: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> list[tuple[int, _Cut]]:
    """Return every count that can be told too nearly, with the cut that forbids it."""
    bounds = np.where(hidden[:, None], problem.hidden, problem.told)
    low, high = np.full(hidden.size, np.inf), np.full(hidden.size, -np.inf)
    found = []
    for at in np.flatnonzero((hidden | problem.guarded) & asked):
        if high[at] - low[at] >= problem.interval:
            continue
        ends = [_end(problem, bounds, at, sign) for sign in (1.0, -1.0)]
        for end in ends:
            if np.all(np.abs(end.x - np.rint(end.x)) < _NEAR):
                low, high = np.minimum(low, np.rint(end.x)), np.maximum(high, np.rint(end.x))
        if ends[1].x[at] - ends[0].x[at] < problem.interval - _NEAR:
            found.append((int(at), _linear_cut(problem, ends, at)))
        elif high[at] - low[at] < problem.interval:
            for seen in _in_people(problem, bounds, at):
                low, high = np.minimum(low, seen), np.maximum(high, seen)
            if high[at] - low[at] < problem.interval:
                found.append((int(at), _whole_cut(problem, hidden, at)))
    return found


def _end(problem: Problem, bounds: NDArray[np.float64], at: np.intp, sign: float) -> OptimizeResult:
    """Return the fewest (sign 1) or most (sign -1) that a count may be."""
    aim = np.zeros(bounds.shape[0])
    aim[at] = sign
    solved = linprog(
        aim,
        A_eq=problem.adds_up if problem.adds_up.shape[0] else None,
        b_eq=np.zeros(problem.adds_up.shape[0]) if problem.adds_up.shape[0] else None,
        bounds=bounds,
        method="highs",
    )
    if solved.x is None:
        raise TransitError(f"disclosure: no counts agree with the table ({solved.message})")
    return solved


def _linear_cut(problem: Problem, ends: list[OptimizeResult], at: np.intp) -> _Cut:
    """Return the cut of an attack: its prices bound how far apart the ends can be for any choice.

    A coefficient above what is missing says no more than what is missing, for a cell is hidden or
    not.
    """
    below = sum(end.lower.marginals for end in ends)
    above = sum(end.upper.marginals for end in ends)
    wider = problem.hidden - problem.told
    weights = -(below * wider[:, 0] + above * wider[:, 1])
    apart = -float(below @ problem.told[:, 0] + above @ problem.told[:, 1])
    weights[~(problem.must | problem.free)] = 0.0
    missing = problem.interval - apart
    weights = np.minimum(np.maximum(weights, 0.0), missing)
    if problem.guarded[at]:
        return _Cut(weights, missing)
    weights[at] -= problem.interval
    return _Cut(weights, -apart)


def _whole_cut(problem: Problem, hidden: NDArray[np.bool_], at: np.intp) -> _Cut:
    """Return the cut of an attack that only whole people make: something else must be hidden."""
    weights = (problem.free & ~hidden).astype(np.float64)
    if problem.guarded[at] or problem.must[at]:
        return _Cut(weights, 1.0)
    weights[at] -= 1.0
    return _Cut(weights, 0.0)


def _in_people(problem: Problem, bounds: NDArray[np.float64], at: np.intp) -> NDArray[np.float64]:
    """Return all counts in whole people where one is least and most: ``(2, n)``, if found."""
    aim = np.zeros(bounds.shape[0])
    ends = []
    for sign in (1.0, -1.0):
        aim[at] = sign
        solved = milp(
            aim,
            constraints=LinearConstraint(problem.adds_up, 0, 0),
            integrality=np.ones(aim.size),
            bounds=Bounds(bounds[:, 0], bounds[:, 1]),
            options={"node_limit": _MOST_NODES},
        )
        # What is not found in time counts as impossible: more is hidden then, never less.
        if solved.x is not None:
            ends.append(np.rint(solved.x))
    return np.array(ends).reshape(-1, aim.size)


def _cheapest(problem: Problem, cuts: list[_Cut]) -> NDArray[np.bool_]:
    can = problem.must | problem.free
    cost = problem.people * (np.count_nonzero(can) + 1) + 1.0
    solved = milp(
        cost / cost.max(),
        constraints=LinearConstraint(
            csr_array(vstack([csr_array(cut.weights[None, :]) for cut in cuts])),
            lb=[cut.least - _NEAR for cut in cuts],
        ),
        integrality=np.ones(can.size),
        bounds=Bounds(problem.must.astype(np.float64), can.astype(np.float64)),
        options={"mip_rel_gap": 0.0},
    )
    if solved.x is None:
        raise TransitError(f"disclosure: nothing is safe to tell ({solved.message})")
    return np.asarray(np.rint(solved.x), np.bool_)
