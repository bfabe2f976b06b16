"""Who rides on the fleet today and could travel otherwise: by verdict, and by whom confirmed."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from transit.fleet.leavers import Leavers
from transit.fleet.today import FleetRide, Towards
from transit.fleet.week_problem import RideKey
from transit.model.abilities import Lessons
from transit.model.override import Override
from transit.model.people import CompanionKind, Pass
from transit.model.register import Register
from transit.model.starting import place_on
from transit.model.verdict import Rung, Way
from transit.model.weekdays import Days, Weekday

JudgedKey = tuple[str, int, str]
"""Person, number of the start place, session."""


class Confirmation(StrEnum):
    """Whether a person stands for it that somebody could travel so."""

    SIGNED_OFF = "signed off"
    DECIDED = "decided by a practitioner"
    REVIEW_DUE = "decided, but its review is due"
    NOBODY = "not confirmed by a person"

    @property
    def holds(self) -> bool:
        """Whether somebody stands for it today."""
        return self in (Confirmation.SIGNED_OFF, Confirmation.DECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is known of one journey of a person.

    Parameters
    ----------
    rung, sure
        The verdict, unknown facts counting as fine and as barriers.
    out, back
        Its journeys; None where there is none.
    lessons
        Lessons expected; None where nothing is to be learnt, or nobody knows.
    is_stale
        Whether it waits to be worked out again: something that it rests on has changed.
    decided
        What a practitioner decided last; None where nobody did, or it was taken back.
    is_signed_off
        Whether that decision is a sign-off of training.
    """

    rung: Rung
    sure: Rung
    out: Way | None = None
    back: Way | None = None
    lessons: Lessons | None = None
    is_stale: bool = False
    decided: Override | None = None
    is_signed_off: bool = False

    @property
    def counts(self) -> Rung:
        """The decision where there is one, else the verdict."""
        decided = self.decided.rung if self.decided else None
        return self.rung if decided is None else decided

    def confirmation(self, today: dt.date) -> Confirmation:
        """Tell who stands for it.

        Parameters
        ----------
        today
            The date.

        Returns
        -------
        Confirmation
            A decision counts until the day of its review.
        """
        if self.decided is None or self.decided.rung is None:
            return Confirmation.NOBODY
        if self.decided.review_on < today:
            return Confirmation.REVIEW_DUE
        return Confirmation.SIGNED_OFF if self.is_signed_off else Confirmation.DECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A session to which somebody rides today, on days on which they start from one place.

    Parameters
    ----------
    person, place, session
        Who, from which of their places, and to which session.
    days
        On which days.
    judged
        What is known of the journey; None where it was never worked out.
    confirmation
        Who stands for it.
    goes_on
        Whether they come from another session, or go on to one: no verdict is of such a journey.
    venue
        Id of the opportunity; empty where it is not known.
    stays_with
        Who must ride along and stays on the fleet, so that this ride stays, too; empty for nobody.
    """

    person: str
    place: int
    session: str
    days: Days
    judged: Judged | None
    confirmation: Confirmation = Confirmation.NOBODY
    goes_on: bool = False
    venue: str = ""
    stays_with: str = ""

    @property
    def rung(self) -> Rung | None:
        """How it could be travelled; None where that was never worked out."""
        return self.judged.counts if self.judged else None

    @property
    def is_open(self) -> bool:
        """Whether it can be travelled alone, now or with training, and nobody stays behind."""
        return not self.stays_with and self.rung in (Rung.NOW, Rung.WITH_TRAINING)

    @property
    def needs_check(self) -> bool:
        """Whether it rests on a route check: on unknown facts, or on a decision gone by."""
        if self.judged is None or self.confirmation.holds:
            return False
        return self.judged.counts < self.judged.sure

    @property
    def rides(self) -> frozenset[RideKey]:
        """The rides of a week."""
        return frozenset((self.person, self.session, day) for day in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rider:
    """Somebody who rides on the fleet today.

    Parameters
    ----------
    person
        Their id.
    options
        One for each session and start place.
    companion
        Who could go along.
    companion_hour_pence
        What an hour of theirs costs, pence; None where unknown.
    pass_
        Their concessionary pass.
    """

    person: str
    options: tuple[Option, ...]
    companion: CompanionKind = CompanionKind.UNKNOWN
    companion_hour_pence: int | None = None
    pass_: Pass = field(default_factory=Pass)

    @property
    def open(self) -> tuple[Option, ...]:
        """What they could travel alone, now or with training."""
        return tuple(each for each in self.options if each.is_open)

    @property
    def is_candidate(self) -> bool:
        """Whether there is any such journey."""
        return bool(self.open)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person stands for each of these."""
        return self.is_candidate and all(each.confirmation.holds for each in self.open)

    @property
    def is_stale(self) -> bool:
        """Whether a verdict of these waits to be worked out again."""
        return any(each.judged is not None and each.judged.is_stale for each in self.open)

    @property
    def rung(self) -> Rung | None:
        """The verdict of the hardest journey that counts; None where none was worked out.

        Of candidates, of the journeys that they could travel alone; of others, of all.
        """
        known = [each.rung for each in (self.open or self.options) if each.rung is not None]
        return max(known) if known else None

    @property
    def courses(self) -> tuple[Option, ...]:
        """Journeys that must be learnt first, one a start place and venue: the longest course."""
        made: dict[tuple[int, str], Option] = {}
        for each in self.open:
            if each.rung is Rung.WITH_TRAINING:
                key = each.place, each.venue or each.session
                made[key] = max(made.get(key, each), each, key=_lessons)
        return tuple(made.values())

    @property
    def leavers(self) -> Leavers:
        """Them with the rides that they would no longer make."""
        return Leavers((self.person,), frozenset().union(*(each.rides for each in self.open)))


