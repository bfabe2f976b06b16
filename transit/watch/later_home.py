"""Whether there is still a later journey home, for whoever misses the learnt bus."""

from dataclasses import replace

from transit.model.plan import LaterHome
from transit.model.verdict import Direction
from transit.model.watch import Changed, Told, Value
from transit.plan.later import soonest_after
from transit.watch.again import within
from transit.watch.by_day import OnDay
from transit.watch.job import Job


def without_later_home(job: Job, day: OnDay) -> OnDay:
    """Tell that the journey home which the plan falls back on is lost.

    Parameters
    ----------
    job
        The plan and the editions.
    day
        What is other on a kind of day.

    Returns
    -------
    OnDay
        The same where there is one, where there was none before on such days of the week, where
        the plan does not say, and where the learnt bus home is gone itself; on rare days, too, of
        which the plan does not say whether there was one.
    """
    learnt = job.version.plan.later_home
    rides = day.rides[Direction.BACK]
    lost = None if learnt is None else tuple(_lost(learnt, day))
    if (
        learnt is None
        or not lost
        or day.kind.is_rare
        or job.is_closed
        or not rides
        or None in rides
    ):
        return day
    if _still_there(job, day):
        return day
    values: dict[str, Value] = {
        "route": learnt.routes[0] if learnt.routes else "",
        "old_depart_s": -1 if learnt.leaves_s is None else learnt.leaves_s,
    }
    told = Told(changed=Changed.LATER_HOME, direction=Direction.BACK, values=values)
    return replace(day, told=(*day.told, told))


def not_beside_worse(day: OnDay) -> OnDay:
    """Say nothing of a later bus home where the way home is lost altogether.

    Parameters
    ----------
    day
        What is other on a kind of day.

    Returns
    -------
    OnDay
        The same where the learnt way home can still be made.
    """
    if not any(each.breaks and each.direction is Direction.BACK for each in day.told):
        return day
    kept = tuple(each for each in day.told if each.changed is not Changed.LATER_HOME)
    return replace(day, told=kept)


def _lost(learnt: LaterHome, day: OnDay) -> list[int]:
    return [date.weekday() for date in day.dates if date.weekday() in learnt.weekdays]


def _still_there(job: Job, day: OnDay) -> bool:
    """Search the way home after the learnt bus has left, at the plan's rung."""
    way = next(each for each in job.ways if each.direction is Direction.BACK)
    found = day.rides[Direction.BACK][0]
    assert found is not None
    moved_s = found.depart_s - way.rides[0].depart_s
    start_s = way.leave_s + moved_s + 1
    limit_s = int(job.case.desk.basis.parameters.number("fallback_within_s"))
    hits = within(job.case, job.allowed, day.kind, Direction.BACK, moment_s=start_s)
    by_s = min(
        (
            each
            for hit in hits[:1]
            if (each := job.case.home_by(job.allowed, day.kind, hit.request.traveller)) is not None
        ),
        default=None,
    )
    soon = [hit for hit in hits if hit.leave_s <= start_s + limit_s]
    return soonest_after(found.depart_s, soon, by_s) is not None
