"""A plan that holds because somebody is along on one part: searched in the same way again."""

from collections.abc import Sequence
from dataclasses import replace

from transit.model.fact import Stance
from transit.model.leg_along import LegAlong
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.saved_plan import PlanVersion
from transit.model.verdict import Direction, Finding, Rung
from transit.plan.along_desk import AlongCase, AlongDesk
from transit.plan.along_parts import Part, Parts
from transit.verdict.cases import Case
from transit.verdict.days import DayKind
from transit.verdict.requests import Wish
from transit.verdict.rungs import Allowed


class LearntAlong(AlongCase):
    """A plan's question where going with a companion means: on one part, and alone elsewhere.

    What could be learnt counts as learnt there, as no plan tells what was still to be.

    Parameters
    ----------
    desk, person, place, session, parts
        As for :class:`transit.plan.along_desk.AlongCase`.
    """

    def __init__(
        self, desk: AlongDesk, person: Person, place: int, session: Session, parts: Parts
    ) -> None:
        super().__init__(desk, person, place, session, parts)
        self._stands: dict[Stance, Allowed] = {}

    def allowed(self, rung: Rung, stance: Stance, without: frozenset[str] = frozenset()) -> Allowed:
        """Return what a rung allows the person.

        Parameters
        ----------
        rung, stance, without
            As for :meth:`transit.verdict.cases.Case.allowed`.

        Returns
        -------
        Allowed
            With a companion, what they may do alone beside that part.
        """
        if rung is not Rung.WITH_COMPANION:
            return super().allowed(rung, stance, without)
        if stance not in self._stands:
            learnt = super().allowed(Rung.WITH_TRAINING, stance)
            alone = super().allowed(Rung.NOW, stance) if learnt.profile is None else learnt
            self._stands[stance] = replace(alone, rung=rung)
        return self._stands[stance]

    def closed(self, rung: Rung, stance: Stance) -> tuple[Finding, ...]:
        """Return why nothing needs to be searched on a rung.

        Parameters
        ----------
        rung, stance
            Which.

        Returns
        -------
        tuple of Finding
            That nobody can go along, too.
        """
        found = super().closed(rung, stance)
        if rung is not Rung.WITH_COMPANION:
            return found
        return (*found, *self.desk.allowed(self.person, rung, stance).closed)

    def wishes(self, allowed: Allowed, kind: DayKind, direction: Direction) -> list[Wish]:
        """Return what to ask for one journey.

        Parameters
        ----------
        allowed, kind, direction
            As for :meth:`transit.verdict.cases.Case.wishes`.

        Returns
        -------
        list of Wish
            With somebody along on a part only where the rung is with a companion.
        """
        if allowed.rung is not Rung.WITH_COMPANION:
            return Case.wishes(self, allowed, kind, direction)
        return super().wishes(allowed, kind, direction)


def parts_learnt(version: PlanVersion) -> Parts | None:
    """Return on which part of each way somebody goes along.

    Parameters
    ----------
    version
        The version of a plan.

    Returns
    -------
    Parts or None
        None where the person goes alone, or somebody is along all the way.
    """
    legs = [LegAlong.parse(each) for each in version.plan.accompanied]
    if version.plan.rung is not Rung.WITH_COMPANION or not legs:
        return None
    modes = {way: [leg["mode"] for leg in version.journeys[way]["legs"]] for way in Direction}
    whole = {(each.direction, each.number) for each in legs if each.first is None}
    if len(whole) == sum(map(len, modes.values())):
        return None
    out, back = (
        _part(way, [each for each in legs if each.direction is way], modes[way])
        for way in Direction
    )
    return Parts(out, back)


def _part(way: Direction, legs: Sequence[LegAlong], modes: list[str]) -> Part:
    rides = [number for number, mode in enumerate(modes, start=1) if mode != "walk"]
    if not legs:
        return Part.NONE
    if not rides:
        return Part.WALK
    # Until the bus has come is part of a change, and no ride.
    if any(each.number in rides and each.first is None for each in legs):
        return Part.RIDE
    first = min(each.number for each in legs)
    if rides[0] < first <= rides[-1]:
        return Part.CHANGE
    return Part.HOME if (first <= rides[0]) == (way is Direction.OUT) else Part.VENUE
