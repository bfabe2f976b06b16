"""The chosen verdicts as files."""

import streamlit as st

from transit.dashboard.verdict_data import Directory
from transit.dashboard.verdict_export import as_csv, as_workbook
from transit.read.parameters import read_parameters
from transit.settings import read_settings
from transit.store import Store
from transit.store.verdict_pages import Chosen


def downloads(store: Store, directory: Directory, chosen: Chosen, total: int) -> None:
    """Offer the chosen verdicts as files, made when they are asked for.

    Parameters
    ----------
    store
        The register.
    directory
        Places and sessions.
    chosen
        Which verdicts.
    total
        How many they are.
    """
    most = int(read_parameters(read_settings().parameters_dir).number("export_most_rows"))
    st.subheader("Take these verdicts along", anchor=False)
    st.markdown(
        f"All {total:,} that the filters leave, under pseudonyms. Keep the file as carefully as "
        "the register; taking it is written down in the audit."
    )
    left, right, _ = st.columns([2, 2, 3])
    left.download_button(
        "Download as CSV",
        lambda: as_csv(store, directory, chosen),
        file_name="verdicts.csv",
        mime="text/csv",
        key="who_csv",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    right.download_button(
        "Download as XLSX",
        lambda: as_workbook(store, directory, chosen, most),
        file_name="verdicts.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="who_xlsx",
        icon=":material/download:",
        on_click="ignore",
        disabled=total > most,
        width="stretch",
    )
    if total > most:
        st.markdown(
            f"A workbook holds up to {most:,} verdicts: choose fewer with the filters, or take "
            "the CSV."
        )
