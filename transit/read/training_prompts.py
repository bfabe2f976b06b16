"""A lesson as a table: a step or skill a row, with how it was managed."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from transit.model.abilities import Level
from transit.model.parameters import Parameters
from transit.read.table_faults import Cell, Fault, describe
from transit.read.tables import Table, read_table

COLUMNS: Final = ("step", "skill", "level")
NOT_TRIED: Final = ("", "not tried")
EXPECTED: Final = "0 not yet, 1 with prompts, 2 with own aid, 3 alone, or empty for not tried"


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A row of a lesson's table.

    Parameters
    ----------
    number
        Line of the file.
    step
        What it says of the step: a key, or way and number such as ``out/4``.
    skill
        What it says of the skill.
    level
        How well; None where it was not tried.
    """

    number: int
    step: str
    skill: str
    level: Level | None


def read_prompts(
    path: Path, parameters: Parameters | None = None
) -> tuple[tuple[PromptRow, ...], tuple[Fault, ...]]:
    """Read how the steps of a lesson were managed.

    Parameters
    ----------
    path
        A file that ends in ``.csv`` or ``.xlsx``, with the columns step or skill, and level.
    parameters
        Limits; the shipped ones when None.

    Returns
    -------
    rows : tuple of PromptRow
        Those without a fault, also of what was not tried.
    faults : tuple of Fault
        Everything that is wrong.
    """
    table, unread = read_table(path, "prompts", parameters)
    if unread:
        return (), unread
    faults = list(_columns(table))
    if faults:
        return (), tuple(faults)
    rows = []
    for row in table.rows:
        step, skill = (_text(row.cells.get(name)) for name in ("step", "skill"))
        found = row.cells.get("level")
        if not step and not skill:
            faults.append(Fault(table.file, row.number, "step", "nothing", "a step or a skill"))
        elif (level := level_of(_text(found))) is None and _text(found) not in NOT_TRIED:
            told = describe(found, personal=False)
            faults.append(Fault(table.file, row.number, "level", told, EXPECTED))
        else:
            rows.append(PromptRow(row.number, step, skill, level))
    return tuple(rows), tuple(faults)


def level_of(text: str) -> Level | None:
    """Read a level.

    Parameters
    ----------
    text
        0 to 3.

    Returns
    -------
    Level or None
        None where it is none of them, also where it was not tried.
    """
    return Level(int(text)) if text in ("0", "1", "2", "3") else None


def _columns(table: Table) -> Iterable[Fault]:
    odd = [name for name in table.columns if name and name not in COLUMNS]
    for name in odd:
        known = ", ".join(COLUMNS)
        yield Fault(table.file, 1, name, "a column that is not known", f"the columns {known}")
    if "level" not in table.columns:
        yield Fault(table.file, 1, "level", "no such column", EXPECTED)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip().lower()
