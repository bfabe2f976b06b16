"""The register as one record: people, opportunities, sessions, vehicles."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.model.vehicles import Vehicle


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that a register holds, by id.

    Parameters
    ----------
    people, opportunities, sessions, vehicles
        By id, in the order of ids.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    vehicles: Mapping[str, Vehicle] = field(default_factory=dict)
