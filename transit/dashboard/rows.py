"""Tables whose rows can be opened: real buttons in a real table, for every reader and keyboard."""

from html import escape
from importlib.resources import files
from typing import Final

import streamlit as st

from transit.dashboard.frame import Head, Html

_HEAD: Final = -1
"""Stands for the first heading; those that follow are below it."""


def open_cell(table: str, row: int, text: str, name: str) -> Html:
    """Return a cell with a button that opens its row.

    Parameters
    ----------
    table
        Name of the table on the page.
    row
        Number of the row.
    text
        What stands on the button.
    name
        What it is called for those who do not see the row.

    Returns
    -------
    Html
        The cell.
    """
    return Html(
        f'<button type="button" class="open" data-open-row="{row}" data-of="{escape(table)}" '
        f'aria-label="{escape(name)}">{escape(text)}</button>'
    )


def sort_head(table: str, column: int, text: str, sort: str) -> Head:
    """Return a heading with a button that sorts by its column.

    Parameters
    ----------
    table
        Name of the table on the page.
    column
        Number of the column.
    text
        What the column is called.
    sort
        ``ascending`` or ``descending`` where rows are sorted by it, else ``none``.

    Returns
    -------
    Head
        The heading; :func:`sorted_column` tells when it was pressed.
    """
    sign = {"ascending": "▲", "descending": "▼"}.get(sort, "↕")
    return Head(
        f'<button type="button" class="sort" data-open-row="{_HEAD - column}" '
        f'data-of="{escape(table)}">{escape(text)}<span aria-hidden="true"> {sign}</span></button>',
        sort,
    )


def sorted_column(pressed: int | None) -> int | None:
    """Return the column whose heading was pressed.

    Parameters
    ----------
    pressed
        As :func:`opened_row` gives it.

    Returns
    -------
    int or None
        Its number; None where a row was pressed, or nothing.
    """
    return _HEAD - pressed if pressed is not None and pressed <= _HEAD else None


def opened_row(table: str) -> int | None:
    """Return the row whose button was pressed just now.

    Parameters
    ----------
    table
        Name of the table on the page.

    Returns
    -------
    int or None
        Its number, in the run after the button was pressed; below 0 for a heading.
    """
    script = (files("transit.dashboard") / "assets" / "rows.js").read_text(encoding="utf-8")
    shown = st.components.v2.component("transit_rows", js=script)(
        key=f"rows_{table}", data={"of": table}, height=0, on_row_change=lambda: None
    )
    return int(shown.row) if isinstance(shown.row, int | float) else None
