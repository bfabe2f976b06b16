"""Session times as they may be handed on: the best, and what a move does, small numbers hidden."""

from collections.abc import Sequence
from typing import Final

from transit.batch.places_shared import SharedAnswer, SharedTable
from transit.disclosure import Audience, Protected, key, protect
from transit.model.clock import clock_text
from transit.model.parameters import Parameters
from transit.model.weekdays import DAY_NAMES
from transit.report.times_counts import move_key, times_table, window_key
from transit.report.times_evidence import MoveEvidence, TimesEvidence, VenueTimes, venue_times
from transit.sessions.sweep_found import Venue
from transit.sessions.sweep_report import SweepReport
from transit.sessions.sweep_told import count_words

_BEST: Final = ("now", "sure", "with_training")
_MOVE: Final = ("before", "after", "gains", "lose_home", "lose_there")
_BEST_HEADS: Final = ("Place", "When", "Now", "Sure", "Training")
_MOVE_HEADS: Final = (
    "Session", "Now", "Moved to", "Now then", "Gain", "Lose the way home", "Lose the way there",
)  # fmt: skip


def shared_times(
    swept: Sequence[tuple[Venue, SweepReport]], audience: Audience, parameters: Parameters
) -> SharedAnswer:
    """Return session times as an audience may have them.

    All starts and finishes are not among them: whoever comes at one of them mostly comes at the
    next, so that any two cells that differ by a few people tell of these.

    Parameters
    ----------
    swept
        What was swept at each venue, and what a manager is told of it.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``, and ``sweep_report_best``.

    Returns
    -------
    SharedAnswer
        Best times as long as today's sessions, and the best move of each of these.
    """
    most = int(parameters.number("sweep_report_best"))
    venues = tuple(venue_times(venue, report, most) for venue, report in swept)
    people = max(report.people for _, report in swept)
    evidence = TimesEvidence(edition="", venues=venues, left_out=0)
    told = protect(times_table(evidence, key(count="register"), people), audience, parameters)
    best = tuple(
        (
            venue.name,
            count_words(count),
            *(told[window_key(venue, count, who)].words for who in _BEST),
        )
        for venue in venues
        for count in venue.best
    )
    moves = tuple(_move(told, venue, move) for venue in venues for move in venue.moves)
    names = ", ".join(venue.name for venue in venues)
    return SharedAnswer(
        audience=audience,
        title=f"Session times at {names}: when most people could come by themselves",
        sentences=(
            *told.notes(),
            *dict.fromkeys(report.how_chosen() for _, report in swept),
            "All other starts and finishes, summer and winter, and the hours of passes are told "
            "inside only: one of them beside another would tell of single people.",
        ),
        tables=(
            SharedTable("Best times as long as today's sessions, for review", _BEST_HEADS, best),
            SharedTable("Today's sessions, moved to add most", _MOVE_HEADS, moves),
        ),
    )


def _move(told: Protected, venue: VenueTimes, move: MoveEvidence) -> tuple[str, ...]:
    days = " ".join(DAY_NAMES[day][:3] for day in move.days)
    old, new = move.old, move.new
    name = f"{venue.name}, {days} {clock_text(old.start_s)}–{clock_text(old.end_s)}"
    if new is None:
        return (name, told[move_key(venue, move, "before")].words, "no move adds more", *[""] * 4)
    before, *after = (told[move_key(venue, move, who)].words for who in _MOVE)
    return (name, before, f"{clock_text(new.start_s)}–{clock_text(new.end_s)}", *after)
