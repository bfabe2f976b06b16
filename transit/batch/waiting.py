"""How many verdicts wait to be worked out: those out of date, and those never made."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from transit.model.starting import days_at
from transit.network.observed import mapped_edition
from transit.store.audit_table import AuditTable
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.directory_tables import SessionTable
from transit.store.people_tables import StartPlaceTable
from transit.store.verdict_tables import ScoreRunTable, VerdictTable

if TYPE_CHECKING:
    from transit.model.weekdays import Days

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
        Those that were never made: one for each start place and each session on its days.
    earlier
        Those not marked stale that were made for another edition of the area.
    other_rules
        The rest that was made with other skills, rules, parameters or ready profiles.
    """

    made: int
    stale: int
    missing: int
    earlier: int = 0
    other_rules: int = 0

    @property
    def total(self) -> int:
        """How many have to be worked out."""
        return self.stale + self.missing + self.earlier + self.other_rules


def count_waiting(
    store: Store,
    edition: str | None = None,
    person: str | None = None,
    rules: str | None = None,
) -> Waiting:
    """Count the verdicts that wait.

    Parameters
    ----------
    store
        The register.
    edition
        The area's edition; None does not look whether the area was built anew.
    person
        Only those about this person; None for everybody.
    rules
        Hash of skills, rules, parameters and ready profiles, as
        :func:`~transit.batch.score_inputs.basis_digest` gives it; None does not look whether they
        have changed.

    Returns
    -------
    Waiting
        Each verdict counts once.
    """
    verdict = table_of(VerdictTable).c
    is_stale = verdict.stale_since.is_not(None)
    own = () if person is None else (verdict.person_id == person,)
    counts = select(verdict.run_id, is_stale, func.count()).where(*own)
    with store.reading() as session:
        rows = session.execute(counts.group_by(verdict.run_id, is_stale)).all()
        runs = _runs(session)
        asked = _asked(session, person)
    now = None if edition is None else mapped_edition(edition)
    stale = earlier = other_rules = 0
    for run, is_old, count in rows:
        of_edition, of_rules = runs[run]
        if is_old:
            stale += count
        elif now not in (None, of_edition):
            earlier += count
        elif rules not in (None, of_rules):
            other_rules += count
    made = sum(count for *_, count in rows)
    return Waiting(made, stale, max(asked - made, 0), earlier, other_rules)


def of_other_runs(
    store: Store, edition: str, rules: str, sessions: Collection[str]
) -> set[tuple[str, int, str]]:
    """Return verdicts that were made for another edition of the area, or with other rules.

    Parameters
    ----------
    store
        The register.
    edition
        The area's edition.
    rules
        Hash of skills, rules, parameters and ready profiles, as for :func:`count_waiting`.
    sessions
        Only verdicts of journeys to these.

    Returns
    -------
    set of tuple
        Person, number of the start place, session.
    """
    verdict = table_of(VerdictTable).c
    now = mapped_edition(edition), rules
    with store.reading() as session:
        others = [number for number, made in _runs(session).items() if made != now]
        if not others:
            return set()
        key = select(verdict.person_id, verdict.place, verdict.session_id)
        asked = key.where(verdict.run_id.in_(others), verdict.session_id.in_(tuple(sessions)))
        return {(person, place, to) for person, place, to in session.execute(asked)}


def _asked(session: Session, person: str | None) -> int:
    """Count the verdicts that there should be: of places on days on which anybody is there."""
    place = table_of(StartPlaceTable).c
    days = select(place.person_id, place.days).order_by(place.person_id, place.number)
    if person is not None:
        days = days.where(place.person_id == person)
    people: dict[str, list[Days]] = {}
    for who, own in session.execute(days):
        people.setdefault(who, []).append(own)
    held = Counter(map(frozenset, session.scalars(select(table_of(SessionTable).c.days))))
    there = Counter(
        frozenset(days_at(places, number))
        for places in people.values()
        for number in range(len(places))
    )
    return sum(
        places * sessions
        for at, places in there.items()
        for on, sessions in held.items()
        if at & on
    )


def _runs(session: Session) -> dict[int, tuple[str, str]]:
    """Return the area's edition and the hash of the rules of each run."""
    run = table_of(ScoreRunTable).c
    return {
        number: (mapped_edition(edition), rules)
        for number, edition, rules in session.execute(
            select(run.id, run.edition, run.parameters_hash)
        )
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
