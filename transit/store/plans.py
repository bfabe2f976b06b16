"""Saved plans in the register: versions written once, and never over somebody else's."""

import json
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import and_, func, insert, select, update
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.plan import Plan
from transit.model.saved_plan import (
    PREFIX,
    AreaEdition,
    Choice,
    PlanVersion,
    SavedPlan,
    Terms,
    TermsEdit,
    plan_number,
)
from transit.model.verdict import Direction
from transit.store.audit import write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.people_tables import PersonTable
from transit.store.plan_edits import Edit, add_edits, edits_of, terms_cells, terms_of
from transit.store.plan_json import read_json, write_json
from transit.store.plan_tables import PlanTable, PlanVersionTable

_PLAN: Final = table_of(PlanTable)
_VERSION: Final = table_of(PlanVersionTable)

NewPlan = tuple[str, int, str, str]
"""Person, number of the start place, session and opportunity of a plan that is not there yet."""


def save_plan(
    store: Store,
    version: PlanVersion,
    of: SavedPlan | NewPlan,
    terms: Terms,
) -> SavedPlan:
    """Keep a plan, or the next version of one.

    Parameters
    ----------
    store
        The register.
    version
        What to keep, with the edits that were carried over; its number is given here.
    of
        The plan as it was read when the version was made; for a new one whom and what it is about.
    terms
        Trial, fallback and review.

    Returns
    -------
    SavedPlan
        As it is kept.

    Raises
    ------
    StoreError
        There is no such person, or somebody else saved the plan meanwhile.
    """
    with store.writing() as session:
        edits: list[Edit] = [*version.edits.steps.values(), *version.edits.risks.values()]
        detail = {"carried": len(edits)}
        if isinstance(of, SavedPlan):
            number = _next_number(session, store, of)
            person, plan_id = of.person, plan_number(of.id)
            edits += _agreed_anew(session, of, terms, version)
        else:
            person, number = of[0], 1
            plan_id = _new_plan(session, store, version, of, terms)
        session.execute(insert(_VERSION).values(_cells(version, plan_id, number, person)))
        # What was carried over is no new edit: who wrote it, and when, stays.
        add_edits(session, person, plan_id, number, edits)
        write_audit(
            session,
            "save plan",
            detail | {"version": number},
            subject=_token(session, store, person),
            who=version.made_by,
        )
    found = find_saved_plan(store, f"{PREFIX}{plan_id}")
    assert found is not None
    return found


def find_saved_plan(store: Store, plan_id: str) -> SavedPlan | None:
    """Read one plan with all its versions.

    Parameters
    ----------
    store
        The register.
    plan_id
        Its id, e.g. ``PL3``.

    Returns
    -------
    SavedPlan or None
        None where there is none of that id.
    """
    with store.reading() as session:
        asked = select(_PLAN).where(_PLAN.c.id == plan_number(plan_id))
        row = session.execute(asked).one_or_none()
        return None if row is None else _whole(session, row)


def find_plan_for(store: Store, person: str, session_id: str, place: int = 0) -> SavedPlan | None:
    """Read the plan for a person and a session.

    Parameters
    ----------
    store
        The register.
    person, session_id
        Ids.
    place
        Number of the start place, 0 the home.

    Returns
    -------
    SavedPlan or None
        None where nothing was saved.
    """
    asked = select(_PLAN).where(
        _PLAN.c.person_id == person, _PLAN.c.session_id == session_id, _PLAN.c.place == place
    )
    with store.reading() as session:
        row = session.execute(asked).one_or_none()
        return None if row is None else _whole(session, row)


def list_saved_plans(store: Store, person: str | None = None) -> tuple[SavedPlan, ...]:
    """Read the plans of a register, each with its latest version only.

    Parameters
    ----------
    store
        The register.
    person
        Only those of this person; None for all.

    Returns
    -------
    tuple of SavedPlan
        In the order in which they were first saved.
    """
    last = select(_VERSION.c.plan_id, func.max(_VERSION.c.number).label("number"))
    newest = last.group_by(_VERSION.c.plan_id).subquery("newest")
    is_newest = and_(_VERSION.c.plan_id == newest.c.plan_id, _VERSION.c.number == newest.c.number)
    asked = select(_PLAN).order_by(_PLAN.c.id)
    if person is not None:
        asked = asked.where(_PLAN.c.person_id == person)
    with store.reading() as session:
        rows = session.execute(select(_VERSION).join(newest, is_newest))
        versions = {row.plan_id: row for row in rows}
        return tuple(
            _saved(row, (_version(session, versions[row.id]),)) for row in session.execute(asked)
        )


