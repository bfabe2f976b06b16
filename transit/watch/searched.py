"""Whether a learnt journey can still be made: its buses searched with the person's demands."""

from collections.abc import Sequence
from dataclasses import replace

from transit.model.fact import Stance
from transit.model.verdict import Direction
from transit.model.watch import Changed, Told, Value
from transit.present.journey_json import journey_as_dict
from transit.verdict.closely import explained
from transit.verdict.days import DayKind
from transit.verdict.requests import Hit
from transit.watch.again import on_rides
from transit.watch.by_day import OnDay
from transit.watch.causes import rides_on, why_not
from transit.watch.job import Job
from transit.watch.learnt import LearntWay, learnt_way
from transit.watch.rides import FoundRide


def searched(job: Job, day: OnDay, *, streets_differ: bool) -> OnDay:
    """Search the learnt buses on a kind of day.

    Parameters
    ----------
    job
        The plan and the editions.
    day
        What is other on that day.
    streets_differ
        Whether the streets may be other than when the plan was made.

    Returns
    -------
    OnDay
        With the journeys where both are found; with why not, and with other roads to cross where
        not, or where stops or streets are other. As it was where a bus is gone.
    """
    if job.is_closed or any(ride is None for rides in day.rides.values() for ride in rides):
        return day
    hits: dict[Direction, Hit] = {}
    more: list[Told] = []
    for way in job.ways:
        found = [ride for ride in day.rides[way.direction] if ride is not None]
        best, stance = _best(job, way, day.kind, found)
        if best is None:
            more.append(why_not(job.case, job.allowed, day.kind, way, found))
            continue
        hits[way.direction] = best
        if stance is not job.stance:
            more.append(Told(changed=Changed.CHECK, direction=way.direction))
        if streets_differ or _stop_moved(day, way):
            more += _other_crossings(job, way, best)
    told = [_with_margin(each, hits) for each in day.told]
    return replace(day, told=(*told, *more), hits=hits if len(hits) == len(job.ways) else None)


def _best(
    job: Job, way: LearntWay, kind: DayKind, found: Sequence[FoundRide]
) -> tuple[Hit | None, Stance]:
    """The easiest journey on these buses, in the plan's stance, else counting unknown as fine."""
    for stance in dict.fromkeys((job.stance, Stance.HOPEFUL)):
        allowed = job.case.allowed(job.rung, stance)
        if allowed.profile is None:
            continue
        wishes = job.case.wishes(allowed, kind, way.direction)
        hits = on_rides(job.case, wishes, rides_on(way, found))
        if hits:
            return hits[0], stance
    return None, job.stance


def _with_margin(told: Told, hits: dict[Direction, Hit]) -> Told:
    """Say of other times whether the person's margins still hold."""
    if told.changed is not Changed.TIMES:
        return told
    return replace(told, values={**told.values, "within": int(told.direction in hits)})


def _stop_moved(day: OnDay, way: LearntWay) -> bool:
    return any(
        each.changed is Changed.STOP_MOVED and each.direction is way.direction for each in day.told
    )


def _other_crossings(job: Job, way: LearntWay, hit: Hit) -> list[Told]:
    """Tell which roads are to be crossed that were not, and the other way round."""
    zone = job.new.calendar.zone
    journey = journey_as_dict(explained(job.case, hit))
    now = learnt_way(journey, way.direction, hit.request.date, zone)
    more, less = list(now.crossings), list[tuple[str, str]]()
    for crossing in way.crossings:
        if crossing in more:
            more.remove(crossing)
        else:
            less.append(crossing)
    values: dict[str, Value] = {}
    for name, some in (("new", more), ("old", less)):
        if some:
            values |= {f"{name}_kind": some[0][0], f"{name}_street": some[0][1]}
            values[f"{name}_count"] = len(some)
    if not values:
        return []
    return [Told(changed=Changed.WALK, direction=way.direction, values=values)]
