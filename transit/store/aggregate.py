"""Records that span several tables: read whole, compared whole, replaced whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy import bindparam as bind
from sqlalchemy.orm import DeclarativeBase, Session

_T = TypeVar("_T")
_BATCH: Final = 500
"""Ids in one statement: databases limit the number of parameters."""

Row = dict[str, Any]
Rows = Mapping[type[DeclarativeBase], Sequence[Row]]
"""Rows by table, the root's first."""


class Changes(NamedTuple):
    """What saving did, by id.

    Parameters
    ----------
    added, changed, unchanged
        Ids.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aggregate(Generic[_T]):
    """How a record lies in tables.

    Parameters
    ----------
    root
        Table with one row a record.
    parts
        Tables with several, by the column that holds the record's id.
    to_rows
        Makes the rows of a record.
    from_rows
        Makes a record of the root's row and the parts' rows, in the order of ``parts``.
    new_root
        Makes what a new root row has beside its record.
    """

    root: type[DeclarativeBase]
    parts: Mapping[type[DeclarativeBase], str]
    to_rows: Callable[[_T], Rows]
    from_rows: Callable[..., _T]
    new_root: Callable[[], Row] = dict

    def read(self, session: Session, only: str | None = None) -> dict[str, _T]:
        """Read all records, or one.

        Parameters
        ----------
        session
            Within a transaction.
        only
            Id of the one; None for all.

        Returns
        -------
        dict
            By id, in the order of ids.
        """
        parts = [_grouped(session, table, key, only) for table, key in self.parts.items()]
        root = _table(self.root)
        chosen = select(root).order_by(root.c.id)
        if only is not None:
            chosen = chosen.where(root.c.id == only)
        return {
            row.id: self.from_rows(row, *(part.get(row.id, []) for part in parts))
            for row in session.execute(chosen)
        }

    def save(
        self, session: Session, records: Mapping[str, _T], before: Mapping[str, _T]
    ) -> Changes:
        """Write the records that differ from what is there.

        Parameters
        ----------
        session
            Within a transaction that writes.
        records
            What is to be there, by id; others stay as they are.
        before
            What is there.

        Returns
        -------
        Changes
            What was done.
        """
        changes = compare(records, before)
        added, changed, _ = changes
        self._clear(session, changed)
        made = {key: self.to_rows(records[key]) for key in (*added, *changed)}
        root = _table(self.root)
        _insert(session, root, [made[key][self.root][0] | self.new_root() for key in added])
        _update(session, root, [made[key][self.root][0] for key in changed])
        for part in self.parts:
            rows = [row for each in made.values() for row in each[part]]
            _insert(session, _table(part), rows)
        return changes

    def _clear(self, session: Session, ids: Sequence[str]) -> None:
        """Delete the parts of records that are about to be written again."""
        for part, key in self.parts.items():
            for some in _batches(ids):
                table = _table(part)
                session.execute(delete(table).where(table.c[key].in_(some)))


def _table(model: type[DeclarativeBase]) -> Table:
    assert isinstance(model.__table__, Table)
    return model.__table__


def compare(records: Mapping[str, _T], before: Mapping[str, _T]) -> Changes:
    """Tell what saving records would do.

    Parameters
    ----------
    records
        What is to be there, by id.
    before
        What is there.

    Returns
    -------
    Changes
        What would be done.
    """
    added = tuple(key for key in records if key not in before)
    changed = tuple(key for key in records if key in before and records[key] != before[key])
    left = {*added, *changed}
    return Changes(added, changed, tuple(key for key in records if key not in left))


def _grouped(
    session: Session, model: type[DeclarativeBase], key: str, only: str | None
) -> dict[str, list[Any]]:
    table = _table(model)
    chosen = select(table).order_by(*table.primary_key.columns)
    if only is not None:
        chosen = chosen.where(table.c[key] == only)
    groups: dict[str, list[Any]] = {}
    for row in session.execute(chosen):
        groups.setdefault(getattr(row, key), []).append(row)
    return groups


def _insert(session: Session, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _update(session: Session, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        session.connection().execute(
            update(table).where(table.c.id == bind("of_id")),
            [{"of_id": row["id"], **{k: v for k, v in row.items() if k != "id"}} for row in rows],
        )


def _batches(ids: Sequence[str]) -> Iterator[Iterable[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
