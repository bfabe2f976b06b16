"""The register as one record, read and saved."""

from sqlalchemy.orm import Session

from transit.model.register import Register
from transit.store.aggregate import Changes, compare
from transit.store.directory import OPPORTUNITIES, SESSIONS, VEHICLES
from transit.store.people import PEOPLE


def read_register(session: Session) -> Register:
    """Read everything.

    Parameters
    ----------
    session
        Within a transaction.

    Returns
    -------
    Register
        People, opportunities, sessions and vehicles by id.
    """
    return Register(
        people=PEOPLE.read(session),
        opportunities=OPPORTUNITIES.read(session),
        sessions=SESSIONS.read(session),
        vehicles=VEHICLES.read(session),
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
    }
