"""Verdicts as files for spreadsheet programs: nothing in them is ever run as a formula."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from openpyxl import Workbook

from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_look import (
    CHECK,
    CONFIRMED,
    clock_words,
    day_words,
    rung_of,
    rung_word,
)
from transit.errors import InputError
from transit.present.spreadsheets import neutral
from transit.store import Store
from transit.store.audit import write_audit
from transit.store.verdict_pages import Chosen, read_verdicts

_AT_ONCE: Final = 20_000

COLUMNS: Final = (
    "person",
    "start",
    "opportunity_id",
    "opportunity",
    "session_id",
    "activity",
    "days",
    "begins",
    "ends",
    "verdict",
    "confidence",
    "lessons_low",
    "lessons_high",
    "leave_home",
    "arrive_there",
    "lines_there",
    "walk_there_m",
    "leave_venue",
    "arrive_home",
    "lines_back",
    "walk_back_m",
    "out_of_date",
    "decided",
    "review_on",
    "status",
)

Plain = str | int | None


def as_csv(store: Store, directory: Directory, chosen: Chosen) -> bytes:
    """Write verdicts as CSV, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    directory
        Places and sessions.
    chosen
        Which verdicts.

    Returns
    -------
    bytes
        UTF-8 with a mark by which spreadsheet programs know it.
    """
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    count = 0
    for row in _rows(store, directory, chosen):
        lines.writerow("" if cell is None else cell for cell in row)
        count += 1
    _note(store, count)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(store: Store, directory: Directory, chosen: Chosen, most: int) -> bytes:
    """Write verdicts as a workbook, and note that in the audit.

    Parameters
    ----------
    store, directory, chosen
        As for :func:`as_csv`.
    most
        Most rows.

    Returns
    -------
    bytes
        XLSX.

    Raises
    ------
    InputError
        They are more.
    """
    rows = list(islice(_rows(store, directory, chosen), most + 1))
    if len(rows) > most:
        raise InputError(f"more than {most:,} rows; choose fewer, or take the CSV")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("verdicts")
    for row in (COLUMNS, *rows):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    _note(store, len(rows))
    return made.getvalue()


def _rows(store: Store, directory: Directory, chosen: Chosen) -> Iterator[list[Plain]]:
    skipped = 0
    while True:
        found = read_verdicts(store, chosen, most=_AT_ONCE, skipped=skipped)
        for row in found.iter_rows(named=True):
            yield [
                neutral(cell) if isinstance(cell, str) else cell for cell in _row(directory, row)
            ]
        skipped += _AT_ONCE
        if found.height < _AT_ONCE:
            return


def _row(directory: Directory, row: Mapping[str, Any]) -> list[Plain]:
    session = directory.sessions.get(row["session"])
    place = directory.opportunities.get(row["opportunity"])
    decided, review = row["override_rung"], row["override_review_on"]
    return [
        row["person"],
        row["place"] + 1,
        row["opportunity"],
        place.name if place else "",
        row["session"],
        session.activity if session else "",
        day_words(session) if session else "",
        clock_words(session.start_s) if session else "",
        clock_words(session.end_s) if session else "",
        rung_word(rung_of(row["rung"])),
        CONFIRMED if row["confirmed"] else CHECK,
        row["lessons_low"],
        row["lessons_high"],
        *_way(row, "out"),
        *_way(row, "back"),
        "yes" if row["is_stale"] else "no",
        rung_word(rung_of(decided)) if decided else "",
        review.isoformat() if review else "",
        row["status"],
    ]


def _way(row: Mapping[str, Any], way: str) -> list[Plain]:
    leave, arrive = row[f"{way}_leave_s"], row[f"{way}_arrive_s"]
    return [
        "" if leave is None else clock_words(leave),
        "" if arrive is None else clock_words(arrive),
        " ".join(row[f"{way}_lines"] or ()),
        row[f"{way}_walk_m"],
    ]


def _note(store: Store, count: int) -> None:
    with store.writing() as session:
        write_audit(session, "export", {"verdicts": count})
