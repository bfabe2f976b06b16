"""Where compiled kernels are kept: by all their sources together.

Numba keeps what it compiles beside the source, and compiles anew when that one file has changed.
A kernel that calls one of another file then goes on with the old form of it, after an upgrade as
after an edit, and may read where nothing is.
"""

import hashlib
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Final

VARIABLE: Final = "NUMBA_CACHE_DIR"

_NAMED: Final = "compiled-"

_OLD_S: Final = 86_400
"""Age at which what other sources were compiled to is removed: nobody still writes to it then."""


def keep_by_sources(sources: Path) -> None:
    """Have numba keep kernels by their sources, unless somebody chose another place.

    Parameters
    ----------
    sources
        Folder of the kernels.
    """
    folder = cache_of(sources, os.environ.get(VARIABLE, ""))
    if folder is None:
        return
    os.environ[VARIABLE] = str(folder)
    if "numba" in sys.modules:
        # It has read the environment already.
        sys.modules["numba"].config.CACHE_DIR = str(folder)


def cache_of(sources: Path, given: str) -> Path | None:
    """Return where to keep what the sources are compiled to.

    Parameters
    ----------
    sources
        Folder of the kernels.
    given
        Where numba was told to keep it; empty if nowhere.

    Returns
    -------
    Path
        A folder that no other sources share; None where another place was chosen, other than by
        this function in a process that started this one, or where nothing can be written.
    """
    kept = sources / "__pycache__"
    if given and (Path(given).parent != kept or not Path(given).name.startswith(_NAMED)):
        return None
    if not os.access(kept if kept.exists() else sources, os.W_OK):
        return None
    found = hashlib.blake2b(digest_size=8)
    for source in sorted(sources.glob("*.py")):
        found.update(source.read_bytes())
    own = kept / f"{_NAMED}{found.hexdigest()}"
    if not own.exists():
        own.mkdir(parents=True, exist_ok=True)
        for other in kept.glob(f"{_NAMED}*"):
            if other.stat().st_mtime < time.time() - _OLD_S:
                shutil.rmtree(other, ignore_errors=True)
    return own
