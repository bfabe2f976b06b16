"""Importing register files: all of them checked first, then all of it written, or nothing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from transit.errors import InputError
from transit.model.notice import Severity
from transit.model.parameters import Parameters
from transit.model.positions import Position
from transit.model.register import Register
from transit.read.parameters import read_parameters
from transit.read.postcodes import plain_postcode, read_postcodes, tidy_postcode
from transit.read.register.checked import ROWS, Numbered, check_table
from transit.read.register.located import Where, postcode_precision_m
from transit.read.table_faults import Fault
from transit.read.tables import Table, read_table
from transit.store.aggregate import Changes
from transit.store.audit import write_audit
from transit.store.database import Store, create_store, exists, open_store
from transit.store.edit import mark_changed
from transit.store.merge import Checked, IsFar, merge
from transit.store.whole import compare_registers, read_register, save_register

TABLES: Final = tuple(ROWS)
"""Names of the tables that can be imported."""

ReadTable = tuple[Table, tuple[Fault, ...]]
"""A table as it was read, and why some of it could not be."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did.

    Parameters
    ----------
    faults
        Everything that is wrong in the files, file by file and row by row.
    changes
        What was done, by kind of record, or would be; empty where the faults stand in the way.
    rows
        How many rows each table had, by its name.
    good
        How many of them had no fault of their own.
    is_imported
        Whether the register holds the good rows now.
    """

    faults: tuple[Fault, ...]
    rows: Mapping[str, int]
    good: Mapping[str, int]
    changes: Mapping[str, Changes] = field(default_factory=dict)
    is_imported: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether any row, or a whole file, was left out."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Reading:
    """Files as they were read and checked, row by row.

    Parameters
    ----------
    checked
        Rows without faults of their own.
    faults
        Faults of the others.
    rows
        How many rows each table had.
    files
        Names of the files, in the order of their tables.
    """

    checked: Checked
    faults: tuple[Fault, ...]
    rows: Mapping[str, int]
    files: tuple[str, ...]


def import_files(
    register: str | Path,
    files: Mapping[str, Path],
    *,
    postcodes: Path | None = None,
    accept_good_rows: bool = False,
    is_far: IsFar | None = None,
    parameters: Parameters | None = None,
    who: str | None = None,
) -> Outcome:
    """Import register files.

    Parameters
    ----------
    register
        SQLite file, made where there is none, or address of a PostgreSQL database.
    files
        Files by table (:data:`TABLES`); a workbook may be named several times.
    postcodes
        Postcode file, for places given by postcode only.
    accept_good_rows
        Import the rows without a fault although others have one.
    is_far
        Whether a place is far from the area; None where no area is given.
    parameters
        Limits; the shipped ones when None.
    who
        Who does it, for the audit.

    Returns
    -------
    Outcome
        All faults, and what was done.

    Raises
    ------
    StoreError
        The register cannot be opened or written.
    InputError
        The postcode file cannot be read.
    """
    limits = parameters or read_parameters()
    return import_tables(
        register,
        read_tables(files, limits),
        postcodes=postcodes,
        accept_good_rows=accept_good_rows,
        is_far=is_far,
        parameters=limits,
        who=who,
    )


def import_tables(
    register: str | Path,
    tables: Mapping[str, ReadTable],
    *,
    postcodes: Path | None = None,
    accept_good_rows: bool = False,
    is_far: IsFar | None = None,
    parameters: Parameters | None = None,
    who: str | None = None,
    only_check: bool = False,
) -> Outcome:
    """Import tables that were read before; as :func:`import_files` otherwise.

    Parameters
    ----------
    register
        As there.
    tables
        Tables by name.
    postcodes, accept_good_rows, is_far, parameters, who
        As there.
    only_check
        Write nothing; the outcome says what would be done.

    Returns
    -------
    Outcome
        All faults, and what was done or would be.

    Raises
    ------
    StoreError
        The register cannot be opened or written.
    InputError
        The postcode file cannot be read, or a table has no known name.
    """
    limits = parameters or read_parameters()
    reading = check_tables(tables)
    points = _points(reading.checked, postcodes, limits)
    job = _Job(reading, points, limits, accept_good_rows, is_far)
    there = exists(register)
    before = _held(register) if there else Register()
    outcome, made = job.try_on(before)
    if only_check and outcome.is_imported:
        return replace(outcome, changes=compare_registers(made, before), is_imported=False)
    if not outcome.is_imported:
        return outcome
    store = open_store(register) if there else create_store(register)
    try:
        return _write(store, job, who)
    finally:
        store.close()


def read_tables(files: Mapping[str, Path], parameters: Parameters) -> dict[str, ReadTable]:
    """Read files without checking their rows.

    Parameters
    ----------
    files
        Files by table.
    parameters
        Limits.

    Returns
    -------
    dict
        Tables by name, in the order of :data:`TABLES`.

    Raises
    ------
    InputError
        There is no table of that name.
    """
    _known(files)
    return {name: read_table(files[name], name, parameters) for name in TABLES if name in files}


def read_files(files: Mapping[str, Path], parameters: Parameters) -> Reading:
    """Read and check files, each by itself.

    Parameters
    ----------
    files
        Files by table.
    parameters
        Limits.

    Returns
    -------
    Reading
        Good rows, and the faults of the others.

    Raises
    ------
    InputError
        There is no table of that name.
    """
    return check_tables(read_tables(files, parameters))


def check_tables(tables: Mapping[str, ReadTable]) -> Reading:
    """Check tables, each by itself.

    Parameters
    ----------
    tables
        Tables by name.

    Returns
    -------
    Reading
        Good rows, and the faults of the others.

    Raises
    ------
    InputError
        There is no table of that name.
    """
    _known(tables)
    checked: dict[type, tuple[Numbered[Any], ...]] = {}
    faults: list[Fault] = []
    rows: dict[str, int] = {}
    names: list[str] = []
    for name, kind in ROWS.items():
        if name not in tables:
            continue
        table, unread = tables[name]
        good, wrong = check_table(table, kind)
        checked[kind] = good
        rows[name] = len(table.rows)
        names.append(table.file)
        faults.extend((*unread, *wrong))
        if table.columns and not table.rows:
            said = Fault(table.file, None, None, "a header only", "rows below it", Severity.WARNING)
            faults.append(said)
    return Reading(checked, tuple(faults), rows, tuple(names))


def _known(names: Collection[str]) -> None:
    unknown = set(names) - set(TABLES)
    if unknown:
        raise InputError(f"no such table: {', '.join(sorted(unknown))}; {', '.join(TABLES)} are")


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be imported, whatever the register holds."""

    reading: Reading
    points: Mapping[str, Position]
    parameters: Parameters
    accepts_good_rows: bool
    is_far: IsFar | None

    def try_on(self, before: Register) -> tuple[Outcome, Register]:
        """Return what the import would do, and what the register would hold."""
        known = {**_postcodes_of(before), **self.points}
        reading = self.reading
        made, unfit = merge(reading.checked, before, known, self.parameters, self.is_far)
        faults = tuple(sorted((*reading.faults, *unfit), key=_order(reading.files)))
        good = {kind.table: len(rows) for kind, rows in reading.checked.items()}
        has_errors = any(fault.severity is Severity.ERROR for fault in faults)
        goes_on = self.accepts_good_rows or not has_errors
        return Outcome(faults, reading.rows, good, is_imported=goes_on), made


