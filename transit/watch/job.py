"""One saved plan beside a new edition: all that comparing them needs."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

from transit.model.fact import Stance
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.saved_plan import Choice, PlanVersion, SavedPlan
from transit.model.verdict import Direction, Rung
from transit.plan.along_desk import AlongDesk
from transit.plan.chosen_desk import ChosenDesk, Wanted
from transit.plan.things import Spots
from transit.verdict.cases import Case
from transit.verdict.desk import Desk
from transit.verdict.rungs import Allowed
from transit.watch.along import LearntAlong, parts_learnt
from transit.watch.edition import Edition
from transit.watch.learnt import LearntWay, learnt_way
from transit.watch.limits import Limits


@dataclass(frozen=True, eq=False)
class Job:
    """A plan, whom it is about, and the editions.

    Parameters
    ----------
    saved
        The plan.
    case
        Its person and session on the new edition's desk, with what the plan avoids.
    new
        The new edition.
    old
        The edition before; None where only what the plan carries is known.
    limits
        What counts as the same.
    today
        Dates before are not looked at.
    choice
        What was asked of the journey, in the ids of the new edition.
    """

    saved: SavedPlan
    case: Case
    new: Edition
    old: Edition | None
    limits: Limits
    today: dt.date
    choice: Choice

    @property
    def version(self) -> PlanVersion:
        """The version that is compared."""
        return self.saved.latest

    @cached_property
    def ways(self) -> tuple[LearntWay, LearntWay]:
        """The two journeys as learnt."""
        zone, date = self.new.calendar.zone, self.version.plan.date
        out, back = (learnt_way(self.version.journeys[way], way, date, zone) for way in Direction)
        return out, back

    @property
    def rung(self) -> Rung:
        """On which the plan rests."""
        return self.version.plan.rung

    @property
    def stance(self) -> Stance:
        """How unknown facts were read."""
        return Stance.CAUTIOUS if self.version.plan.confirmed else Stance.HOPEFUL

    @property
    def allowed(self) -> Allowed:
        """What the plan's rung allows."""
        return self.case.allowed(self.rung, self.stance)

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be searched on the plan's rung: the person's record is another."""
        return self.allowed.profile is None or bool(self.case.closed(self.rung, self.stance))

    @property
    def made_from_old(self) -> bool:
        """Whether the plan was made from the old edition, with whatever observations."""
        if self.old is None:
            return False
        both = (self.version.edition.edition, self.old.area.edition)
        return len({each.split("-seen-")[0] for each in both}) == 1


def case_of(desk: Desk, saved: SavedPlan, person: Person, session: Session, choice: Choice) -> Case:
    """Return what a plan asks of the search.

    Parameters
    ----------
    desk
        The new edition's.
    saved
        The plan.
    person, session
        Whom and what it is about.
    choice
        The plan's, in the ids of the new edition.

    Returns
    -------
    Case
        With the choice: what it avoids and prefers, to be there earlier, to leave later; and with
        somebody along on the part for which the plan has them.
    """
    if choice.avoid or choice.prefer:
        desk = ChosenDesk(desk, Wanted.of(desk.area, choice, desk.basis.parameters))
    if choice.earlier_min or choice.later_min:
        session = replace(
            session,
            start_s=session.start_s - 60 * choice.earlier_min,
            end_s=session.end_s + 60 * choice.later_min,
        )
    parts = parts_learnt(saved.latest)
    if parts is not None:
        chosen = (
            desk if isinstance(desk, ChosenDesk) else ChosenDesk(desk, Wanted(Spots(), Spots()))
        )
        return LearntAlong(AlongDesk(chosen), person, saved.place, session, parts=parts)
    return Case(desk, person, saved.place, session)
