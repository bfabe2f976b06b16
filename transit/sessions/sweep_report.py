"""What a manager is told of a sweep: the best windows, today's sessions, moves, pass hours."""

from collections.abc import Iterator
from dataclasses import dataclass

from transit.model.clock import clock_text
from transit.model.opportunities import Opportunity, Session
from transit.sessions.against_moves import Move
from transit.sessions.dusk import SeasonEffect
from transit.sessions.effect import StartEffect
from transit.sessions.effect_told import effect_sentences, season_sentences
from transit.sessions.open_told import held_outside, left_out_words, open_words
from transit.sessions.sweep_counts import Count
from transit.sessions.sweep_told import hours_words, move_words


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
                times = f"{clock_text(move.start_s)}–{clock_text(move.end_s)}"
                gains = ", ".join(move.against.gains) or "nobody"
                out = ", ".join(move.against.shut_out) or "nobody"
                yield f"{each.session.id} at {times}: gains {gains}; shut out {out}"
