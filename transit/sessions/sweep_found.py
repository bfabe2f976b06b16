"""What a manager is told of a sweep, put together for one venue."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import State
from transit.model.opportunities import Opportunity, Session
from transit.model.parameters import Parameters
from transit.sessions.against import against_today
from transit.sessions.against_moves import Move, best_moves
from transit.sessions.dusk import season_effects
from transit.sessions.effect import effects_of
from transit.sessions.sweep_axes import windows_of
from transit.sessions.sweep_counts import best_windows, count_at
from transit.sessions.sweep_open import can_be_held
from transit.sessions.sweep_report import SweepReport, TodayTold
from transit.sessions.swept import Swept, Window


class Venue(Protocol):
    """What was swept at one venue."""

    @property
    def opportunity(self) -> Opportunity:
        """The venue."""

    @property
    def today(self) -> tuple[Session, ...]:
        """Its sessions today."""

    @property
    def swept(self) -> Swept:
        """Who would come at each start and finish."""

    @property
    def free(self) -> NDArray[np.uint8]:
        """The rungs as if passes were valid all day, as in the sweep."""

    @property
    def comes_today(self) -> frozenset[str]:
        """Ids of those who come there today."""

    @property
    def own(self) -> Mapping[str, Swept]:
        """By session of today, who would come on its own dates, where they are others."""


def report_of(
    venue: Venue,
    parameters: Parameters,
    lengths_s: Sequence[int] = (),
    moved: tuple[int, int] | None = None,
    *,
    closed: bool = False,
) -> SweepReport:
    """Gather what is told of one venue.

    Parameters
    ----------
    venue
        What was swept.
    parameters
        With ``sweep_best`` and its like.
    lengths_s
        Lengths of the best windows, seconds; half a day, a day and today's when empty.
    moved
        A start and a finish to be compared with each of today's sessions, seconds of the day.
    closed
        Whether the best windows may be when the venue is closed or its staff are not there.

    Returns
    -------
    SweepReport
        For a page, a command and a report.
    """
    swept, number = venue.swept, parameters.number
    most = int(number("sweep_best"))
    usual = [int(number(f"sweep_{name}_day_s")) for name in ("half", "whole")]
    today = {one.end_s - one.start_s for one in venue.today}
    lengths = sorted(set(lengths_s) or {*usual, *today})
    near = [each for one in venue.today for each in windows_of(one, swept.days)]
    lengths = [length for length in lengths if best_windows(swept, 1, lengths_s=(length,))]

    def may_be(window: Window) -> bool:
        return closed or can_be_held(venue.opportunity, window) is not State.NO

    apart = int(number("sweep_best_apart_s"))
    best = {
        length: best_windows(
            swept, most, lengths_s=(length,), near=near, may_be=may_be, apart_s=apart
        )
        for length in lengths
    }
    best = {length: counts for length, counts in best.items() if counts}
    shortest = min(lengths, default=0)
    farthest = int(number("sweep_move_most_s"))
    return SweepReport(
        opportunity=venue.opportunity,
        people=len(swept.people),
        comes_today=venue.comes_today,
        best=best,
        today=tuple(
            _today_told(venue.own.get(one.id, swept), one, moved, most, farthest, may_be)
            for one in venue.today
        ),
        effects=tuple(effects_of(swept, venue.free, shortest)) if lengths else (),
        effect_s=shortest,
        seasons=tuple(season_effects(swept, shortest)) if lengths else (),
        apart_s=apart,
        days_without=tuple(
            day.word for day, dates in zip(swept.days, swept.n_dates, strict=True) if not dates
        ),
        closed=closed,
        apart=tuple(one.id for one in venue.today if one.id in venue.own),
    )


def _today_told(
    swept: Swept,
    session: Session,
    moved: tuple[int, int] | None,
    most: int,
    farthest_s: int,
    may_be: Callable[[Window], bool],
) -> TodayTold:
    windows = windows_of(session, swept.days)
    asked = None
    if moved is not None and windows:
        asked = Move(*moved, against_today(swept, windows, *moved))
    return TodayTold(
        session=session,
        counts=tuple(count_at(swept, each) for each in windows),
        moves=best_moves(swept, windows, most, farthest_s=farthest_s, may_be=may_be),
        asked=asked,
    )
