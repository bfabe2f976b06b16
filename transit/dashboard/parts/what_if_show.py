"""Whom a change of the timetable strands: figures, places on a map and in a table, files."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from transit.batch.what_if_told import SAID
from transit.dashboard.frame import figures, table
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.dashboard.verdict_data import Directory, read_directory
from transit.disclosure import Audience
from transit.present.maps import LegendEntry, MapContent, MapPoint, PointKind
from transit.present.spreadsheets import csv_of
from transit.store import Store
from transit.store.audit import write_audit

_HEADS = ("Place", "Need more help", "Need less help")


def show_stranded(opened: OpenedArea, store: Store, result: Mapping[str, Any]) -> None:
    """Show who loses and gains; small numbers are hidden.

    Parameters
    ----------
    opened
        The area.
    store
        The register, for its places and its audit.
    result
        By audience, what may be told.
    """
    told = result[Audience.INSIDE.value]
    people, directory = told["people"], read_directory(store)
    figures(
        [
            ("Stranded", people["stranded"], "cannot get to some place any more"),
            ("From today's sessions", people["stranded_from_today"], "cannot get to it any more"),
            ("Need more help", people["losing"], "to get to some place"),
            ("Need less help", people["gaining"], "to get to some place"),
        ]
    )
    table(
        "People, by what the changes do to them; somebody may be in several rows",
        ("What happens", "People"),
        [(f"They {said}", people[name]) for name, said in SAID.items()],
    )
    rows = _rows(told["places"], directory)
    if rows:
        _map(opened, told["places"], directory)
        table("People by place to which they need more or less help", _HEADS, rows)
    for note in told["notes"]:
        st.markdown(note)
    st.markdown(
        f"{told['scored']:,} of {told['verdicts']:,} verdicts could change and were made again. "
        "All of it is for review by people. Who they are is listed by `transit what-if --ids`, "
        "which can also keep the changed area."
    )
    _downloads(store, result, directory)


def _rows(places: Sequence[Sequence[str]], directory: Directory) -> list[tuple[str, ...]]:
    names = directory.opportunities
    return [(names[key].name, *words) for key, *words in places if key in names]


def _map(opened: OpenedArea, places: Sequence[Sequence[str]], directory: Directory) -> None:
    points = tuple(
        _point(directory, key, losing)
        for key, losing, _ in places
        if key in directory.opportunities
    )
    said = "People who need more help to get there"
    show_map(
        opened.map_place,
        MapContent(points=points),
        key="what_if_map",
        label=f"Map of places. {said}. The table below says the same.",
        height=420,
        legend=(LegendEntry("12", "count", said), LegendEntry("–", "count-none", "none, or few")),
    )


def _point(directory: Directory, key: str, losing: str) -> MapPoint:
    place = directory.opportunities[key]
    at, is_told = place.entrances[0].at, losing.replace(",", "").isdecimal() and losing != "0"
    kind: PointKind = "count" if is_told else "count-none"
    sign = losing if is_told else "–"
    return MapPoint(kind, sign, f"{place.name}: {losing}", at.lat, at.lon)


def _downloads(store: Store, result: Mapping[str, Any], directory: Directory) -> None:
    left, right, _ = st.columns([2, 2, 3])
    for column, audience, label in (
        (left, Audience.INSIDE, "Download for use inside"),
        (right, Audience.PUBLIC, "Download for publication"),
    ):
        column.download_button(
            label,
            partial(_file, store, result[audience.value], audience, directory),
            file_name=f"what-if-{audience.value}.csv",
            mime="text/csv",
            key=f"what_if_{audience.value}",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def _file(store: Store, told: Mapping[str, Any], audience: Audience, directory: Directory) -> bytes:
    rows = [("what", "place", "people")]
    rows += [(said, "", told["people"][name]) for name, said in SAID.items()]
    for name, losing, gaining in _rows(told["places"], directory):
        rows += [(SAID["losing"], name, losing), (SAID["gaining"], name, gaining)]
    rows += [(note, "", "") for note in told["notes"]]
    with store.writing() as session:
        write_audit(session, "export", {"table": "what_if", "audience": audience.value})
    return csv_of(rows)
