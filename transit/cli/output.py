"""What commands share: progress on standard error, results on standard output, tables, JSON."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from transit.model.notice import Notice

err = Console(stderr=True, highlight=False)
out = Console(highlight=False, soft_wrap=True)


@contextmanager
def progress(quiet: bool = False) -> "Iterator[Callable[[str, float], None]]":
    """Show a job's stages: a bar on a terminal, a line a stage elsewhere.

    Parameters
    ----------
    quiet
        Show nothing.

    Yields
    ------
    callable
        To be told the stage's name and the share done.
    """
    if quiet:
        yield lambda stage, done: None
        return
    if not err.is_terminal:
        yield lambda stage, done: print(f"{done:4.0%} {stage}", file=sys.stderr, flush=True)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err) as bar:
        task = bar.add_task("Starting", total=1.0)
        yield lambda stage, done: bar.update(task, description=stage, completed=done)


def print_json(value: Any) -> None:
    """Print a value as JSON, alone on standard output.

    Parameters
    ----------
    value
        Plain values.
    """
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_notices(notices: "Sequence[Notice]", limit: int | None = None) -> None:
    """Print notices as a table, the gravest first.

    Parameters
    ----------
    notices
        What to print.
    limit
        Rows to show at most; all when None.
    """
    order = {"error": 0, "warning": 1, "info": 2}
    ranked = sorted(notices, key=lambda notice: order[notice.severity])
    table = Table(box=None, pad_edge=False, show_lines=False)
    for heading in ("severity", "code", "where", "found", "what to do"):
        table.add_column(heading, overflow="fold")
    for notice in ranked[:limit]:
        found = notice.message if notice.count == 1 else f"{notice.message} ({notice.count} times)"
        table.add_row(notice.severity.value, notice.code, _where(notice), found, notice.todo)
    out.print(table)
    if limit is not None and len(ranked) > limit:
        out.print(f"… and {len(ranked) - limit} more; transit check shows them all")


def _where(notice: "Notice") -> str:
    where = notice.file
    if notice.row is not None:
        where += f" row {notice.row}"
    if notice.field:
        where += f", {notice.field}"
    if notice.value:
        where += f" = {notice.value}"
    if notice.lat is not None:
        where += f" ({notice.lat:.5f}, {notice.lon:.5f})"
    return where
