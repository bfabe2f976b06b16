"""What coverage is asked for: files, part of the week, help, minutes, kind of place."""

import streamlit as st

from transit.dashboard.coverage_data import CoverageFiles, keep_file
from transit.equity.coverage import Coverage
from transit.equity.reach import ALL_KINDS, ANY_TIME, Level
from transit.equity.share import Measure
from transit.equity.words import level_word

_MAPS = ["geojson", "json", "gpkg", "zip", "csv", "xlsx"]
_TABLES = ["csv", "xlsx", "geojson", "gpkg"]


def ask_files() -> CoverageFiles:
    """Let the visitor name boundaries and deprivation.

    Returns
    -------
    CoverageFiles
        Those named so far.
    """
    with st.expander("Areas and deprivation"):
        st.markdown(
            "Wards or other areas as the council has them, and how deprived they are. The files "
            "are read on this computer and forgotten when you leave."
        )
        boundaries = st.file_uploader(
            "Areas (GeoJSON, GeoPackage, CSV)", type=_MAPS, key="coverage_areas"
        )
        deprivation = st.file_uploader(
            "Deprivation deciles or fifths (CSV, XLSX)", type=_TABLES, key="coverage_deprivation"
        )
        small = None
        if deprivation is not None:
            small = st.file_uploader(
                "Areas that deprivation is told of, if they are others (GeoJSON, GeoPackage)",
                type=_MAPS,
                key="coverage_small_areas",
            )
    return CoverageFiles(keep_file(boundaries), keep_file(deprivation), keep_file(small))


def ask_measure(found: Coverage) -> Measure:
    """Let the visitor choose what counts.

    Parameters
    ----------
    found
        What there is.

    Returns
    -------
    Measure
        The choice.
    """
    bands = {ANY_TIME: "The whole week"} | {band.name: band.label for band in found.bands}
    kinds = [ALL_KINDS, *sorted(set(found.places["kind"]) - {ALL_KINDS})]
    one, two, three, four = st.columns(4)
    band = one.selectbox("When", [*bands], format_func=bands.__getitem__, key="coverage_band")
    level = two.selectbox(
        "How", [*Level], index=1, format_func=lambda each: level_word(each.value),
        key="coverage_level",
    )  # fmt: skip
    minutes = three.selectbox(
        "Within",
        found.limits,
        index=len(found.limits) // 2,
        format_func=lambda each: f"{each} minutes",
        key="coverage_minutes",
        help="From leaving home until the session starts, or from its end until home.",
    )
    kind = four.selectbox(
        "Kind of place",
        kinds,
        format_func=lambda each: (
            "All kinds" if each == ALL_KINDS else each.replace("_", " ").capitalize()
        ),
        key="coverage_kind",
    )
    return Measure(band, level, minutes, kind)
