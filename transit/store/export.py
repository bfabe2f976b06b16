"""Writing a register as the files that it could be imported from."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from transit.model.register import Register
from transit.read.register.checked import ROWS
from transit.read.register.directory_rows import EntranceRow, OpportunityRow, SessionRow
from transit.read.register.fleet_rows import VehicleRow
from transit.read.register.further_rows import AbilityRow, AttendanceRow, PlaceRow
from transit.read.register.people_rows import PersonRow
from transit.read.register.ride_rows import RideNeedRow, RunRow, RunStopRow
from transit.read.register.rows import Row
from transit.store.audit import write_audit
from transit.store.database import Store
from transit.store.templates import write_csv
from transit.store.whole import read_register


def export_files(store: Store, folder: Path, who: str | None = None) -> dict[str, Path]:
    """Write every table of a register as CSV, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    folder
        Folder to write into; made where there is none. Files of the same names are replaced.
    who
        Who does it, for the audit.

    Returns
    -------
    dict
        Files by table; importing them all makes an equal register.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with store.writing() as session:
        tables = dict(tables_of(read_register(session)))
        write_audit(session, "export", {name: len(rows) for name, rows in tables.items()}, who=who)
    # All files are written before the first takes its place.
    with tempfile.TemporaryDirectory(dir=folder) as made:
        for name, rows in tables.items():
            cells = [list(ROWS[name].columns()), *(row.texts() for row in rows)]
            write_csv(Path(made) / f"{name}.csv", cells)
        for name in tables:
            (Path(made) / f"{name}.csv").replace(folder / f"{name}.csv")
    return {name: folder / f"{name}.csv" for name in tables}


def tables_of(register: Register) -> Iterator[tuple[str, list[Row]]]:
    """Give a register as rows of its tables.

    Parameters
    ----------
    register
        The register.

    Yields
    ------
    tuple of str and list of Row
        Name of a table and its rows.
    """
    people = register.people.values()
    places = register.opportunities.values()
    yield "opportunities", [OpportunityRow.of(each) for each in places]
    yield (
        "entrances",
        [
            EntranceRow.of(each.id, number, entrance)
            for each in places
            for number, entrance in enumerate(each.entrances[1:], start=1)
        ],
    )
    yield "sessions", [SessionRow.of(each) for each in register.sessions.values()]
    yield "people", [PersonRow.of(each) for each in people]
    yield (
        "places",
        [
            PlaceRow.of(each.id, number, place)
            for each in people
            for number, place in enumerate(each.places[1:], start=1)
        ],
    )
    yield (
        "attendance",
        [AttendanceRow.of(each.id, goes) for each in people for goes in each.attends[1:]],
    )
    yield (
        "abilities",
        [AbilityRow.of(each.id, ability) for each in people for ability in each.abilities],
    )
    yield "fleet", [VehicleRow.of(each) for each in register.vehicles.values()]
    yield "ride_needs", [RideNeedRow.of(*each) for each in register.ride_needs.items()]
    runs = register.runs.values()
    yield "runs", [RunRow.of(each) for each in runs]
    yield (
        "run_stops",
        [
            RunStopRow.of(each.id, number, stop)
            for each in runs
            for number, stop in enumerate(each.stops, start=1)
        ],
    )
