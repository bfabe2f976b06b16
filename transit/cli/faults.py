"""Faults of register files on a terminal: those that are alike are one line."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transit.model.notice import Severity

if TYPE_CHECKING:
    from transit.read.table_faults import Fault

_ALIKE = 3
"""So many alike have a line each: with the row's id one sees which they are."""

_MOST_ROWS = 8
"""Rows named in a line; --json has them all."""

_MOST_LINES = 100


def fault_lines(faults: "Sequence[Fault]") -> Iterator[str]:
    """Yield faults as lines for a terminal, in the order in which each kind came first.

    Parameters
    ----------
    faults
        The faults.

    Yields
    ------
    str
        A line each; of more than three that differ in nothing but the row, one for all.
    """
    kinds: dict[tuple[object, ...], list[Fault]] = {}
    for fault in faults:
        kind = fault.severity, fault.file, fault.field, fault.found, fault.expected
        kinds.setdefault(kind, []).append(fault)
    lines = [line for alike in kinds.values() for line in _lines_of(alike)]
    yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield f"… and {len(lines) - _MOST_LINES:,} lines more; --json prints everything"


def fault_line(fault: "Fault") -> str:
    """Return a fault as a line for a terminal.

    Parameters
    ----------
    fault
        The fault.

    Returns
    -------
    str
        Where it is, what was found and what was expected.
    """
    where = f" row {fault.row:,}" if fault.row is not None else ""
    where += f", {fault.id}" if fault.id else ""
    return _line(fault, where)


def how_many(faults: "Sequence[Fault]") -> str:
    """Return how many errors and warnings there are.

    Parameters
    ----------
    faults
        The faults.

    Returns
    -------
    str
        Such as ``2 errors and 1 warning``.
    """
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    counts = {"error": errors, "warning": len(faults) - errors}
    told = [f"{n:,} {what}{'s' * (n != 1)}" for what, n in counts.items() if n]
    return " and ".join(told)


def _lines_of(alike: "Sequence[Fault]") -> Iterator[str]:
    rows = [fault.row for fault in alike if fault.row is not None]
    if len(alike) <= _ALIKE or len(rows) < len(alike):
        yield from map(fault_line, alike)
        return
    named = ", ".join(f"{row:,}" for row in rows[:_MOST_ROWS])
    beyond = len(rows) - _MOST_ROWS
    more = f" and {beyond:,} more" if beyond > 0 else ""
    yield _line(alike[0], f" rows {named}{more}")


def _line(fault: "Fault", where: str) -> str:
    where += f", {fault.field}" if fault.field else ""
    word = fault.severity.value.upper()
    return f"{word} {fault.file}{where}: found {fault.found}; expected {fault.expected}"
