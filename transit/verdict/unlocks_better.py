"""Whether a change makes a verdict better: only rungs below the one it has are searched."""

from collections.abc import Callable
from typing import NamedTuple

from transit.model.abilities import Ability
from transit.model.fact import Stance
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.unlock import Move
from transit.model.verdict import SEARCHED, Rung
from transit.network.link import Link
from transit.verdict.cases import Case, Steps
from transit.verdict.climb import exists, holds
from transit.verdict.desk import Desk
from transit.verdict.doors import step_free
from transit.verdict.rungs import Allowed, covers


class Rungs(NamedTuple):
    """A verdict in short.

    Parameters
    ----------
    rung, sure
        The first rung that holds, unknown facts counting as fine and as barriers.
    """

    rung: Rung
    sure: Rung


BEST = Rungs(Rung.NOW, Rung.NOW)
"""What nothing can move."""


class Subject(NamedTuple):
    """Whom and what one verdict is about, as things are.

    Parameters
    ----------
    person, place, session
        As for a verdict.
    now
        The verdict.
    """

    person: Person
    place: int
    session: Session
    now: Rungs

    def case(
        self, desk: Desk, *, person: Person | None = None, session: Session | None = None
    ) -> Case:
        """Return the case, with another person or session in place of its own.

        Parameters
        ----------
        desk
            Area and rules.
        person, session
            The changed ones; its own when None.

        Returns
        -------
        Case
            For the search.
        """
        return Case(desk, person or self.person, self.place, session or self.session)

    def move(self, new: Rungs) -> Move | None:
        """Return what a change makes of the verdict.

        Parameters
        ----------
        new
            The verdict with the change.

        Returns
        -------
        Move or None
            None where it is no better, or in one way better and in the other worse.
        """
        if new == self.now or new.rung > self.now.rung or new.sure > self.now.sure:
            return None
        return Move(
            person=self.person.id,
            place=self.place,
            opportunity=self.session.opportunity,
            session=self.session.id,
            rung=self.now.rung,
            sure=self.now.sure,
            new_rung=new.rung,
            new_sure=new.sure,
        )


Worth = Callable[[Rung, Stance], bool]
"""Whether a rung needs to be searched in a stance."""


def better(case: Case, now: Rungs, worth: Worth = lambda rung, stance: True) -> Steps[Rungs]:
    """Find how much better a verdict is with a change that can only help.

    Parameters
    ----------
    case
        With the change.
    now
        The verdict without it.
    worth
        Which rungs the change may have opened.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    Rungs
        Equal to ``now`` where nothing is better.
    """
    if not case.kinds:
        return now
    lower = [each for each in SEARCHED if each < now.rung and worth(each, Stance.HOPEFUL)]
    found = yield from _first(case, lower, Stance.HOPEFUL)
    rung = now.rung if found is None else found
    lower = [each for each in SEARCHED if rung <= each < now.sure and worth(each, Stance.CAUTIOUS)]
    sure = yield from _first(case, lower, Stance.CAUTIOUS)
    return Rungs(rung, now.sure if sure is None else sure)


def anew(case: Case) -> Steps[Rungs]:
    """Find a verdict in short, without its journeys.

    Parameters
    ----------
    case
        Whom and what it is about.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    Rungs
        As a verdict has them.
    """
    return (yield from better(case, Rungs(Rung.DOOR_TO_DOOR, Rung.DOOR_TO_DOOR)))


def can_open(case: Case, now: Rungs, *, venue: bool) -> bool:
    """Tell whether another time, or something outside, could make a verdict better.

    Parameters
    ----------
    case
        As things are.
    now
        Its verdict.
    venue
        Whether the venue's doors may turn out well, too.

    Returns
    -------
    bool
        False where every better rung is closed whatever the streets and times are like.
    """
    if not case.kinds:
        return False

    def closed(rung: Rung, stance: Stance) -> bool:
        return bool(case.allowed(rung, stance).closed if venue else case.closed(rung, stance))

    return any(
        each < bound and not closed(each, stance)
        for stance, bound in ((Stance.HOPEFUL, now.rung), (Stance.CAUTIOUS, now.sure))
        for each in SEARCHED
    )


def changed_by(before: Case, after: Case) -> Worth:
    """Tell which rungs a change to a person may have opened.

    Parameters
    ----------
    before, after
        The case without and with the change.

    Returns
    -------
    callable
        False for a rung that is searched exactly as before.
    """

    def worth(rung: Rung, stance: Stance) -> bool:
        if after.closed(rung, stance):
            return False
        if before.closed(rung, stance):
            return True
        old, new = before.allowed(rung, stance), after.allowed(rung, stance)
        if rung is Rung.WITH_TRAINING and _learning(before) != _learning(after):
            return True
        return _searched(before, old) != _searched(after, new)

    return worth


def matters(before: Case, after: Case, now: Rungs) -> bool:
    """Tell whether a change to a person may make a verdict better.

    Parameters
    ----------
    before, after
        The case without and with the change.
    now
        The verdict without it.

    Returns
    -------
    bool
        False where every better rung is searched exactly as before.
    """
    worth = changed_by(before, after)
    return any(
        each < bound and worth(each, stance)
        for stance, bound in ((Stance.HOPEFUL, now.rung), (Stance.CAUTIOUS, now.sure))
        for each in SEARCHED
    )


def read_of(case: Case) -> tuple[object, ...]:
    """Return what of a session and its venue decides which rungs are open and how one is searched.

    Parameters
    ----------
    case
        Whom and what it is about.

    Returns
    -------
    tuple
        Days on which it is held, what days these are, and what is known of the doors: with equal
        ones, a change to the person opens the same rungs.
    """
    desk, venue = case.desk, case.opportunity
    doors = tuple(
        (step_free(venue, number).state, isinstance(desk.link(door.at), Link))
        for number, door in enumerate(venue.entrances)
    )
    days = tuple((kind.is_weekday, kind.is_school_day, kind.is_bank_holiday) for kind in case.kinds)
    return case.session.days, days, doors


def _learning(case: Case) -> frozenset[Ability]:
    return frozenset(case.person.abilities)


def _searched(case: Case, allowed: Allowed) -> tuple[object, ...]:
    return tuple(
        (variant.traveller.key, variant.by_daylight)
        for kind in case.kinds
        for variant in case.variants(allowed, kind)
    )


def _first(case: Case, rungs: list[Rung], stance: Stance) -> Steps[Rung | None]:
    """The first of some rungs that holds; the loosest is asked first whether there is any way."""
    some = [rung for rung in rungs if not case.closed(rung, stance)]
    every = [case.allowed(rung, stance) for rung in some]
    asked_first = len(every) > 1 and all(covers(every[-1], each) for each in every[:-1])
    if asked_first and not (yield from exists(case, every[-1], case.kinds[:1])):
        return None
    for rung in some:
        if (yield from _stands(case, rung, stance)):
            return rung
    return None


def _stands(case: Case, rung: Rung, stance: Stance) -> Steps[bool]:
    if rung is not Rung.WITH_TRAINING:
        return (yield from exists(case, case.allowed(rung, stance), case.kinds))
    return (yield from holds(case, rung, stance, case.kinds)) is not None
