"""Tables whose rows can be opened: real buttons in a real table, for every reader and keyboard."""

from html import escape
from importlib.resources import files

import streamlit as st

from transit.dashboard.frame import Html


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


def opened_row(table: str) -> int | None:
    """Return the row whose button was pressed just now.

    Parameters
    ----------
    table
        Name of the table on the page.

    Returns
    -------
    int or None
        Its number, in the run after the button was pressed.
    """
    script = (files("transit.dashboard") / "assets" / "rows.js").read_text(encoding="utf-8")
    shown = st.components.v2.component("transit_rows", js=script)(
        key=f"rows_{table}", data={"of": table}, height=0, on_row_change=lambda: None
    )
    return int(shown.row) if isinstance(shown.row, int | float) else None