def _new_plan(
    session: Session, store: Store, version: PlanVersion, of: NewPlan, terms: Terms
) -> int:
    person, place, session_id, opportunity = of
    _token(session, store, person)
    is_there = select(_PLAN.c.id).where(
        _PLAN.c.person_id == person, _PLAN.c.place == place, _PLAN.c.session_id == session_id
    )
    if session.scalar(is_there) is not None:
        raise _meanwhile(store)
    cells = {
        "person_id": person,
        "place": place,
        "session_id": session_id,
        "opportunity_id": opportunity,
        "made_at": version.made_at,
        "made_by": version.made_by,
        **terms_cells(terms),
    }
    made = session.scalar(insert(_PLAN).values(cells).returning(_PLAN.c.id))
    assert made is not None
    return int(made)


def _next_number(session: Session, store: Store, of: SavedPlan) -> int:
    """Check that a plan is still as it was read, and return the number of its next version."""
    plan_id = plan_number(of.id)
    asked = select(func.max(_VERSION.c.number)).where(_VERSION.c.plan_id == plan_id)
    number = session.scalar(asked) or 0
    if number != of.latest.number:
        raise _meanwhile(store)
    if edits_of(session, plan_id, number).revision != of.latest.edits.revision:
        raise _meanwhile(store)
    return number + 1


def _agreed_anew(
    session: Session, of: SavedPlan, terms: Terms, version: PlanVersion
) -> tuple[TermsEdit, ...]:
    """Let what is agreed with a new version count; what was agreed before stays to be read."""
    if terms == of.terms:
        return ()
    is_this = _PLAN.c.id == plan_number(of.id)
    session.execute(update(_PLAN).where(is_this).values(terms_cells(terms)))
    made = TermsEdit(
        terms=terms,
        before=of.terms,
        by=version.made_by,
        at=version.made_at,
        revision=version.edits.revision,
    )
    return (made,)


def _meanwhile(store: Store) -> StoreError:
    return StoreError(
        f"{store.name}: somebody else saved this plan meanwhile; nothing was changed. Look at what "
        "is there now, and save again"
    )


def _token(session: Session, store: Store, person: str) -> str:
    token = session.scalar(select(PersonTable.token).where(PersonTable.id == person))
    if token is None:
        raise StoreError(f"{store.name}: there is nobody of that id in this register")
    return token


def _cells(version: PlanVersion, plan_id: int, number: int, person: str) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "number": number,
        "person_id": person,
        "made_at": version.made_at,
        "made_by": version.made_by,
        "edition": version.edition.edition,
        "first_date": version.edition.first_date,
        "last_date": version.edition.last_date,
        "choice": write_json(version.choice),
        "plan": write_json(version.plan),
        "out_journey": _dumped(version.journeys[Direction.OUT]),
        "back_journey": _dumped(version.journeys[Direction.BACK]),
        "told": version.told,
    }


def _dumped(journey: Any) -> str:
    return json.dumps(journey, ensure_ascii=False, separators=(",", ":"))


def _whole(session: Session, row: Any) -> SavedPlan:
    asked = select(_VERSION).where(_VERSION.c.plan_id == row.id).order_by(_VERSION.c.number)
    versions = tuple(_version(session, each) for each in session.execute(asked).all())
    return _saved(row, versions)


def _saved(row: Any, versions: tuple[PlanVersion, ...]) -> SavedPlan:
    return SavedPlan(
        id=f"{PREFIX}{row.id}",
        person=row.person_id,
        place=row.place,
        session=row.session_id,
        opportunity=row.opportunity_id,
        made_at=row.made_at,
        made_by=row.made_by,
        terms=terms_of(row),
        versions=versions,
    )


def _version(session: Session, row: Any) -> PlanVersion:
    made = PlanVersion(
        number=row.number,
        made_at=row.made_at,
        made_by=row.made_by,
        edition=AreaEdition(
            edition=row.edition, first_date=row.first_date, last_date=row.last_date
        ),
        choice=read_json(Choice, row.choice),
        plan=read_json(Plan, row.plan),
        journeys={
            Direction.OUT: json.loads(row.out_journey),
            Direction.BACK: json.loads(row.back_journey),
        },
        told=row.told,
    )
    return replace(made, edits=edits_of(session, row.plan_id, row.number))
