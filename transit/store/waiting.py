"""How many verdicts wait to be worked out: those out of date, and those never made."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from transit.network.observed import mapped_edition
from transit.store.audit_table import AuditTable
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.directory_tables import SessionTable
from transit.store.people_tables import StartPlaceTable
from transit.store.verdict_tables import ScoreRunTable, VerdictTable

_NO_EDITS: Final = ("score", "override")
"""Actions of the audit that change nothing which a verdict is made from."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Verdicts that wait.

    Parameters
    ----------
    made
        Verdicts that there are.
    stale
        Those of them that are marked stale.
    missing
        Those that were never made: one for each start place and session.
    earlier
        Those not marked stale that were made for another edition of the area.
    """

    made: int
    stale: int
    missing: int
    earlier: int = 0

    @property
    def total(self) -> int:
        """How many have to be worked out."""
        return self.stale + self.missing + self.earlier


def count_waiting(store: Store, edition: str | None = None, person: str | None = None) -> Waiting:
    """Count the verdicts that wait.

    Parameters
    ----------
    store
        The register.
    edition
        The area's edition; None does not look whether the area was built anew.
    person
        Only those about this person; None for everybody.

    Returns
    -------
    Waiting
        What is marked in the register.
    """
    verdict, place = table_of(VerdictTable).c, table_of(StartPlaceTable).c
    is_stale = verdict.stale_since.is_not(None)
    own = () if person is None else (verdict.person_id == person,)
    whose = () if person is None else (place.person_id == person,)
    counts = select(verdict.run_id, is_stale, func.count()).where(*own)
    with store.reading() as session:
        rows = session.execute(counts.group_by(verdict.run_id, is_stale)).all()
        editions = {} if edition is None else _editions(session)
        places = session.scalar(select(func.count()).select_from(StartPlaceTable).where(*whose))
        sessions = session.scalar(select(func.count()).select_from(SessionTable))
    made = sum(count for *_, count in rows)
    return Waiting(
        made,
        sum(count for _, stale, count in rows if stale),
        max((places or 0) * (sessions or 0) - made, 0),
        sum(
            count
            for run, stale, count in rows
            if not stale and edition is not None and editions[run] != mapped_edition(edition)
        ),
    )


def _editions(session: Session) -> dict[int, str]:
    run = table_of(ScoreRunTable).c
    return {
        number: mapped_edition(edition)
        for number, edition in session.execute(select(run.id, run.edition))
    }


def last_edit(store: Store) -> int:
    """Return the number of the last change to what verdicts are made from.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    int
        Another one after each edit, import or observation; 0 where there was none.
    """
    asked = select(func.max(AuditTable.id)).where(AuditTable.action.not_in(_NO_EDITS))
    with store.reading() as session:
        return session.scalar(asked) or 0
