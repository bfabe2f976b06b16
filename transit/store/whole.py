"""The register as one record, read and saved."""

from sqlalchemy.orm import Session

from transit.model.register import Register
from transit.model.rides import RideNeeds
from transit.store.aggregate import Changes, compare
from transit.store.directory import OPPORTUNITIES, SESSIONS, VEHICLES
from transit.store.people import PEOPLE
from transit.store.rides import RIDE_NEEDS, TODAY_RUNS


def read_register(session: Session) -> Register:
    """Read everything.

    Parameters
    ----------
    session
        Within a transaction.

    Returns
    -------
    Register
        People, opportunities, sessions, vehicles, ride needs and today's runs by id.
    """
    return Register(
        people=PEOPLE.read(session),
        opportunities=OPPORTUNITIES.read(session),
        sessions=SESSIONS.read(session),
        vehicles=VEHICLES.read(session),
        ride_needs=dict(RIDE_NEEDS.read(session).values()),
        runs=TODAY_RUNS.read(session),
    )


def save_register(session: Session, register: Register, before: Register) -> dict[str, Changes]:
    """Write what differs; what is not in the new register stays as it is.

    Parameters
    ----------
    session
        Within a transaction that writes.
    register
        What is to be there.
    before
        What is there.

    Returns
    -------
    dict
        What was done, by kind of record. Whoever is pointed at is written first.
    """
    return {
        "opportunities": OPPORTUNITIES.save(session, register.opportunities, before.opportunities),
        "sessions": SESSIONS.save(session, register.sessions, before.sessions),
        "people": PEOPLE.save(session, register.people, before.people),
        "vehicles": VEHICLES.save(session, register.vehicles, before.vehicles),
        "ride needs": RIDE_NEEDS.save(session, _named(register), _named(before)),
        "runs": TODAY_RUNS.save(session, register.runs, before.runs),
    }


def compare_registers(register: Register, before: Register) -> dict[str, Changes]:
    """Tell what :func:`save_register` would do.

    Parameters
    ----------
    register
        What is to be there.
    before
        What is there.

    Returns
    -------
    dict
        What would be done, by kind of record.
    """
    return {
        "opportunities": compare(register.opportunities, before.opportunities),
        "sessions": compare(register.sessions, before.sessions),
        "people": compare(register.people, before.people),
        "vehicles": compare(register.vehicles, before.vehicles),
        "ride needs": compare(register.ride_needs, before.ride_needs),
        "runs": compare(register.runs, before.runs),
    }


def _named(register: Register) -> dict[str, tuple[str, RideNeeds]]:
    """Return ride needs with whose they are, as their tables take them."""
    return {person: (person, needs) for person, needs in register.ride_needs.items()}
