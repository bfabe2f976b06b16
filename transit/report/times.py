"""Session times: when most people could come by themselves, and what moving a session does."""

from collections.abc import Iterable
from typing import Final

from transit.model.clock import clock_text
from transit.model.weekdays import Weekday, in_order
from transit.plan.booklet import Block, Section
from transit.report.teller import Teller, report_words
from transit.report.times_counts import move_key, window_key
from transit.report.times_evidence import MoveEvidence, TimesEvidence, VenueTimes
from transit.sessions.swept import Window

_OWN_DATES: Final = "*"


def session_times(teller: Teller) -> Section:
    """Tell at which times most people could come by themselves.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    Section
        With two tables, or how to have them.
    """
    title = teller.say("headings", "times")
    times = teller.evidence.times
    if times is None or not times.venues:
        return Section(title, (teller.lines(teller.say("times", "none")),), level=3)
    source = teller.say("times", "source", edition=times.edition)
    blocks: list[Block] = [
        teller.lines(teller.say("times", "intro")),
        *_best(teller, times, source),
        *_moves(teller, times, source),
    ]
    if times.left_out:
        blocks.append(teller.lines(teller.say("times", "left_out", count=times.left_out)))
    return Section(title, (*blocks, teller.lines(*teller.told.notes())), level=3)


def _best(teller: Teller, times: TimesEvidence, source: str) -> tuple[Block, ...]:
    rows = [
        (
            venue.name,
            f"{_days([each.window.day, *each.as_good])} {_span(teller, each.window)}",
            *(
                teller.told[window_key(venue, each, who)].words
                for who in ("now", "sure", "with_training")
            ),
        )
        for venue in times.venues
        for each in venue.best
    ]
    heads = [
        teller.say("rows", name) for name in ("place", "when", "by_themselves", "sure", "trained")
    ]
    title = teller.say("times", "best")
    return teller.table(title, heads, rows, source=source, widths=(4, 5, 2, 3, 3))


def _moves(teller: Teller, times: TimesEvidence, source: str) -> tuple[Block, ...]:
    found = [(venue, move) for venue in times.venues for move in venue.moves]
    if not found:
        return ()
    names = ("session", "alone_today", "moved_to", "alone_then", "gain", "lose_home", "lose_there")
    heads = [teller.say("rows", name) for name in names]
    rows = [_move_row(teller, venue, move) for venue, move in found]
    title = teller.say("times", "moves")
    blocks: list[Block] = [
        teller.lines(teller.say("times", "moves_how")),
        *teller.table(title, heads, rows, source=source, widths=(5, 2, 3, 2, 2, 2, 2)),
    ]
    if any(move.on_own_dates for _, move in found):
        blocks.append(teller.lines(teller.say("times", "own_dates")))
    said = [_sentence(teller, venue, move, move.new) for venue, move in found if move.new]
    if said:
        blocks.append(teller.lines(*said))
    return tuple(blocks)


def _move_row(teller: Teller, venue: VenueTimes, move: MoveEvidence) -> tuple[str, ...]:
    name = teller.say(
        "times",
        "session",
        place=venue.name,
        session=move.session,
        days=_days(move.days),
        times=_span(teller, move.old),
    )
    if move.on_own_dates:
        name += _OWN_DATES
    before = _told(teller, venue, move, "before")
    if move.new is None:
        return (name, before, teller.say("times", "no_move"), "", "", "", "")
    told = (
        _told(teller, venue, move, who) for who in ("after", "gains", "lose_home", "lose_there")
    )
    return (name, before, _span(teller, move.new), *told)


def _sentence(teller: Teller, venue: VenueTimes, move: MoveEvidence, new: Window) -> str:
    return teller.say(
        "times",
        "moved",
        place=venue.name,
        session=move.session,
        old=clock_text(move.old.start_s),
        new=clock_text(new.start_s),
        gains=_told(teller, venue, move, "gains"),
        home=_told(teller, venue, move, "lose_home"),
        there=_told(teller, venue, move, "lose_there"),
    )


def _told(teller: Teller, venue: VenueTimes, move: MoveEvidence, who: str) -> str:
    return teller.told[move_key(venue, move, who)].words


def _days(days: Iterable[Weekday]) -> str:
    """Write days of the week; the first and the last of those in a row."""
    names = report_words().tables["times"]["days"]
    numbers = [list(Weekday).index(day) for day in in_order(days)]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{names[numbers[0]]}–{names[numbers[-1]]}"
    return " ".join(names[number] for number in numbers)


def _span(teller: Teller, window: Window) -> str:
    start, end = clock_text(window.start_s), clock_text(window.end_s)
    return teller.say("times", "span", start=start, end=end)
