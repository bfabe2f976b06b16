"""Counts of session times, bound together by what every reader can add up."""

from transit.disclosure import Key, Table, balanced, key, linked
from transit.report.times_evidence import MoveEvidence, TimesEvidence, VenueTimes
from transit.sessions.sweep_counts import Count
from transit.sessions.swept import Window


def times_table(times: TimesEvidence, everybody: Key, people: int) -> Table:
    """Return every count of session times that a pack tells.

    Parameters
    ----------
    times
        What was found.
    everybody
        The cell of all people in the register.
    people
        How many they are.

    Returns
    -------
    Table
        Its cells are those of :func:`window_key` and :func:`move_key`. Where a session's times
        are among the best ones, both counts of the same people are bound together.
    """
    tables = []
    for venue in times.venues:
        tables += [_window(venue, each, everybody, people) for each in venue.best]
        for move in venue.moves:
            tables.append(_move(venue, move, everybody, people))
            tables += _shared(venue, move)
    return linked(*tables)


def window_key(venue: VenueTimes, count: Count, who: str = "now") -> Key:
    """Return the cell of those who come at a window.

    Parameters
    ----------
    venue, count
        Where and when.
    who
        ``now``, ``sure`` or ``with_training``, and what stands beside them.

    Returns
    -------
    tuple
        The cell's key.
    """
    window = count.window
    at = f"{venue.venue} {window.day.word} {window.start_s}-{window.end_s}"
    return key(window=at, who=who)


def move_key(venue: VenueTimes, move: MoveEvidence, who: str) -> Key:
    """Return the cell of those who come to a session of today, or to its move.

    Parameters
    ----------
    venue, move
        Where and which.
    who
        ``before``, ``after``, ``gains``, ``lose_home`` or ``lose_there``.

    Returns
    -------
    tuple
        The cell's key.
    """
    return key(move=f"{venue.venue} {move.session}", who=who)


def _window(venue: VenueTimes, count: Count, everybody: Key, people: int) -> Table:
    def cell(who: str) -> Key:
        return window_key(venue, count, who)

    rest = people - count.now - count.with_training
    return linked(
        balanced(
            {everybody: people},
            {
                cell("now"): count.now,
                cell("with_training"): count.with_training,
                cell("rest"): rest,
            },
        ),
        balanced(
            {cell("now"): count.now},
            {cell("sure"): count.sure, cell("unsure"): count.now - count.sure},
        ),
    )


def _move(venue: VenueTimes, move: MoveEvidence, everybody: Key, people: int) -> Table:
    def cell(who: str) -> Key:
        return move_key(venue, move, who)

    known = balanced(
        {everybody: people}, {cell("before"): move.before, cell("others"): people - move.before}
    )
    if move.new is None:
        return known
    # The four together, not each with who stays: that nobody loses anything is to be told.
    lost = {cell(way): getattr(move, way) for way in ("lose_home", "lose_there")}
    return linked(
        known,
        balanced(
            {cell("before"): move.before, cell("gains"): move.gains},
            {cell("after"): move.after, **lost},
        ),
    )


def _shared(venue: VenueTimes, move: MoveEvidence) -> list[Table]:
    """Bind a session to the same times among the best: there, people come on one day at least."""
    if move.on_own_dates:
        return []
    made = []
    for who, times, alone in (("before", move.old, move.before), ("after", move.new, move.after)):
        for count in venue.best:
            if times is not None and _same(count.window, times, move):
                cell = window_key(venue, count)
                # No count of those who come on this day but not on all: equal if there are none.
                apart = window_key(venue, count, f"{who} {move.session} on some days")
                some = {apart: count.now - alone} if count.now > alone else {}
                made.append(
                    balanced({cell: count.now}, {move_key(venue, move, who): alone, **some})
                )
    return made


def _same(window: Window, times: Window, move: MoveEvidence) -> bool:
    ends = window.start_s, window.end_s
    return ends == (times.start_s, times.end_s) and window.day in move.days
