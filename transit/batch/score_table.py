"""Verdicts of a register as a Parquet file, written as they are read."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from transit.errors import InputError
from transit.store import Store
from transit.store.verdict_pages import Chosen, read_verdicts

_PEOPLE: Final = 50
"""People read at once: with a city's sessions some ten thousand rows."""
_NOT_WRITTEN: Final = ("scored_at",)
"""So that equal verdicts make equal files."""


def write_verdicts(store: Store, chosen: Chosen, people: Sequence[str], out: Path) -> int:
    """Write verdicts by person, place and session.

    Parameters
    ----------
    store
        The register.
    chosen
        Which verdicts.
    people
        Ids of whom they may be about.
    out
        File to write, whole or not at all; only its owner may read it.

    Returns
    -------
    int
        Rows written.
    """
    part = out.with_name(out.name + ".part")
    rows = 0
    try:
        with suppress(FileNotFoundError):
            part.unlink()
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            writer = None
            waiting = iter(sorted(people))
            while some := tuple(islice(waiting, _PEOPLE)) or (writer is None and ("",)):
                frame = read_verdicts(store, replace(chosen, people=some)).drop(_NOT_WRITTEN)
                table = frame.to_arrow()
                if writer is None:
                    writer = pq.ParquetWriter(file, table.schema, compression="zstd")
                writer.write_table(table)
                rows += table.num_rows
            assert writer is not None
            writer.close()
        part.replace(out)
    except OSError as fault:
        raise InputError(f"{out}: cannot be written here ({fault.strerror})") from fault
    finally:
        with suppress(OSError):
            part.unlink()
    return rows
