"""Files on their way into the register: read into memory, checked, mended, and only then written.

Nothing of them is kept on disk: an uploaded file is written to a private folder for as long as it
takes to read it.
"""

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol

from transit.dashboard import seen_outside
from transit.errors import InputError
from transit.model.notice import Severity
from transit.model.observation import Observation
from transit.model.parameters import Parameters
from transit.read.observations import GEOJSON, read_observations_table
from transit.read.register.checked import ROWS
from transit.read.register.observation_rows import ObservationRow
from transit.read.register.rows import Row
from transit.read.table_faults import Fault
from transit.read.tables import mended, read_table
from transit.read.tables_xlsx import sheet_names
from transit.store import open_store
from transit.store.database import exists
from transit.store.importing import Outcome, ReadTable, import_tables, read_tables
from transit.store.merge import IsFar
from transit.store.surveys import Recorded
from transit.store.templates import WORKBOOK, write_templates

_WORKBOOK_ENDING: Final = ".xlsx"
KINDS: Final[Mapping[str, type[Row]]] = {**ROWS, ObservationRow.table: ObservationRow}
"""Every table that can be uploaded."""
_LEAST_ALIKE: Final = 0.5
"""Share of a header's columns that a table must have to be taken for it."""


class Upload(Protocol):
    """A file as the browser sends it."""

    name: str

    def getvalue(self) -> bytes:
        """Return its bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """What was uploaded, as far as it has come.

    Parameters
    ----------
    tables
        Tables by name, with what was mended.
    problems
        Files that could not be taken, a sentence each.
    outcome
        What checking found; None before.
    postcodes
        Postcode file on this computer.
    uploaded_postcodes
        Name and bytes of a postcode file that was uploaded.
    turn
        Counts the checks, so that fields never show what an earlier check found.
    """

    tables: Mapping[str, ReadTable]
    problems: tuple[str, ...] = ()
    outcome: Outcome | None = None
    postcodes: Path | None = None
    uploaded_postcodes: tuple[str, bytes] | None = field(default=None, repr=False)
    turn: int = 0

    @property
    def table_of(self) -> dict[str, str]:
        """Names of the tables, by the files' names as faults have them."""
        return {table.file: name for name, (table, _) in self.tables.items()}


@dataclass(frozen=True, slots=True)
class RowFaults:
    """All faults of one row.

    Parameters
    ----------
    table
        Name of its table.
    file
        Its file.
    number
        Its line.
    faults
        What is wrong.
    """

    table: str
    file: str
    number: int
    faults: tuple[Fault, ...] = field(default_factory=tuple)


def read_uploads(uploads: Sequence[Upload], parameters: Parameters) -> Draft:
    """Read uploaded files into memory.

    Parameters
    ----------
    uploads
        CSV files and workbooks.
    parameters
        Limits.

    Returns
    -------
    Draft
        Not checked yet. Its problems name files that are of no table, or of one that is there.
    """
    with tempfile.TemporaryDirectory(prefix="transit-import-") as folder:
        files: dict[str, Path] = {}
        problems: list[str] = []
        for number, upload in enumerate(uploads):
            # A folder each: two uploads may have one name.
            path = Path(folder, str(number), Path(upload.name.replace("\\", "/")).name)
            path.parent.mkdir()
            path.write_bytes(upload.getvalue())
            try:
                found = _tables_in(path, parameters)
            except InputError as fault:
                problems.append(f"{path.name}: {fault}.")
                continue
            if not found:
                problems.append(
                    f"{path.name}: it cannot be told which table this is. Call it as the template "
                    f"is called, e.g. people.csv, or use the template's columns."
                )
            for name in found:
                if name in files:
                    problems.append(
                        f"{path.name}: {name} is in {files[name].name} already. Import them one "
                        "after the other, or put them into one file."
                    )
                else:
                    files[name] = path
        seen = files.pop(ObservationRow.table, None)
        tables = dict(read_tables(files, parameters))
        if seen is not None:
            tables[ObservationRow.table] = read_observations_table(seen, parameters)
        return Draft(tables, tuple(problems))


def _tables_in(path: Path, parameters: Parameters) -> tuple[str, ...]:
    """Return the names of the tables that a file holds."""
    if path.suffix.lower() in GEOJSON:
        return (ObservationRow.table,)
    if path.suffix.lower() == _WORKBOOK_ENDING:
        named = tuple(name for name in KINDS if name in sheet_names(path))
        if named:
            return named
    if path.stem.lower() in KINDS:
        return (path.stem.lower(),)
    table, _ = read_table(path, "", parameters)
    likely = max(KINDS, key=lambda name: _likeness(table.columns, name))
    return (likely,) if _likeness(table.columns, likely) >= _LEAST_ALIKE else ()


def _likeness(columns: Sequence[str], name: str) -> float:
    """Return how alike a header is to a table: more than 1 only where all needed columns are."""
    kind = KINDS[name]
    if not columns:
        return 0.0
    shared = len(set(columns) & set(kind.columns())) / len(columns)
    needed = set(kind.required())
    return shared + len(needed & set(columns)) / max(len(needed), 1) if shared else 0.0


def check(draft: Draft, register: str, parameters: Parameters, is_far: IsFar | None) -> Draft:
    """Check a draft against the register; nothing is written.

    Parameters
    ----------
    draft
        What was uploaded.
    register
        The register; need not be there yet.
    parameters
        Limits.
    is_far
        Whether a place is far from the area; None without one.

    Returns
    -------
    Draft
        With the outcome.
    """
    # With good rows accepted, the outcome says what they would do, whatever the others are like.
    with _postcodes(draft) as path:
        outcome = import_tables(
            register,
            _of_register(draft),
            postcodes=path,
            is_far=is_far,
            parameters=parameters,
            accept_good_rows=True,
            only_check=True,
        )
    return replace(draft, outcome=_with_seen(draft, register, outcome), turn=draft.turn + 1)


