"""Choosing windows: what is known of them and of the people, and what a choice comes to."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.sessions.swept import Window

_MINUTE_S: Final = 60
NO_LIMIT: Final = 1_000_000
"""Places where nobody has recorded how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowProblem:
    """Windows that may be chosen, and who could come to each.

    Parameters
    ----------
    windows
        Each once.
    people
        Ids, in the order of the arrays.
    worth
        ``(n_people, n_windows) float64``: what it is worth that somebody comes, 0 to 1; at 0 they
        cannot.
    rides
        ``(n_people, n_windows) bool``: whether they would come on the fleet.
    wanted
        ``(n_people,) int64``: sessions a week that each needs, 1 or more.
    goes_nowhere
        ``(n_people,) bool``: who has no other session.
    places
        ``(n_windows,) int64``: people at most.
    kept
        ``(n_windows,) bool``: which stay as they are, whatever else is chosen.
    known
        What people come to today, and how many do.
    """

    windows: tuple[Window, ...]
    people: tuple[str, ...]
    worth: NDArray[np.float64]
    rides: NDArray[np.bool_]
    wanted: NDArray[np.int64]
    goes_nowhere: NDArray[np.bool_]
    places: NDArray[np.int64]
    kept: NDArray[np.bool_]
    known: tuple[tuple[Window, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit, and values that mean nothing."""
        people, windows = len(self.people), len(self.windows)
        pairs = (people, windows)
        fits = (
            self.worth.shape == self.rides.shape == pairs
            and self.wanted.shape == self.goes_nowhere.shape == (people,)
            and self.places.shape == self.kept.shape == (windows,)
        )
        if not fits:
            raise InputError("the arrays do not fit the people and windows")
        if len(set(self.windows)) != windows:
            raise InputError("a window is there twice")
        if (self.worth < 0).any() or (self.worth > 1).any():
            raise InputError("what a place is worth is between 0 and 1")
        if (self.wanted < 1).any() or (self.places < 0).any():
            raise InputError("people need 1 session or more, and places are 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRules:
    """How windows are chosen. Nobody comes twice on a day.

    Parameters
    ----------
    most
        Windows at most, beside those that stay.
    rooms
        Windows at one time at most.
    whole
        Whether somebody counts only where they get all the sessions they need; else two of three
        count as two thirds.
    lost_min
        How much change it is, in minutes, that there is nothing any more on a day.
    seconds
        How long to look for the best choice.
    """

    most: int
    rooms: int = 1
    whole: bool = False
    lost_min: int = 240
    seconds: float = 60.0

    def __post_init__(self) -> None:
        """Refuse a choice of nothing."""
        if min(self.most, self.rooms) < 1 or self.seconds <= 0 or self.lost_min < 0:
            raise InputError("choose 1 window or more, in 1 room or more, and give it time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Minibuses:
    """What takes people to windows who cannot come by themselves.

    Parameters
    ----------
    seats
        Seats of one minibus, the largest there is: what it holds bounds minibuses from below.
    spaces
        ``(n_people,) int64``: seats that each takes, 1 without a wheelchair.
    run_s
        How long a minibus is out before a window starts, and after it ends, seconds: it serves two
        windows where these times do not meet.
    worth_people
        How many more people one minibus more must serve; 0 serves everybody first.
    most
        Minibuses at most; None for no limit.
    """

    seats: int
    spaces: NDArray[np.int64] = field(compare=False)
    run_s: int
    worth_people: float = 0.0
    most: int | None = None

    def __post_init__(self) -> None:
        """Refuse a minibus that nobody fits into."""
        if self.seats < 1 or self.run_s < 0 or self.worth_people < 0 or (self.most or 0) < 0:
            raise InputError("a minibus has 1 seat or more, and nothing about it is below 0")


class Aim(StrEnum):
    """What is made best, each among all choices that are best in those before."""

    SERVED = "people served, less what minibuses must serve"
    GOING_NOWHERE = "of these, people with no other session"
    CHANGE = "minutes of change, then windows"


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one aim was reached.

    Parameters
    ----------
    aim
        Which.
    value
        What the choice comes to.
    bound
        What no choice is better than, as far as is proven.
    is_proven
        Whether the two are the same: no choice is better.
    """

    aim: Aim
    value: float
    bound: float
    is_proven: bool


@dataclass(frozen=True, slots=True)
class WithMinibuses:
    """What so many minibuses make possible.

    Parameters
    ----------
    minibuses
        How many.
    people
        People served by the best windows for that.
    bound
        More people than that are served by no windows, as far as is proven.
    is_proven
        Whether the two are the same.
    """

    minibuses: int
    people: float
    bound: float
    is_proven: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowChoice:
    """Windows chosen, and who comes to them.

    Parameters
    ----------
    chosen
        Numbers of the windows, those that stay included, in the order of the week.
    comes
        ``(n_people, n_windows) bool``: who comes to which.
    minibuses
        Minibuses out at one time at the most, at least so many; None where the fleet was left out.
    reached
        What was aimed at, in order, and how far it was reached.
    tried
        What each number of minibuses makes possible, from none up to as many as can be worth it.
    """

    chosen: tuple[int, ...]
    comes: NDArray[np.bool_]
    minibuses: int | None
    reached: tuple[Reached, ...]
    tried: tuple[WithMinibuses, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Whether no choice is better, in any of the aims."""
        return all(each.is_proven for each in self.reached)


def change_min(known: Window, offered: Window, lost_min: int) -> int:
    """Return how far a window is from what people know.

    Parameters
    ----------
    known
        What they come to today.
    offered
        What there is instead.
    lost_min
        How much change it is that there is nothing any more on a day.

    Returns
    -------
    int
        Minutes by which the start and the finish move, together; never more than a lost day.
    """
    if known.day != offered.day:
        return lost_min
    moved_s = abs(known.start_s - offered.start_s) + abs(known.end_s - offered.end_s)
    return min(round(moved_s / _MINUTE_S), lost_min)
