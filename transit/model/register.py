"""The register as one record: people, opportunities, sessions, vehicles, rides."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.model.rides import RideNeeds, TodayRun
from transit.model.vehicles import Vehicle


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that a register holds, by id.

    Parameters
    ----------
    people, opportunities, sessions, vehicles
        By id, in the order of ids.
    ride_needs
        What people need of a ride on the fleet, by their ids; of others nothing is recorded.
    runs
        Runs as they are made today, by id.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    vehicles: Mapping[str, Vehicle] = field(default_factory=dict)
    ride_needs: Mapping[str, RideNeeds] = field(default_factory=dict)
    runs: Mapping[str, TodayRun] = field(default_factory=dict)
