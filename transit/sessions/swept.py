"""What a sweep over session times found: a rung for each person, day, start and finish."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.model.fact import State
from transit.model.opportunities import Session
from transit.model.verdict import Rung
from transit.model.weekdays import Days, Weekday
from transit.sessions.seasons import InSeason

NOT_SWEPT: Final = 255
"""Where the arrays have no answer: a finish that is no finish for the start."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Swept:
    """One opportunity at every start and finish.

    Each cell is the verdict on a session held on one day of the week, at the start and the finish.

    Parameters
    ----------
    opportunity
        Its id.
    people
        Ids, in the order of the arrays.
    days
        Days of the week.
    starts_s, ends_s
        Starts and finishes, seconds of the day, ascending.
    rungs
        ``(n_people, n_days, n_starts, n_ends) uint8``: the first rung with a journey out and one
        back, unknown facts counting as fine, as the number of a
        :class:`~transit.model.verdict.Rung`; NOT_SWEPT where the finish is none for the start.
    sure
        The same, unknown facts counting as barriers.
    last_home
        ``(n_people, n_days, n_starts, n_ends) bool``: there is a journey home on the rung, but none
        for whoever comes out a while later; never true where the rung is door to door.
    places
        ``(n_people, n_days) uint8``: number of the place from which the person sets out, 0 the
        home.
    n_dates
        ``(n_days,) int32``: dates in the timetable; where there is none, nobody has a journey.
    seasons
        The rungs by season, where that was asked.
    """

    opportunity: str
    people: tuple[str, ...]
    days: Days
    starts_s: tuple[int, ...]
    ends_s: tuple[int, ...]
    rungs: NDArray[np.uint8]
    sure: NDArray[np.uint8]
    last_home: NDArray[np.bool_]
    places: NDArray[np.uint8]
    n_dates: NDArray[np.int32]
    seasons: tuple[InSeason, ...] = ()

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit the axes."""
        shape = len(self.people), len(self.days), len(self.starts_s), len(self.ends_s)
        fits = (
            self.rungs.shape == self.sure.shape == self.last_home.shape == shape
            and self.places.shape == shape[:2]
            and self.n_dates.shape == shape[1:2]
            and all(each.rungs.shape == shape for each in self.seasons)
            and all(each.n_dates.shape == shape[1:2] for each in self.seasons)
        )
        if not fits:
            raise InputError("a sweep's arrays do not fit its people, days, starts and finishes")

    @property
    def is_swept(self) -> NDArray[np.bool_]:
        """``(n_starts, n_ends) bool``: which finishes were swept for which starts."""
        starts, ends = np.array(self.starts_s), np.array(self.ends_s)
        if not self.people or not self.days:
            return ends > starts[:, None]
        made: NDArray[np.bool_] = self.rungs[0, 0] != NOT_SWEPT
        return made

    def at(self, window: "Window") -> tuple[int, int, int]:
        """Return where a window is in the arrays.

        Parameters
        ----------
        window
            The window.

        Returns
        -------
        tuple of int
            Number of the day, the start and the finish.

        Raises
        ------
        InputError
            It was not swept.
        """
        try:
            found = (
                self.days.index(window.day),
                self.starts_s.index(window.start_s),
                self.ends_s.index(window.end_s),
            )
        except ValueError:
            raise InputError("that day, start or finish was not swept") from None
        if not self.is_swept[found[1:]]:
            raise InputError("that finish was not swept for that start")
        return found

    def only(self, people: Collection[str]) -> "Swept":
        """Return the sweep of some people.

        Parameters
        ----------
        people
            Their ids; who was not swept is passed over.

        Returns
        -------
        Swept
            In the order of this one.
        """
        rows = [row for row, who in enumerate(self.people) if who in people]
        return replace(
            self,
            people=tuple(self.people[row] for row in rows),
            rungs=self.rungs[rows],
            sure=self.sure[rows],
            last_home=self.last_home[rows],
            places=self.places[rows],
            seasons=tuple(replace(each, rungs=each.rungs[rows]) for each in self.seasons),
        )

    def rungs_at(self, window: "Window") -> dict[str, Rung]:
        """Return everybody's rung at a window.

        Parameters
        ----------
        window
            The window.

        Returns
        -------
        dict
            Rung by person.
        """
        day, start, end = self.at(window)
        found = self.rungs[:, day, start, end].tolist()
        return {who: Rung(rung) for who, rung in zip(self.people, found, strict=True)}


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A day of the week, a start and a finish.

    Parameters
    ----------
    day
        The day.
    start_s, end_s
        Start and finish, seconds of the day.
    """

    day: Weekday
    start_s: int
    end_s: int

    @property
    def length_s(self) -> int:
        """How long it is, seconds."""
        return self.end_s - self.start_s

    def session(self, opportunity: str, *, term_only: State = State.NO) -> Session:
        """Return the session that a sweep judges for this window.

        Parameters
        ----------
        opportunity
            Id of the opportunity.
        term_only
            Whether it is held in term time only.

        Returns
        -------
        Session
            Held on the one day, on all its dates in the timetable.
        """
        return Session(
            id=f"{self.day.word} {self.start_s}-{self.end_s}",
            opportunity=opportunity,
            activity="",
            days=(self.day,),
            start_s=self.start_s,
            end_s=self.end_s,
            term_only=term_only,
        )


@dataclass(frozen=True, slots=True)
class Held:
    """On which dates sessions are held that are on a day of the week.

    Parameters
    ----------
    term_only
        Whether they are held in term time only.
    first_date, last_date
        From when until when; None for no end.
    """

    term_only: State = State.NO
    first_date: dt.date | None = None
    last_date: dt.date | None = None

    @classmethod
    def like(cls, session: Session) -> "Held":
        """Return the dates that a session keeps to.

        Parameters
        ----------
        session
            The session.

        Returns
        -------
        Held
            Its own.
        """
        return cls(session.term_only, session.first_date, session.last_date)

    def on(self, session: Session) -> Session:
        """Return a session on these dates.

        Parameters
        ----------
        session
            The session.

        Returns
        -------
        Session
            Otherwise the same.
        """
        return replace(
            session,
            term_only=self.term_only,
            first_date=self.first_date,
            last_date=self.last_date,
        )
