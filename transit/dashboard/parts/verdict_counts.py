"""How many verdicts there are of each kind, as a chart and as a table; how many people where."""

from typing import Any

import polars as pl
import streamlit as st

from transit.dashboard.charts import verdicts_chart
from transit.dashboard.frame import table
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.dashboard.verdict_data import Counts, Directory
from transit.dashboard.verdict_look import CHECK, CONFIRMED, rung_of, rung_word
from transit.model.verdict import Rung
from transit.present.maps import LegendEntry, MapContent, MapPoint, PointKind


def counts_by_rung(counts: Counts) -> None:
    """Show how many verdicts there are of each kind.

    Parameters
    ----------
    counts
        The counts.
    """
    pairs = [
        (rung_of(each["rung"]), rung_of(each["sure"]), each["verdicts"])
        for each in _rows(counts.by_rung)
    ]
    total = sum(number for *_, number in pairs)
    rows = []
    for rung in Rung:
        own = [(sure, number) for of, sure, number in pairs if of is rung]
        confirmed = sum(number for sure, number in own if sure is rung)
        rows.append((rung_word(rung), confirmed, sum(number for _, number in own) - confirmed))
    now = sum(rows[0][1:])
    st.altair_chart(
        verdicts_chart(rows),
        width="stretch",
        alt=f"Bars of verdicts: {now:,} of {total:,} are alone, as things are. The table has all "
        "figures.",
    )
    with st.expander("The same as a table"):
        table(
            "Verdicts: one for each person and session",
            ("Verdict", CONFIRMED, CHECK, "Together", "Share"),
            [
                (word, sure, check, sure + check, _share(sure + check, total))
                for word, sure, check in rows
            ],
        )


def venues(
    opened: OpenedArea,
    directory: Directory,
    counts: Counts,
    rungs: tuple[Rung, ...] | None = None,
) -> None:
    """Show how many people could go where, on a map and as a table. Nobody's home is shown.

    Parameters
    ----------
    opened
        The area.
    directory
        Places and sessions.
    counts
        The counts.
    rungs
        The verdicts that are looked at: their people are counted on the map; None counts those who
        could come alone.
    """
    counted, said = rungs or (Rung.NOW,), "People who could come alone, as things are"
    if rungs:
        said = f"People, best verdict: {' or '.join(map(rung_word, sorted(rungs))).lower()}"
    people = {
        key: {rung_of(each["rung"]): each["people"] for each in _rows(own)}
        for (key,), own in counts.by_venue.partition_by(
            "opportunity", as_dict=True, include_key=False
        ).items()
    }
    number = {str(key): sum(own.get(rung, 0) for rung in counted) for key, own in people.items()}
    order = sorted(people, key=lambda key: (-number[str(key)], str(key)))
    known = [str(key) for key in order if key in directory.opportunities]
    rows = [
        (directory.opportunities[key].name, *(people[key].get(rung, 0) for rung in Rung))
        for key in known
    ]
    show_map(
        opened.map_place,
        MapContent(points=tuple(_point(directory, key, people[key], number[key]) for key in known)),
        key="who_map",
        label=f"Map of the places, each with a number. {said}. The table below says the same.",
        height=460,
        legend=(LegendEntry("12", "count", said),),
    )
    with st.expander("The same as a table"):
        table(
            "People by place; each counts once a place, with their best verdict there",
            ("Place", *map(rung_word, Rung)),
            rows,
        )


def _point(directory: Directory, key: str, people: dict[Rung, int], number: int) -> MapPoint:
    place = directory.opportunities[key]
    said = ", ".join(
        f"{people[rung]:,} {rung_word(rung).lower()}" for rung in Rung if people.get(rung)
    )
    at = place.entrances[0].at
    kind: PointKind = "count" if number else "count-none"
    return MapPoint(kind, f"{number}", f"{place.name}: {said}", at.lat, at.lon)


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return frame.rows(named=True)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}".replace("%", " %") if whole else "–"
