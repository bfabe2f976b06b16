"""A desk and its questions, for journeys on which somebody goes along on one part."""

from dataclasses import replace
from functools import partial

from transit.model.kept import Kept
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.positions import Position
from transit.model.profile import Profile
from transit.model.verdict import Direction, Rung
from transit.network.link import Link, NotLinked
from transit.plan.along_parts import Part, Parts, mixed
from transit.plan.along_router import AlongRouter
from transit.plan.chosen_desk import ChosenDesk
from transit.route.router import Router
from transit.verdict.cases import Case
from transit.verdict.days import DayKind
from transit.verdict.desk import Desk, Traveller
from transit.verdict.requests import Wish
from transit.verdict.rungs import Allowed


class AlongDesk(Desk):
    """A desk whose searches may be accompanied on one part.

    Parameters
    ----------
    base
        The desk without; all that does not depend on it is shared.
    """

    def __init__(self, base: ChosenDesk) -> None:
        self.__dict__.update(base.__dict__)
        self.base = base
        self._along: dict[str, tuple[Traveller, Traveller, Part]] = {}
        self._mixed: Kept[str, AlongRouter] = Kept(16)

    def accompanied(self, traveller: Traveller, along: Profile, part: Part) -> Traveller:
        """Return how somebody travels who is accompanied on one part.

        Parameters
        ----------
        traveller
            How they travel elsewhere.
        along
            What a companion opens.
        part
            Where they go along.

        Returns
        -------
        Traveller
            One that this desk has a router for.
        """
        if part is Part.NONE:
            return traveller
        other = self.traveller_of(along)
        key = f"{part.value} {other.key} {traveller.key}"
        self._along[key] = traveller, other, part
        return Traveller(traveller.profile, key)

    def part_of(self, traveller: Traveller) -> Part:
        """Return where somebody is accompanied.

        Parameters
        ----------
        traveller
            How they travel.

        Returns
        -------
        Part
            ``NONE`` where they go alone all the way.
        """
        return self._along[traveller.key][2] if traveller.key in self._along else Part.NONE

    def router(self, traveller: Traveller) -> Router:
        """Return a router.

        Parameters
        ----------
        traveller
            How somebody travels.

        Returns
        -------
        Router
            One with a companion where they have one.
        """
        if traveller.key not in self._along:
            return self.base.router(traveller)
        own, other, part = self._along[traveller.key]
        made = partial(AlongRouter, self.base.router(own), self.base.router(other), part)
        return self._mixed.get(traveller.key, made)

    def link(self, at: Position) -> Link | NotLinked:
        """Return how a place joins the streets.

        Parameters
        ----------
        at
            Where it is.

        Returns
        -------
        Link or NotLinked
            As without a companion.
        """
        return self.base.link(at)

    def walks_as(self, traveller: Traveller) -> str:
        """Return what is equal for travellers who walk alike.

        Parameters
        ----------
        traveller
            How somebody travels.

        Returns
        -------
        str
            Another one where they are accompanied elsewhere.
        """
        part = self.part_of(traveller)
        own = self._along[traveller.key][0] if part is not Part.NONE else traveller
        return f"{part.value} {self.base.walks_as(own)}"


class AlongCase(Case):
    """One verdict's question with somebody along on one part of each way.

    Parameters
    ----------
    desk, person, place, session
        As for :class:`transit.verdict.cases.Case`.
    parts
        Where somebody goes along.
    """

    def __init__(
        self, desk: AlongDesk, person: Person, place: int, session: Session, parts: Parts
    ) -> None:
        super().__init__(desk, person, place, session)
        self.parts = parts
        self._made: dict[tuple[int, Part], tuple[Allowed, Allowed | None]] = {}

    def wishes(self, allowed: Allowed, kind: DayKind, direction: Direction) -> list[Wish]:
        """Return what to ask for one journey.

        Parameters
        ----------
        allowed
            What the person may do alone, an open rung.
        kind, direction
            As for :meth:`transit.verdict.cases.Case.wishes`.

        Returns
        -------
        list of Wish
            Empty also where nobody could go along on that part.
        """
        part, desk = self.parts.on(direction), self.desk
        if part is Part.NONE:
            return super().wishes(allowed, kind, direction)
        along = desk.allowed(self.person, Rung.WITH_COMPANION, allowed.stance)
        if along.profile is None:
            return []
        # What is allowed is kept beside it, so that no other can come to have its id.
        key = id(allowed), part
        if key not in self._made:
            self._made[key] = allowed, mixed(allowed, along, part)
        both = self._made[key][1]
        if both is None:
            return []
        assert isinstance(desk, AlongDesk)
        return [
            wish._replace(
                request=replace(
                    wish.request,
                    traveller=desk.accompanied(wish.request.traveller, along.profile, part),
                )
            )
            for wish in super().wishes(both, kind, direction)
        ]


def alone_case(case: Case) -> Case:
    """Return the same question without anybody along on one part.

    Parameters
    ----------
    case
        The question.

    Returns
    -------
    Case
        The same one where nobody was.
    """
    if not isinstance(case.desk, AlongDesk):
        return case
    return Case(case.desk.base, case.person, case.place, case.session)
