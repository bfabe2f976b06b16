"""What became of plans in the register: the last look at each, and since when it is out of date."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.saved_plan import PREFIX, plan_number
from transit.model.watch import Outcome, Watched
from transit.store.audit import logged_in, write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.plan_tables import PlanTable, PlanVersionTable
from transit.store.training_sign_offs import end_of_broken
from transit.store.watched_tables import PlanWatchTable

_TABLE: Final = table_of(PlanWatchTable)
_PLAN: Final = table_of(PlanTable)
_VERSION: Final = table_of(PlanVersionTable)
_ADAPTER: Final = TypeAdapter(Watched)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look at one plan.

    Parameters
    ----------
    watched
        What became of it.
    edition, old_edition
        Editions of the areas that were compared, observations included; the old one None where
        only what the plan carries was known.
    input_hash
        Hash of all that it was made from.
    checked_at
        When.
    since
        When the version was first found to be out of date; None where it is not.
    """

    watched: Watched
    edition: str
    old_edition: str | None
    input_hash: str
    checked_at: dt.datetime
    since: dt.datetime | None = None


def save_looks(store: Store, looks: Iterable[Look], who: str | None = None) -> int:
    """Keep looks at plans, each over the one before it.

    Parameters
    ----------
    store
        The register.
    looks
        The looks; those at plans that are no more are passed over.
    who
        Who does it, for the audit.

    Returns
    -------
    int
        How many were kept.
    """
    made = list(looks)
    with store.writing() as session:
        asked = select(_PLAN.c.id, _PLAN.c.person_id)
        people: dict[int, str] = {row.id: row.person_id for row in session.execute(asked)}
        kept = [each for each in made if plan_number(each.watched.plan) in people]
        rows = [_cells(session, each, people) for each in kept]
        for row in rows:
            session.execute(delete(_TABLE).where(_TABLE.c.plan_id == row["plan_id"]))
        if rows:
            session.execute(insert(_TABLE), rows)
            write_audit(session, "watch", {"plans": len(rows)}, who=who)
            # Nobody is signed off any longer for a journey that cannot be made.
            today = dt.date.today()
            broken = {
                row["plan_id"]: row["version"]
                for row in rows
                if row["outcome"] == Outcome.BROKEN and (row["starts"] or today) <= today
            }
            end_of_broken(session, store, broken, today, who or logged_in())
    return len(kept)


def list_looks(store: Store, person: str | None = None) -> tuple[Look, ...]:
    """Read the last look at each plan.

    Parameters
    ----------
    store
        The register.
    person
        Only at this person's plans; None for all.

    Returns
    -------
    tuple of Look
        The most urgent first, then by the date from which something is other.
    """
    asked = select(_TABLE)
    if person is not None:
        asked = asked.where(_TABLE.c.person_id == person)
    with store.reading() as session:
        looks = [_look(row) for row in session.execute(asked)]
    return tuple(sorted(looks, key=_urgency))


def find_look(store: Store, plan_id: str) -> Look | None:
    """Read the last look at a plan.

    Parameters
    ----------
    store
        The register.
    plan_id
        The plan's id.

    Returns
    -------
    Look or None
        None where nobody looked yet.
    """
    asked = select(_TABLE).where(_TABLE.c.plan_id == plan_number(plan_id))
    with store.reading() as session:
        row = session.execute(asked).one_or_none()
        return None if row is None else _look(row)


def out_of_date_since(store: Store) -> dict[str, dt.datetime]:
    """Return since when plans are known to be out of date.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    dict
        By id of the plan, of those that are; a look at an earlier version does not count.
    """
    return {
        look.watched.plan: look.since for look in _current_looks(store) if look.since is not None
    }


def known_hashes(store: Store) -> dict[str, str]:
    """Return what the last look at each plan was made from.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    dict
        Hashes by id of the plan.
    """
    with store.reading() as session:
        rows = session.execute(select(_TABLE.c.plan_id, _TABLE.c.input_hash))
        return {f"{PREFIX}{row.plan_id}": row.input_hash for row in rows}


def _current_looks(store: Store) -> list[Look]:
    """The looks at versions that still count."""
    last = func.max(_VERSION.c.number).label("number")
    asked = select(_VERSION.c.plan_id, last).group_by(_VERSION.c.plan_id)
    with store.reading() as session:
        newest = {f"{PREFIX}{row.plan_id}": row.number for row in session.execute(asked)}
    return [
        look for look in list_looks(store) if newest.get(look.watched.plan) == look.watched.version
    ]


def _cells(session: Session, look: Look, people: dict[int, str]) -> dict[str, Any]:
    number = plan_number(look.watched.plan)
    return {
        "plan_id": number,
        "person_id": people[number],
        "version": look.watched.version,
        "edition": look.edition,
        "old_edition": look.old_edition,
        "outcome": look.watched.outcome,
        "starts": look.watched.starts,
        "since": _since(session, number, look),
        "checked_at": look.checked_at,
        "input_hash": look.input_hash,
        "body": _ADAPTER.dump_json(look.watched).decode(),
    }


def _since(session: Session, number: int, look: Look) -> dt.datetime | None:
    """Since when it is out of date: a version that was so before keeps its moment."""
    if look.watched.outcome not in (Outcome.BROKEN, Outcome.CHANGED):
        return None
    asked = select(_TABLE.c.since).where(
        _TABLE.c.plan_id == number, _TABLE.c.version == look.watched.version
    )
    return session.scalar(asked) or look.checked_at


def _look(row: Any) -> Look:
    try:
        watched = _ADAPTER.validate_json(row.body)
    except ValidationError:
        raise StoreError(
            "what became of a plan was written by another transit and cannot be read; "
            "run: transit watch"
        ) from None
    return Look(
        watched=watched,
        edition=row.edition,
        old_edition=row.old_edition,
        input_hash=row.input_hash,
        checked_at=row.checked_at,
        since=row.since,
    )


def _urgency(look: Look) -> tuple[object, ...]:
    watched = look.watched
    starts = watched.starts or dt.date.max
    return watched.outcome.urgency, starts, plan_number(watched.plan)
