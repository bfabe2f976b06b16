"""From clean text to one typed table, row by row true to the file."""

import csv
import io
from dataclasses import dataclass

import numpy as np
import polars as pl

from transit.errors import InputError
from transit.kernels.plain_csv import is_plain
from transit.model.clock import HOUR_S
from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_schema import Column, Need, Table
from transit.read.gtfs_values import typed_table


@dataclass(frozen=True, slots=True)
class TableLimits:
    """What is believed of a table.

    Parameters
    ----------
    most_singles
        Most single notices a code; the rest is counted in one.
    most_columns
        A file with more columns is not a table of GTFS.
    latest_s
        Latest time, seconds of the service day.
    """

    most_singles: int
    most_columns: int
    latest_s: int

    @classmethod
    def of(cls, parameters: Parameters) -> "TableLimits":
        """Return the limits that the parameters set.

        Parameters
        ----------
        parameters
            ``data/parameters/timetable.toml``.

        Returns
        -------
        TableLimits
            The limits.
        """
        return cls(
            most_singles=int(parameters.number("notice_most_singles")),
            most_columns=int(parameters.number("table_most_columns")),
            latest_s=int(parameters.number("latest_time_h")) * HOUR_S,
        )


@dataclass(frozen=True, slots=True)
class Header:
    """A file's first line.

    Parameters
    ----------
    position
        Place of each column that is read.
    width
        How many columns there are.
    """

    position: dict[str, int]
    width: int


def parse_table(
    text: bytes, table: Table, file: str, limits: TableLimits
) -> tuple[pl.DataFrame, list[Notice]]:
    """Make a typed table of a file's text.

    Parameters
    ----------
    text
        Clean UTF-8 (:func:`transit.read.gtfs_text.clean_text`).
    table
        Which file it is.
    file
        Its name, for notices.
    limits
        What is believed of a table.

    Returns
    -------
    polars.DataFrame
        The sound rows, typed as :attr:`Table.schema`; ``row`` is the line number.
    list of Notice
        What was wrong with the others.
    """
    if not text or text.isspace():
        return table.empty(), [make_notice("empty_file", file)]
    line_end = text.find(b"\n")
    body_at = len(text) if line_end < 0 else line_end + 1
    try:
        header, notices = read_header(text[:body_at].decode(), table, file, limits)
    except (csv.Error, InputError) as fault:
        return table.empty(), [make_notice("unreadable_file", file, why=fault)]
    if body_at >= len(text) or not header.position:
        return table.empty(), notices
    cells, found = read_cells(text, header, file, limits.most_singles)
    frame, more = typed_table(cells, table, file, limits.most_singles, limits.latest_s)
    return frame, notices + found + more


def read_cells(
    text: bytes, header: Header, file: str, most_singles: int
) -> tuple[pl.DataFrame, list[Notice]]:
    """Return a table's cells as they stand.

    Parameters
    ----------
    text
        Clean UTF-8, the header's line first.
    header
        What the first line says.
    file
        Its name, for notices.
    most_singles
        Most single notices a code.

    Returns
    -------
    polars.DataFrame
        ``row``, the line number, and the columns that are read, as text.
    list of Notice
        Rows with too many or too few cells.
    """
    body_at = text.find(b"\n") + 1
    if is_plain(np.frombuffer(text, dtype=np.uint8), body_at, header.width):
        return _read_plain(text, header), []
    return _read_forgiving(text, header, file, most_singles)


def read_header(
    line: str, table: Table, file: str, limits: TableLimits
) -> tuple[Header, list[Notice]]:
    """Find the columns that are read; notice missing, repeated and unknown ones.

    Parameters
    ----------
    line
        The first line.
    table
        Which file it is.
    file
        Its name, for notices.
    limits
        What is believed of a table.

    Returns
    -------
    Header
        The columns.
    list of Notice
        What is wrong with them.

    Raises
    ------
    InputError
        It has too many columns to be a table of GTFS.
    """
    names = [name.strip().strip('"').strip() for name in next(csv.reader([line]), [])]
    if len(names) > limits.most_columns:
        raise InputError(f"{len(names)} columns, at most {limits.most_columns} are read")
    notices = []
    known = {column.name for column in table.columns} | table.others
    position: dict[str, int] = {}
    for at, name in enumerate(names):
        if name in position:
            notices.append(make_notice("repeated_column", file, row=1, field=name))
        elif name and name not in known:
            notices.append(make_notice("unrecognised_column", file, row=1, field=name))
        position.setdefault(name, at)
    notices += [
        make_notice("missing_column", file, row=1, field=column.name)
        for column in table.columns
        if column.need is not Need.PLAIN and column.name not in position
    ]
    wanted = {column.name: position[column.name] for column in _present(table, position)}
    return Header(wanted, len(names)), notices


