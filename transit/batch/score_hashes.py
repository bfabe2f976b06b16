"""What each verdict of a register is made from, as a hash."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from transit.batch.score_inputs import digest_of, input_hash, person_digest, session_digest
from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.model.starting import session_from


@dataclass(slots=True)
class Hashes:
    """Hashes the inputs of verdicts.

    Parameters
    ----------
    edition
        The area's edition.
    parameters_hash
        Hash of skills, rules, parameters and profiles.
    venues
        The directory by id, as people saw it.
    """

    edition: str
    parameters_hash: str
    venues: Mapping[str, Opportunity]
    _shared: str = ""
    _sessions: dict[Session, str] = field(default_factory=dict)
    _people: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hash what all share once."""
        self._shared = digest_of(self.edition, self.parameters_hash)

    def find(self, person: Person, place: int, session: Session) -> str | None:
        """Hash what one verdict is made from.

        Parameters
        ----------
        person, place, session
            Whom and what it is about.

        Returns
        -------
        str or None
            None where the person never sets out from there on a day of the session, or there is
            no such place: that is no verdict.
        """
        if place >= len(person.places):
            return None
        there = session_from(person, place, session)
        if there is None:
            return None
        if there not in self._sessions:
            self._sessions[there] = session_digest(there, self.venues[there.opportunity])
        whose = person.id, place
        if whose not in self._people:
            self._people[whose] = person_digest(person, place)
        return input_hash(self._shared, self._people[whose], self._sessions[there])