def _write(store: Store, job: _Job, who: str | None) -> Outcome:
    """Write within one transaction, on what the register holds by now."""
    with store.writing() as session:
        before = read_register(session)
        outcome, made = job.try_on(before)
        if not outcome.is_imported:
            return outcome
        changes = save_register(session, made, before)
        counts = {
            kind: {"added": len(each.added), "changed": len(each.changed)}
            for kind, each in changes.items()
            if each.added or each.changed
        }
        mark_changed(
            session,
            **{kind: changes[kind].changed for kind in ("people", "sessions", "opportunities")},
        )
        if counts:
            write_audit(session, "import", counts, who=who)
    return Outcome(outcome.faults, outcome.rows, outcome.good, changes, True)


def _held(register: str | Path) -> Register:
    store = open_store(register)
    try:
        with store.reading() as session:
            return read_register(session)
    finally:
        store.close()


def _points(checked: Checked, path: Path | None, parameters: Parameters) -> dict[str, Position]:
    """Look up the postcodes of rows that have no latitude and longitude."""
    if path is None:
        return {}
    places = (getattr(each.row, "where", None) for rows in checked.values() for each in rows)
    wanted = {
        plain_postcode(where.postcode)
        for where in places
        if isinstance(where, Where) and where.lat is None and where.postcode
    }
    return {
        name: Position(
            lat, lon, postcode_precision_m(origin, parameters), origin, tidy_postcode(name)
        )
        for name, (lat, lon, origin) in read_postcodes(path, wanted).items()
    }


def _postcodes_of(register: Register) -> dict[str, Position]:
    """Return postcodes that were looked up before: a file without a new address needs no file."""
    places = [
        *(place.at for person in register.people.values() for place in person.places),
        *(way.at for each in register.opportunities.values() for way in each.entrances),
        *(vehicle.depot.at for vehicle in register.vehicles.values()),
    ]
    return {plain_postcode(at.postcode): at for at in places if at.postcode}


def _order(files: Sequence[str]) -> Callable[[Fault], tuple[int, int]]:
    """Return an order by table, what others point at first, then by row."""
    places = {file: place for place, file in enumerate(files)}
    return lambda fault: (places[fault.file], fault.row or 0)