def _present(table: Table, position: dict[str, int]) -> list[Column]:
    """Return the table's columns that the file has."""
    return [column for column in table.columns if column.name in position]


def _read_plain(text: bytes, header: Header) -> pl.DataFrame:
    """Read a file that is known to be plain; record and line numbers go together."""
    places = {at: name for name, at in header.position.items()}
    schema = {places.get(at, f"#{at}"): pl.String() for at in range(header.width)}
    frame = pl.read_csv(
        text,
        has_header=False,
        skip_rows=1,
        schema=schema,
        columns=sorted(places),
        row_index_name="row",
        row_index_offset=2,
    )
    return frame.with_columns(pl.col("row").cast(pl.UInt32))


def _read_forgiving(
    text: bytes, header: Header, file: str, most_singles: int
) -> tuple[pl.DataFrame, list[Notice]]:
    """Read whatever can be read, line by line, and keep each record's line number."""
    wanted = sorted(header.position.values())
    out = io.BytesIO()
    encoded = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(encoded, lineterminator="\n", quoting=csv.QUOTE_ALL)
    lines: list[int] = []
    faults = _Faults(file, most_singles)
    n_lines = text.count(b"\n") + (not text.endswith(b"\n"))
    # Every line gets its line feed, so that a cell still open at the end of the file ends in one.
    reader = csv.reader(line.decode().rstrip("\n") + "\n" for line in io.BytesIO(text))
    next(reader)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:  # a cell longer than the module allows: no quotation mark closes it
            faults.add("unclosed_quote", line, None)
            break
        if not cells or cells == [""] or (len(cells) == 1 and not cells[0].strip()):
            continue
        if reader.line_num == n_lines and cells[-1].endswith("\n"):
            faults.add("unclosed_quote", line, cells[-1])
            break
        if len(cells) > header.width:
            faults.add("extra_cells", line, cells[header.width])
        elif len(cells) < header.width:
            faults.add("missing_cells", line, ",".join(cells))
        writer.writerow([cells[at].replace("\n", " ") if at < len(cells) else "" for at in wanted])
        lines.append(line)
    names = sorted(header.position, key=header.position.__getitem__)
    encoded.flush()
    frame = _read_plain_cells(out.getvalue(), names)
    return frame.insert_column(0, pl.Series("row", lines, dtype=pl.UInt32)), faults.notices()


def _read_plain_cells(text: bytes, names: list[str]) -> pl.DataFrame:
    """Read rewritten rows back as a table of strings."""
    schema = {name: pl.String() for name in names}
    if not text or not names:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(text, has_header=False, schema=schema)


class _Faults:
    """Rows at fault by code: the first few singly, the others counted."""

    def __init__(self, file: str, most_singles: int) -> None:
        self._file = file
        self._most = most_singles
        self._rows: dict[str, list[tuple[int, str | None]]] = {}
        self._counts: dict[str, int] = {}

    def add(self, code: str, row: int, value: str | None) -> None:
        """Note one row."""
        self._counts[code] = self._counts.get(code, 0) + 1
        kept = self._rows.setdefault(code, [])
        if len(kept) < self._most:
            kept.append((row, value))

    def notices(self) -> list[Notice]:
        """Return the notices, singles before counts."""
        made = []
        for code, rows in self._rows.items():
            made += [make_notice(code, self._file, row=row, value=value) for row, value in rows]
            rest = self._counts[code] - len(rows)
            if rest:
                made.append(make_notice(code, self._file, count=rest))
        return made
