"""The next journey home after the one planned: what whoever misses the bus falls back on."""

from collections.abc import Sequence
from dataclasses import replace

from transit.model.plan import LaterHome
from transit.plan.along_desk import AlongDesk
from transit.plan.along_finder import AlongFinder
from transit.verdict.cases import Case, Pair
from transit.verdict.finder import Finder
from transit.verdict.requests import Ask, Hit
from transit.verdict.rungs import Allowed


def next_home(case: Case, allowed: Allowed, pair: Pair) -> Hit | None:
    """Return the next journey home.

    Parameters
    ----------
    case
        Whom and what it is about.
    allowed
        The rung that the journeys are on.
    pair
        The journeys on a kind of day.

    Returns
    -------
    Hit or None
        The one that is home first of those with a later first bus that are within reach
        (``fallback_within_s``); None where there is none, or where nothing is ridden.
    """
    hit = pair.back
    if not hit.found.rides:
        return None
    within = int(case.desk.basis.parameters.number("fallback_within_s"))
    later = replace(hit.request, moment_s=hit.leave_s + 1, window_s=within)
    answers = _finder(case).answer([Ask([later], ways=True)])
    return soonest_after(
        hit.rides[0][0], answers[0][0].hits, case.home_by(allowed, pair.kind, later.traveller)
    )


def soonest_after(missed_s: int, hits: Sequence[Hit], by_s: int | None) -> Hit | None:
    """Return the journey that is home first without a bus that was missed.

    Parameters
    ----------
    missed_s
        When the bus that was missed left, seconds of the service date.
    hits
        Journeys home.
    by_s
        By when one must be home; None for any time.

    Returns
    -------
    Hit or None
        None where none is left.
    """
    left = [
        each
        for each in hits
        if (by_s is None or each.arrive_s <= by_s)
        and (not each.rides or each.rides[0][0] > missed_s)
    ]
    return min(left, key=lambda each: (each.arrive_s, each.leave_s), default=None)


def later_home(case: Case, allowed: Allowed, pairs: Sequence[Pair]) -> LaterHome | None:
    """Return the next journey home as a plan keeps it.

    Parameters
    ----------
    case, allowed
        As for :func:`next_home`.
    pairs
        The journeys on each kind of day, the first standing for the others.

    Returns
    -------
    LaterHome or None
        With the days of the week on which there is one; None where nothing is ridden home.
    """
    if not pairs[0].back.found.rides:
        return None
    found = [next_home(case, allowed, pair) for pair in pairs]
    both = list(zip(pairs, found, strict=True))
    every = {date.weekday() for pair in pairs for date in pair.kind.dates}
    without = {date.weekday() for pair, hit in both if hit is None for date in pair.kind.dates}
    weekdays = tuple(sorted(every - without))
    first = found[0]
    if first is None:
        return LaterHome(weekdays=weekdays)
    leaves_s = first.rides[0][0] if first.rides else first.leave_s
    return LaterHome(
        routes=first.lines, leaves_s=leaves_s, home_s=first.arrive_s, weekdays=weekdays
    )


def _finder(case: Case) -> Finder:
    return AlongFinder(case.desk) if isinstance(case.desk, AlongDesk) else Finder(case.desk)
