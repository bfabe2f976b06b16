"""What stands around every page: the look, the footer, and small pieces of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

import streamlit as st

ATTRIBUTION: Final = (
    "© OpenStreetMap contributors, ODbL",
    "Contains public sector information licensed under the Open Government Licence v3.0",
)

_SENTENCE: Final = 40
"""Longer than so many letters a cell is given room for a few words a line."""

NUMBER: Final = ' class="n"'
"""Stands in a cell's tag where its number goes to the right."""


@dataclass(frozen=True, slots=True)
class Html:
    """A cell that is HTML already."""

    body: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading that is HTML already.

    Parameters
    ----------
    body
        HTML.
    sort
        ``ascending`` or ``descending`` where rows are sorted by it, else ``none``.
    """

    body: str
    sort: str


Cell = str | int | float | Html


def look() -> None:
    """Put the pages' style in place."""
    st.html(f"<style>{_css()}</style>")


def footer() -> None:
    """Say whose data is shown, and that none of it leaves this computer."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in ATTRIBUTION)
    st.html(
        f'<footer class="foot-note">{lines}'
        "<p>transit runs on this computer. Places and questions are not sent anywhere.</p></footer>"
    )


def read_from_top(mark: int) -> None:
    """Show the page's top, and let screen readers begin there, when it shows something else.

    Parameters
    ----------
    mark
        Changes when the page shows something else.
    """
    script = (files("transit.dashboard") / "assets" / "top.js").read_text(encoding="utf-8")
    st.components.v2.component("transit_top", js=script)(key="top", data={"mark": mark}, height=0)


def lead(text: str) -> None:
    """Write a page's first sentence.

    Parameters
    ----------
    text
        What the page is for.
    """
    st.html(f'<p class="lead">{escape(text)}</p>')


def problems(found: Iterable[str]) -> None:
    """Show what stands in the way, as a list at the top of a page.

    Parameters
    ----------
    found
        A sentence for each.
    """
    items = "".join(f"<li>{escape(each)}</li>" for each in found)
    st.html(f'<div class="problem" role="alert"><h2>There is a problem</h2><ul>{items}</ul></div>')


def empty(title: str, sentences: Sequence[str]) -> None:
    """Show that there is nothing yet, and what to do.

    Parameters
    ----------
    title
        What is missing.
    sentences
        What to do.
    """
    text = "".join(f"<p>{escape(each)}</p>" for each in sentences)
    st.html(f'<div class="empty"><h2>{escape(title)}</h2>{text}</div>')


def figures(values: Iterable[tuple[str, str, str]]) -> None:
    """Show figures side by side.

    Parameters
    ----------
    values
        Name, figure and a note for each.
    """
    cells = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}<small>{escape(note)}</small></dd></div>"
        for name, value, note in values
    )
    st.html(f'<dl class="figures">{cells}</dl>')


def table(caption: str, heads: Sequence[str | Head], rows: Iterable[Sequence[Cell]]) -> None:
    """Show a table that every reader and keyboard can reach; Streamlit's grid is a drawing.

    Parameters
    ----------
    caption
        What the table shows.
    heads
        Column names.
    rows
        Cells; numbers stand to the right.
    """
    listed = [*rows]
    body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>" for row in listed)
    first = listed[0] if listed else [""] * len(heads)
    head = "".join(_head(name, value) for name, value in zip(heads, first, strict=True))
    # A box that scrolls must be reachable with the keyboard.
    st.html(
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="plain"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def tag(text: str, kind: str) -> str:
    """Return a word in a coloured box, as HTML.

    Parameters
    ----------
    text
        The word.
    kind
        ``ok``, ``check``, ``bad`` or ``plain``.

    Returns
    -------
    str
        HTML.
    """
    return f'<strong class="tag {kind}">{escape(text)}</strong>'


def _head(name: str | Head, value: Cell) -> str:
    side = "" if isinstance(value, str | Html) else NUMBER
    if isinstance(name, Head):
        return f'<th scope="col"{side} aria-sort="{name.sort}">{name.body}</th>'
    return f'<th scope="col"{side}>{escape(name)}</th>'


def _cell(value: Cell) -> str:
    if isinstance(value, Html):
        return f"<td>{value.body}</td>"
    if isinstance(value, str):
        said = ' class="said"' if len(value) > _SENTENCE else ""
        return f"<td{said}>{escape(value)}</td>"
    return f"<td{NUMBER}>{value:,}</td>"


@cache
def _css() -> str:
    return (files("transit.dashboard") / "assets" / "page.css").read_text(encoding="utf-8")
