"""What commands share: progress on standard error, results on standard output, tables, JSON."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from transit.batch.tell import Tell
from transit.model.notice import Severity

if TYPE_CHECKING:
    from transit.model.notice import Notice

MOST_ROWS: Final = 20
"""Places shown of a kind of notice; --json has them all."""

err = Console(stderr=True, highlight=False)
out = Console(highlight=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Tell]:
    """Show a job's stages: a bar on a terminal, a line a stage elsewhere.

    Yields
    ------
    callable
        To be told the stage's name and the share done.
    """
    if not err.is_terminal:
        yield lambda stage, done, left_s=None: print(
            f"{done:4.0%} {_with_left(stage, left_s)}", file=sys.stderr, flush=True
        )
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
        yield lambda stage, done, left_s=None: bar.update(
            task, description=_with_left(stage, left_s), completed=done
        )


def _with_left(stage: str, left_s: float | None) -> str:
    from transit.present.study_time_words import about

    return stage if left_s is None else f"{stage} ({about(left_s)} left)"


def print_json(value: Any) -> None:
    """Print a value as JSON, alone on standard output.

    Parameters
    ----------
    value
        Plain values.
    """
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of figures.

    Parameters
    ----------
    title
        What it tells.
    heads
        Names of its columns: the first stands left, figures stand right.
    rows
        Its cells.
    """
    table = Table(title=title, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for at, head in enumerate(heads):
        table.add_column(head, justify="left" if at == 0 else "right")
    for row in rows:
        table.add_row(*row)
    out.print(table)


def print_notices(notices: "Sequence[Notice]", most_rows: int | None = MOST_ROWS) -> None:
    """Print notices by code, the gravest first: what it means once, then each place.

    Parameters
    ----------
    notices
        What to print.
    most_rows
        Places to show of each code; all when None.
    """
    order = list(Severity)
    by_code: dict[tuple[int, str], list[Notice]] = {}
    for notice in notices:
        by_code.setdefault((order.index(notice.severity), notice.code), []).append(notice)
    for (rank, code), same in sorted(by_code.items()):
        count = sum(notice.count for notice in same)
        times = "once" if count == 1 else f"{count:,} times"
        out.print(f"{order[rank].value.upper()} {code}, {times}", markup=False, style="bold")
        for todo in dict.fromkeys(notice.todo for notice in same):
            out.print(f"  What to do: {todo}", markup=False)
        for notice in same[:most_rows]:
            out.print(f"  - {_where(notice)}: {notice.message}", markup=False)
        if most_rows is not None and len(same) > most_rows:
            out.print(f"  - … and {len(same) - most_rows:,} more")


def _where(notice: "Notice") -> str:
    where = notice.file
    if notice.row is not None:
        where += f" row {notice.row}"
    if notice.field:
        where += f", {notice.field}"
    if notice.value:
        where += f" {notice.value!r}" if notice.field else f" {notice.value}"
    if notice.lat is not None:
        where += f" ({notice.lat:.5f}, {notice.lon:.5f})"
    return f"{where}, {notice.count:,} rows" if notice.count > 1 else where
