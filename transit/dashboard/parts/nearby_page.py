"""The page Opportunities nearby: for one person, or from one place."""

from collections.abc import Sequence
from typing import Final

import polars as pl
import streamlit as st

from transit.batch.coverage import reference_from
from transit.dashboard.asked import Chosen as Point
from transit.dashboard.asked import chosen
from transit.dashboard.choose_place import place_chooser
from transit.dashboard.coverage_data import own_parameters
from transit.dashboard.frame import empty, figures, table
from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea, area_folder
from transit.dashboard.registered import find_register, register_exists, tell_how_to_begin
from transit.dashboard.scoring import offer_scoring, tell_stale_of
from transit.dashboard.the_person import choose_person
from transit.dashboard.verdict_data import Directory, read_directory
from transit.dashboard.verdict_look import (
    CHECK,
    CONFIRMED,
    rung_legend,
    rung_sign,
    rung_word,
    session_words,
)
from transit.equity.nearby import Nearby, nearby
from transit.equity.reach import times_of
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.present.maps import MapContent, MapPoint
from transit.read.time_bands import TimeBand, read_time_bands
from transit.store import Store
from transit.store.verdict_pages import Chosen, read_verdicts

_PERSON: Final = "Somebody in the register"
_PLACE: Final = "A place"


def nearby_page(opened: OpenedArea) -> None:
    """Show what can be reached.

    Parameters
    ----------
    opened
        The area.
    """
    if not register_exists():
        tell_how_to_begin()
        return
    store = find_register()
    directory = read_directory(store)
    whose = st.segmented_control(
        "From where", [_PERSON, _PLACE], default=_PERSON, key="nearby_whose", required=True
    )
    if whose == _PERSON:
        _for_person(opened, store, directory)
    else:
        _from_place(opened, store, directory)


def _for_person(opened: OpenedArea, store: Store, directory: Directory) -> None:
    if offer_scoring(store):
        return
    person = choose_person(store)
    if person is None:
        return
    tell_stale_of(store, person.id)
    found = read_verdicts(store, Chosen(people=(person.id,)))
    if found.is_empty():
        empty("No verdicts about this person yet", ["Have them worked out above."])
        return
    at = person.places[0].at
    home = MapPoint("start", "Home", "Where they start", at.lat, at.lon)
    _show(opened, directory, times_of(found, directory.sessions), home, with_verdicts=True)


def _from_place(opened: OpenedArea, store: Store, directory: Directory) -> None:
    st.markdown(
        "What somebody without impairments could get to from there who pays the fare: the most "
        "that buses and streets allow."
    )
    place_chooser(opened, "start")
    place = chosen("start")
    if place is None:
        return
    if not directory.sessions:
        empty("There are no sessions yet", ["Import sessions first."])
        return
    with st.spinner("Searching"):
        times = _times_from(store, place)
    point = MapPoint("start", "Start", place.name, place.lat, place.lon)
    _show(opened, directory, times, point, with_verdicts=False)


def _times_from(store: Store, place: Point) -> pl.DataFrame:
    folder = area_folder()
    assert folder is not None
    return reference_from(store, folder, Position(place.lat, place.lon, 1), own_parameters())


def _show(
    opened: OpenedArea,
    directory: Directory,
    times: pl.DataFrame,
    start: MapPoint,
    *,
    with_verdicts: bool,
) -> None:
    band, limit = _ask()
    every = nearby(times, directory.opportunities, directory.sessions, band)
    reached = [
        one
        for one in every
        if one.rung < Rung.DOOR_TO_DOOR and one.minutes is not None and one.minutes <= limit
    ]
    if not every:
        empty("Nothing is held then", ["Choose another part of the week."])
        return
    kinds = {one.kind for one in reached}
    figures(
        [
            ("Places", f"{len(reached)} of {_places(directory, band)}", f"within {limit} minutes"),
            ("Kinds of place", f"{len(kinds)}", ", ".join(sorted(map(_kind, kinds))) or "none"),
        ]
    )
    points = [_point(directory, one) for one in reached]
    show_map(
        opened.map_place,
        MapContent(points=(start, *points)),
        key="nearby_map",
        label="Map of the start and of the places that can be reached. The table says the same.",
        height=460,
        legend=rung_legend() if with_verdicts else (),
    )
    _table(directory, reached, with_verdicts=with_verdicts)
    rest = [one for one in every if one not in reached]
    if rest and with_verdicts:
        with st.expander(f"Not within {limit} minutes, or not at all ({len(rest)})"):
            _table(directory, rest, with_verdicts=True)


def _ask() -> tuple[TimeBand | None, int]:
    bands = {"": None} | {band.name: band for band in read_time_bands()}
    limits = [int(each) for each in own_parameters().numbers("coverage_minutes")]
    left, right = st.columns(2)
    name = left.selectbox(
        "When",
        [*bands],
        format_func=lambda each: getattr(bands[each], "label", "The whole week"),
        key="nearby_band",
    )
    limit = right.selectbox(
        "Within",
        limits,
        index=len(limits) - 1,
        format_func=lambda each: f"{each} minutes",
        key="nearby_minutes",
        help="From leaving home until the session starts, or from its end until home.",
    )
    return bands[name], limit


def _table(directory: Directory, rows: Sequence[Nearby], *, with_verdicts: bool) -> None:
    if not rows:
        st.markdown("No place can be reached in that time.")
        return
    heads = ("Kind", "Best session", "Minutes", *(("Verdict", "Confidence") * with_verdicts))
    table(
        "Places that can be reached, by kind",
        heads,
        [
            (
                _kind(one.kind),
                session_words(
                    directory.opportunities[one.opportunity], directory.sessions[one.session]
                ),
                "–" if one.minutes is None else f"{one.minutes:.0f}",
                *((rung_word(one.rung), CONFIRMED if one.confirmed else CHECK) * with_verdicts),
            )
            for one in rows
        ],
    )


def _places(directory: Directory, band: TimeBand | None) -> int:
    held = (each for each in directory.sessions.values() if band is None or band.holds(each))
    return len({each.opportunity for each in held})


def _kind(kind: str) -> str:
    return kind.replace("_", " ")


def _point(directory: Directory, one: Nearby) -> MapPoint:
    place = directory.opportunities[one.opportunity]
    kind, sign = rung_sign(one.rung)
    at = place.entrances[0].at
    minutes = "" if one.minutes is None else f", {one.minutes:.0f} minutes"
    return MapPoint(kind, sign, f"{place.name}: {rung_word(one.rung)}{minutes}", at.lat, at.lon)
