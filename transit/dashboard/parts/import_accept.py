"""Accepting what was checked: all rows, or the good ones when asked; and what came of it."""

from collections.abc import Mapping

import streamlit as st

from transit.dashboard.frame import figures, table
from transit.dashboard.import_draft import Draft
from transit.dashboard.parts.import_faults import faults_csv
from transit.model.notice import Severity
from transit.store.aggregate import Changes
from transit.store.importing import Outcome
from transit.store.surveys import Recorded


def checked_in_short(draft: Draft, outcome: Outcome) -> None:
    """Show what was found in each table.

    Parameters
    ----------
    draft
        A checked draft.
    outcome
        What checking found.
    """
    faulty = {
        name: len({each.row for each in outcome.faults if each.file == held.file and _bad(each)})
        for name, (held, _) in draft.tables.items()
    }
    table(
        "Your files",
        ("File", "Holds", "Rows", "With faults"),
        [
            (held.file, name, outcome.rows.get(name, 0), faulty[name])
            for name, (held, _) in draft.tables.items()
        ],
    )


def _bad(fault: object) -> bool:
    return getattr(fault, "severity", None) is Severity.ERROR


def accept_button(outcome: Outcome) -> bool:
    """Offer to import, and say what that would do.

    Parameters
    ----------
    outcome
        What checking found.

    Returns
    -------
    bool
        Whether the visitor accepted just now.
    """
    st.header("Import", anchor=False)
    errors = sum(map(_bad, outcome.faults))
    if not outcome.has_errors:
        st.success("Every row can be read. Nothing is written yet.")
    _would(outcome)
    if not outcome.has_errors:
        return st.button("Import all rows", type="primary", key="import_accept")
    st.warning(
        f"{errors:,} {'fault keeps' if errors == 1 else 'faults keep'} rows out. Nothing is "
        "written yet."
    )
    left, _ = st.columns([3, 2])
    left.download_button(
        "List of the faults (CSV)",
        faults_csv(outcome.faults),
        file_name="faults.csv",
        mime="text/csv",
        key="import_faults",
        icon=":material/download:",
        on_click="ignore",
    )
    if not any(each.added or each.changed for each in outcome.changes.values()):
        st.markdown("Without those rows there is nothing to import. Mend some first.")
        return False
    agreed = st.checkbox(
        "Leave out the rows with faults, and whatever points at them", key="import_agreed"
    )
    return st.button(
        "Import the good rows only", key="import_good", disabled=not agreed, type="primary"
    )


def _would(outcome: Outcome) -> None:
    if not any(map(any, outcome.changes.values())):
        return
    without = ", without the rows that have faults" if outcome.has_errors else ""
    _changes(f"What importing would do{without}", outcome.changes)


def done(outcome: Outcome, register: str) -> None:
    """Show what an import did.

    Parameters
    ----------
    outcome
        What was done.
    register
        What the register is called.
    """
    changed = any(each.added or each.changed for each in outcome.changes.values())
    if changed:
        st.success(f"Imported into {register}. It is written down in the register's audit.")
    else:
        st.info(f"{register} held all of this before. Nothing was changed.")
    _changes("What was done", outcome.changes)
    left_out = len({(each.file, each.row) for each in outcome.faults if _bad(each)})
    if left_out:
        rows = "row was" if left_out == 1 else "rows were"
        st.warning(f"{left_out:,} {rows} left out. Mend and import them when you can.")
        st.download_button(
            "List of what was left out (CSV)",
            faults_csv(outcome.faults),
            file_name="faults.csv",
            mime="text/csv",
            key="import_left_out",
            icon=":material/download:",
            on_click="ignore",
        )


def what_was_seen(recorded: Recorded) -> None:
    """Say which verdicts observations touch, and which of them fit nothing.

    Parameters
    ----------
    recorded
        What recording them did.
    """
    stale = recorded.stale
    if recorded.added:
        verdicts = "verdict is" if stale == 1 else "verdicts are"
        st.markdown(
            f"**{stale:,} {verdicts} out of date** because of what was seen. What was seen goes "
            "before the map from now on."
        )
    if recorded.notices:
        table(
            "What was seen, and does not fit the streets",
            ("What is the matter", "What to do"),
            [(each.message, each.todo) for each in recorded.notices],
        )


def _changes(caption: str, changes: Mapping[str, Changes]) -> None:
    table(
        caption,
        ("What", "Added", "Changed", "As before"),
        [
            (kind.capitalize(), len(each.added), len(each.changed), len(each.unchanged))
            for kind, each in changes.items()
            if any(each)
        ],
    )


def held(counts: Mapping[str, int]) -> None:
    """Show how much a register holds.

    Parameters
    ----------
    counts
        Numbers by kind of record.
    """
    figures((kind.capitalize(), f"{count:,}", "") for kind, count in counts.items())
