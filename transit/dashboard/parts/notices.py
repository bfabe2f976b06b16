"""What was noticed in the data: filtered, searched, and on the map where it has a place."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from transit.dashboard.frame import empty, table
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.model.notice import Notice, Severity
from transit.present.maps import LegendEntry, MapContent, MapPoint

_WORDS: Final = {
    Severity.ERROR: "Error: left out",
    Severity.WARNING: "Warning: may mislead",
    Severity.INFO: "Worth knowing",
}
_SIGNS: Final = {Severity.ERROR: "!", Severity.WARNING: "w", Severity.INFO: "i"}
_ALL: Final = "All"
_PAGE: Final = 20
_MOST_ON_MAP: Final = 150


def notices(opened: OpenedArea) -> None:
    """Show the notices of an area.

    Parameters
    ----------
    opened
        The area.
    """
    if not opened.notices:
        empty("Nothing was noticed", ["The files were read without anything to report."])
        return
    found = sorted(_filtered(opened.notices), key=lambda each: [*Severity].index(each.severity))
    rows = sum(notice.count for notice in found)
    st.markdown(f"**{len(found):,} notices** about {rows:,} rows or places.")
    if not found:
        empty("No notice is like that", ["Choose another kind, or clear the search."])
        return
    pages = -(-len(found) // _PAGE)
    page = 1
    if pages > 1:
        page = int(
            st.number_input(f"Page (1 to {pages})", 1, pages, 1, key=f"notice_page_{len(found)}")
        )
    shown = found[(page - 1) * _PAGE : page * _PAGE]
    table(
        f"Notices, page {page} of {pages}" if pages > 1 else "Notices",
        ("Severity", "Code", "Where", "What was found", "What to do", "Times"),
        [_row(notice) for notice in shown],
    )
    _map(opened, found)


def _filtered(all_of_them: Sequence[Notice]) -> list[Notice]:
    left, middle, right = st.columns([2, 2, 3])
    present = [each for each in Severity if any(notice.severity is each for notice in all_of_them)]
    severity = left.selectbox(
        "Severity", [None, *present], format_func=_severity_label, key="notice_severity"
    )
    kept = [notice for notice in all_of_them if severity in (None, notice.severity)]
    codes = sorted({notice.code for notice in kept})
    code = middle.selectbox(
        "Code", [_ALL, *codes], format_func=lambda each: each.replace("_", " "), key="notice_code"
    )
    text = right.text_input("Search", key="notice_text", placeholder="File, value or words")
    asked = text.casefold().split()
    return [
        notice
        for notice in kept
        if code in (_ALL, notice.code) and all(word in _searched(notice) for word in asked)
    ]


def _severity_label(severity: Severity | None) -> str:
    return _WORDS[severity] if severity else _ALL


def _searched(notice: Notice) -> str:
    parts = (notice.code, notice.file, notice.field, notice.value, notice.message, notice.todo)
    return " ".join(part for part in parts if part).casefold()


def _row(notice: Notice) -> tuple[str, str, str, str, str, int]:
    where = notice.file
    if notice.row is not None:
        where += f", row {notice.row:,}"
    if notice.field:
        where += f", {notice.field}"
    found = notice.message
    if notice.value and notice.value not in found:
        found = f"{found.rstrip('.')}. Found: {notice.value}"
    code = notice.code.replace("_", " ")
    return _WORDS[notice.severity], code, where, found, notice.todo, notice.count


def _map(opened: OpenedArea, found: Sequence[Notice]) -> None:
    placed = [notice for notice in found if notice.lat is not None and notice.lon is not None]
    if not placed:
        return
    with st.expander(f"Where on the map ({min(len(placed), _MOST_ON_MAP)} of {len(placed):,})"):
        points = tuple(
            MapPoint(
                "notice",
                _SIGNS[notice.severity],
                f"{notice.code.replace('_', ' ')}: {notice.message}",
                float(notice.lat or 0.0),
                float(notice.lon or 0.0),
            )
            for notice in placed[:_MOST_ON_MAP]
        )
        show_map(
            opened.map_place,
            MapContent(points=points),
            key="notice_map",
            label="Map of the notices that have a place",
            legend=tuple(
                LegendEntry(_SIGNS[each], "notice", _WORDS[each])
                for each in Severity
                if any(notice.severity is each for notice in placed)
            ),
        )
