"""Verdicts as a table, a page at a time; each row can be opened."""

from html import escape
from typing import Any, Final

import polars as pl
import streamlit as st

from transit.dashboard.frame import Cell, Html, table
from transit.dashboard.rows import open_cell, opened_row, sort_head, sorted_column
from transit.dashboard.verdict_data import Directory, VerdictKey
from transit.dashboard.verdict_look import (
    confidence_tag,
    journey_words,
    rung_of,
    verdict_cell,
    when_words,
)
from transit.store import Store
from transit.store.verdict_order import Order
from transit.store.verdict_pages import Chosen, read_verdicts

PAGE: Final = 25
_COLUMNS: Final = (
    ("Person", Order.PERSON),
    ("What, where and when", Order.WHAT),
    ("Verdict", Order.VERDICT),
    ("Confidence", Order.CONFIDENCE),
    ("Way there", Order.OUT),
    ("Way back", Order.BACK),
    ("Lessons", Order.LESSONS),
)


def verdict_table(
    store: Store,
    directory: Directory,
    chosen: Chosen,
    total: int,
    *,
    name: str,
    with_person: bool = True,
) -> VerdictKey | None:
    """Show verdicts as a table.

    Parameters
    ----------
    store
        The register.
    directory
        Places and sessions.
    chosen
        Which verdicts.
    total
        How many they are.
    name
        Name of the table on the page.
    with_person
        Say whose they are.

    Returns
    -------
    VerdictKey or None
        The one that the visitor has just opened.
    """
    order, descending = st.session_state.get(f"order_{name}", (Order.PERSON, False))
    page = _page(total, name)
    found = read_verdicts(
        store, chosen, most=PAGE, skipped=(page - 1) * PAGE, order=order, descending=descending
    )
    # What listens stands before the table: a button that is seen can be pressed.
    at = opened_row(name)
    columns = _COLUMNS if with_person else _COLUMNS[1:]
    heads = [
        sort_head(name, number, text, _sort(by is order, descending))
        for number, (text, by) in enumerate(columns)
    ]
    rows = found.rows(named=True)
    cells = [_cells(directory, row, number, name, with_person) for number, row in enumerate(rows)]
    table(
        f"Verdicts {(page - 1) * PAGE + 1:,} to {(page - 1) * PAGE + len(rows):,} of {total:,}, "
        "each for review",
        [*heads, "Reasons"],
        cells,
    )
    column = sorted_column(at)
    if column is not None and column < len(columns):
        by = columns[column][1]
        st.session_state[f"order_{name}"] = (by, by is order and not descending)
        st.session_state[f"from_first_{name}"] = True
        st.rerun()
    return _key(found, at) if at is not None and 0 <= at < len(rows) else None


def _sort(is_by_this: bool, descending: bool) -> str:
    if not is_by_this:
        return "none"
    return "descending" if descending else "ascending"


def _page(total: int, name: str) -> int:
    pages, key = max(-(-total // PAGE), 1), f"page_{name}"
    # A page that there is no more, of fewer verdicts, is the last one.
    wanted = (
        1 if st.session_state.pop(f"from_first_{name}", False) else st.session_state.get(key, 1)
    )
    st.session_state[key] = min(max(int(wanted), 1), pages)
    if pages == 1:
        return 1
    left, _ = st.columns([2, 5])
    return int(left.number_input(f"Page (1 to {pages:,})", 1, pages, key=key))


def _cells(
    directory: Directory, row: dict[str, Any], number: int, name: str, with_person: bool
) -> list[Cell]:
    session = directory.sessions.get(row["session"])
    place = directory.opportunities.get(row["opportunity"])
    what = f"{place.name}: {session.activity}" if session and place else row["session"]
    when = when_words(session) if session else ""
    start = f", from start {row['place'] + 1}" if row["place"] else ""
    decided = rung_of(row["override_rung"]) if row["override_rung"] else None
    who = str(row["person"])
    return [
        *([who] if with_person else []),
        Html(f"{escape(what)}<small>{escape(when)}{escape(start)}</small>"),
        Html(verdict_cell(rung_of(row["rung"]), decided, row["is_stale"])),
        Html(confidence_tag(row["confirmed"])),
        journey_words(row, "out") or "–",
        journey_words(row, "back") or "–",
        _lessons(row),
        open_cell(name, number, "Why", f"Why: {f'{who}, ' if with_person else ''}{what}"),
    ]


def _lessons(row: dict[str, Any]) -> str:
    low, high = row["lessons_low"], row["lessons_high"]
    if low is None:
        return "–"
    return f"{low}" if low == high else f"{low} to {high}"


def _key(found: pl.DataFrame, at: int) -> VerdictKey:
    row = found.row(at, named=True)
    return VerdictKey(row["person"], row["place"], row["session"])
