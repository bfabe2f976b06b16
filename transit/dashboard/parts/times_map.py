"""Starts and finishes as a heat map with numbers: a table that screen readers read too."""

from html import escape
from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from transit.model.clock import clock_text
from transit.sessions.swept import Swept

_DEEPEST: Final = (122, 178, 226)
"""Colour of the highest number: dark letters stand out from it by more than 7 to 1."""


def heat_map(
    swept: Swept,
    counts: NDArray[np.int32],
    caption: str,
    step_s: int,
    today: frozenset[tuple[int, int]],
) -> None:
    """Show how many people come at each start and finish of a day.

    Parameters
    ----------
    swept
        The sweep.
    counts
        ``(n_starts, n_ends)`` people.
    caption
        What the numbers are.
    step_s
        Only every so many seconds is shown; today's times always.
    today
        Starts and finishes of today's sessions on the day, as pairs of seconds.
    """
    kept = {time for pair in today for time in pair}
    starts, ends = (
        [at for at, time in enumerate(times) if not time % step_s or time in kept]
        for times in (swept.starts_s, swept.ends_s)
    )
    is_swept = swept.is_swept
    most = int(counts[is_swept].max(initial=0))
    heads = "".join(f'<th scope="col">{clock_text(swept.ends_s[end])}</th>' for end in ends)
    rows = []
    for start in starts:
        begins = swept.starts_s[start]
        cells = "".join(
            _cell(
                int(counts[start, end]) if is_swept[start, end] else None,
                most,
                is_today=(begins, swept.ends_s[end]) in today,
            )
            for end in ends
        )
        rows.append(f'<tr><th scope="row">{clock_text(begins)}</th>{cells}</tr>')
    said = escape(caption)
    st.html(
        f'<div class="wide" tabindex="0" role="region" aria-label="{said}">'
        f'<table class="plain heat"><caption>{said}</caption>'
        f'<thead><tr><th scope="col">Start \\ Finish</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(count: int | None, most: int, *, is_today: bool) -> str:
    if count is None:
        return "<td></td>"
    share = count / most if most else 0.0
    red, green, blue = (round(255 - (255 - each) * share) for each in _DEEPEST)
    style = f"background:rgb({red},{green},{blue});color:#0b0c0c;text-align:right"
    if is_today:
        style += ";outline:2px solid #0b0c0c;outline-offset:-2px;font-weight:700"
    mark = " today" if is_today else ""
    return f'<td class="number" style="{style}">{count}{mark}</td>'
