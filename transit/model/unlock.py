"""Unlocks: single changes, each with the verdicts that would be better if it alone were made.

Records only: data without words. An unlock is found by searching again with one thing changed; it
is a forecast, and people decide.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from transit.model.verdict import Rung
from transit.model.weekdays import Days


class ChangeKind(StrEnum):
    """What sort of change it is: who could make it."""

    SKILL = "skill"
    """Somebody learns a skill."""
    ASK = "ask"
    """A fact about the person that nobody has recorded turns out well."""
    LOOK = "look"
    """A fact about a street, stop, bus or venue that nobody has recorded turns out well."""
    TIME = "time"
    """A session starts, ends, or both, at another time."""
    CROSSING = "crossing"
    """A crossing gets signals."""
    PASS = "pass"
    """A pass is valid earlier on weekdays."""
    SEAT = "seat"
    """There is a seat where none is known."""
    COMPANION = "companion"
    """Somebody can come along on more days."""


PLACED: Final = frozenset({ChangeKind.LOOK, ChangeKind.CROSSING, ChangeKind.SEAT})
"""Changes outside, which have a spot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a change outside would be.

    Parameters
    ----------
    lat, lon
        Decimal degrees.
    name
        Street, stop, bus or venue; ``""`` where it has no name.
    key
        Tells it from other spots of one area: equal keys are the same edges, corner, stop, route
        or venue.
    osm_way
        OpenStreetMap way; None where it is not on one.
    stop_id, route, opportunity
        Id of a stop, a bus route or an opportunity.
    """

    lat: float
    lon: float
    name: str = ""
    key: str = ""
    osm_way: int | None = None
    stop_id: str | None = None
    route: str | None = None
    opportunity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that could be different.

    Parameters
    ----------
    kind
        What sort it is.
    what
        Which: the skill, the fact, or for a session ``both``, ``start`` or ``end``.
    skill
        The skill that a fact about learning is about.
    session
        Id of the session whose time changes.
    seconds
        By how much a session moves, below 0 for earlier; for a pass from when on it is valid,
        seconds of the day.
    days
        Days on which somebody could come along.
    spot
        Where, for what is outside.
    """

    kind: ChangeKind
    what: str
    skill: str = ""
    session: str = ""
    seconds: int = 0
    days: Days = ()
    spot: Spot | None = None

    @property
    def key(self) -> tuple[str, str, str, str, int, Days, str]:
        """What equal changes share; it also puts changes in order."""
        spot = "" if self.spot is None else self.spot.key
        return self.kind, self.what, self.skill, self.session, self.seconds, self.days, spot


@dataclass(frozen=True, slots=True)
class Move:
    """A verdict that would be better.

    Parameters
    ----------
    person, place, opportunity, session
        Whose, from where, to where: as in the verdict.
    rung, sure
        The verdict as things are.
    new_rung, new_sure
        The verdict with the change: neither is a later rung, and one is an earlier.
    """

    person: str
    place: int
    opportunity: str
    session: str
    rung: Rung
    sure: Rung
    new_rung: Rung
    new_sure: Rung

    @property
    def opens(self) -> bool:
        """Whether it would then be alone, as things are, and was not."""
        return self.new_rung is Rung.NOW < self.rung

    @property
    def settles(self) -> bool:
        """Whether it would then rest on nothing unknown, and did."""
        return self.new_rung is self.new_sure and self.rung is not self.sure


@dataclass(frozen=True, slots=True)
class Unlock:
    """A change with the verdicts that it alone would move.

    Parameters
    ----------
    change
        The change.
    moves
        What it moves, at least one, by person and session.
    """

    change: Change
    moves: tuple[Move, ...]

    @property
    def people(self) -> int:
        """People with at least one better verdict."""
        return len({move.person for move in self.moves})

    @property
    def opened(self) -> int:
        """Pairs of person and session that would be alone, as things are, and were not."""
        return sum(move.opens for move in self.moves)

    @property
    def opportunities(self) -> int:
        """Opportunities with such a session."""
        return len({move.opportunity for move in self.moves if move.opens})

    @property
    def surer(self) -> int:
        """Pairs whose cautious verdict would be better."""
        return sum(move.new_sure < move.sure for move in self.moves)

    def only(self, moves: Iterable[Move]) -> "Unlock | None":
        """Return the same change with some of its moves.

        Parameters
        ----------
        moves
            Those that are kept.

        Returns
        -------
        Unlock or None
            None where nothing is left.
        """
        kept = tuple(moves)
        return replace(self, moves=kept) if kept else None


