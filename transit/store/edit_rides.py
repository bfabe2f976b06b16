"""Changing what one person needs of a ride: audited; no verdict rests on it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.rides import RideNeeds
from transit.store.audit import write_audit
from transit.store.edit import list_people
from transit.store.people_tables import PersonTable
from transit.store.rides import RIDE_NEEDS


def find_ride_needs(session: Session, person: str) -> RideNeeds:
    """Read what somebody needs of a ride.

    Parameters
    ----------
    session
        Within a transaction.
    person
        Their id.

    Returns
    -------
    RideNeeds
        All unknown where nothing is recorded.
    """
    held = RIDE_NEEDS.read(session, person).get(person)
    return RideNeeds() if held is None else held[1]


def save_ride_needs(
    session: Session, person: str, needs: RideNeeds, before: RideNeeds, who: str | None = None
) -> None:
    """Write what somebody needs of a ride, unless somebody else was quicker.

    Parameters
    ----------
    session
        Within a transaction that writes.
    person
        Their id.
    needs
        As they are to be.
    before
        As they were when the change was begun.
    who
        Who does it; whoever is logged in on this machine when None.

    Raises
    ------
    StoreError
        The person is gone, the needs were changed meanwhile, or they name somebody who is not
        there, or the person.
    """
    people = set(list_people(session))
    if person not in people:
        raise StoreError(f"person {person} is no longer in the register; nothing was changed")
    if find_ride_needs(session, person) != before:
        raise StoreError(
            f"what person {person} needs of a ride was changed by somebody else meanwhile; nothing "
            "was changed. Look at what is there now, and make the change again"
        )
    company = {*needs.apart_from, *needs.together_with}
    if person in company or not company <= people:
        raise StoreError(
            f"person {person} must, or must not, ride with somebody who is not in the register, "
            "or with themselves; nothing was changed. Use other people's pseudonyms"
        )
    held = RIDE_NEEDS.read(session, person)
    RIDE_NEEDS.save(session, {person: (person, needs)}, held)
    token = session.scalar(select(PersonTable.token).where(PersonTable.id == person))
    write_audit(session, "edit-person", {"ride_needs": 1}, subject=token, who=who)