def _of_register(draft: Draft) -> dict[str, ReadTable]:
    return {name: held for name, held in draft.tables.items() if name in ROWS}


def _seen(draft: Draft) -> tuple[tuple[Observation, ...], tuple[Fault, ...]]:
    if seen_outside.TABLE not in draft.tables:
        return (), ()
    return seen_outside.check_seen(*draft.tables[seen_outside.TABLE])


def _with_seen(draft: Draft, register: str, outcome: Outcome) -> Outcome:
    """Return an outcome with what was found of the observations, where there are any."""
    if seen_outside.TABLE not in draft.tables:
        return outcome
    seen, faults = _seen(draft)
    store = open_store(register) if exists(register) else None
    try:
        changes = seen_outside.compare_seen(store, seen)
    finally:
        if store is not None:
            store.close()
    name = seen_outside.TABLE
    return replace(
        outcome,
        faults=(*outcome.faults, *faults),
        rows={**outcome.rows, name: len(draft.tables[name][0].rows)},
        good={**outcome.good, name: len(seen)},
        changes={**outcome.changes, name: changes},
    )


def accept(
    draft: Draft,
    register: str,
    parameters: Parameters,
    is_far: IsFar | None,
    *,
    only_good_rows: bool,
) -> tuple[Outcome, Recorded | None]:
    """Write a draft into the register, made where there is none.

    Parameters
    ----------
    draft, register, parameters, is_far
        As for :func:`check`.
    only_good_rows
        Write the rows without a fault although others have one.

    Returns
    -------
    outcome : Outcome
        What was done; nothing where a fault stands in the way.
    recorded : Recorded or None
        What came of what was seen outside; None where the draft has nothing of it.
    """
    seen, faults = _seen(draft)
    if not only_good_rows and any(each.severity is Severity.ERROR for each in faults):
        return _with_seen(draft, register, Outcome((), {}, {})), None
    _can_mark(register, seen)
    with _postcodes(draft) as path:
        outcome = import_tables(
            register,
            _of_register(draft),
            postcodes=path,
            is_far=is_far,
            parameters=parameters,
            accept_good_rows=only_good_rows,
        )
    if not outcome.is_imported or seen_outside.TABLE not in draft.tables:
        return outcome, None
    made = _with_seen(draft, register, outcome)
    store = open_store(register)
    try:
        recorded = seen_outside.record_seen(store, seen, parameters)
    finally:
        store.close()
    return made, recorded


def _can_mark(register: str, seen: Sequence[Observation]) -> None:
    """Refuse observations of a scored register without an area, before anything is written."""
    if not seen or not exists(register):
        return
    store = open_store(register)
    try:
        seen_outside.needs_area(store)
    finally:
        store.close()


@contextmanager
def _postcodes(draft: Draft) -> Iterator[Path | None]:
    """Give the postcode file a path while it is read: an uploaded one is kept nowhere else."""
    if draft.uploaded_postcodes is None:
        yield draft.postcodes
        return
    name, content = draft.uploaded_postcodes
    with tempfile.TemporaryDirectory(prefix="transit-import-") as folder:
        path = Path(folder, f"postcodes{Path(name).suffix.lower()}")
        path.write_bytes(content)
        yield path


def mend(draft: Draft, texts: Mapping[tuple[str, int, str], str]) -> Draft:
    """Write some cells anew.

    Parameters
    ----------
    draft
        What was uploaded.
    texts
        New text by table, line and column.

    Returns
    -------
    Draft
        To be checked again.
    """
    tables = dict(draft.tables)
    for name in {table for table, _, _ in texts}:
        table, unread = tables[name]
        new = {(row, column): text for (of, row, column), text in texts.items() if of == name}
        tables[name] = (mended(table, new), unread)
    return replace(draft, tables=tables)


def of_rows(draft: Draft) -> tuple[RowFaults, ...]:
    """Gather the faults that a row has, row by row.

    Parameters
    ----------
    draft
        A checked draft.

    Returns
    -------
    tuple of RowFaults
        Only faults of rows that can be mended here.
    """
    numbers = _row_numbers(draft)
    groups: dict[tuple[str, int], list[Fault]] = {}
    for fault in _faults(draft):
        if fault.row is not None and fault.row in numbers[fault.file]:
            groups.setdefault((fault.file, fault.row), []).append(fault)
    names = draft.table_of
    return tuple(
        RowFaults(names[file], file, number, tuple(faults))
        for (file, number), faults in groups.items()
    )


def of_files(draft: Draft) -> tuple[Fault, ...]:
    """Return the faults of headers and whole files, which another upload must mend.

    Parameters
    ----------
    draft
        A checked draft.

    Returns
    -------
    tuple of Fault
        In the order of the files.
    """
    numbers = _row_numbers(draft)
    return tuple(each for each in _faults(draft) if each.row not in numbers[each.file])


def _faults(draft: Draft) -> Iterable[Fault]:
    return draft.outcome.faults if draft.outcome else ()


def _row_numbers(draft: Draft) -> dict[str, set[int]]:
    return {table.file: {row.number for row in table.rows} for table, _ in draft.tables.values()}


def template_files() -> tuple[bytes, bytes]:
    """Make the templates.

    Returns
    -------
    workbook : bytes
        One workbook with a sheet for each table.
    tables : bytes
        A zip with a CSV for each table.
    """
    with tempfile.TemporaryDirectory(prefix="transit-templates-") as folder:
        *tables, workbook = write_templates(Path(folder))
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as made:
            for path in tables:
                made.write(path, path.name)
        assert workbook.name == WORKBOOK
        return workbook.read_bytes(), zipped.getvalue()
