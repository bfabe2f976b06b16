"""Other times for a session: both ends together, or one of them."""

from collections.abc import Iterator
from dataclasses import replace

from transit.model.clock import DAY_S
from transit.model.opportunities import Session
from transit.model.parameters import Parameters
from transit.model.unlock import Change, ChangeKind

ENDS = ("both", "start", "end")
"""What of a session moves."""


def times_of(session: Session, parameters: Parameters) -> tuple[tuple[Change, Session], ...]:
    """Return the sessions that one could be instead.

    Parameters
    ----------
    session
        The session.
    parameters
        ``unlock_time_step_s``, ``unlock_time_most_s``.

    Returns
    -------
    tuple of Change and Session
        Those that start before they end, within the day.
    """
    step = int(parameters.number("unlock_time_step_s"))
    most = int(parameters.number("unlock_time_most_s"))
    return tuple(
        (change, replace(session, start_s=start, end_s=end))
        for change in _moved(session, step, most)
        for start, end in [_times(session, change)]
        if 0 <= start < end <= DAY_S
    )


def _moved(session: Session, step: int, most: int) -> Iterator[Change]:
    for what in ENDS:
        for seconds in range(-(most // step) * step, most + 1, step):
            if seconds:
                yield Change(kind=ChangeKind.TIME, what=what, session=session.id, seconds=seconds)


def _times(session: Session, change: Change) -> tuple[int, int]:
    start = change.seconds if change.what in ("both", "start") else 0
    end = change.seconds if change.what in ("both", "end") else 0
    return session.start_s + start, session.end_s + end
