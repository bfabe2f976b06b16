"""Who gains and who loses when a venue changes: verdicts and minutes both ways."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from transit.model.people import Person
from transit.model.verdict import Rung
from transit.sessions.venues import Places


class Judged(NamedTuple):
    """What of a verdict is compared.

    Parameters
    ----------
    rung, sure
        The rung, unknown facts counting as fine, and as barriers.
    minutes
        On the way there and back; None where nobody can travel without a door-to-door ride.
    """

    rung: Rung
    sure: Rung
    minutes: float | None


Verdicts = Mapping[tuple[str, str], Judged]
"""By person and session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How somebody could come, at best.

    Parameters
    ----------
    session, venue
        To which session, and where it is held.
    judged
        The verdict.
    """

    session: str
    venue: str
    judged: Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What a change means for somebody.

    Parameters
    ----------
    person
        Id.
    comes_today
        Whether they come to a venue that changes; then the session they come to is looked at, or
        where none is recorded the easiest one there; for all others the easiest one of its kind.
    before, after
        How they could come; None where there is nothing for them.
    """

    person: str
    comes_today: bool
    before: Standing | None
    after: Standing | None

    @property
    def step(self) -> int:
        """By how many rungs it is better; below 0 worse."""
        return _rung(self.before) - _rung(self.after)

    @property
    def sure_step(self) -> int:
        """By how many rungs it is better where unknown facts count as barriers."""
        return _sure(self.before) - _sure(self.after)

    @property
    def minutes(self) -> float | None:
        """By how many minutes, there and back, it is longer; None where that cannot be said."""
        ends = [each.judged.minutes if each else None for each in (self.before, self.after)]
        return None if ends[0] is None or ends[1] is None else ends[1] - ends[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueOutcome:
    """What a change means.

    Parameters
    ----------
    people
        Everybody, in the order of the register.
    nearly_min
        Minutes, there and back, below which a way is as long as it was.
    """

    people: tuple[PersonChange, ...]
    nearly_min: float

    @property
    def gain(self) -> tuple[PersonChange, ...]:
        """Those who come on a better rung."""
        return tuple(each for each in self.people if each.step > 0)

    @property
    def lose(self) -> tuple[PersonChange, ...]:
        """Those who come on a worse rung, or have nothing any more."""
        return tuple(each for each in self.people if each.step < 0)

    @property
    def gain_if_it_suits(self) -> tuple[PersonChange, ...]:
        """Those who gain only if what nobody knows, such as steps of the new building, is fine."""
        return tuple(each for each in self.gain if each.sure_step <= 0)

    @property
    def less_sure(self) -> tuple[PersonChange, ...]:
        """Those who come as before, but for whom less of it is confirmed than before."""
        return tuple(each for each in self.people if each.step == 0 and each.sure_step < 0)

    @property
    def shorter(self) -> tuple[PersonChange, ...]:
        """Those who come as before, on a way that is shorter by more than a little."""
        return tuple(
            each
            for each in self.people
            if each.step == 0 and each.minutes is not None and each.minutes < -self.nearly_min
        )

    @property
    def longer(self) -> tuple[PersonChange, ...]:
        """Those who come as before, on a way that is longer by more than a little."""
        return tuple(
            each
            for each in self.people
            if each.step == 0 and each.minutes is not None and each.minutes > self.nearly_min
        )

    def only_who_comes(self) -> "VenueOutcome":
        """Return the same of those who come to a venue that changes.

        Returns
        -------
        VenueOutcome
            Of nobody else.
        """
        mine = tuple(each for each in self.people if each.comes_today)
        return VenueOutcome(people=mine, nearly_min=self.nearly_min)

    def counts(self, *, after: bool, sure: bool = False) -> dict[Rung | None, int]:
        """Count people by rung.

        Parameters
        ----------
        after
            After the change, or before it.
        sure
            Unknown facts count as barriers; else as fine.

        Returns
        -------
        dict
            People by rung; None for those for whom there is nothing.
        """
        made: dict[Rung | None, int] = {**dict.fromkeys(Rung, 0), None: 0}
        for each in self.people:
            standing = each.after if after else each.before
            judged = None if standing is None else standing.judged
            made[None if judged is None else judged.sure if sure else judged.rung] += 1
        return made


def worse(one: Judged, two: Judged) -> Judged:
    """Return what somebody can count on who sets out from two places.

    Parameters
    ----------
    one, two
        The verdicts from each.

    Returns
    -------
    Judged
        The worse rungs, and the longer way; no way where there is none from one of them.
    """
    minutes = None
    if one.minutes is not None and two.minutes is not None:
        minutes = max(one.minutes, two.minutes)
    return Judged(max(one.rung, two.rung), max(one.sure, two.sure), minutes)


def compare(
    people: Iterable[Person],
    before: tuple[Places, Verdicts],
    after: tuple[Places, Verdicts],
    kinds: Collection[str],
    venues: Collection[str],
    nearly_min: float,
) -> VenueOutcome:
    """Set two directories beside each other.

    Parameters
    ----------
    people
        Everybody.
    before, after
        The directory, and the verdicts on its sessions of those kinds.
    kinds
        Kinds of venue that are looked at.
    venues
        Ids of the venues that change.
    nearly_min
        Minutes, there and back, below which a way is as long as it was.

    Returns
    -------
    VenueOutcome
        By person.
    """
    looked = [
        [
            key
            for key, each in places.sessions.items()
            if places.opportunities[each.opportunity].kind in kinds
        ]
        for places, _ in (before, after)
    ]
    made = []
    for person in people:
        own = _own(person, before[0], venues)
        was = _best(person.id, before, [key for key in looked[0] if key in own] or looked[0])
        # Who comes today goes on to the same session, where it is still held; else to the easiest.
        then = _best(person.id, after, [key for key in looked[1] if key in own] or looked[1])
        comes = any(each.opportunity in venues for each in person.attends)
        made.append(PersonChange(person=person.id, comes_today=comes, before=was, after=then))
    return VenueOutcome(people=tuple(made), nearly_min=nearly_min)


def _own(person: Person, places: Places, venues: Collection[str]) -> set[str]:
    """Return the sessions that somebody comes to; where none is recorded, all that are held."""
    own: set[str] = set()
    for each in person.attends:
        if each.opportunity in venues:
            own |= {each.session} if each.session else set(places.held_at(each.opportunity))
    return own


def _best(person: str, known: tuple[Places, Verdicts], sessions: Iterable[str]) -> Standing | None:
    places, verdicts = known
    found = [(*_order(verdicts[person, key]), key) for key in sessions if (person, key) in verdicts]
    if not found:
        return None
    key = min(found)[-1]
    return Standing(
        session=key, venue=places.sessions[key].opportunity, judged=verdicts[person, key]
    )


def _order(judged: Judged) -> tuple[int, int, float]:
    minutes = float("inf") if judged.minutes is None else judged.minutes
    return int(judged.rung), int(judged.sure), minutes


def _rung(standing: Standing | None) -> int:
    """Nothing at all is one step worse than a ride from door to door."""
    return len(Rung) if standing is None else int(standing.judged.rung)


def _sure(standing: Standing | None) -> int:
    return len(Rung) if standing is None else int(standing.judged.sure)
