"""Training as files: one table each, to be looked at elsewhere or handed over with a person's file.

What trainers wrote about people is in them; they are as private as the register.
"""

import tempfile
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from transit.store.audit import write_audit
from transit.store.base import Base, table_of
from transit.store.database import Store
from transit.store.templates import write_csv
from transit.store.training_tables import (
    AgreementTable,
    BookingTable,
    CourseTable,
    FollowUpTable,
    IncidentTable,
    LessonTable,
    PromptTable,
    SignOffTable,
    StageTable,
)

TABLES: Final[tuple[type[Base], ...]] = (
    CourseTable,
    StageTable,
    AgreementTable,
    LessonTable,
    PromptTable,
    IncidentTable,
    BookingTable,
    SignOffTable,
    FollowUpTable,
)


def export_training(
    store: Store, folder: Path, person: str | None = None, who: str | None = None
) -> dict[str, Path]:
    """Write everything about training as CSV, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    folder
        Folder to write into; made where there is none. Files of the same names are replaced.
    person
        Only of this person; None for everybody.
    who
        Who does it, for the audit.

    Returns
    -------
    dict
        Files by table. They are for people and other programs; ``transit db backup`` is what brings
        a register back.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with store.writing() as session:
        tables = {table_of(each).name: _cells(session, each, person) for each in TABLES}
        counts = {name: len(rows) - 1 for name, rows in tables.items()}
        write_audit(session, "export training", counts, who=who)
    # All files are written before the first takes its place.
    with tempfile.TemporaryDirectory(dir=folder) as made:
        for name, rows in tables.items():
            write_csv(Path(made) / f"{name}.csv", rows)
        for name in tables:
            (Path(made) / f"{name}.csv").replace(folder / f"{name}.csv")
    return {name: folder / f"{name}.csv" for name in tables}


def has_training(store: Store) -> bool:
    """Tell whether anybody was ever trained.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    bool
        True where there is a course.
    """
    with store.reading() as session:
        return session.scalar(select(CourseTable.id).limit(1)) is not None


def _text(cell: Any) -> str:
    """Return a cell as text that no spreadsheet runs."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _cells(session: Session, model: type[Base], person: str | None) -> list[list[str]]:
    """Return a table with its header; tokens of forms are of no use elsewhere."""
    table = table_of(model)
    columns = [column for column in table.columns if column.name != "token"]
    asked = select(*columns).order_by(table.c.id)
    if person is not None:
        asked = asked.where(table.c.person_id == person)
    rows = [[_text(cell) for cell in row] for row in session.execute(asked)]
    return [[column.name for column in columns], *rows]
