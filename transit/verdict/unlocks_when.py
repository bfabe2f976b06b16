"""At which other times a session could help at all: asked for all of them before any is tried.

A journey that is in time for a session moved by up to an hour leaves and arrives within a window
that is as much wider at both ends. Where there is none in the wide window, none is in any of them;
where there is one, it is asked quarter by quarter, there and back by themselves.
"""

from collections.abc import Iterable
from dataclasses import replace

from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.model.verdict import SEARCHED, Direction
from transit.verdict.cases import Case, Steps
from transit.verdict.requests import Ask, Request
from transit.verdict.rungs import Allowed, covers
from transit.verdict.unlocks_better import Rungs

Shifts = frozenset[tuple[int, int]]
"""By how much a session's start and its end move, seconds."""


def shifts_that_may(case: Case, now: Rungs) -> Steps[Shifts | None]:
    """Find by how much a session would have to move to make a verdict better.

    Parameters
    ----------
    case
        As things are.
    now
        Its verdict.

    Yields
    ------
    Ask
        Questions for the search, by time alone.

    Returns
    -------
    frozenset of tuple of int, or None
        Where journeys there and back exist on some better rung, on the kind of day that decides;
        None where any shift may help.
    """
    number = case.desk.basis.parameters.number
    step, most = int(number("unlock_time_step_s")), int(number("unlock_time_most_s"))
    if not _decides(case, most):
        return None
    made: set[tuple[int, int]] = set()
    for stance, bound in ((Stance.HOPEFUL, now.rung), (Stance.CAUTIOUS, now.sure)):
        done: list[Allowed] = []
        for rung in reversed(SEARCHED):
            if rung >= bound or case.closed(rung, stance):
                continue
            allowed = case.allowed(rung, stance)
            if any(covers(each, allowed) for each in done):
                continue
            done.append(allowed)
            found = yield from _shifts(case, allowed, range(-(most // step) * step, most + 1, step))
            if found is None:
                return None
            made |= found
    return frozenset(made)


def _shifts(case: Case, allowed: Allowed, shifts: Iterable[int]) -> Steps[Shifts | None]:
    requests = {direction: _requests(case, allowed, direction) for direction in Direction}
    if not all(requests.values()):
        return None
    every = list(shifts)
    for direction, some in requests.items():
        answers = yield Ask([_wide(case, one, direction, max(every)) for one in some], ways=False)
        if all(answer.best_s is None for answer in answers):
            return frozenset()
    fits: list[list[int]] = []
    for some in requests.values():
        asked = [replace(one, moment_s=one.moment_s + by) for by in every for one in some]
        answers = yield Ask(asked, ways=False)
        there = [answer.best_s is not None for answer in answers]
        fits.append([by for n, by in enumerate(every) if any(there[n * len(some) :][: len(some)])])
    outs, backs = fits
    return frozenset((out, back) for out in outs for back in backs)


def _requests(case: Case, allowed: Allowed, direction: Direction) -> list[Request]:
    """Ask one way; empty where the light at another time may let through more."""
    kind = case.kinds[0]
    wishes = case.wishes(allowed, kind, direction)
    whole = len(case.variants(allowed, kind)) * len(case.doors(allowed)[0])
    return [wish.request for wish in wishes] if len(wishes) == whole else []


def _wide(case: Case, one: Request, direction: Direction, most_s: int) -> Request:
    later = most_s if direction is Direction.OUT else -most_s
    window = int(case.desk.basis.parameters.number("journey_window_s")) + 2 * most_s
    return replace(one, moment_s=one.moment_s + later, window_s=window)


def _decides(case: Case, most_s: int) -> bool:
    """Tell whether the day that is searched decides at every one of these times.

    Times differ in which dates are alike. The dates that are alike at all of them are together in
    every kind of day; with a share that is never rare, they always decide.
    """
    session, desk = case.session, case.desk
    start, end = max(session.start_s - most_s, 0), min(session.end_s + most_s, DAY_S)
    date = desk.search_date(case.kinds[0])
    for kind in desk.kinds(replace(session, start_s=start, end_s=end)):
        if desk.search_date(kind) == date:
            return not kind.is_bank_holiday and kind.share >= desk.day_rules.rare_share
    return False
