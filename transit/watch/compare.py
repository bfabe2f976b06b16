"""One saved plan against a new edition: what is other, from when, and what would do instead."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from transit.model.fact import State
from transit.model.observation import Observation
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.saved_plan import SavedPlan
from transit.model.verdict import Direction
from transit.model.watch import Changed, Outcome, Told, Value, Watched
from transit.verdict.desk import Desk
from transit.watch.by_day import OnDay, on_days
from transit.watch.choice import in_new_ids
from transit.watch.edition import Edition
from transit.watch.job import Job, case_of
from transit.watch.later_home import not_beside_worse, without_later_home
from transit.watch.limits import Limits
from transit.watch.proposals import Offered, offered
from transit.watch.searched import searched
from transit.watch.seen import SeenOnWay, seen_on

_ORDER: Final = {changed: at for at, changed in enumerate(Changed)}
_WAYS: Final = {None: 0, Direction.OUT: 1, Direction.BACK: 2}


class Comparer:
    """Compares saved plans with a new edition.

    Parameters
    ----------
    desk
        The new edition as people saw it, the directory and the rules.
    old
        The edition before; None where only what plans carry is known.
    limits
        What counts as the same.
    today
        Dates before are not looked at.
    """

    def __init__(self, desk: Desk, old: Edition | None, limits: Limits, today: dt.date) -> None:
        self._desk = desk
        self._old = old
        self._limits = limits
        self._today = today
        self._new = Edition(desk.area, desk.opportunities, desk.day_rules, limits)

    def compare(
        self,
        saved: SavedPlan,
        person: Person,
        session: Session,
        *,
        streets_differ: bool = False,
        seen: Iterable[Observation] = (),
    ) -> Watched:
        """Compare a plan's latest version.

        Parameters
        ----------
        saved
            The plan.
        person, session
            Whom and what it is about.
        streets_differ
            Whether streets may be other than when it was made, so that its walks are searched
            again even where its buses are as before.
        seen
            What people saw since it was made, on its way or elsewhere.

        Returns
        -------
        Watched
            What became of it.
        """
        return self.looked(saved, person, session, streets_differ=streets_differ, seen=seen)[0]

    def looked(
        self,
        saved: SavedPlan,
        person: Person,
        session: Session,
        *,
        streets_differ: bool = False,
        seen: Iterable[Observation] = (),
    ) -> tuple[Watched, tuple[Offered, ...]]:
        """Compare a plan's latest version, and keep the journeys of its new versions.

        Parameters
        ----------
        saved, person, session, streets_differ, seen
            As in :meth:`compare`.

        Returns
        -------
        tuple
            What became of it, and its proposals with their journeys.
        """
        choice = in_new_ids(saved.latest.choice, self._old, self._new)
        case = case_of(self._desk, saved, person, session, choice)
        job = Job(saved, case, self._new, self._old, self._limits, self._today, choice)
        days = on_days(job)
        if not days:
            return _watched(job, Outcome.UNKNOWN, [_ends(job)]), ()
        days = [without_later_home(job, day) for day in days]
        on_way = seen_on(job.ways, seen, self._limits)
        differ = streets_differ or bool(on_way)
        days = [
            searched(job, day, streets_differ=differ) if differ or day.told else day for day in days
        ]
        days = [not_beside_worse(_by_what_was_seen(day, on_way)) for day in days]
        told = [*_settled(on_way), *_together(days)]
        missing = _days_missing(job, days)
        outcome = _outcome(days, told, missing)
        changed = [day for day in days if day.told and not day.kind.is_rare]
        made = _watched(job, outcome, told if missing is None else [*told, missing])
        starts = [date for day in days if day.told for date in day.dates]
        offers = offered(job, changed)
        every = {date for day in days for date in day.dates} if told else set()
        looked = replace(
            made,
            starts=min(starts, default=None),
            known_until=self._new.calendar.last,
            dates=tuple(sorted(every)),
            proposals=tuple(each.proposal for each in offers),
        )
        return looked, offers


def _by_what_was_seen(day: OnDay, seen: Sequence[SeenOnWay]) -> OnDay:
    """Say what somebody saw instead of what it asks, where that alone bars a way."""
    made: list[Told] = []
    for way in Direction:
        own = [each for each in day.told if each.direction is way]
        bars = [one.told(Changed.BARRIER_SEEN) for one in seen if one.direction is way]
        bars = [told for told in bars if told.values["found"] != State.YES.name.lower()]
        alone = {each.changed for each in own} <= {Changed.NOT_ABLE, Changed.VEHICLE}
        barred = any(each.changed is Changed.NOT_ABLE for each in own)
        made += bars if bars and alone and barred else own
    made += [each for each in day.told if each.direction is None]
    return replace(day, told=tuple(made))


def _settled(seen: Sequence[SeenOnWay]) -> list[Told]:
    return [each.told(Changed.FACT_SETTLED) for each in seen if each.settles]


def _watched(job: Job, outcome: Outcome, told: Iterable[Told]) -> Watched:
    return Watched(
        plan=job.saved.id,
        version=job.version.number,
        outcome=outcome,
        told=tuple(sorted(told, key=_in_order)),
    )


def _outcome(days: Sequence[OnDay], told: Sequence[Told], missing: Told | None) -> Outcome:
    """Broken where it breaks on days that are not rare, or by what somebody saw."""
    usual = [each for day in days if not day.kind.is_rare for each in day.told]
    undated = [each for each in told if not each.dates]
    if any(each.breaks for each in (*usual, *undated)):
        return Outcome.BROKEN
    if told:
        return Outcome.CHANGED
    return Outcome.UNCHANGED if missing is None else Outcome.UNKNOWN


def _together(days: Iterable[OnDay]) -> list[Told]:
    """Tell one change on many dates once."""
    dates: dict[tuple[object, ...], set[dt.date]] = {}
    first: dict[tuple[object, ...], Told] = {}
    for day in days:
        for each in day.told:
            first.setdefault(each.what, each)
            dates.setdefault(each.what, set()).update(day.dates)
    return [replace(each, dates=tuple(sorted(dates[what]))) for what, each in first.items()]


def _ends(job: Job) -> Told:
    calendar, over = job.new.calendar, job.case.session.last_date
    values: dict[str, Value] = {
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
    }
    if over is not None and over < job.today:
        values["session_over"] = over.isoformat()
    return Told(changed=Changed.TIMETABLE_ENDS, values=values)


def _days_missing(job: Job, days: Sequence[OnDay]) -> Told | None:
    """Tell which days of the week of the session the timetable has no date of."""
    known = {date.weekday() for day in days for date in day.dates}
    missing = sorted({int(day) for day in job.case.session.days} - known)
    if not missing:
        return None
    told = _ends(job)
    return replace(told, values={**told.values, "weekdays": " ".join(map(str, missing))})


def _in_order(told: Told) -> tuple[object, ...]:
    number = -1 if told.ride is None else told.ride
    return not told.breaks, _WAYS[told.direction], number, _ORDER[told.changed], str(told.what)
