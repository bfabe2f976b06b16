"""A week of runs as files."""

import streamlit as st

from transit.batch.fleet_week import FleetWeek
from transit.batch.run_files import runs_geopackage, runs_workbook
from transit.store import Store


def run_downloads(store: Store, week: FleetWeek) -> None:
    """Offer the week as files, made when they are asked for.

    Parameters
    ----------
    store
        The register.
    week
        The week.
    """
    st.header("Take these runs along", anchor=False)
    st.markdown(
        "The whole week, under pseudonyms, with homes as points: keep the file as carefully as "
        "the register. Taking it is written down in the audit."
    )
    left, right, _ = st.columns([2, 2, 3])
    left.download_button(
        "Download as XLSX",
        lambda: runs_workbook(store, week),
        file_name="runs.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="runs_xlsx",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    right.download_button(
        "Download as GeoPackage",
        lambda: runs_geopackage(store, week),
        file_name="runs.gpkg",
        mime="application/geopackage+sqlite3",
        key="runs_gpkg",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