def _lessons(option: Option) -> float:
    """Return how long a course may be; one that nobody knows goes before those that are known."""
    lessons = option.judged.lessons if option.judged else None
    return math.inf if lessons is None else lessons.high


def lessons_to_learn(riders: Iterable[Rider]) -> list[Lessons | None]:
    """Return the lessons of each course that some people need.

    Parameters
    ----------
    riders
        The people.

    Returns
    -------
    list
        As verdicts tell; None where they do not.
    """
    courses = (option.judged for each in riders for option in each.courses)
    return [judged.lessons if judged else None for judged in courses]


def riders_of(
    register: Register,
    rides: Iterable[FleetRide],
    judged: Mapping[JudgedKey, Judged],
    today: dt.date,
) -> tuple[Rider, ...]:
    """Look at everybody who rides on the fleet today, and at the verdicts of where they ride.

    A verdict holds both ways and for one start place; whoever sleeps elsewhere on some days is
    looked at from there on those. On days on which somebody goes straight on from one session to
    another, nothing is known of the journey to either.

    Parameters
    ----------
    register
        People.
    rides
        The rides of a week.
    judged
        What is known of journeys.
    today
        The date, for reviews.

    Returns
    -------
    tuple of Rider
        In the order of their ids.
    """
    days: dict[str, dict[tuple[str, int, bool], set[Weekday]]] = {}
    for (person, session, day), whole in _there_and_back(rides).items():
        key = session, place_on(register.people[person], day), not whole
        days.setdefault(person, {}).setdefault(key, set()).add(day)
    venues = {each.id: each.opportunity for each in register.sessions.values()}
    made = []
    for person, sessions in sorted(days.items()):
        options = []
        for (session, place, goes_on), on in sorted(sessions.items()):
            known = None if goes_on else judged.get((person, place, session))
            options.append(
                Option(
                    person=person,
                    place=place,
                    session=session,
                    days=tuple(sorted(on)),
                    judged=known,
                    confirmation=known.confirmation(today) if known else Confirmation.NOBODY,
                    goes_on=goes_on,
                    venue=venues.get(session, ""),
                )
            )
        companion = register.people[person].companion
        made.append(
            Rider(
                person=person,
                options=tuple(options),
                companion=companion.kind,
                companion_hour_pence=companion.hour_pence,
                pass_=register.people[person].pass_,
            )
        )
    return tuple(made)


def _there_and_back(rides: Iterable[FleetRide]) -> dict[RideKey, bool]:
    """Tell of each visit whether it has a ride there from the start place, and one back."""
    found: dict[RideKey, set[Towards]] = {}
    for ride in rides:
        ways = found.setdefault((ride.person, ride.session, ride.day), set())
        if not ride.onward:
            ways.add(ride.towards)
    return {key: ways == set(Towards) for key, ways in found.items()}
