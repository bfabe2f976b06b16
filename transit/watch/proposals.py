"""The best new versions of a plan, told as journeys."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transit.model.fact import Stance
from transit.model.saved_plan import Choice
from transit.model.verdict import Direction
from transit.model.watch import Proposal
from transit.present.journey_json import journey_as_dict
from transit.verdict.cases import Case, Pair
from transit.verdict.closely import explained
from transit.verdict.requests import Hit
from transit.watch.by_day import OnDay
from transit.watch.job import Job
from transit.watch.propose import Offer, Proposer


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """A new version with the journeys that it is made of.

    Parameters
    ----------
    proposal
        As it is told.
    case
        Whom and what it is about.
    pairs
        The journeys on each kind of day, the first standing for the others; empty where it is
        door to door.
    choice
        What was asked of them, in the ids of the new edition.
    """

    proposal: Proposal
    case: Case
    pairs: tuple[Pair, ...]
    choice: Choice


def offered(job: Job, days: Sequence[OnDay]) -> tuple[Offered, ...]:
    """Return the best new versions for days on which something is other.

    Parameters
    ----------
    job
        The plan and the editions.
    days
        The days; a kind of day may be there more than once.

    Returns
    -------
    tuple of Offered
        The learnt buses as they run now where that can still be made, else what is nearest to it;
        those for most dates first.
    """
    by_kind: dict[tuple[dt.date, ...], list[OnDay]] = {}
    for day in days:
        by_kind.setdefault(day.kind.dates, []).append(day)
    held = [some[0] for some in by_kind.values()]
    dates = {
        key: tuple(sorted(date for day in some for date in day.dates))
        for key, some in by_kind.items()
    }
    held.sort(key=lambda day: (-len(dates[day.kind.dates]), day.dates))
    if not held:
        return ()
    proposer = Proposer(job.case, job.ways, job.new.book.stops, job.limits)
    offers = _as_they_run(job, held) or proposer.offers(
        job.rung, job.stance, [day.kind for day in held]
    )
    return tuple(
        Offered(
            _proposal(job.case, proposer, offer, dates),
            job.case,
            offer.pairs,
            job.choice,
        )
        for offer in offers
    )


def _as_they_run(job: Job, days: Sequence[OnDay]) -> tuple[Offer, ...]:
    """The learnt buses as they run now, where these are the same on all days."""
    pairs = [
        Pair(day.kind, day.hits[Direction.OUT], day.hits[Direction.BACK])
        for day in days
        if day.hits is not None
    ]
    if len(pairs) < len(days) or len({_buses(day) for day in days}) > 1:
        return ()
    stances = {hit.request.stance for pair in pairs for hit in (pair.out, pair.back)}
    stance = Stance.CAUTIOUS if stances == {Stance.CAUTIOUS} else Stance.HOPEFUL
    return (Offer(job.rung, stance, tuple(pairs)),)


def _buses(day: OnDay) -> tuple[object, ...]:
    return tuple(
        (ride.route, ride.depart_s, ride.arrive_s)
        for rides in day.rides.values()
        for ride in rides
        if ride is not None
    )


def _proposal(
    case: Case,
    proposer: Proposer,
    offer: Offer,
    dates: Mapping[tuple[dt.date, ...], tuple[dt.date, ...]],
) -> Proposal:
    if not offer.pairs:
        every = sorted({date for some in dates.values() for date in some})
        return Proposal(rung=offer.rung, confirmed=True, dates=tuple(every))
    pair = offer.pairs[0]
    both = ((Direction.OUT, pair.out), (Direction.BACK, pair.back))
    same = [proposer.same(hit, way) for way, hit in both]
    kept = (
        ("bus", all(each.bus for each in same)),
        ("stop", not any(each.other_stops or each.moved for each in same)),
        ("time", all(each.time for each in same)),
    )
    days = sorted({date for one in offer.pairs for date in dates[one.kind.dates]})
    return Proposal(
        rung=offer.rung,
        confirmed=offer.stance is Stance.CAUTIOUS,
        dates=tuple(days),
        out=_told(case, pair.out),
        back=_told(case, pair.back),
        same=tuple(name for name, holds in kept if holds),
    )


def _told(case: Case, hit: Hit) -> dict[str, Any]:
    return dict(journey_as_dict(explained(case, hit)))
