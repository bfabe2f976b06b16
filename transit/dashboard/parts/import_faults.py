"""What is wrong in uploaded files: whole files, and rows that can be mended in place."""

import csv
import io
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.frame import Html, table
from transit.dashboard.import_draft import KINDS, Draft, RowFaults, of_files, of_rows
from transit.model.notice import Severity
from transit.read.register.columns import Choice, Column
from transit.read.table_faults import Cell, Fault, Formula

_PAGE: Final = 10
_ALL: Final = "All files"


def file_faults(draft: Draft) -> None:
    """Show what is wrong with headers and whole files.

    Parameters
    ----------
    draft
        A checked draft.
    """
    found = of_files(draft)
    if not found:
        return
    st.header("Mend in the file, then upload it again", anchor=False)
    table(
        "What concerns a whole file or its header",
        ("File", "Column", "What was found", "What is expected"),
        [(each.file, each.field or "", _capital(each.found), each.expected) for each in found],
    )


def mend_rows(draft: Draft) -> Mapping[tuple[str, int, str], str] | None:
    """Show the rows with faults, ten at a time, with fields to mend them.

    Parameters
    ----------
    draft
        A checked draft.

    Returns
    -------
    mapping or None
        New texts by table, line and column, once the visitor has mended some.
    """
    rows = of_rows(draft)
    if not rows:
        return None
    st.header("Mend here", anchor=False)
    shown = _page(_of_file(rows), draft.turn)
    _marked(draft, shown)
    return _form(draft, shown)


def faults_csv(faults: Sequence[Fault]) -> str:
    """Write faults as a table to work through.

    Parameters
    ----------
    faults
        The faults.

    Returns
    -------
    str
        CSV with a header. It repeats no personal value.
    """
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["file", "row", "id", "column", "found", "expected", "severity"])
    for each in faults:
        line = (each.file, each.row, each.id, each.field, each.found, each.expected)
        rows.writerow([*line, each.severity.value])
    return text.getvalue()


def _of_file(rows: Sequence[RowFaults]) -> Sequence[RowFaults]:
    files = [*dict.fromkeys(each.file for each in rows)]
    if len(files) < 2:
        return rows
    chosen = st.selectbox("Show", [_ALL, *files], key="import_file")
    return [each for each in rows if chosen in (_ALL, each.file)]


def _page(rows: Sequence[RowFaults], turn: int) -> Sequence[RowFaults]:
    pages = -(-len(rows) // _PAGE)
    page = 1
    if pages > 1:
        page = int(
            st.number_input(
                f"Page (1 to {pages}; {len(rows):,} rows have faults)",
                1,
                pages,
                1,
                key=f"import_page_{turn}_{pages}",
            )
        )
    return rows[(page - 1) * _PAGE : page * _PAGE]


def _marked(draft: Draft, rows: Sequence[RowFaults]) -> None:
    """Show rows as they are in their files, with the faulty cells marked."""
    for file in dict.fromkeys(each.file for each in rows):
        own = [each for each in rows if each.file == file]
        cells = {each.number: _cells(draft, each) for each in own}
        faulty = {fault.field for each in own for fault in each.faults}
        columns = [
            name
            for name in KINDS[own[0].table].columns()
            if name in faulty or any(name in cells[each.number] for each in own)
        ]
        table(
            f"{file}: rows to mend, with the faulty cells marked ✗",
            ("Row", *columns),
            [
                (f"{each.number}", *(_cell(each, name, cells[each.number]) for name in columns))
                for each in own
            ],
        )


def _cells(draft: Draft, row: RowFaults) -> Mapping[str, Cell]:
    held, _ = draft.tables[row.table]
    return next(each.cells for each in held.rows if each.number == row.number)


def _cell(row: RowFaults, name: str, cells: Mapping[str, Cell]) -> str | Html:
    text = _text(cells.get(name))
    severities = {fault.severity for fault in row.faults if fault.field == name}
    if not severities:
        return text
    sign, kind = ("✗", "wrong") if Severity.ERROR in severities else ("!", "doubtful")
    return Html(f'<span class="{kind}">{sign} {escape(text) or "empty"}</span>')


def _form(draft: Draft, rows: Sequence[RowFaults]) -> Mapping[tuple[str, int, str], str] | None:
    given: dict[tuple[str, int, str], str] = {}
    before: dict[tuple[str, int, str], str] = {}
    with st.form("import_mend"):
        for each in rows:
            own = next((fault.id for fault in each.faults if fault.id), None)
            st.subheader(f"{each.file}, row {each.number}{f': {own}' if own else ''}", anchor=False)
            cells = _cells(draft, each)
            for name in dict.fromkeys(fault.field for fault in each.faults):
                said = [fault for fault in each.faults if fault.field == name]
                text = _text(cells.get(name)) if name else ""
                _say(said, text)
                if name is None:
                    continue
                at = (each.table, each.number, name)
                before[at] = text
                column = KINDS[each.table].columns().get(name)
                label = f"{name}, row {each.number}" + (f": {column.explain}" if column else "")
                given[at] = _field(
                    label, text, column, f"mend_{draft.turn}_{'_'.join(map(str, at))}"
                )
        asked = st.form_submit_button("Check again", type="primary")
    return {at: text for at, text in given.items() if text != before[at]} if asked else None


def _field(label: str, text: str, column: Column | None, key: str) -> str:
    """Let a cell be written anew: chosen where only some words will do."""
    if not isinstance(column, Choice):
        return st.text_input(label, text, key=key)
    options = list(dict.fromkeys([text, *column.listed()]))
    chosen = st.selectbox(label, options, key=key, format_func=lambda word: word or "(empty)")
    return str(chosen)


def _say(faults: Sequence[Fault], text: str) -> None:
    """Say what was found in one cell, and what to put there."""
    items = "".join(
        f'<p class="fault {each.severity.value}"><strong>{_sign(each)} '
        f"{escape(_found(each, text))}.</strong> Expected: {escape(each.expected)}.</p>"
        for each in faults
    )
    st.html(items)


def _found(fault: Fault, text: str) -> str:
    """Say what was found; the value itself, which messages must not repeat, may stand here."""
    kinds = ("text of ", "a number", "nothing")
    if text and fault.found.startswith(kinds):
        return f"“{text}” cannot be used"
    return "Empty" if fault.found == "nothing" else _capital(fault.found)


def _sign(fault: Fault) -> str:
    return "✗" if fault.severity is Severity.ERROR else "! Please look:"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return "a formula" if isinstance(cell, Formula) else str(cell)
