"""Years side by side as a table; parts of a sum are set in below it."""

from collections.abc import Sequence
from html import escape
from typing import Final

from transit.dashboard.frame import Cell, Html, table
from transit.present.fleet_years import as_number

_PART: Final = "of it:"


def years_table(caption: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """Show years side by side.

    Parameters
    ----------
    caption
        What the table shows.
    heads
        What the years are called.
    rows
        As :func:`~transit.present.fleet_words.compared` has them: what a row is, then a number a
        year.
    """
    table(caption, ("", *heads), [_row(*row) for row in rows])


def _row(name: str, *cells: str) -> tuple[Cell, ...]:
    """Return figures as numbers, which stand to the right."""
    if name.startswith(_PART):
        part = name.removeprefix(_PART).strip()
        named = escape(part[:1].upper() + part[1:])
        said = f'<span style="display:block;padding-left:1.2rem">{named}</span>'
    else:
        said = f"<strong>{escape(name)}</strong>"
    return Html(said), *map(as_number, cells)
