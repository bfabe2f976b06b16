"""Whether a session at some other time could help at all: asked once for all times.

A journey that is in time for a session moved by up to an hour leaves and arrives within a window
that is as much wider at both ends. Where there is none in the wide window, none is in any of them.
"""

from dataclasses import replace
from typing import Final

from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.model.opportunities import Session
from transit.model.verdict import SEARCHED, Direction
from transit.verdict.cases import Case, Steps
from transit.verdict.requests import Ask, Request
from transit.verdict.rungs import Allowed
from transit.verdict.unlocks_better import Rungs

_BOTH: Final = tuple(Direction)


def may_move(case: Case, now: Rungs) -> Steps[bool]:
    """Tell whether another time of the session could make a verdict better.

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
    bool
        False only where every better rung lacks journeys at all of these times.
    """
    most = int(case.desk.basis.parameters.number("unlock_time_most_s"))
    for stance, bound in ((Stance.HOPEFUL, now.rung), (Stance.CAUTIOUS, now.sure)):
        for rung in reversed(SEARCHED):
            if rung >= bound or case.closed(rung, stance):
                continue
            if (yield from _at_some_time(case, case.allowed(rung, stance), most)):
                return True
    return False


def _at_some_time(case: Case, allowed: Allowed, most_s: int) -> Steps[bool]:
    if not _decides(case, most_s):
        return True
    for direction in _BOTH:
        wide = _widened(case, allowed, direction, most_s)
        if wide is None:
            continue
        answers = yield Ask(wide, ways=False)
        if all(answer.best_s is None for answer in answers):
            return False
    return True


def _widened(
    case: Case, allowed: Allowed, direction: Direction, most_s: int
) -> list[Request] | None:
    """Ask for all times at once; None where the light at some of them may let through more."""
    kind, number = case.kinds[0], case.desk.basis.parameters.number
    wishes = case.wishes(allowed, kind, direction)
    if not wishes or len(wishes) < len(case.variants(allowed, kind)) * len(case.doors(allowed)[0]):
        return None
    later = most_s if direction is Direction.OUT else -most_s
    window = int(number("journey_window_s")) + 2 * most_s
    return [
        replace(wish.request, moment_s=wish.request.moment_s + later, window_s=window)
        for wish in wishes
    ]


def _decides(case: Case, most_s: int) -> bool:
    """Tell whether the day that is searched decides at every one of these times.

    Times differ in which dates are alike. The dates that are alike at all of them are together in
    every kind of day; with a share that is never rare, they always decide.
    """
    session, desk = case.session, case.desk
    wide = _wide(session, most_s)
    date = desk.search_date(case.kinds[0])
    for kind in desk.kinds(wide):
        if desk.search_date(kind) == date:
            return not kind.is_bank_holiday and kind.share >= desk.day_rules.rare_share
    return False


def _wide(session: Session, most_s: int) -> Session:
    start, end = max(session.start_s - most_s, 0), min(session.end_s + most_s, DAY_S)
    return replace(session, start_s=start, end_s=end)
