"""What a backup says of itself, and how a file is known to be one."""

import json
import zipfile
from pathlib import Path
from typing import Any, Final

from transit.errors import InputError

FORMAT: Final = "transit register backup 1"
MANIFEST: Final = "manifest.json"


def read_manifest(file: Path) -> dict[str, Any]:
    """Read what a backup says of itself.

    Parameters
    ----------
    file
        The backup.

    Returns
    -------
    dict
        Format, the register's version, when it was written, rows by table.

    Raises
    ------
    InputError
        The file cannot be read, or is no backup that this version knows.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = json.loads(packed.read(MANIFEST))
    except OSError as fault:
        raise InputError(f"{file}: cannot be read ({fault.strerror})") from fault
    except (zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise InputError(f"{file}: not a backup of a register") from fault
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError(f"{file}: not a backup of a register that this transit can read")
    return manifest


def is_backup(file: Path) -> bool:
    """Tell whether a file is a backup of a register.

    Parameters
    ----------
    file
        Any file but a register: whoever opens that takes its locks away.

    Returns
    -------
    bool
        Whether :func:`read_manifest` reads it.
    """
    try:
        read_manifest(file)
    except InputError:
        return False
    return True
