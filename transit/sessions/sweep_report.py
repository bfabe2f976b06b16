"""What a manager is told of a sweep: the best windows, today's sessions, moves, pass hours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import State
from transit.model.opportunities import Opportunity, Session
from transit.model.parameters import Parameters
from transit.sessions.against import against_today
from transit.sessions.against_moves import Move, best_moves
from transit.sessions.dusk import SeasonEffect, season_effects
from transit.sessions.effect import StartEffect, effects_of
from transit.sessions.open_told import held_outside, left_out_words, open_words
from transit.sessions.sweep_axes import windows_of
from transit.sessions.sweep_counts import Count, best_windows, count_at
from transit.sessions.sweep_open import can_be_held, open_at, staffed_at
from transit.sessions.sweep_told import (
    INSIDE_ONLY,
    clock,
    hours_words,
    move_words,
    window_words,
)
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


@dataclass(frozen=True, slots=True)
class TodayTold:
    """One of today's sessions.

    Parameters
    ----------
    session
        The session.
    counts
        How many would come, a day each.
    moves
        Moves that add people, the best first.
    asked
        The move that was asked about; None without one.
    """

    session: Session
    counts: tuple[Count, ...]
    moves: tuple[Move, ...]
    asked: Move | None


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What is told of one venue.

    Parameters
    ----------
    opportunity
        The venue.
    people
        How many people were swept.
    comes_today
        Ids of those who come there today.
    best
        The best windows of each length, seconds.
    today
        Today's sessions.
    effects
        What pass hours do to each start of the shortest of these lengths.
    effect_s
        How long sessions are to which the effects are told, seconds.
    seasons
        What winter does to sessions as long.
    apart_s
        How far best times are from each other at least, seconds.
    days_without
        Days of the week that have no date in the timetable.
    closed
        Whether the best windows may be when the venue is closed or its staff are not there.
    apart
        Ids of today's sessions that are held on other dates than were swept for the best windows.
    """

    opportunity: Opportunity
    people: int
    comes_today: frozenset[str]
    best: dict[int, tuple[Count, ...]]
    today: tuple[TodayTold, ...]
    effects: tuple[StartEffect, ...]
    effect_s: int
    seasons: tuple[SeasonEffect, ...]
    apart_s: int
    days_without: tuple[str, ...]
    closed: bool
    apart: tuple[str, ...]

    def tables(self) -> Iterator[tuple[str, tuple[Count, ...]]]:
        """Yield tables of counts with their titles.

        Yields
        ------
        str
            Title.
        tuple of Count
            Rows.
        """
        for length, counts in self.best.items():
            yield f"{self._title}: best windows of {hours_words(length)}, for review", counts
        for each in self.today:
            if each.counts:
                yield f"{self._title}: today's session {each.session.id}", each.counts

    @property
    def _title(self) -> str:
        return f"{self.opportunity.name} ({self.people:,} people)"

    def sentences(self) -> Iterator[str]:
        """Yield what is said beside the tables.

        Yields
        ------
        str
            A sentence or two.
        """
        for each in self.today:
            if each.asked is not None:
                yield f"{each.session.id}: {move_words(each.asked.against)}"
            for move in each.moves:
                if move != each.asked:
                    yield f"{each.session.id}: {move_words(move.against)}"
            if each.counts and not each.moves:
                yield f"{each.session.id}: no move of it adds more people than it takes away."
        yield from self.hours()
        yield from self.dusk()
        if self.best:
            yield self.how_chosen()
        yield from self.notes()

    def hours(self) -> Iterator[str]:
        """Yield what pass hours do by themselves.

        Yields
        ------
        str
            A sentence.
        """
        yield from effect_sentences(self.effects, self.effect_s)

    def dusk(self) -> Iterator[str]:
        """Yield what winter does.

        Yields
        ------
        str
            A sentence or two.
        """
        yield from season_sentences(self.seasons, self.effect_s)

    def how_chosen(self) -> str:
        """Say how the best times were chosen.

        Returns
        -------
        str
            Which are left out, and which goes first where as many come.
        """
        return (
            f"Of times less than {hours_words(self.apart_s)} from each other on a day only the "
            "best is told. Where as many come by themselves, that goes first for which more could "
            "after training, then that for which more is confirmed, then that nearest to today's, "
            "then the earlier day and time."
        )

    def notes(self) -> Iterator[str]:
        """Yield what is known of the hours of the venue and its staff, and days without buses.

        Yields
        ------
        str
            A sentence or two.
        """
        counted = [count for counts in self.best.values() for count in counts]
        if counted and not any(count.now or count.with_training for count in counted):
            yield (
                "Nobody could come by themselves at any of these times, as things are or after "
                "training. What stands in the way is told with their verdicts."
            )
        yield open_words(self.opportunity, [count.window for count in counted])
        left_out = "" if self.closed else left_out_words(self.opportunity)
        if left_out:
            yield left_out
        for each in self.today:
            held = [count.window for count in each.counts]
            yield from held_outside(self.opportunity, each.session.id, held)
        if self.apart:
            yield (
                "Best times are for sessions on all dates of the timetable. Held on other dates, "
                f"and judged on those with their moves: {', '.join(self.apart)}."
            )
        for day in self.days_without:
            yield f"The timetable has no {day}: nobody has a journey then."

    def names(self) -> Iterator[str]:
        """Yield who gains and loses by each move, under their pseudonyms.

        Yields
        ------
        str
            A line a move.
        """
        for each in self.today:
            moves = [*([each.asked] if each.asked else []), *each.moves]
            for move in dict.fromkeys(moves):
                times = f"{clock(move.start_s)}–{clock(move.end_s)}"
                gains = ", ".join(move.against.gains) or "nobody"
                out = ", ".join(move.against.shut_out) or "nobody"
                yield f"{each.session.id} at {times}: gains {gains}; shut out {out}"

    def as_plain(self, *, ids: bool) -> dict[str, Any]:
        """Return it as plain values.

        Parameters
        ----------
        ids
            Whether people are named by their pseudonyms; else they are counted.

        Returns
        -------
        dict
            For JSON.
        """
        return {
            "opportunity": self.opportunity.id,
            "name": self.opportunity.name,
            "use": INSIDE_ONLY,
            "people": self.people,
            "comes_today": len(self.comes_today),
            "best": [
                {"minutes": length // 60, "windows": [self._count(each) for each in counts]}
                for length, counts in self.best.items()
            ],
            "today": [self._today(each, ids) for each in self.today],
            "minutes_apart": self.apart_s // 60,
            "pass_hours": [_effect(each, ids) for each in self.effects],
            "seasons": [_season(each, ids) for each in self.seasons],
            "sentences": list(self.sentences()),
        }

    def _count(self, count: Count) -> dict[str, Any]:
        numbers = {
            name: each for name, each in asdict(count).items() if name not in ("window", "as_good")
        }
        also = {"as_good_on": [day.word for day in count.as_good]}
        hours = {
            "open": open_at(self.opportunity, count.window).name.lower(),
            "staffed": staffed_at(self.opportunity, count.window).name.lower(),
        }
        return _window(count.window) | also | numbers | hours

    def _today(self, told: TodayTold, ids: bool) -> dict[str, Any]:
        return {
            "session": told.session.id,
            "windows": [self._count(each) for each in told.counts],
            "moves": [self._move(each, ids) for each in told.moves],
            "asked": None if told.asked is None else self._move(told.asked, ids),
        }

    def _move(self, move: Move, ids: bool) -> dict[str, Any]:
        against = move.against
        made: dict[str, Any] = {
            "start": clock(move.start_s),
            "finish": clock(move.end_s),
            "gains": len(against.gains),
            "shut_out": len(against.shut_out),
            "shut_out_of_who_comes_today": len(self.comes_today & set(against.shut_out)),
            "kept": len(against.kept),
            "told": move_words(against),
        }
        if ids:
            made["gain_ids"] = list(against.gains)
            made["losses"] = [
                {
                    "person": loss.person,
                    "day": loss.day.word,
                    "lost": None if loss.lost is None else loss.lost.value,
                    "rung": loss.rung.word,
                }
                for loss in against.losses
            ]
        return made


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


def effect_sentences(effects: Sequence[StartEffect], length_s: int) -> Iterator[str]:
    """Say what pass hours do, by themselves.

    Parameters
    ----------
    effects
        Of each day and start.
    length_s
        How long the sessions are, seconds.

    Yields
    ------
    str
        The start that loses most, and the first from which on nobody loses any more on any day.
    """
    lost: dict[int, set[str]] = {}
    for each in effects:
        lost.setdefault(each.start_s, set()).update(each.lost)
    if not any(lost.values()):
        if lost:
            yield (
                "The hours of passes keep nobody from coming by themselves to sessions of "
                f"{hours_words(length_s)}."
            )
        return
    worst = max(lost, key=lambda start: (len(lost[start]), -start))
    count = len(lost[worst])
    yield (
        f"The hours of passes alone keep {count} {'person' if count == 1 else 'people'} from "
        f"coming by themselves to sessions of {hours_words(length_s)} at {clock(worst)} on some "
        "day."
    )
    last = max(start for start, who in lost.items() if who)
    after = [start for start in lost if start > last]
    if after:
        yield f"From a start at {clock(min(after))} on they keep nobody, as far as was tried."


def season_sentences(effects: Sequence[SeasonEffect], length_s: int) -> Iterator[str]:
    """Say what winter does.

    Parameters
    ----------
    effects
        Of each day and start.
    length_s
        How long the sessions are, seconds.

    Yields
    ------
    str
        The earliest of the times that lose most, and from how many dates that is told.
    """
    if not effects:
        yield (
            "The timetable does not have summer and winter on the same day of the week: what the "
            "dark evenings take away cannot be told."
        )
        return
    worst = max(effects, key=lambda each: len(each.lost))
    if not worst.lost:
        hours = hours_words(length_s)
        yield f"Whoever comes by themselves to sessions of {hours} in summer does in winter, too."
    else:
        lost = len(worst.lost)
        yield (
            f"Winter takes most away on {window_words(worst.window)}: {worst.summer} would come by "
            f"themselves in summer, {worst.winter} in winter; {lost} of those who would in summer "
            f"{'does' if lost == 1 else 'do'} not in winter, when it is dark for longer or other "
            "buses run. Counts for the whole year are of those who come in both."
        )
    summer = min(each.summer_dates for each in effects)
    winter = min(each.winter_dates for each in effects)
    yield (
        f"Of the day with fewest dates the timetable has {summer} in summer and {winter} in "
        "winter; where these are few, the darkest evenings may not be among them."
    )


def _season(effect: SeasonEffect, ids: bool) -> dict[str, Any]:
    made: dict[str, Any] = _window(effect.window) | {
        "summer": effect.summer,
        "winter": effect.winter,
        "lost_in_winter": len(effect.lost),
        "summer_dates": effect.summer_dates,
        "winter_dates": effect.winter_dates,
    }
    return made | ({"lost_ids": list(effect.lost)} if ids else {})


def _effect(effect: StartEffect, ids: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "day": effect.day.word,
        "start": clock(effect.start_s),
        "now": effect.with_hours,
        "now_if_passes_were_valid_all_day": effect.at_any_hour,
        "lost": len(effect.lost),
    }
    return made | ({"lost_ids": list(effect.lost)} if ids else {})


def _window(window: Window) -> dict[str, Any]:
    return {
        "day": window.day.word,
        "start": clock(window.start_s),
        "finish": clock(window.end_s),
        "told": window_words(window),
    }
