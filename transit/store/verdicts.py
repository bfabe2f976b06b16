"""Verdicts in the register: saved in bulk, read as a table for a page or whole for one session.

No verdict is final: all of them are for review by people.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from transit.errors import StoreError
from transit.model.verdict import Verdict
from transit.store.base import table_of
from transit.store.database import Store
from transit.store.people_tables import StartPlaceTable
from transit.store.runs import Run
from transit.store.scored import Scored, row_of, verdict_of
from transit.store.verdict_tables import ScoreRunTable, VerdictTable

STATUS: Final = "for review"
"""What every verdict is."""

Key = tuple[str, int, str]
"""Person, number of the start place, session."""

InputsNow = Callable[[Session, Sequence[Key]], Mapping[Key, str]]
"""Hashes within a transaction what some verdicts would be made from; those of whom or what is gone
are left out."""

_BATCH: Final = 2_000
_TABLE: Final = table_of(VerdictTable)


def save_verdicts(
    store: Store, rows: Iterable[Scored], run: Run, inputs_now: InputsNow | None = None
) -> int:
    """Write verdicts; one that is there already is replaced, and no longer stale.

    What was changed since a verdict's inputs were read is looked for in the transaction that
    writes it, in which nobody else changes anything: such a verdict is marked stale at once.
    Saving the same again changes nothing but the moment. Verdicts are written in portions, each
    whole or not at all: what was written before an interruption stays.

    Parameters
    ----------
    store
        The register, which holds their people and sessions.
    rows
        The verdicts, as they come.
    run
        The run that made them.
    inputs_now
        Tells what they would be made from by now; None where nothing can have changed.

    Returns
    -------
    int
        How many were written: fewer than came where somebody, or a session, is gone.
    """
    return save_rows(store, map(row_of, rows), run, inputs_now)


def save_rows(
    store: Store, rows: Iterable[dict[str, Any]], run: Run, inputs_now: InputsNow | None = None
) -> int:
    """Write verdicts whose columns were made elsewhere.

    Parameters
    ----------
    store
        The register.
    rows
        As :func:`~transit.store.scored.row_of` makes them.
    run, inputs_now
        As for :func:`save_verdicts`.

    Returns
    -------
    int
        As :func:`save_verdicts` does.
    """
    coming, written = iter(rows), 0
    while portion := list(islice(coming, _BATCH)):
        with store.writing() as session:
            now = dt.datetime.now(dt.UTC)
            beside = {"run_id": run.id, "scored_at": now, "stale_since": None}
            cells = [row | beside for row in portion]
            if inputs_now is not None:
                cells = _compared(cells, inputs_now(session, [*map(_key, cells)]), now)
            if cells:
                _upsert(session, cells)
            count = ScoreRunTable.scored + len(cells)
            which = ScoreRunTable.id == run.id
            session.execute(update(ScoreRunTable).where(which).values(scored=count))
        written += len(cells)
    return written


def read_verdict(store: Store, person: str, session: str, place: int = 0) -> Verdict:
    """Read one verdict with everything that it says.

    Parameters
    ----------
    store
        The register.
    person, session
        Ids.
    place
        Number of the start place, 0 the home.

    Returns
    -------
    Verdict
        As it was saved.

    Raises
    ------
    StoreError
        It has not been scored.
    """
    asked = select(_TABLE).where(*_is((person, place, session)))
    with store.reading() as reading:
        row = reading.execute(asked).one_or_none()
    if row is None:
        raise StoreError(f"{store.name}: this has not been scored; run: transit score")
    return verdict_of(row)


def read_all(store: Store, person: str | None = None) -> Iterator[Verdict]:
    """Read all verdicts, one after the other.

    Parameters
    ----------
    store
        The register.
    person
        Only those about this person; None for everybody.

    Yields
    ------
    Verdict
        By person, place and session.
    """
    asked = select(_TABLE).order_by(*_TABLE.primary_key.columns)
    if person is not None:
        asked = asked.where(_TABLE.c.person_id == person)
    with store.reading() as session:
        for row in session.execute(asked.execution_options(yield_per=_BATCH)):
            yield verdict_of(row)


def fresh_hashes(store: Store) -> dict[Key, str]:
    """Return what the verdicts were made from that need not be scored again.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    dict
        Hash of the inputs by person, place and session; those marked stale are left out.
    """
    columns = (_TABLE.c.person_id, _TABLE.c.place, _TABLE.c.session_id, _TABLE.c.input_hash)
    asked = select(*columns).where(_TABLE.c.stale_since.is_(None))
    with store.reading() as session:
        return {(who, place, what): made for who, place, what, made in session.execute(asked)}


def count_stale(store: Store) -> int:
    """Count the verdicts that are marked stale.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    int
        How many.
    """
    asked = select(func.count()).select_from(_TABLE).where(_TABLE.c.stale_since.is_not(None))
    with store.reading() as session:
        return session.scalar(asked) or 0


def drop_orphans(store: Store, sessions: Iterable[str]) -> int:
    """Remove verdicts of start places that are gone, and of sessions that nobody scores any more.

    Parameters
    ----------
    store
        The register.
    sessions
        Ids of the sessions that are scored.

    Returns
    -------
    int
        How many were removed.
    """
    place = table_of(StartPlaceTable)
    is_there = exists().where(
        place.c.person_id == _TABLE.c.person_id, place.c.number == _TABLE.c.place
    )
    with store.writing() as session:
        kept = set(session.scalars(select(_TABLE.c.session_id).distinct())) & set(sessions)
        gone = or_(~is_there, _TABLE.c.session_id.not_in(kept))
        count = session.scalar(select(func.count()).select_from(_TABLE).where(gone)) or 0
        session.execute(delete(_TABLE).where(gone))
    return count


def drop_verdicts(store: Store, keys: Iterable[Key]) -> None:
    """Remove verdicts that nobody asks for any more.

    Parameters
    ----------
    store
        The register.
    keys
        Which; those that are not there are passed over.
    """
    rows = [{"who": who, "where": where, "what": what} for who, where, what in keys]
    names = ("who", "where", "what")
    which = (column == bindparam(name) for column, name in zip(_KEY, names, strict=True))
    if rows:
        with store.writing() as session:
            session.connection().execute(delete(_TABLE).where(*which), rows)


def _key(cells: Mapping[str, Any]) -> Key:
    return cells["person_id"], cells["place"], cells["session_id"]


def _compared(
    cells: Iterable[dict[str, Any]], made_from: Mapping[Key, str], now: dt.datetime
) -> list[dict[str, Any]]:
    """Mark what was made from other inputs than there are now; leave out what is about nothing."""
    return [
        each if each["input_hash"] == made_from[_key(each)] else each | {"stale_since": now}
        for each in cells
        if _key(each) in made_from
    ]


def _is(key: Key) -> tuple[Any, ...]:
    return tuple(column == part for column, part in zip(_KEY, key, strict=True))


def _upsert(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert rows, replacing those of the same key."""
    assert isinstance(_TABLE, Table)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    adding = dialect.insert(_TABLE)
    others = [column.name for column in _TABLE.columns if not column.primary_key]
    session.connection().execute(
        adding.on_conflict_do_update(
            index_elements=[column.name for column in _KEY],
            set_={name: adding.excluded[name] for name in others},
        ),
        rows,
    )


_KEY: Final = (_TABLE.c.person_id, _TABLE.c.place, _TABLE.c.session_id)
