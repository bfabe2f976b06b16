"""From cells of text to numbers, times and dates."""

import polars as pl

from transit.model.notice import Notice, Severity
from transit.read.gtfs_rows import row_notices
from transit.read.gtfs_schema import POLARS_TYPES, Column, Kind, Need, Table

_BAD = {Kind.INTEGER: "bad_number", Kind.NUMBER: "bad_number", Kind.TIME: "bad_time"}
_TIME = r"^\d{1,3}:[0-5]\d:[0-5]\d$"
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def typed_table(
    cells: pl.DataFrame, table: Table, file: str, most_singles: int, latest_s: int
) -> tuple[pl.DataFrame, list[Notice]]:
    """Turn text into values; leave out rows whose key or needed cells are bad.

    Parameters
    ----------
    cells
        Text as it stands in the file, and ``row`` the line number.
    table
        Which file it is.
    file
        Its name, for notices.
    most_singles
        Most single notices a code and column.
    latest_s
        Latest time that is believed, seconds of the service day.

    Returns
    -------
    polars.DataFrame
        Sound rows, typed as the table's schema; empty text is ``""``, other empty cells null.
    list of Notice
        What was wrong with the others.
    """
    typed = (
        cells.lazy()
        .select(
            pl.col("row"),
            *(
                _value(column, latest_s) if column.name in cells.columns else _absent(column)
                for column in table.columns
            ),
        )
        .collect(engine="streaming")
    )
    sound = pl.repeat(True, typed.height, dtype=pl.Boolean, eager=True)
    notices: list[Notice] = []
    for column in table.columns:
        if column.name not in cells.columns:
            if column.need is Need.KEY:
                return table.empty(), notices
            continue
        kept, found = _check_column(cells, typed, column, file, most_singles)
        sound &= kept
        notices.extend(found)
    return (typed if sound.all() else typed.filter(sound)), notices


def _absent(column: Column) -> pl.Expr:
    """Return a column that the file lacks."""
    empty = "" if column.kind is Kind.TEXT else None
    return pl.lit(empty, dtype=POLARS_TYPES[column.kind]).alias(column.name)


def _value(column: Column, latest_s: int) -> pl.Expr:
    """Return the value of a cell, null where it cannot be read."""
    cell = pl.col(column.name).str.strip_chars()
    match column.kind:
        case Kind.TEXT:
            value = cell.fill_null("")
        case Kind.INTEGER:
            value = cell.cast(pl.Int32, strict=False)
        case Kind.NUMBER:
            number = pl.when(cell.str.contains(_NUMBER)).then(cell).cast(pl.Float64, strict=False)
            value = pl.when(number.is_finite()).then(number)
        case Kind.TIME:
            digits = cell.str.replace_all(":", "", literal=True).cast(pl.Int32, strict=False)
            seconds = digits // 10_000 * 3600 + digits // 100 % 100 * 60 + digits % 100
            value = pl.when(cell.str.contains(_TIME) & (seconds <= latest_s)).then(seconds)
        case Kind.DATE:
            shaped = cell.str.contains(r"^\d{8}$")
            value = pl.when(shaped).then(cell).str.to_date("%Y%m%d", strict=False)
    return value.alias(column.name)


def _check_column(
    cells: pl.DataFrame, typed: pl.DataFrame, column: Column, file: str, most_singles: int
) -> tuple[pl.Series, list[Notice]]:
    """Tell which rows one column lets pass, and what is wrong with the others."""
    name = column.name
    value = typed[name]
    sound = pl.repeat(True, typed.height, dtype=pl.Boolean, eager=True)
    if column.kind is Kind.TEXT:
        if column.need is not Need.KEY:
            return sound, []
        empty, bad = value == "", ~sound
    else:
        missing = value.is_null()
        if not missing.any():
            return sound, []
        filled = (cells[name].str.strip_chars() != "").fill_null(False)
        empty, bad = missing & ~filled, missing & filled
    notices: list[Notice] = []
    if column.need is Need.KEY and empty.any():
        sound = sound & ~empty
        notices += row_notices(cells.filter(empty), "missing_value", file, most_singles, field=name)
    if bad.any():
        plain = column.need is Need.PLAIN
        code = "ignored_value" if plain else _BAD.get(column.kind, "bad_date")
        notices += row_notices(
            cells.filter(bad),
            code,
            file,
            most_singles,
            field=name,
            severity=Severity.WARNING if plain else None,
        )
        if not plain:
            sound = sound & ~bad
    return sound, notices
