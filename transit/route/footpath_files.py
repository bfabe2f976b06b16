"""Footpaths kept in files beside an area, as many as there is room for.

Several processes may use one folder: a file is written whole under another name and then renamed,
and one that somebody else has taken away is made anew.
"""

import logging
import os
import tempfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np

from transit.route.footpaths import Rows

_LOG = logging.getLogger(__name__)
_VERSION = 1
"""Of the files; others are made anew."""

_PREFIX, _SUFFIX, _PART = "footpaths-", ".npz", ".part"
_TORN_AFTER_S = 3600
"""A file being written for so long belongs to a process that has died."""


def file_for(folder: Path, key: str) -> Path:
    """Return where footpaths are kept.

    Parameters
    ----------
    folder
        The area's cache.
    key
        Name that only equal footpaths share.

    Returns
    -------
    Path
        The file.
    """
    return folder / f"{_PREFIX}{key}{_SUFFIX}"


def cached_rows(file: Path) -> Rows | None:
    """Return walks kept earlier.

    Parameters
    ----------
    file
        Where they would be.

    Returns
    -------
    ndarray or None
        None where there are none, or they cannot be read.
    """
    try:
        with np.load(file, allow_pickle=False) as kept:
            rows = kept["rows"]
            if int(kept["version"]) == _VERSION and rows.ndim == 2 and rows.shape[1] == 5:
                with suppress(OSError):
                    os.utime(file)  # what was used last goes last
                return np.asarray(rows, np.int64)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        _LOG.warning("a kept set of footpaths cannot be read and is made anew: %s", file.name)
    return None


def keep_rows(file: Path, rows: Rows, most_bytes: int) -> None:
    """Keep walks for another time, whole or not at all, and let go what was not used longest.

    Parameters
    ----------
    file
        Where to keep them.
    rows
        The walks. That they cannot be written is no fault: they are made anew next time.
    most_bytes
        Room for all that is kept in the folder; what alone is larger is not kept.
    """
    if 4 * rows.size > most_bytes:
        return
    part = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, suffix=_PART, delete=False) as part:
            np.savez(part, version=np.int64(_VERSION), rows=rows.astype(np.int32))
        Path(part.name).replace(file)
    except OSError:
        _LOG.info("footpaths are not kept: %s cannot be written", file.parent)
        if part is not None:
            with suppress(OSError):
                Path(part.name).unlink(missing_ok=True)
        return
    _make_room(file, most_bytes)


def _make_room(newest: Path, most_bytes: int) -> None:
    """Take away the files used longest ago until the others fit, and what nobody finished."""
    kept = []
    for path in newest.parent.iterdir():
        with suppress(OSError):
            state = path.stat()
            if path.suffix == _PART and state.st_mtime < time.time() - _TORN_AFTER_S:
                path.unlink()
            elif path.name.startswith(_PREFIX) and path.suffix == _SUFFIX:
                kept.append((path != newest, -state.st_mtime, path.name, state.st_size, path))
    total = 0
    for *_, size, path in sorted(kept):
        total += size
        if total > most_bytes:
            with suppress(OSError):
                path.unlink()
