"""Observations in the register: kept as they were told, and what they change marked stale."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.notice import Notice
from transit.model.observation import Observation, in_order
from transit.model.streets import CrossingKind
from transit.network.area import Area
from transit.network.changes import Reach, changes_between
from transit.network.observed import observe
from transit.store.audit import write_audit
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.stale import mark_in
from transit.store.survey_tables import ObservationTable
from transit.store.verdict_tables import VerdictTable

_TABLE: Final = table_of(ObservationTable)
_SAME: Final = tuple(
    name for name in Observation.__dataclass_fields__ if name not in ("crossing", "opportunity")
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording observations did.

    Parameters
    ----------
    added, known
        How many are new, and how many had been told before.
    stale
        Verdicts that have to be scored again.
    notices
        Observations that could not be matched with the area.
    """

    added: int
    known: int
    stale: int
    notices: tuple[Notice, ...] = ()


def record_observations(
    store: Store,
    observations: Iterable[Observation],
    area: Area | None = None,
    reach: Reach | None = None,
    who: str | None = None,
) -> Recorded:
    """Keep observations and mark the verdicts that they touch. Telling one twice changes nothing.

    Parameters
    ----------
    store
        The register.
    observations
        What was seen.
    area
        The mapped area that verdicts were scored on; may be None while there are none.
    reach
        How far anybody walks; needed with an area.
    who
        Who does it, for the audit.

    Returns
    -------
    Recorded
        What was done.

    Raises
    ------
    StoreError
        There are verdicts, but no area to tell which of them are touched.
    """
    told = {each.key: each for each in observations}
    now = dt.datetime.now(dt.UTC)
    with store.writing() as session:
        before = observations_in(session)
        known = {each.key for each in before}
        new = [each for key, each in told.items() if key not in known]
        if new:
            session.execute(insert(_TABLE), [_cells(each) | {"recorded_at": now} for each in new])
            write_audit(session, "survey", {"added": len(new)}, who=who)
        stale, notices = _touch(session, store, before, (*before, *new), area, reach, now)
    return Recorded(len(new), len(told) - len(new), stale, notices)


def remove_observation(
    store: Store,
    key: str,
    area: Area | None = None,
    reach: Reach | None = None,
    who: str | None = None,
) -> Recorded:
    """Take an observation out that was a mistake, and mark the verdicts that this touches.

    Parameters
    ----------
    store
        The register.
    key
        The observation's id.
    area, reach, who
        As in :func:`record_observations`.

    Returns
    -------
    Recorded
        What was done.

    Raises
    ------
    StoreError
        There is none of that id, or there are verdicts but no area.
    """
    with store.writing() as session:
        before = observations_in(session)
        after = tuple(each for each in before if each.key != key)
        if len(after) == len(before):
            raise StoreError(f"{store.name}: there is no observation of that id")
        session.execute(delete(_TABLE).where(_TABLE.c.id == key))
        write_audit(session, "survey", {"removed": 1}, who=who)
        now = dt.datetime.now(dt.UTC)
        stale, _ = _touch(session, store, before, after, area, reach, now)
    return Recorded(0, 0, stale)


def read_observations(
    store: Store, recorded_after: dt.datetime | None = None
) -> tuple[Observation, ...]:
    """Read observations.

    Parameters
    ----------
    store
        The register.
    recorded_after
        Only those that were told after this moment; None for all.

    Returns
    -------
    tuple of Observation
        In the order in which they count, the latest last.
    """
    with store.reading() as session:
        return observations_in(session, recorded_after)


def observations_in(session: Session, after: dt.datetime | None = None) -> tuple[Observation, ...]:
    """Read observations within a transaction.

    Parameters
    ----------
    session
        The transaction.
    after
        Only those that were told after this moment; None for all.

    Returns
    -------
    tuple of Observation
        As :func:`read_observations` gives them.
    """
    asked = select(_TABLE)
    if after is not None:
        asked = asked.where(_TABLE.c.recorded_at > after)
    return in_order(tuple(map(_observation, session.execute(asked))))


def _touch(
    session: Session,
    store: Store,
    before: Sequence[Observation],
    after: Sequence[Observation],
    area: Area | None,
    reach: Reach | None,
    now: dt.datetime,
) -> tuple[int, tuple[Notice, ...]]:
    """Mark what the difference between two sets touches; give the new ones that match nothing."""
    if area is None or reach is None:
        if session.scalar(select(func.count()).select_from(table_of(VerdictTable))):
            raise StoreError(
                f"{store.name}: name the area (--area), so that the verdicts which this touches "
                "can be found; nothing was changed"
            )
        return 0, ()
    old, seen = observe(area, before), observe(area, after)
    changes = changes_between(old.area, seen.area, reach)
    other = {each.key: each for each in before}.keys() ^ {each.key: each for each in after}.keys()
    venues = {
        each.opportunity
        for each in (*before, *after)
        if each.opportunity is not None and each.key in other
    }
    return mark_in(session, changes, reach, venues, now), tuple(
        notice for notice in seen.notices if notice not in old.notices
    )


def _cells(seen: Observation) -> dict[str, Any]:
    return {
        "id": seen.key,
        **{name: getattr(seen, name) for name in _SAME},
        "crossing": None if seen.crossing is None else CrossingKind(seen.crossing).name.lower(),
        "opportunity_id": seen.opportunity,
    }


def _observation(row: Any) -> Observation:
    return Observation(
        **{name: getattr(row, name) for name in _SAME},
        crossing=None if row.crossing is None else CrossingKind[row.crossing.upper()],
        opportunity=row.opportunity_id,
    )
