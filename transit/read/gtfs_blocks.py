"""Read a table of a feed block by block, true to its lines, in the memory of one block."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from transit.errors import InputError
from transit.model.notice import Notice
from transit.read.archive import Archive
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_schema import Table
from transit.read.gtfs_table import Header, TableLimits, read_cells, read_header
from transit.read.gtfs_text import clean_text

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NEWLINE, _QUOTE = ord("\n"), ord('"')
_PATIENCE = 4
"""Blocks that a cell in quotation marks may fill before it counts as never closed."""


@dataclass(slots=True)
class Gathered:
    """Notices of many blocks: the first few of a code and column singly, the rest counted.

    Parameters
    ----------
    most_singles
        Most single notices a code and column.
    """

    most_singles: int
    _singles: dict[tuple[str, str | None], list[Notice]] = field(default_factory=dict)
    _rest: dict[tuple[str, str | None], Notice] = field(default_factory=dict)

    def add(self, notices: Iterable[Notice], rows_before: int) -> None:
        """Take the notices of a block.

        Parameters
        ----------
        notices
            As made of the block alone.
        rows_before
            Added to their rows.
        """
        for notice in notices:
            key = notice.code, notice.field
            kept = self._singles.setdefault(key, [])
            if len(kept) < self.most_singles:
                row = None if notice.row is None else notice.row + rows_before
                kept.append(replace(notice, row=row))
            elif key in self._rest:
                rest = self._rest[key]
                self._rest[key] = replace(rest, count=rest.count + notice.count)
            else:
                self._rest[key] = replace(notice, row=None, value=None)

    def notices(self) -> list[Notice]:
        """Return the notices, singles before counts.

        Returns
        -------
        list of Notice
            By code, in the order in which codes were first seen.
        """
        return [
            notice
            for key, singles in self._singles.items()
            for notice in (*singles, *([self._rest[key]] if key in self._rest else []))
        ]


def read_blocks(
    archive: Archive, table: Table, limits: TableLimits, block_bytes: int, told: Gathered
) -> Iterator[pl.DataFrame]:
    """Yield a table's cells as they stand, block by block.

    Parameters
    ----------
    archive
        The open zip or folder.
    table
        Which file; nothing is yielded where it is missing or empty.
    limits
        What is believed of a table.
    block_bytes
        Unpacked bytes to hold at once, about.
    told
        Takes the notices.

    Yields
    ------
    polars.DataFrame
        ``row``, the line number in the file, and the columns that are read, as text.

    Raises
    ------
    InputError
        The file is damaged, or longer than announced.
    """
    if table.file not in archive.sizes:
        return
    file = f"{archive.name}/{table.file}"
    header: Header | None = None
    first_line, lines = b"", 0
    for records in whole_records(archive.blocks(table.file, block_bytes), block_bytes):
        text, found = clean_text(records, file)
        told.add(found, lines)
        if header is None:
            if text.isspace() or not text:
                continue
            end = text.find(b"\n") + 1 or len(text)
            first_line, text = text[:end].rstrip(b"\n") + b"\n", text[end:]
            header = _header(first_line, table, file, limits, told)
            if header is None or not header.position:
                return
            lines = 1
        if text:
            cells, found = read_cells(first_line + text, header, file, limits.most_singles)
            told.add(found, lines - 1)
            yield cells.with_columns(pl.col("row") + (lines - 1))
        lines += text.count(b"\n")
    if header is None:
        told.add([make_notice("empty_file", file)], 0)


def _header(
    line: bytes, table: Table, file: str, limits: TableLimits, told: Gathered
) -> Header | None:
    """Return what the first line says, None where it makes no table."""
    try:
        header, found = read_header(line.decode(), table, file, limits)
    except (csv.Error, InputError) as fault:
        told.add([make_notice("unreadable_file", file, why=fault)], 0)
        return None
    told.add(found, 0)
    return header


def whole_records(blocks: Iterable[bytes], block_bytes: int) -> Iterator[bytes]:
    """Cut text between records only, never inside a cell in quotation marks.

    Parameters
    ----------
    blocks
        A file's bytes.
    block_bytes
        Their usual size; a cell that is open for several blocks counts as never closed.

    Yields
    ------
    bytes
        Whole lines; UTF-16 text, which has to be turned into UTF-8 as one, whole.
    """
    rest, whole = b"", False
    for block in blocks:
        first = not rest and not whole
        rest += block
        whole = whole or (first and rest.startswith(_UTF16))
        if whole:
            continue
        end = _end_of_records(rest)
        if not end and len(rest) > _PATIENCE * block_bytes:
            end = rest.rfind(b"\n") + 1
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def _end_of_records(text: bytes) -> int:
    """Return where the last record ends whose quotation marks are all closed, 0 for none."""
    if b'"' not in text:
        return text.rfind(b"\n") + 1
    letters = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(letters == _NEWLINE)
    marks = np.searchsorted(np.flatnonzero(letters == _QUOTE), ends)
    closed = ends[marks % 2 == 0]
    return int(closed[-1]) + 1 if closed.size else 0
