"""Which days, starts and finishes are swept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.model.clock import DAY_S
from transit.model.opportunities import Session
from transit.model.parameters import Parameters
from transit.model.weekdays import Days, Weekday
from transit.sessions.swept import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Days, starts and finishes of a sweep.

    Parameters
    ----------
    days
        Days of the week.
    starts_s, ends_s
        Seconds of the day, ascending.
    shortest_s, longest_s
        How long a session is at least, and at most.
    kept
        Starts and finishes that are swept however long the session is: today's.
    """

    days: Days
    starts_s: tuple[int, ...]
    ends_s: tuple[int, ...]
    shortest_s: int
    longest_s: int
    kept: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        """Refuse axes on which nothing can be swept."""
        every = (*self.starts_s, *self.ends_s)
        if not self.days or not self.is_swept.any() or not 0 <= min(every) <= max(every) <= DAY_S:
            raise InputError(
                "no session fits these times: give a first start before the last finish, both "
                "within the day, and a shortest length that fits between them"
            )

    @classmethod
    def of(cls, parameters: Parameters) -> "Axes":
        """Return the usual axes.

        Parameters
        ----------
        parameters
            With ``sweep_step_s`` and its like.

        Returns
        -------
        Axes
            Every day of the week.
        """
        first, last, step, shortest, longest = (
            int(parameters.number(f"sweep_{name}_s"))
            for name in ("first", "last", "step", "shortest", "longest")
        )
        return cls.stepped(
            tuple(Weekday), first, last, step, shortest_s=shortest, longest_s=longest
        )

    @classmethod
    def stepped(
        cls, days: Days, first_s: int, last_s: int, step_s: int, *, shortest_s: int, longest_s: int
    ) -> "Axes":
        """Return axes of even steps.

        Parameters
        ----------
        days
            Days of the week.
        first_s, last_s
            First start and last finish, seconds of the day.
        step_s
            Seconds between two starts, and between two finishes.
        shortest_s, longest_s
            How long a session is at least, and at most.

        Returns
        -------
        Axes
            Starts from which the shortest session ends in time, and finishes before which it fits.

        Raises
        ------
        InputError
            No session fits.
        """
        if step_s <= 0:
            raise InputError("the step between two starts must be more than 0")
        times = tuple(range(first_s, last_s + 1, step_s))
        return cls(
            days=days,
            starts_s=tuple(time for time in times if time + shortest_s <= last_s),
            ends_s=tuple(time for time in times if time - shortest_s >= first_s),
            shortest_s=shortest_s,
            longest_s=longest_s,
        )

    @property
    def is_swept(self) -> NDArray[np.bool_]:
        """``(n_starts, n_ends) bool``: which finishes belong to which starts."""
        length = np.array(self.ends_s)[None, :] - np.array(self.starts_s)[:, None]
        made: NDArray[np.bool_] = (length >= self.shortest_s) & (length <= self.longest_s)
        for start, end in self.kept:
            made[self.starts_s.index(start), self.ends_s.index(end)] = True
        return made

    def with_today(self, sessions: Iterable[Session]) -> "Axes":
        """Return the same axes with the times of today's sessions among them.

        Parameters
        ----------
        sessions
            The sessions.

        Returns
        -------
        Axes
            With their starts and finishes.
        """
        return self.with_times((one.start_s, one.end_s) for one in sessions)

    def with_times(self, pairs: Iterable[tuple[int, int]]) -> "Axes":
        """Return the same axes with some more times among them.

        Parameters
        ----------
        pairs
            Starts and finishes, seconds of the day.

        Returns
        -------
        Axes
            Each pair is swept, however long it is.
        """
        more = frozenset(pairs)
        return replace(
            self,
            starts_s=tuple(sorted({*self.starts_s, *(start for start, _ in more)})),
            ends_s=tuple(sorted({*self.ends_s, *(end for _, end in more)})),
            kept=self.kept | more,
        )


def windows_of(session: Session, days: Days) -> tuple[Window, ...]:
    """Return the windows of a session on some days.

    Parameters
    ----------
    session
        The session.
    days
        Days of the week.

    Returns
    -------
    tuple of Window
        One a day on which it is held.
    """
    return tuple(Window(day, session.start_s, session.end_s) for day in session.days if day in days)
