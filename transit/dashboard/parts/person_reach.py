"""Where one person could go: a map, every session, and what to find out first."""

from collections import Counter
from collections.abc import Callable, Sequence

import polars as pl
import streamlit as st

from transit.dashboard.frame import empty, figures, table
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.abilities import skills
from transit.dashboard.parts.told import skill_list, sort_out
from transit.dashboard.parts.verdict_table import verdict_table
from transit.dashboard.scoring import offer_scoring
from transit.dashboard.the_person import CAN_DO
from transit.dashboard.verdict_data import Directory, VerdictKey
from transit.dashboard.verdict_look import (
    CHECK,
    CONFIRMED,
    rung_legend,
    rung_of,
    rung_sign,
    rung_word,
)
from transit.model.people import Person
from transit.model.verdict import Rung, Verdict
from transit.present.maps import MapContent, MapPoint
from transit.store import Store
from transit.store.verdict_pages import Chosen, read_verdicts
from transit.store.verdicts import read_all

_MOST_CHECKS = 20


def reach(
    opened: OpenedArea,
    store: Store,
    directory: Directory,
    person: Person,
    show: Callable[[VerdictKey], None],
) -> None:
    """Show where somebody could go.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    directory
        Places and sessions.
    person
        The person.
    show
        Opens one verdict.
    """
    if offer_scoring(store):
        return
    chosen = Chosen(people=(person.id,))
    found = read_verdicts(store, chosen)
    if found.is_empty():
        empty(
            "No verdicts about this person yet",
            ["They were added after verdicts were worked out last: have them worked out above."],
        )
        return
    _in_short(found)
    _map(opened, directory, person, found)
    st.header("Every session", anchor=False)
    rungs = st.pills(
        "Verdict",
        [*Rung],
        selection_mode="multi",
        format_func=rung_word,
        key="reach_rungs",
        help="None chosen: all of them.",
    )
    words = [rung.word for rung in rungs]
    total = found.filter(pl.col("rung").is_in(words)).height if words else found.height
    chosen = Chosen(people=(person.id,), rungs=tuple(rungs) or None)
    if total:
        key = verdict_table(store, directory, chosen, total, name="reach", with_person=False)
        if key is not None:
            show(key)
    else:
        st.markdown("None is like that.")
    _checks([*read_all(store, person.id)])


def _in_short(found: pl.DataFrame) -> None:
    counts = Counter(found["rung"].to_list())
    sure = Counter(found.filter(pl.col("confirmed"))["rung"].to_list())
    figures(
        (rung_word(rung), f"{counts[rung.word]}", f"sessions, {sure[rung.word]} confirmed")
        for rung in Rung
    )


def _map(opened: OpenedArea, directory: Directory, person: Person, found: pl.DataFrame) -> None:
    best = (
        found.with_columns(pl.col("rung").to_physical().alias("order"))
        .sort("order", "confirmed", descending=[False, True])
        .group_by("opportunity", maintain_order=True)
        .agg(pl.col("rung").first(), pl.col("confirmed").first(), sessions=pl.len())
    )
    rows = [row for row in best.rows(named=True) if row["opportunity"] in directory.opportunities]
    points = [
        _venue(directory, row["opportunity"], rung_of(row["rung"]), row["confirmed"])
        for row in rows
    ]
    homes = [
        MapPoint(
            "start",
            "Home" if not number else f"Start {number + 1}",
            "Where they start",
            place.at.lat,
            place.at.lon,
        )
        for number, place in enumerate(person.places)
    ]
    show_map(
        opened.map_place,
        MapContent(points=(*homes, *points)),
        key="map_of_reach",
        label="Map of where they start and of the places, each with its best verdict. The table "
        "below says the same.",
        height=520,
        legend=rung_legend(),
    )
    with st.expander("The map as a table"):
        table(
            "Places, the best verdict of their sessions first",
            ("Place", "Best verdict", "Confidence", "Sessions"),
            [
                (
                    directory.opportunities[row["opportunity"]].name,
                    rung_word(rung_of(row["rung"])),
                    CONFIRMED if row["confirmed"] else CHECK,
                    row["sessions"],
                )
                for row in rows
            ],
        )


def _venue(directory: Directory, key: str, rung: Rung, confirmed: bool) -> MapPoint:
    place = directory.opportunities[key]
    kind, sign = rung_sign(rung)
    at = place.entrances[0].at
    said = f"{place.name}: {rung_word(rung)}, {(CONFIRMED if confirmed else CHECK).lower()}"
    return MapPoint(kind, sign, said, at.lat, at.lon)


def _checks(verdicts: Sequence[Verdict]) -> None:
    """Show what nobody knows yet, what decides most sessions first."""
    open_ones = [each for each in verdicts if not each.confirmed]
    told = [sort_out(each.checks, skills()) for each in open_ones]
    said = Counter(sentence for each in told for sentence in each.sentences)
    unassessed = Counter(label for each in told for label in each.unassessed)
    if not said and not unassessed:
        return
    st.header("What to find out first", anchor=False)
    if unassessed:
        skill_list(
            "Skills to assess",
            "Nobody has assessed these skills, which sessions wait for. The view "
            f"**{CAN_DO}** has the form.",
            [f"{label} ({number} sessions)" for label, number in unassessed.most_common()],
        )
    if said:
        table(
            "Unknown facts, those that concern most sessions first",
            ("Ask, or look outside", "Sessions"),
            said.most_common(_MOST_CHECKS),
        )
    if len(said) > _MOST_CHECKS:
        st.markdown(f"And {len(said) - _MOST_CHECKS} more, named in each verdict.")
