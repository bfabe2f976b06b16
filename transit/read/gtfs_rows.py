"""Notices from rows of a table: a few singly, the rest counted."""

from typing import Any

import polars as pl

from transit.model.notice import Notice, Severity
from transit.read.gtfs_catalogue import make_notice


def row_notices(
    rows: pl.DataFrame,
    code: str,
    file: str,
    most_singles: int,
    *,
    field: str | None = None,
    value: str | None = None,
    severity: Severity | None = None,
    words: tuple[str, ...] = (),
) -> list[Notice]:
    """Make notices of the rows at fault.

    Parameters
    ----------
    rows
        The rows, with ``row`` the line number.
    code
        Code of the catalogue.
    file
        File in which they stand.
    most_singles
        Most single notices; one more counts the rest.
    field
        Column at fault.
    value
        Column that holds the offending value; ``field`` when None and there is such a column.
    severity
        In place of the catalogue's own.
    words
        Columns whose values fill the catalogue's sentence; the notice that counts the rest has
        those of the next row.

    Returns
    -------
    list of Notice
        Nothing when there are no rows.
    """
    shown = value or (field if field in rows.columns else None)
    made = []
    for at, cells in enumerate(rows.head(most_singles + 1).iter_rows(named=True)):
        said: dict[str, Any] = {word: cells[word] for word in words}
        if at < most_singles:
            made.append(
                make_notice(
                    code,
                    file,
                    row=cells.get("row"),
                    field=field,
                    value=cells[shown] if shown else None,
                    severity=severity,
                    **said,
                )
            )
        else:
            rest = rows.height - most_singles
            made.append(make_notice(code, file, field=field, count=rest, severity=severity, **said))
    return made


def without_repeats(
    table: pl.DataFrame, key: str, file: str, most_singles: int
) -> tuple[pl.DataFrame, list[Notice]]:
    """Keep the first row of each id.

    Parameters
    ----------
    table
        Any table.
    key
        Column that must be unique.
    file
        File name, for notices.
    most_singles
        Most single notices.

    Returns
    -------
    polars.DataFrame
        Rows whose id was not used before.
    list of Notice
        The others.
    """
    first = table[key].is_first_distinct()
    if first.all():
        return table, []
    notices = row_notices(table.filter(~first), "duplicate_id", file, most_singles, field=key)
    return table.filter(first), notices


def split_known(
    table: pl.DataFrame, column: str, known: pl.Series, *, may_be_empty: bool = False
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split rows by whether what they refer to exists.

    Parameters
    ----------
    table
        Any table.
    column
        Column that refers to something.
    known
        The ids that exist.
    may_be_empty
        An empty reference passes.

    Returns
    -------
    sound, dangling : polars.DataFrame
        The two halves, in order.
    """
    passes = table[column].is_in(known.implode())
    if may_be_empty:
        passes |= table[column] == ""
    if passes.all():
        return table, table.clear()
    return table.filter(passes), table.filter(~passes)
