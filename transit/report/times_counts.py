"""Counts of session times, bound together by what every reader can add up."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from transit.disclosure import Key, Table, balanced, key, linked
from transit.model.weekdays import Weekday
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
        Its cells are those of :func:`window_key` and :func:`move_key`. Counts of those who come
        at the same times, on the same days or some of them, are bound together.
    """
    tables: list[Table] = []
    for venue in times.venues:
        tables += [_window(venue, each, everybody, people) for each in venue.best]
        for move in venue.moves:
            tables.append(_move(venue, move, everybody, people))
        tables += _shared(venue)
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


class _Coming(NamedTuple):
    """Who comes on all of some days at the same times, and in which cell they are."""

    times: tuple[int, int]
    days: frozenset[Weekday]
    cell: Key
    people: int


def _shared(venue: VenueTimes) -> Iterator[Table]:
    """Bind counts of the same times: who comes on all of some days comes on each, or fewer."""
    bound = set()
    for one, other in combinations(_comings(venue), 2):
        if one.times != other.times or one.cell == other.cell:
            continue
        if other.days < one.days:
            one, other = other, one
        if one.days <= other.days and (one.cell, other.cell) not in bound:
            bound.add((one.cell, other.cell))
            # No count of those who come on these days but not on all: equal if there are none.
            apart = key(on=repr(one.cell), not_on=repr(other.cell))
            some = {apart: one.people - other.people} if one.people > other.people else {}
            yield balanced({one.cell: one.people}, {other.cell: other.people, **some})


def _comings(venue: VenueTimes) -> Iterator[_Coming]:
    for count in venue.best:
        for day in (count.window.day, *count.as_good):
            cell = window_key(venue, count)
            yield _Coming(_times(count.window), frozenset({day}), cell, count.now)
    for move in venue.moves:
        if not move.on_own_dates:
            for who, window in (("before", move.old), ("after", move.new)):
                if window is not None:
                    cell = move_key(venue, move, who)
                    yield _Coming(_times(window), frozenset(move.days), cell, getattr(move, who))


def _times(window: Window) -> tuple[int, int]:
    return window.start_s, window.end_s
