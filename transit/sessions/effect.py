"""What the hours of passes do by themselves: the same sweep as if passes were valid all day."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import State
from transit.model.kept import Kept
from transit.model.people import Person
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.sessions.swept import Swept
from transit.verdict.desk import Desk
from transit.verdict.hours import HourRules

_NOTES = 10_000


def at_any_hour(desk: Desk) -> Desk:
    """Return a desk on which passes are valid all day.

    Parameters
    ----------
    desk
        The desk.

    Returns
    -------
    Desk
        With the same area and searches, but for the hours of passes.
    """
    made = copy.copy(desk)
    rules = desk.hour_rules
    always = replace(rules.pass_, weekdays=None, other_days=None)
    made.hour_rules = HourRules(always, rules.crowding)
    # What was noted of people goes by the hours in force.
    made.notes = Kept(_NOTES)
    return made


def may_be_bound(person: Person) -> bool:
    """Tell whether the hours of a pass may matter to somebody.

    Parameters
    ----------
    person
        The person.

    Returns
    -------
    bool
        False where they would pay a fare, or have no pass.
    """
    return person.pass_.pays_fares is not State.YES and person.pass_.held is not State.NO


def unbound(person: Person) -> Person:
    """Return somebody without hours of their own for a pass.

    Parameters
    ----------
    person
        The person.

    Returns
    -------
    Person
        To be swept on a desk of :func:`at_any_hour`.
    """
    return replace(person, pass_=replace(person.pass_, from_s=None, to_s=None))


@dataclass(frozen=True, slots=True)
class StartEffect:
    """What pass hours do to one start.

    Parameters
    ----------
    day
        The day.
    start_s
        The start, seconds of the day.
    with_hours, at_any_hour
        People who come by themselves for some finish, with the hours in force and without any.
    lost
        Ids of those who would come by themselves were it not for the hours.
    """

    day: Weekday
    start_s: int
    with_hours: int
    at_any_hour: int
    lost: tuple[str, ...]


def effects_of(swept: Swept, free: NDArray[np.uint8], length_s: int) -> Iterator[StartEffect]:
    """Say what pass hours do to each start of sessions of one length.

    Parameters
    ----------
    swept
        With the hours in force.
    free
        ``(n_people, n_days, n_starts, n_ends) uint8`` the rungs as if passes were valid all day.
    length_s
        How long sessions are, seconds.

    Yields
    ------
    StartEffect
        By day and start.
    """
    for column, day in enumerate(swept.days):
        for row, start in enumerate(swept.starts_s):
            if start + length_s not in swept.ends_s:
                continue
            end = swept.ends_s.index(start + length_s)
            if not swept.is_swept[row, end]:
                continue
            at = slice(None), column, row, end
            now, then = (_alone(each[at]) for each in (swept.rungs, free))
            yield StartEffect(
                day=day,
                start_s=start,
                with_hours=int(now.sum()),
                at_any_hour=int(then.sum()),
                lost=tuple(swept.people[at] for at in np.flatnonzero(then & ~now)),
            )


def lost_to_hours(swept: Swept, free: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Count those whom pass hours keep from coming by themselves.

    Parameters
    ----------
    swept, free
        As for :func:`effects_of`.

    Returns
    -------
    ndarray
        ``(n_days, n_starts, n_ends) int32``; 0 where nothing was swept.
    """
    made: NDArray[np.int32] = (_alone(free) & ~_alone(swept.rungs)).sum(axis=0, dtype=np.int32)
    return made


def _alone(rungs: NDArray[np.uint8]) -> NDArray[np.bool_]:
    made: NDArray[np.bool_] = rungs == int(Rung.NOW)
    return made
