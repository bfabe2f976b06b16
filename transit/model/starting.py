"""From which place somebody sets out on which days: a session is judged from where they are."""

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import Final

from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.weekdays import Days, Weekday

_EVERY: Final = frozenset(Weekday)


def days_from(person: Person, place: int) -> Set[Weekday]:
    """Return the days on which somebody may set out from a place.

    A place of which no days are recorded counts on every day, but the home: where other places
    have days, it has the others. A day that is nobody's is the home's, too.

    Parameters
    ----------
    person
        The person.
    place
        Number of the place, 0 the home.

    Returns
    -------
    set of Weekday
        Empty for a home that other places leave no day.
    """
    return days_at([each.days for each in person.places], place)


def place_on(person: Person, day: Weekday) -> int:
    """Return from which place somebody sets out on a day.

    Parameters
    ----------
    person
        The person.
    day
        The day.

    Returns
    -------
    int
        Number of the place: the first that is named for the day, else the first from which they
        may set out then; the home comes before others.
    """
    named = (at for at, place in enumerate(person.places) if day in place.days)
    other = (at for at in range(len(person.places)) if day in days_from(person, at))
    return next(chain(named, other))


def days_at(places: Sequence[Days], place: int) -> Set[Weekday]:
    """Return the days on which somebody may set out from one of their places.

    Parameters
    ----------
    places
        The days that are recorded of each of their places, the home's first.
    place
        Number of the place, 0 the home.

    Returns
    -------
    set of Weekday
        As :func:`days_from` gives them.
    """
    own, others = frozenset(places[place]), places[1:]
    if place:
        return own or _EVERY
    elsewhere = frozenset(day for days in others for day in days)
    if own and any(not days for days in others):
        return own
    return own | (_EVERY - elsewhere)


def session_from(person: Person, place: int, session: Session) -> Session | None:
    """Return a session on the days on which somebody sets out from a place.

    Parameters
    ----------
    person
        The person.
    place
        Number of the place, 0 the home.
    session
        The session.

    Returns
    -------
    Session or None
        The same where it is held on no other days; None where it is held on none of them.
    """
    there = days_from(person, place)
    days = tuple(day for day in session.days if day in there)
    if days == session.days:
        return session
    return replace(session, days=days) if days else None
