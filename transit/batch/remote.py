"""Areas that lie elsewhere: copied once to this machine, then mapped like any other."""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from transit.errors import AreaError


def address_of(place: str) -> str:
    """Return a place as a process in another folder finds it.

    Parameters
    ----------
    place
        A folder, or an address.

    Returns
    -------
    str
        The folder from the root on; an address as it is.
    """
    return place if "://" in place else str(Path(place).absolute())


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

    Raises
    ------
    AreaError
        There is no area, or a package is missing that reads such addresses.
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
            _copy(files, path.rstrip("/"), json.loads(manifest)["edition"], folder)
    except ImportError as fault:
        # It names the package to install.
        raise AreaError(f"{place}: {fault}") from fault
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise AreaError(f"{place}: no area can be copied from there") from fault
    return folder


def _copy(files: Any, path: str, edition: str, folder: Path) -> None:
    """Copy the current edition and its cache, file by file: a web server knows no folders."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        found = [f"{path}/manifest.json", *files.find(f"{path}/editions/{edition}")]
        with suppress(FileNotFoundError):
            found += files.find(f"{path}/cache/{edition}")
        names = [name for name in found if not name.endswith("/")]
        copies = [part / name.removeprefix(path).lstrip("/") for name in names]
        for copy in copies:
            copy.parent.mkdir(parents=True, exist_ok=True)
        files.get(names, [str(copy) for copy in copies])
        part.rename(folder)
    except OSError:
        if not folder.exists():  # another worker may have been quicker
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
