"""What is other than learnt on each kind of day, beyond what was so on such days before."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from transit.model.verdict import Direction
from transit.model.watch import Told
from transit.verdict.days import DayKind
from transit.verdict.requests import Hit
from transit.watch.causes import rides_gone
from transit.watch.changes import told_of_way
from transit.watch.edition import Edition, OnKind
from transit.watch.job import Job
from transit.watch.learnt import LearntRide, LearntWay
from transit.watch.rides import FoundRide, Ran, RanOf

Known = frozenset[tuple[object, ...]]
"""What was told of a day before."""

_NOTHING: Final[Known] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class OnDay:
    """What became of both ways on a kind of day, on those of its dates that were alike before.

    Parameters
    ----------
    kind
        The kind of day.
    dates
        Its dates, from today on.
    told
        What is other.
    rides
        By way the rides as they are now; None for one that is gone.
    hits
        By way the journey on these buses, searched for; None where it was not, or is none.
    """

    kind: DayKind
    dates: tuple[dt.date, ...]
    told: tuple[Told, ...]
    rides: Mapping[Direction, tuple[FoundRide | None, ...]]
    hits: Mapping[Direction, Hit] | None = None


def on_days(job: Job) -> list[OnDay]:
    """Return what is other on each kind of day of a plan's session.

    Parameters
    ----------
    job
        The plan and the editions.

    Returns
    -------
    list of OnDay
        That with most dates first; empty where the new timetable has no date of the session from
        today on.
    """
    ahead = [
        (kind, tuple(date for date in kind.dates if date >= job.today))
        for kind in job.case.desk.kinds(job.case.session)
    ]
    ahead = [(kind, dates) for kind, dates in ahead if dates]
    kinds = [kind for kind, _ in ahead]
    now = [_on_edition(job, job.new, way, kinds, _ran(job)) for way in job.ways]
    before = _before(job)
    made: list[OnDay] = []
    for at, (kind, dates) in enumerate(ahead):
        told = [each for _, every in now for each in every[at]]
        rides = {way.direction: on[at].rides for way, (on, _) in zip(job.ways, now, strict=True)}
        groups: dict[Known, list[dt.date]] = {}
        for date in dates:
            groups.setdefault(before(date), []).append(date)
        for known, own in groups.items():
            other = tuple(each for each in told if each.what not in known)
            made.append(OnDay(kind, tuple(own), other, rides))
    return made


def _nothing_ran(ride: LearntRide) -> Ran:
    del ride
    return frozenset()


def _ran(job: Job) -> RanOf:
    """Return what gives the buses that ran beside a ride in the old edition."""
    old = job.old
    if old is None:
        return _nothing_ran
    dates = [job.version.plan.date, *(kind.dates[0] for kind in old.kinds(job.case.session))]
    return lambda ride: old.book.ran(ride, dates)


def _on_edition(
    job: Job, edition: Edition, way: LearntWay, kinds: Sequence[DayKind], ran: RanOf
) -> tuple[tuple[OnKind, ...], list[tuple[Told, ...]]]:
    """Find a way's rides in an edition, and what is other about them on each kind of day."""
    profile = job.allowed.profile
    chair, early_s = (False, 0) if profile is None else (profile.chair, profile.at_stop_early_s)
    ons = edition.on_kinds(way, kinds, ran)
    gone = rides_gone(edition, way, ons, ran)
    made = []
    for at, on in enumerate(ons):
        lost = [gone[at, number] for number in range(len(way.rides)) if (at, number) in gone]
        told = told_of_way(edition, way, on, job.limits, chair=chair, early_s=early_s)
        made.append((*lost, *told))
    return ons, made


def _before(job: Job) -> Callable[[dt.date], Known]:
    """Return what tells what was told of a date in the edition that the plan was made from.

    That is how the journey was learnt, or lived with, on such days: a bus that never ran on bank
    holidays is no news. A date beyond the old timetable is taken to be like the last of its label.
    """
    old = job.old
    if old is None or not job.made_from_old:
        return lambda _: _NOTHING
    kinds = old.kinds(job.case.session)
    was = [_on_edition(job, old, way, kinds, _nothing_ran)[1] for way in job.ways]
    by_date: dict[dt.date, Known] = {}
    by_label: dict[object, tuple[dt.date, Known]] = {}
    for at, kind in enumerate(kinds):
        told = frozenset(each.what for way in was for each in way[at])
        for date in kind.dates:
            by_date[date] = told
            label = old.label(date)
            if label not in by_label or by_label[label][0] < date:
                by_label[label] = date, told

    def of(date: dt.date) -> Known:
        if date in by_date:
            return by_date[date]
        return by_label.get(job.new.label(date), (date, _NOTHING))[1]

    return of
