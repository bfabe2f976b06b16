"""Areas that lie elsewhere: copied once to this machine, then mapped like any other."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from transit.errors import AreaError


def local_area(place: str) -> Path:
    """Return a folder of this machine that holds an area.

    Parameters
    ----------
    place
        A folder, or an address that fsspec reads (``s3://…``, ``abfs://…``, ``memory://…``). What
        lies at an address is copied to the temporary folder once, whole or not at all.

    Returns
    -------
    Path
        To be opened.
    """
    if "://" not in place:
        return Path(place)
    try:
        import fsspec
    except ImportError as fault:
        raise AreaError(
            f"{place}: addresses need the extra 'cluster': pip install transit[cluster]"
        ) from fault
    try:
        files, path = fsspec.core.url_to_fs(place)
        manifest = files.cat_file(f"{path.rstrip('/')}/manifest.json")
        # An area that has been built anew has another manifest, and so another copy.
        name = hashlib.sha256(place.encode() + b"\0" + manifest).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"transit-areas-{os.getuid()}" / name
        if not folder.exists():
            _copy(files, path, folder)
    except (OSError, ValueError) as fault:
        raise AreaError(f"{place}: no area can be copied from there") from fault
    return folder


def _copy(files: Any, path: str, folder: Path) -> None:
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        files.get(path.rstrip("/") + "/", str(part) + "/", recursive=True)
        part.rename(folder)
    except OSError:
        if not folder.exists():  # another worker may have been quicker
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
