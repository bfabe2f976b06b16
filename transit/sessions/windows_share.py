"""Who comes to which window, once the windows are chosen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from transit.sessions.windows import Minibuses, WindowProblem, WindowRules
from transit.sessions.windows_programme import Programme
from transit.sessions.windows_runs import Rider, limit_minibuses


def share_places(
    problem: WindowProblem,
    rules: WindowRules,
    chosen: Sequence[int],
    minibuses: Minibuses | None = None,
    n_minibuses: int = 0,
    *,
    before: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Share out the places of chosen windows so that most people are served.

    Of equal ways the one is taken that serves most who have no other session; of these the one in
    which fewest come less often than before.

    Parameters
    ----------
    problem, rules
        As for :func:`~transit.sessions.windows_model.choose_windows`.
    chosen
        Numbers of the windows.
    minibuses
        What takes people there who ride; None leaves the fleet out.
    n_minibuses
        How many there are.
    before
        ``(n_people, n_windows) bool``: who came to which windows before; None where that is of no
        account.

    Returns
    -------
    ndarray
        ``(n_people, n_windows) bool``: who comes to which.
    """
    programme = Programme(rules.seconds)
    pairs: dict[tuple[int, int], int] = {}
    for who in range(len(problem.people)):
        days: defaultdict[int, list[int]] = defaultdict(list)
        for at in chosen:
            if problem.worth[who, at] > 0:
                pairs[who, at] = programme.column(1.0, whole=True)
                days[problem.windows[at].day].append(pairs[who, at])
        for columns in days.values():
            programme.row(columns, 1.0, high=1.0)
        _limit_week(programme, rules, [c for some in days.values() for c in some], problem, who)
    for at in chosen:
        own = [column for (_, window), column in pairs.items() if window == at]
        programme.row(own, 1.0, high=float(problem.places[at]))
    if minibuses is not None:
        riders: defaultdict[int, list[Rider]] = defaultdict(list)
        for (who, at), column in pairs.items():
            if problem.rides[who, at]:
                riders[at].append((column, int(minibuses.spaces[who]), 1.0))
        limit_minibuses(programme, minibuses, n_minibuses, problem.windows, riders)
    made = np.zeros(problem.worth.shape, np.bool_)
    if not pairs:
        return made
    people, windows = np.array(list(pairs)).T
    worth = problem.worth[people, windows] / problem.wanted[people]
    served = programme.goal(list(pairs.values()), worth)
    programme.hold(served, programme.solve(served).best)
    nowhere = np.where(problem.goes_nowhere[people], worth, 0.0)
    goal = programme.goal(list(pairs.values()), nowhere)
    found = programme.solve(goal)
    if before is not None:
        programme.hold(goal, found.best)
        stays = _add_stays(programme, pairs, before.sum(axis=1))
        found = programme.solve(programme.goal(stays, 1.0))
    made[people, windows] = found.values[list(pairs.values())] > 0.5
    return made


def _add_stays(
    programme: Programme, pairs: Mapping[tuple[int, int], int], visits: NDArray[np.int64]
) -> list[int]:
    """Add how often each comes, up to as often as before."""
    own: defaultdict[int, list[int]] = defaultdict(list)
    for (who, _), column in pairs.items():
        own[who].append(column)
    stays = []
    for who, columns in own.items():
        stays.append(programme.column(float(visits[who])))
        programme.row([stays[-1], *columns], [1.0, *[-1.0] * len(columns)], high=0.0)
    return stays


def _limit_week(
    programme: Programme,
    rules: WindowRules,
    columns: Sequence[int],
    problem: WindowProblem,
    who: int,
) -> None:
    """Nobody comes more often than they need; counted as a whole, so often or not at all."""
    wanted = float(problem.wanted[who])
    if rules.whole and columns:
        served = programme.column(1.0, whole=True)
        values = [*[1.0] * len(columns), -wanted]
        programme.row([*columns, served], values, low=0.0, high=0.0)
    else:
        programme.row(columns, 1.0, high=wanted)
