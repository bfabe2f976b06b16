"""What was seen of venues, laid over what the directory says."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from transit.model.fact import Fact, Source, State
from transit.model.observation import Observation, Subject, in_order
from transit.model.opportunities import Opportunity


def with_observed_venues(
    opportunities: Mapping[str, Opportunity], observations: Iterable[Observation]
) -> dict[str, Opportunity]:
    """Return opportunities as people saw them.

    Where the directory itself has a later survey of a fact, that one counts.

    Parameters
    ----------
    opportunities
        As the directory has them, by id; not changed.
    observations
        What was seen, in any order; of one fact the latest counts. Those of other places are
        passed over.

    Returns
    -------
    dict
        All opportunities by id, in their order.
    """
    made = dict(opportunities)
    about = [each for each in observations if each.subject is Subject.VENUE]
    for seen in in_order(tuple(about)):
        venue = made.get(seen.opportunity or "")
        if venue is not None and not _is_older(seen, opportunities[venue.id]):
            made[venue.id] = _seen(venue, seen)
    return made


def _is_older(seen: Observation, venue: Opportunity) -> bool:
    """Tell whether the directory's survey of the fact is later."""
    is_known = venue.fact(seen.fact).state is not State.UNKNOWN
    return is_known and venue.surveyed_on is not None and venue.surveyed_on > seen.seen_on


def _seen(venue: Opportunity, seen: Observation) -> Opportunity:
    fact = Fact(seen.state or State.UNKNOWN, Source.SURVEYED)
    facts = {**venue.facts, seen.fact: fact}
    if seen.fact != "step_free_entrance":
        return replace(venue, facts=facts)
    # The main entrance; further ones have their own column in the directory.
    main = replace(venue.entrances[0], step_free=fact)
    return replace(venue, facts=facts, entrances=(main, *venue.entrances[1:]))