@dataclass(frozen=True, slots=True)
class SurveyStep:
    """Facts to go and look at together, and what that settles.

    Parameters
    ----------
    looks
        What to look at, beyond what earlier steps look at.
    moves
        Verdicts that are then the same whichever way unknown facts are read, if what is looked at
        here and in all earlier steps turns out well.
    """

    looks: tuple[Change, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUnlocks:
    """What would open more, for a register.

    Parameters
    ----------
    people, verdicts
        How many were looked at.
    unlocks
        Those that open most first.
    survey
        What to look at, worth most first.
    """

    people: int
    verdicts: int
    unlocks: tuple[Unlock, ...]
    survey: tuple[SurveyStep, ...] = ()

    @property
    def surveyed(self) -> int:
        """Facts on the survey list."""
        return sum(len(step.looks) for step in self.survey)

    @property
    def settled(self) -> int:
        """Verdicts that the survey list settles."""
        return sum(len(step.moves) for step in self.survey)

    def of_person(self, person: str) -> tuple[Unlock, ...]:
        """Return what would open more for one person.

        Parameters
        ----------
        person
            Their id.

        Returns
        -------
        tuple of Unlock
            Best first.
        """
        return self._some(lambda move: move.person == person)

    def of_venue(self, opportunity: str) -> tuple[Unlock, ...]:
        """Return what would open one venue to more.

        Parameters
        ----------
        opportunity
            The venue's id.

        Returns
        -------
        tuple of Unlock
            Best first.
        """
        return self._some(lambda move: move.opportunity == opportunity)

    def of_street(self, name: str) -> tuple[Unlock, ...]:
        """Return the changes on one street, or at one stop.

        Parameters
        ----------
        name
            The street's, the stop's or the bus's name.

        Returns
        -------
        tuple of Unlock
            Best first.
        """
        return tuple(
            one for one in self.unlocks if one.change.spot and one.change.spot.name == name
        )

    def _some(self, keeps: Callable[[Move], bool]) -> tuple[Unlock, ...]:
        kept = (one.only(filter(keeps, one.moves)) for one in self.unlocks)
        return ranked(one for one in kept if one is not None)


def ranked(unlocks: Iterable[Unlock]) -> tuple[Unlock, ...]:
    """Put unlocks in order.

    Parameters
    ----------
    unlocks
        Any.

    Returns
    -------
    tuple of Unlock
        Those that open most first, then those that move most; then the smaller change of time.
    """

    def rank(one: Unlock) -> tuple[object, ...]:
        return -one.opened, -len(one.moves), -one.people, abs(one.change.seconds), one.change.key

    return tuple(sorted(unlocks, key=rank))


def gathered(found: Iterable[tuple[Change, Move]]) -> tuple[Unlock, ...]:
    """Put together what was found one by one.

    Parameters
    ----------
    found
        Changes, each with one verdict that it moves.

    Returns
    -------
    tuple of Unlock
        One a change, in order.
    """
    changes: dict[object, Change] = {}
    moves: dict[object, list[Move]] = {}
    for change, move in found:
        changes.setdefault(change.key, change)
        moves.setdefault(change.key, []).append(move)
    return ranked(
        Unlock(
            change,
            tuple(sorted(moves[key], key=lambda one: (one.person, one.place, one.session))),
        )
        for key, change in changes.items()
    )


def without_longer(unlocks: Iterable[Unlock]) -> tuple[Unlock, ...]:
    """Leave out other times of a session that bring no more than a smaller change brings.

    Parameters
    ----------
    unlocks
        Any.

    Returns
    -------
    tuple of Unlock
        In the same order.
    """
    every = tuple(unlocks)
    shorter: dict[tuple[str, str, bool], list[Unlock]] = {}
    longer = set()
    times = [one for one in every if one.change.kind is ChangeKind.TIME]
    for one in sorted(times, key=lambda each: abs(each.change.seconds)):
        change = one.change
        before = shorter.setdefault((change.session, change.what, change.seconds > 0), [])
        if any(set(one.moves) <= set(each.moves) for each in before):
            longer.add(change.key)
        before.append(one)
    return tuple(one for one in every if one.change.key not in longer)
