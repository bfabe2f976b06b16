"""Choosing files to import: templates to begin with, uploads, a postcode file."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.import_draft import Draft, read_uploads, template_files
from transit.dashboard.registered import on_this_computer_only
from transit.model.parameters import Parameters


def choose_files(limits: Parameters) -> Draft | None:
    """Let the visitor choose files.

    Parameters
    ----------
    limits
        How large files may be.

    Returns
    -------
    Draft or None
        What they hold, once the visitor asks to have them checked.
    """
    faults = st.container()
    st.header("1. Fill in the templates", anchor=False)
    _templates()
    st.header("2. Choose your files", anchor=False)
    # A new key empties the field after an import.
    uploads = st.file_uploader(
        "CSV or XLSX files; what was seen outside also as GeoJSON",
        type=["csv", "xlsx", "geojson"],
        accept_multiple_files=True,
        key=f"import_uploads_{st.session_state.get('import_nth', 0)}",
        help="One file a table, or a workbook with a sheet for each. They stay on this computer, "
        "and in memory only.",
    )
    named, sent = _postcodes()
    if not st.button("Check the files", type="primary", key="import_check"):
        return None
    wrong = [] if uploads else ["Choose at least one file."]
    path = Path(named) if named else None
    if path is not None and not path.exists():
        wrong.append(f"There is no file or folder {path} on this computer.")
    draft = read_uploads(uploads, limits) if not wrong else Draft({})
    wrong += draft.problems
    if wrong:
        with faults:
            problems(wrong)
        return None
    return replace(draft, postcodes=path, uploaded_postcodes=sent)


def _templates() -> None:
    st.markdown(
        "One row is one person, one place, one session, one thing that somebody saw outside. The "
        "templates explain each column. Use pseudonyms: there is no column for a name or a "
        "diagnosis."
    )
    workbook, tables = _template_files()
    left, right, _ = st.columns([2, 2, 1])
    left.download_button(
        "Template: one workbook (XLSX)",
        workbook,
        file_name="register.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="template_xlsx",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    right.download_button(
        "Templates: one file a table (CSV)",
        tables,
        file_name="templates.zip",
        mime="application/zip",
        key="template_csv",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )


@st.cache_resource(show_spinner=False)
def _template_files() -> tuple[bytes, bytes]:
    return template_files()


def _postcodes() -> tuple[str, tuple[str, bytes] | None]:
    """Return the path of the postcode file, or its name and bytes; neither where none is given."""
    named = ""
    with st.expander("Some homes are given by postcode only"):
        st.markdown(
            "Postcodes are looked up in a file (ONSPD or Code-Point Open), never on the web. One "
            "that was looked up before is known already."
        )
        sent = st.file_uploader(
            "Postcode file (CSV or zip)", type=["csv", "zip"], key="import_postcodes_sent"
        )
        if on_this_computer_only():
            named = st.text_input(
                "Or name a file or folder on this computer", key="import_postcodes"
            ).strip()
    return named, None if sent is None else (sent.name, sent.getvalue())
