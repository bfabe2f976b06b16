"""What a pack knows of session times: counts by window, and what moving a session does."""

from collections import defaultdict
from dataclasses import dataclass, replace

from transit.model.weekdays import Days
from transit.sessions.against import Lost, against_today
from transit.sessions.sweep_counts import Count
from transit.sessions.sweep_found import Venue
from transit.sessions.sweep_report import SweepReport, TodayTold
from transit.sessions.swept import Swept, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEvidence:
    """A session of today, and the move of it that adds most people.

    Parameters
    ----------
    session
        Its id.
    days
        On which days it is held.
    old, new
        Its times today, and those it would be moved to, on the first of these days; None where no
        move adds more people than it takes away.
    on_own_dates
        Whether it is held on other dates than the best windows were looked for.
    before
        People who come by themselves on all of its days.
    gains
        Those who would only at the new times.
    lose_home
        Those who would only at today's times, and lose the way home and nothing else.
    lose_there
        The others who would only at today's times.
    """

    session: str
    days: Days
    old: Window
    new: Window | None
    on_own_dates: bool
    before: int
    gains: int = 0
    lose_home: int = 0
    lose_there: int = 0

    @property
    def after(self) -> int:
        """People who come by themselves on all days at the new times."""
        return self.before - self.lose_home - self.lose_there + self.gains


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueTimes:
    """What was found at one venue.

    Parameters
    ----------
    venue, name
        Its id, and what it is called.
    best
        The windows at which most people come by themselves.
    moves
        Today's sessions.
    """

    venue: str
    name: str
    best: tuple[Count, ...]
    moves: tuple[MoveEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesEvidence:
    """What was found of session times.

    Parameters
    ----------
    edition
        Edition of the area over which they were tried.
    venues
        Those at which they were tried, and that are told of; most people go to the first.
    left_out
        How many others were tried.
    """

    edition: str
    venues: tuple[VenueTimes, ...]
    left_out: int


def venue_times(venue: Venue, told: SweepReport, most: int) -> VenueTimes:
    """Return what a pack knows of one venue.

    Parameters
    ----------
    venue
        What was swept.
    told
        What a manager is told of it.
    most
        How many of the best windows.

    Returns
    -------
    VenueTimes
        Best windows as long as today's sessions; of every length that was looked at where there
        is none today.
    """
    lengths = {one.end_s - one.start_s for one in venue.today}
    best = [
        count
        for length, counts in told.best.items()
        if not lengths or length in lengths
        for count in counts[:most]
    ]
    moves = [
        _move(venue.own.get(each.session.id, venue.swept), each, each.session.id in told.apart)
        for each in told.today
        if each.counts
    ]
    return VenueTimes(
        venue=told.opportunity.id,
        name=told.opportunity.name,
        best=tuple(best),
        moves=tuple(moves),
    )


def _move(swept: Swept, today: TodayTold, is_apart: bool) -> MoveEvidence:
    windows = [count.window for count in today.counts]
    old = windows[0]
    alone = against_today(swept, windows, old.start_s, old.end_s).kept
    known = MoveEvidence(
        session=today.session.id,
        days=tuple(each.day for each in windows),
        old=old,
        new=None,
        on_own_dates=is_apart,
        before=len(alone),
    )
    if not today.moves:
        return known
    against = today.moves[0].against
    ways: defaultdict[str, set[Lost | None]] = defaultdict(set)
    for loss in against.losses:
        ways[loss.person].add(loss.lost)
    home = sum(each == {Lost.WAY_HOME} for each in ways.values())
    return replace(
        known,
        new=against.new[0],
        gains=len(against.gains),
        lose_home=home,
        lose_there=len(ways) - home,
    )
