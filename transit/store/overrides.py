"""Overrides in the register: appended to, so that every judgement stays to be seen."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import Subquery, func, insert, select

from transit.errors import StoreError
from transit.model.override import Override
from transit.model.verdict import Rung
from transit.store.audit import write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.people_tables import PersonTable
from transit.store.verdict_tables import OverrideTable, VerdictTable

_TABLE: Final = table_of(OverrideTable)


def override_verdict(
    store: Store,
    person: str,
    session: str,
    rung: Rung | None,
    *,
    by: str,
    reason: str,
    review_on: dt.date,
    place: int = 0,
    now: dt.datetime | None = None,
) -> Override:
    """Write down what a practitioner decided; the computed verdict is left as it is.

    Parameters
    ----------
    store
        The register.
    person, session
        Ids.
    rung
        What was decided; None takes the override before it back.
    by
        Who stands for it: name or staff reference.
    reason
        Why.
    review_on
        When it is to be looked at again.
    place
        Number of the start place, 0 the home.
    now
        The moment; that of the clock when None.

    Returns
    -------
    Override
        As it is kept, with the verdict at that time.

    Raises
    ------
    StoreError
        There is no such verdict to override.
    InputError
        Nobody stands for it, or it gives no reason or no review date after today.
    """
    verdict = table_of(VerdictTable).c
    asked = select(verdict.opportunity_id, verdict.rung, verdict.sure, PersonTable.token).where(
        verdict.person_id == person,
        verdict.place == place,
        verdict.session_id == session,
        PersonTable.id == verdict.person_id,
    )
    with store.writing() as writing:
        found = writing.execute(asked).one_or_none()
        if found is None:
            raise StoreError(f"{store.name}: this has not been scored; run: transit score")
        made = Override(
            person=person,
            place=place,
            opportunity=found.opportunity_id,
            session=session,
            rung=rung,
            by=by,
            reason=reason,
            made_at=now or dt.datetime.now(dt.UTC),
            review_on=review_on,
            rung_then=found.rung,
            sure_then=found.sure,
        )
        writing.execute(insert(_TABLE).values(_cells(made)))
        write_audit(writing, "override", {"taken_back": rung is None}, subject=found.token, who=by)
    return made


def read_overrides(
    store: Store, person: str | None = None, session: str | None = None
) -> tuple[Override, ...]:
    """Read overrides with their history.

    Parameters
    ----------
    store
        The register.
    person, session
        Only of this person, of this session; None for all.

    Returns
    -------
    tuple of Override
        In the order in which they were made; the last of a verdict counts.
    """
    asked = select(_TABLE).order_by(_TABLE.c.id)
    if person is not None:
        asked = asked.where(_TABLE.c.person_id == person)
    if session is not None:
        asked = asked.where(_TABLE.c.session_id == session)
    with store.reading() as reading:
        return tuple(map(_override, reading.execute(asked)))


def last_overrides() -> Subquery:
    """Return the overrides that count, as a table to join verdicts with.

    Returns
    -------
    Subquery
        At most one row for each person, place and session; those taken back have no rung.
    """
    one = (_TABLE.c.person_id, _TABLE.c.place, _TABLE.c.session_id)
    last = select(func.max(_TABLE.c.id)).group_by(*one).scalar_subquery()
    return select(_TABLE).where(_TABLE.c.id.in_(last)).subquery("last_override")


def _cells(made: Override) -> dict[str, Any]:
    return {
        "person_id": made.person,
        "place": made.place,
        "session_id": made.session,
        "opportunity_id": made.opportunity,
        "rung": made.rung,
        "decided_by": made.by,
        "reason": made.reason,
        "made_at": made.made_at,
        "review_on": made.review_on,
        "rung_then": made.rung_then,
        "sure_then": made.sure_then,
    }


def _override(row: Any) -> Override:
    return Override(
        person=row.person_id,
        place=row.place,
        opportunity=row.opportunity_id,
        session=row.session_id,
        rung=row.rung,
        by=row.decided_by,
        reason=row.reason,
        made_at=row.made_at,
        review_on=row.review_on,
        rung_then=row.rung_then,
        sure_then=row.sure_then,
    )
