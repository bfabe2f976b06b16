"""What trainers wrote into plans: appended to, so that nobody's words are lost.

Whoever saves says which revision they had before them. Where somebody else was quicker nothing is
written, and both texts come back, to be put together by people.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from transit.errors import InputError, StoreError
from transit.model.saved_plan import (
    MOST_NAME_LETTERS,
    PlanEdits,
    RiskEdit,
    StepEdit,
    Terms,
    TermsEdit,
    plan_number,
)
from transit.store.audit import write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.people_tables import PersonTable
from transit.store.plan_json import read_json, write_json
from transit.store.plan_tables import PlanEditTable, PlanPhotoTable, PlanTable, PlanVersionTable

Edit = StepEdit | RiskEdit | TermsEdit

_TABLE: Final = table_of(PlanEditTable)
_PLAN: Final = table_of(PlanTable)
_KINDS: Final[dict[str, type[Edit]]] = {"step": StepEdit, "risk": RiskEdit, "terms": TermsEdit}


@dataclass(frozen=True, slots=True)
class EditsSaved:
    """The edits were written.

    Parameters
    ----------
    edits
        What counts now.
    """

    edits: PlanEdits


@dataclass(frozen=True, slots=True)
class EditsRefused:
    """Somebody else was quicker; nothing was written.

    Parameters
    ----------
    yours
        What was to be written.
    edits
        What is there now; saved again against its revision, yours goes in.
    """

    yours: tuple[Edit, ...]
    edits: PlanEdits

    @property
    def theirs(self) -> tuple[Edit, ...]:
        """What is there now on the same steps and risks."""
        every: dict[str, Edit] = {**self.edits.steps, **self.edits.risks}
        return tuple(every[each.key] for each in self.yours if each.key in every)


def save_edits(
    store: Store,
    plan_id: str,
    version: int,
    edits: Iterable[Edit],
    revision: int,
    *,
    by: str,
    now: dt.datetime | None = None,
) -> EditsSaved | EditsRefused:
    """Write what a trainer changed in a version of a plan.

    Parameters
    ----------
    store
        The register.
    plan_id
        The plan's id.
    version
        Number of the version that the trainer had before them.
    edits
        What was changed; each replaces what stood there, which is kept.
    revision
        Its revision then.
    by
        Who stands for it.
    now
        The moment; that of the clock when None.

    Returns
    -------
    EditsSaved or EditsRefused
        Refused where somebody saved after that revision, or made a new version.

    Raises
    ------
    StoreError
        There is no such plan.
    InputError
        Nobody stands for it, or a photo is not of this plan.
    """
    if not by.strip() or len(by) > MOST_NAME_LETTERS:
        raise InputError("an edit needs the name of who made it")
    number, yours = plan_number(plan_id), tuple(edits)
    with store.writing() as session:
        latest = _latest(session, store, plan_id)
        now_there = edits_of(session, number, latest)
        if version != latest or now_there.revision != revision:
            return EditsRefused(yours, now_there)
        _check_photos(session, number, yours)
        moment = now or dt.datetime.now(dt.UTC)
        stamped = [replace(each, by=by, at=moment, revision=revision + 1) for each in yours]
        person = session.scalar(select(PlanTable.person_id).where(PlanTable.id == number))
        assert person is not None
        stamped = [_agreed(session, number, each) for each in stamped]
        add_edits(session, person, number, latest, stamped)
        token = session.scalar(select(PersonTable.token).where(PersonTable.id == person))
        detail = {"version": latest, "edits": len(stamped)}
        write_audit(session, "edit plan", detail, subject=token, who=by)
        return EditsSaved(edits_of(session, number, latest))


def edits_of(session: Session, plan: int, version: int) -> PlanEdits:
    """Read what counts now of the edits of a version.

    Parameters
    ----------
    session
        Within a transaction.
    plan, version
        Numbers.

    Returns
    -------
    PlanEdits
        Those that say nothing any more are left out.
    """
    which = _TABLE.c.plan_id == plan, _TABLE.c.version == version
    last = select(func.max(_TABLE.c.id)).where(*which).group_by(_TABLE.c.kind, _TABLE.c.key)
    rows = session.execute(
        select(_TABLE).where(_TABLE.c.id.in_(last.scalar_subquery())).order_by(_TABLE.c.id)
    ).all()
    revision = session.scalar(select(func.max(_TABLE.c.revision)).where(*which)) or 0
    steps: dict[str, StepEdit] = {}
    risks: dict[str, RiskEdit] = {}
    for row in rows:
        if row.kind == "risk":
            risks[row.key] = read_json(RiskEdit, row.body)
        elif row.kind == "step":
            found = read_json(StepEdit, row.body)
            if found.conflict is not None or not found.says_nothing:
                steps[row.key] = found
    return PlanEdits(revision=revision, steps=steps, risks=risks)


def list_edits(store: Store, plan_id: str) -> tuple[tuple[int, Edit], ...]:
    """Read everything that trainers ever wrote into a plan.

    Parameters
    ----------
    store
        The register.
    plan_id
        The plan's id.

    Returns
    -------
    tuple
        Number of the version and the edit, in the order in which they were written.
    """
    asked = select(_TABLE).where(_TABLE.c.plan_id == plan_number(plan_id)).order_by(_TABLE.c.id)
    with store.reading() as session:
        return tuple(
            (row.version, read_json(_KINDS[row.kind], row.body)) for row in session.execute(asked)
        )


def add_edits(
    session: Session, person: str, plan: int, version: int, edits: Iterable[Edit]
) -> None:
    """Append edits within a transaction.

    Parameters
    ----------
    session
        Within a transaction that writes.
    person
        Id of the plan's person.
    plan, version
        Numbers.
    edits
        With who wrote them, when, and under which revision.
    """
    rows = [_cells(each, person, plan, version) for each in edits]
    if rows:
        session.execute(insert(_TABLE), rows)


def terms_of(row: Any) -> Terms:
    """Return what is agreed beside a plan's journey.

    Parameters
    ----------
    row
        The plan's row.

    Returns
    -------
    Terms
        Trial, fallback and review.
    """
    return Terms(trial_weeks=row.trial_weeks, fallback=row.fallback, review_on=row.review_on)


def terms_cells(terms: Terms) -> dict[str, Any]:
    """Return the cells of a plan's row that hold what is agreed.

    Parameters
    ----------
    terms
        Trial, fallback and review.

    Returns
    -------
    dict
        By column.
    """
    return {
        "trial_weeks": terms.trial_weeks,
        "fallback": terms.fallback,
        "review_on": terms.review_on,
    }


def _agreed(session: Session, plan: int, edit: Edit) -> Edit:
    """Let what is agreed anew count, and keep with it what was agreed before."""
    if not isinstance(edit, TermsEdit):
        return edit
    row = session.execute(select(_PLAN).where(_PLAN.c.id == plan)).one()
    session.execute(update(_PLAN).where(_PLAN.c.id == plan).values(terms_cells(edit.terms)))
    return replace(edit, before=terms_of(row))


def _cells(edit: Edit, person: str, plan: int, version: int) -> dict[str, Any]:
    return {
        "person_id": person,
        "plan_id": plan,
        "version": version,
        "revision": edit.revision,
        "kind": next(name for name, kind in _KINDS.items() if isinstance(edit, kind)),
        "key": edit.key,
        "body": write_json(edit),
        "made_by": edit.by,
        "made_at": edit.at or dt.datetime.now(dt.UTC),
    }


def _latest(session: Session, store: Store, plan_id: str) -> int:
    asked = select(func.max(PlanVersionTable.number)).where(
        PlanVersionTable.plan_id == plan_number(plan_id)
    )
    found = session.scalar(asked)
    if found is None:
        raise StoreError(f"{store.name}: there is no plan {plan_id}")
    return found


def _check_photos(session: Session, plan: int, edits: Iterable[Edit]) -> None:
    used = {each.photo for each in edits if isinstance(each, StepEdit)} - {None}
    asked = select(PlanPhotoTable.id).where(PlanPhotoTable.plan_id == plan)
    if used - set(session.scalars(asked)):
        raise InputError("a photo of another plan cannot be used in this one")
