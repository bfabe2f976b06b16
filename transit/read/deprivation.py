"""How deprived areas are, in fifths, from the indices that the nations publish."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.read.area_codes import as_code, code_column, listed
from transit.read.boundaries import read_boundaries
from transit.read.tables import read_table

_TABLES: Final = (".csv", ".xlsx")
_STEPS: Final = {"quintile": 5, "fifth": 5, "decile": 10}
"""How many steps a column of that name has; 1 is most deprived in each."""
_FIFTHS: Final = 5


@dataclass(frozen=True, slots=True)
class Deprivation:
    """In which fifth of the nation areas lie.

    Parameters
    ----------
    file
        Name of the file.
    column
        The column that was used, as the file calls it.
    fifths
        By code of the area; 1 holds the most deprived areas, 5 the least.
    """

    file: str
    column: str
    fifths: Mapping[str, int]


def read_deprivation(
    path: Path, parameters: Parameters, *, code: str | None = None, column: str | None = None
) -> tuple[Deprivation, tuple[Notice, ...]]:
    """Read in which fifth areas lie.

    Parameters
    ----------
    path
        CSV or XLSX, or boundaries whose columns say it.
    parameters
        ``data/parameters/coverage.toml``.
    code, column
        Columns of the codes and of the deciles or fifths; found by what they are called when None.

    Returns
    -------
    deprivation : Deprivation
        At least one area.
    notices : tuple of Notice
        Rows that were left out, and codes that are there twice.

    Raises
    ------
    InputError
        The file cannot be read, or has no codes, or no deciles or fifths.
    """
    table = _table(path, parameters)
    codes = code_column(path, table, code, str(parameters["coverage_code_pattern"].value))
    words = sorted(parameters.names("coverage_fifths_words"))
    named = _step_column(path, [str(each) for each in table.columns], words, column)
    steps = _steps(path, named, table[named])
    fifths: dict[str, int] = {}
    bad = twice = 0
    for each, cell in zip(map(as_code, table[codes]), table[named], strict=True):
        step = _whole(cell)
        if not each or step is None or not 1 <= step <= steps:
            bad += 1
        elif fifths.setdefault(each, _fifth(step, steps)) != _fifth(step, steps):
            twice += 1
    if not fifths:
        raise InputError(f"{path}: no row has a code and a number from 1 to {steps} in {named}")
    return Deprivation(path.name, named, fifths), tuple(_notices(path, named, steps, bad, twice))


def _table(path: Path, parameters: Parameters) -> pd.DataFrame:
    if path.suffix.lower() not in _TABLES:
        found, _ = read_boundaries(path, parameters)
        return found.values
    if not path.exists():
        raise InputError(f"{path}: there is no such file")
    table, faults = read_table(path, "deprivation")
    if not table.rows:
        why = f" ({faults[0].found})" if faults else ""
        raise InputError(f"{path}: no table with rows{why}")
    names = [name for name in dict.fromkeys(table.columns) if name]
    return pd.DataFrame(
        {name: [row.cells.get(name) for row in table.rows] for name in names}, dtype=object
    )


def _step_column(path: Path, columns: list[str], words: list[str], asked: str | None) -> str:
    """Find the column of the whole index, not of one of its domains."""
    if asked is not None:
        plain = "_".join(asked.lower().split())
        found = next((name for name in columns if name in (asked, plain)), None)
        if found is None:
            raise InputError(f"{path}: no column {asked}; it has {listed(columns)}")
        return found
    stepped = [name for name in columns if any(step in name.lower() for step in _STEPS)]
    for name in stepped:
        if any(word in name.lower().replace("_", " ") for word in words):
            return name
    if len(stepped) == 1:
        return stepped[0]
    raise InputError(
        f"{path}: no column of deciles or fifths of the whole index; it has {listed(columns)}. "
        "Name the column"
    )


def _steps(path: Path, named: str, cells: pd.Series) -> int:
    """Tell deciles from fifths, by the name and else by the greatest number."""
    for word, steps in _STEPS.items():
        if word in named.lower():
            return steps
    numbers = [number for number in map(_whole, cells) if number is not None]
    if numbers and max(numbers) <= 2 * _FIFTHS:
        return _FIFTHS if max(numbers) <= _FIFTHS else 2 * _FIFTHS
    raise InputError(f"{path}: {named} holds no numbers from 1 to 5 or from 1 to 10")


def _whole(cell: object) -> int | None:
    try:
        number = float(str(cell))
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def _fifth(step: int, steps: int) -> int:
    return (step - 1) * _FIFTHS // steps + 1


def _notices(path: Path, named: str, steps: int, bad: int, twice: int) -> list[Notice]:
    made = []
    if bad:
        made.append(
            Notice(
                code="deprivation_bad_row",
                severity=Severity.WARNING,
                file=path.name,
                field=named,
                message=f"A row has no code, or no number from 1 to {steps}; it was left out.",
                todo="Mend the row. People who live there count as of an unknown fifth.",
                count=bad,
            )
        )
    if twice:
        made.append(
            Notice(
                code="deprivation_twice",
                severity=Severity.WARNING,
                file=path.name,
                field=named,
                message="An area is there twice with different numbers; the first counts.",
                todo="Keep the row of the edition that is meant.",
                count=twice,
            )
        )
    return made
