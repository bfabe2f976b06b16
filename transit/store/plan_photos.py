"""Photos of plans in the register."""

import base64
import datetime as dt
from typing import Final

from sqlalchemy import delete, insert, select

from transit.errors import InputError, StoreError
from transit.model.saved_plan import MOST_NAME_LETTERS, plan_number
from transit.store.audit import write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.people_tables import PersonTable
from transit.store.plan_tables import PlanPhotoTable, PlanTable

_TABLE: Final = table_of(PlanPhotoTable)


def add_photo(
    store: Store, plan_id: str, content: bytes, *, by: str, now: dt.datetime | None = None
) -> int:
    """Keep a photo with a plan; a step shows it once an edit of the step names it.

    Parameters
    ----------
    store
        The register.
    plan_id
        The plan's id.
    content
        A JPEG without what a camera writes into it.
    by
        Who stands for it.
    now
        The moment; that of the clock when None.

    Returns
    -------
    int
        The photo's number.

    Raises
    ------
    StoreError
        There is no such plan.
    InputError
        Nobody stands for it.
    """
    if not by.strip() or len(by) > MOST_NAME_LETTERS:
        raise InputError("a photo needs the name of who adds it")
    number = plan_number(plan_id)
    with store.writing() as session:
        asked = select(PlanTable.person_id, PersonTable.token).join(
            PersonTable, PersonTable.id == PlanTable.person_id
        )
        found = session.execute(asked.where(PlanTable.id == number)).one_or_none()
        if found is None:
            raise StoreError(f"{store.name}: there is no plan {plan_id}")
        cells = {
            "person_id": found.person_id,
            "plan_id": number,
            "content": base64.b64encode(content).decode(),
            "made_by": by,
            "made_at": now or dt.datetime.now(dt.UTC),
        }
        made = session.scalar(insert(_TABLE).values(cells).returning(_TABLE.c.id))
        detail = {"bytes": len(content)}
        write_audit(session, "add plan photo", detail, subject=found.token, who=by)
    assert made is not None
    return int(made)


def read_photos(store: Store, plan_id: str) -> dict[int, bytes]:
    """Read the photos of a plan.

    Parameters
    ----------
    store
        The register.
    plan_id
        The plan's id.

    Returns
    -------
    dict
        JPEGs by number.
    """
    asked = select(_TABLE.c.id, _TABLE.c.content).where(_TABLE.c.plan_id == plan_number(plan_id))
    with store.reading() as session:
        return {row.id: base64.b64decode(row.content) for row in session.execute(asked)}


def remove_photo(store: Store, plan_id: str, number: int, *, by: str) -> None:
    """Delete a photo, as when somebody in it asks for that; steps that named it show none.

    Parameters
    ----------
    store
        The register.
    plan_id
        The plan's id.
    number
        The photo's number.
    by
        Who stands for it.

    Raises
    ------
    StoreError
        The plan has no such photo.
    """
    which = _TABLE.c.plan_id == plan_number(plan_id), _TABLE.c.id == number
    with store.writing() as session:
        person = session.scalar(select(_TABLE.c.person_id).where(*which))
        if person is None:
            raise StoreError(f"{store.name}: plan {plan_id} has no photo {number}")
        session.execute(delete(_TABLE).where(*which))
        token = session.scalar(select(PersonTable.token).where(PersonTable.id == person))
        write_audit(session, "remove plan photo", {}, subject=token, who=by)
