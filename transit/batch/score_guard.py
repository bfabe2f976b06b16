"""What verdicts would be made from by now: a register may be changed while it is scored."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from transit.batch.score_hashes import Hashes
from transit.batch.score_plan import ScorePlan
from transit.errors import TransitError
from transit.model.people import Person
from transit.store.directory import OPPORTUNITIES, SESSIONS
from transit.store.observed_venues import with_observed_venues
from transit.store.people import PEOPLE
from transit.store.surveys import observations_in
from transit.store.verdicts import InputsNow, Key

_ONE_BY_ONE: Final = 200
"""Up to so many people are read one by one, more all at once."""


def guard(plan: ScorePlan) -> InputsNow:
    """Return what tells from what verdicts would be made by now.

    Parameters
    ----------
    plan
        What is being scored.

    Returns
    -------
    callable
        For :func:`~transit.store.verdicts.save_verdicts`. It raises TransitError where something
        was seen outside, or an observation removed, since the work began: all that is still to
        come was found on an area that is no longer the one.
    """

    def now(session: Session, keys: Sequence[Key]) -> Mapping[Key, str]:
        seen = observations_in(session)
        if seen != plan.job.observations:
            raise TransitError(
                "observations were recorded or removed while this was being scored; what was "
                "saved before stands, nothing more was saved: start again"
            )
        venues = with_observed_venues(OPPORTUNITIES.read(session), seen)
        hashes = Hashes(plan.job.edition, plan.parameters_hash, venues)
        people, sessions = _people(session, {who for who, _, _ in keys}), SESSIONS.read(session)
        made = {}
        for who, place, what in keys:
            if who in people and what in sessions:
                found = hashes.find(people[who], place, sessions[what])
                if found is not None:
                    made[who, place, what] = found
        return made

    return now


def _people(session: Session, ids: set[str]) -> Mapping[str, Person]:
    if len(ids) > _ONE_BY_ONE:
        return PEOPLE.read(session)
    return {who: found for each in ids for who, found in PEOPLE.read(session, each).items()}
