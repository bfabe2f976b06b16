"""Which small changes of a session's times would let more people come by themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from transit.model.verdict import Rung
from transit.sessions.against import Against, against_today
from transit.sessions.swept import NOT_SWEPT, Swept, Window


@dataclass(frozen=True, slots=True)
class Move:
    """A session at other times, on the same days.

    Parameters
    ----------
    start_s, end_s
        The new times, seconds of the day.
    against
        Who gains and who loses.
    """

    start_s: int
    end_s: int
    against: Against

    @property
    def net(self) -> int:
        """How many more come by themselves on all days."""
        return len(self.against.gains) - len(self.against.shut_out)


def best_moves(
    swept: Swept,
    old: Sequence[Window],
    most: int,
    *,
    farthest_s: int,
    rung: Rung = Rung.NOW,
    may_be: Callable[[Window], bool] = lambda window: True,
) -> tuple[Move, ...]:
    """Return the moves of a session, as long as it is, that add most people.

    Parameters
    ----------
    swept
        The sweep.
    old
        Today's windows of one session, one a day.
    most
        How many moves.
    farthest_s
        How far it is moved at most, seconds.
    rung
        Who counts as coming: by themselves, or with training too.
    may_be
        Tells whether it may be moved to a window; to all of its days, or not at all.

    Returns
    -------
    tuple of Move
        Those that add more than they take away, the best first: where as many come, fewer lose
        something, then it is moved less, then it is earlier.
    """
    if not old:
        return ()
    first = old[0]
    days = [swept.days.index(each.day) for each in old]
    coming = ((swept.rungs[:, days] <= int(rung)) & (swept.rungs[:, days] != NOT_SWEPT)).all(axis=1)
    _, start, end = swept.at(first)
    before = coming[:, start, end][:, None, None]
    gains = (coming & ~before).sum(axis=0)
    losses = (before & ~coming).sum(axis=0)
    found = []
    for row, column in np.argwhere(swept.is_swept & (gains > losses)).tolist():
        start_s, end_s = swept.starts_s[row], swept.ends_s[column]
        moved = abs(start_s - first.start_s)
        if end_s - start_s != first.length_s or not 0 < moved <= farthest_s:
            continue
        if all(may_be(Window(each.day, start_s, end_s)) for each in old):
            lost = int(losses[row, column])
            found.append((lost - int(gains[row, column]), lost, moved, start_s, end_s))
    return tuple(
        Move(start_s, end_s, against_today(swept, old, start_s, end_s, most=rung))
        for *_, start_s, end_s in sorted(found)[:most]
    )
