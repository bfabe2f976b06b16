"""Which ways into a venue a person can use, and whether they find a toilet there."""

from transit.model.fact import Fact, Stance, State
from transit.model.opportunities import Opportunity
from transit.model.people import Needs, Person
from transit.model.verdict import About, Finding
from transit.network.link import Link
from transit.verdict.body import needs_step_free
from transit.verdict.desk import Desk
from transit.verdict.requests import Door

_TOILETS = ("toilet", "accessible_toilet", "changing_places")


def doors_of(
    desk: Desk, person: Person, opportunity: Opportunity, stance: Stance, *, chair: bool
) -> tuple[tuple[Door, ...], tuple[Finding, ...]]:
    """Return the ways in that a person can use, or why there is none.

    Parameters
    ----------
    desk
        The area.
    person
        The person.
    opportunity
        The venue.
    stance
        How an entrance is read of which nobody knows whether it has a step, and somebody of whom
        nobody knows whether they need one without.
    chair
        Whether the person travels in a wheelchair.

    Returns
    -------
    doors : tuple of Door
        Those on the streets.
    closed : tuple of Finding
        Why there is none; empty where there is one.
    """
    need = State.YES if chair else needs_step_free(person, desk.basis)
    needs = need is State.YES or (need is State.UNKNOWN and stance is Stance.CAUTIOUS)
    facts = [step_free(opportunity, number) for number in range(len(opportunity.entrances))]
    usable = [number for number, fact in enumerate(facts) if not needs or _holds(fact, stance)]
    if not usable:
        known = all(fact.state is State.NO for fact in facts)
        code = "no_step_free_entrance" if known else "entrance_steps_unknown"
        return (), (Finding(code=code, about=About.VENUE),)
    made = []
    for number in usable:
        joined = desk.link(opportunity.entrances[number].at)
        if isinstance(joined, Link):
            made.append(Door(opportunity.id, number, joined))
    if not made:
        return (), (Finding(code="venue_off_network", about=About.VENUE),)
    return tuple(made), ()


def step_free(opportunity: Opportunity, number: int) -> Fact:
    """Return whether one gets in by an entrance without a step.

    Where nobody knows of the entrance itself, a venue that has no entrance without a step says it
    of each, and one that has one says it of its only entrance.

    Parameters
    ----------
    opportunity
        The venue.
    number
        Which of its entrances.

    Returns
    -------
    Fact
        Of the entrance.
    """
    own = opportunity.entrances[number].step_free
    venue = opportunity.fact("step_free_entrance")
    told = venue.state is State.NO or len(opportunity.entrances) == 1
    return venue if own.state is State.UNKNOWN and told else own


def finds_toilet(needs: Needs, opportunity: Opportunity, stance: Stance, *, chair: bool) -> bool:
    """Tell whether a venue has a toilet that a person can use.

    Parameters
    ----------
    needs
        What they need: Changing Places, an accessible toilet, or any.
    opportunity
        The venue.
    stance
        How a toilet is read of which nobody knows.
    chair
        Whether the person travels in a wheelchair.

    Returns
    -------
    bool
        True if so.
    """
    wanted: tuple[str, ...] = _TOILETS
    if needs.changing_places is State.YES:
        wanted = ("changing_places",)
    elif chair or needs.accessible_toilet is State.YES:
        wanted = ("accessible_toilet", "changing_places")
    facts = [opportunity.fact(name) for name in wanted]
    # One that is there is enough, and none is barred by another that is not.
    return any(_holds(fact, stance) for fact in facts)


def _holds(fact: Fact, stance: Stance) -> bool:
    if stance is Stance.CAUTIOUS:
        return fact.state is State.YES
    return fact.state is not State.NO
