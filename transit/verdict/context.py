"""What is known beside a person's journey on a kind of day, for telling what it asks of them."""

from dataclasses import dataclass

from transit.model.fact import Fact, Source, Stance, State
from transit.model.fares import FareCap, single_pence
from transit.model.opportunities import Opportunity, Session
from transit.model.parameters import Parameters
from transit.model.people import Mode, Person
from transit.model.verdict import Direction, Way
from transit.read.fares import read_fares
from transit.route.context import Context, Fallback, Familiar, PassTerms, ToiletGap
from transit.verdict.days import DayKind
from transit.verdict.doors import finds_toilet
from transit.verdict.hours import HourRules, crowded_hours, pass_hours

_BY_THEMSELVES = frozenset({Mode.WALK, Mode.BUS})
"""Whoever goes there like that today knows the way."""


@dataclass(frozen=True, slots=True)
class ContextRules:
    """Rules that tell what is known beside a journey.

    Parameters
    ----------
    hours
        When passes are valid and buses crowded.
    fares
        What buses cost at most.
    nation
        ISO 3166-2 code by which fares go.
    """

    hours: HourRules
    fares: tuple[FareCap, ...]
    nation: str

    @classmethod
    def of(cls, parameters: Parameters) -> "ContextRules":
        """Return the rules that the parameters name.

        Parameters
        ----------
        parameters
            With ``pass_rule`` and ``nation``.

        Returns
        -------
        ContextRules
            For :func:`context_of`.
        """
        return cls(HourRules.of(parameters), read_fares(), str(parameters["nation"].value))


def context_of(
    person: Person,
    opportunity: Opportunity,
    session: Session,
    kind: DayKind,
    direction: Direction,
    ways: tuple[Way, Way],
    rules: ContextRules,
    fallback: Fallback | None = None,
) -> Context:
    """Return what is known beside one of a person's two journeys.

    Parameters
    ----------
    person, opportunity, session
        Whom and what it is about.
    kind
        The kind of day; its light is what all its dates have.
    direction
        Which of the two journeys.
    ways
        The journey out and the one back.
    rules
        When passes are valid, what buses cost.
    fallback
        The next journey home, where somebody has looked.

    Returns
    -------
    Context
        For :func:`transit.route.demands.demands_in`.
    """
    return Context(
        light=kind.light,
        crowded=crowded_hours(kind, rules.hours.crowding),
        pass_=PassTerms(person.pass_.held, pass_hours(person.pass_, kind, rules.hours.pass_)),
        single_pence=single_pence(rules.fares, rules.nation, kind.date),
        fallback=fallback if direction is Direction.BACK else None,
        toilet=_toilet_gap(person, opportunity, session, direction, ways),
        familiar=None if _goes_there(person, opportunity) else Familiar(recorded=False),
    )


def toilet_at(person: Person, opportunity: Opportunity) -> Fact:
    """Return whether a venue has a toilet that a person can use.

    Parameters
    ----------
    person
        The person: which toilet they need.
    opportunity
        The venue.

    Returns
    -------
    Fact
        Unknown where nobody knows, or where it is not known of each that would do.
    """
    chair = person.limits.chair is State.YES
    known = {
        stance: finds_toilet(person.needs, opportunity, stance, chair=chair) for stance in Stance
    }
    if known[Stance.CAUTIOUS]:
        return Fact(State.YES, _source(opportunity))
    return Fact() if known[Stance.HOPEFUL] else Fact(State.NO, _source(opportunity))


def _source(opportunity: Opportunity) -> Source:
    """Who says what is known of a venue."""
    return Source.SURVEYED if opportunity.surveyed_on is not None else Source.MAPPED


def _toilet_gap(
    person: Person,
    opportunity: Opportunity,
    session: Session,
    direction: Direction,
    ways: tuple[Way, Way],
) -> ToiletGap:
    venue, (out, back) = toilet_at(person, opportunity), ways
    if venue.state is not State.YES:
        return ToiletGap(out.leave_s, back.arrive_s, venue)
    if direction is Direction.OUT:
        return ToiletGap(out.leave_s, session.start_s, venue)
    return ToiletGap(session.end_s, back.arrive_s, venue)


def _goes_there(person: Person, opportunity: Opportunity) -> bool:
    return any(
        each.opportunity == opportunity.id and each.mode in _BY_THEMSELVES
        for each in person.attends
    )
