"""Coverage by group as map and table, what holds people back, and who reaches nothing."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from transit.dashboard.coverage_data import own_parameters
from transit.dashboard.frame import figures, table
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_look import rung_word
from transit.disclosure.protect import may_tell
from transit.disclosure.rules import Audience
from transit.equity.coverage import Coverage
from transit.equity.groups import EVERYBODY, UNKNOWN
from transit.equity.share import (
    Measure,
    SharedCoverage,
    SharedRow,
    share_coverage,
    share_held_back,
    share_venues,
)
from transit.equity.words import grouping_word, held_back_word
from transit.model.verdict import Rung
from transit.present.area_map import area_content, area_legend, area_svg


def in_short(shared: SharedCoverage) -> None:
    """Show the figures about everybody.

    Parameters
    ----------
    shared
        What may be told.
    """
    row = shared.of(EVERYBODY)[0]
    values = [
        ("People", row.people, "with verdicts"),
        ("Reach nothing", row.nothing, f"within {shared.measure.minutes} minutes"),
        ("Places each", _mean(row), "on average"),
    ]
    if row.ratio is not None:
        values.append(("Of what others reach", _ratio(row), "somebody without impairments: 100 %"))
    figures(values)


def by_area(opened: OpenedArea, found: Coverage, shared: SharedCoverage) -> None:
    """Show places a person by area, on a map; the table has the same.

    Parameters
    ----------
    opened
        The area.
    found
        With the boundaries.
    shared
        What may be told.
    """
    if found.boundaries is None:
        return
    told = {row.group: row.mean for row in shared.of("ward") if row.group != UNKNOWN}
    shown = {
        row.group: f"{_mean(row)} places each" if row.mean is not None else "not told"
        for row in shared.of("ward")
    }
    signs = {group: f"{mean:.1f}" for group, mean in told.items() if mean is not None}
    content = area_content(found.boundaries, told, signs)
    title = "Places that people of each area can reach"
    show_map(
        opened.map_place,
        content,
        key="coverage_map",
        label=f"Map. {title}. The table below says the same.",
        height=480,
        legend=area_legend(told, "places each"),
        picture=lambda: area_svg(content, f"{title}: {'; '.join(shown.values())}"),
    )


def by_group(shared: SharedCoverage, groupings: Sequence[str]) -> None:
    """Show a table for each way to group people.

    Parameters
    ----------
    shared
        What may be told.
    groupings
        Names of the ways.
    """
    for grouping in groupings:
        if grouping == EVERYBODY:
            continue
        rows = shared.of(grouping)
        with_ratio = any(row.ratio is not None for row in rows)
        heads = [grouping_word(grouping), "People", "Reach nothing", "Places each"]
        table(
            f"Places reached, by {grouping_word(grouping).lower()}",
            [*heads, "Of what others reach"] if with_ratio else heads,
            [
                [row.label.capitalize() if grouping != "ward" else row.label, row.people,
                 row.nothing, _mean(row), *([_ratio(row)] if with_ratio else [])]
                for row in rows
            ],
        )  # fmt: skip
    for note in shared.notes:
        st.markdown(note)


def by_band(found: Coverage, measure: Measure) -> None:
    """Show how much everybody reaches in each part of the week.

    Parameters
    ----------
    found
        What was found.
    measure
        What counts; its part of the week does not.
    """
    parameters = own_parameters()
    if not may_tell(len(found.people), Audience.INSIDE, parameters):
        return
    there = set(found.places["band"])
    everybody = replace(found, groups=found.groups.filter(grouping=EVERYBODY))
    rows = []
    for band in found.bands:
        if band.name not in there:
            rows.append((band.label, "no session is held then", "–"))
            continue
        row = share_coverage(
            everybody, replace(measure, band=band.name), Audience.INSIDE, parameters
        ).of(EVERYBODY)[0]
        rows.append((band.label, row.nothing, _mean(row)))
    table(
        "Places reached, by part of the week: everybody",
        ("Part of the week", "Reach nothing", "Places each"),
        rows,
    )


def held_back(found: Coverage, audience: Audience) -> None:
    """Show the stops and streets that hold most people back.

    Parameters
    ----------
    found
        What was found.
    audience
        Who reads.
    """
    st.header("What holds most people back", anchor=False)
    parameters = own_parameters()
    most = int(parameters.number("coverage_most_places"))
    rows = share_held_back(found.held_back, audience, parameters, most)
    if not rows:
        st.markdown("No single stop or street stands in the way of many people.")
        return
    table(
        "Stops and streets where journeys ask more than people can do",
        ("Place", "What is hard there", "People"),
        [(place, held_back_word(kind, detail), people) for kind, detail, place, people in rows],
    )


def by_venue(found: Coverage, directory: Directory, audience: Audience) -> None:
    """Show how many can get to each place, by verdict.

    Parameters
    ----------
    found
        What was found.
    directory
        Places and sessions.
    audience
        Who reads.
    """
    st.header("Who can get to each place", anchor=False)
    told = share_venues(found.venues, "opportunity", audience, own_parameters())
    table(
        "People by place; each counts once, with their best verdict there",
        ("Place", *map(rung_word, Rung)),
        [
            (directory.opportunities[key].name, *(row[rung.word] for rung in Rung))
            for key, row in told.items()
            if key in directory.opportunities
        ],
    )


def with_nothing(found: Coverage, measure: Measure) -> None:
    """List who reaches nothing, under their pseudonyms.

    Parameters
    ----------
    found
        What was found.
    measure
        What counts.
    """
    people = found.with_nothing(measure.level, measure.minutes, measure.band)
    with st.expander(f"Who reaches nothing ({len(people):,})"):
        st.markdown(
            "Pseudonyms, of all kinds of places together. For use inside the service only: look "
            "each of them up on the page Person."
        )
        st.markdown(", ".join(people) or "Nobody.")


def _mean(row: SharedRow) -> str:
    return "not told" if row.mean is None else f"{row.mean:.1f}"


def _ratio(row: SharedRow) -> str:
    return "not told" if row.ratio is None else f"{row.ratio:.0%}".replace("%", " %")
