"""Counts that were handed on, kept so that a later release gives nobody away by the difference."""

from pathlib import Path

from transit.disclosure import Audience, Protected, protected_from_json
from transit.errors import InputError, StoreError


def read_release(file: Path, audience: Audience) -> Protected | None:
    """Return the counts that were handed on last.

    Parameters
    ----------
    file
        Where they are kept.
    audience
        Who is to read the next ones.

    Returns
    -------
    Protected or None
        None where nothing was kept there yet.

    Raises
    ------
    InputError
        The file holds something else, or counts for other readers.
    """
    try:
        content = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{file}: cannot be read as counts that were handed on") from fault
    try:
        kept = protected_from_json(content)
    except InputError as fault:
        raise InputError(f"{file}: {fault}") from fault
    if kept.rules.audience is not audience:
        raise InputError(
            f"{file}: holds counts for readers who are {kept.rules.audience}, not {audience}; keep "
            "one file for each"
        )
    return kept


def keep_release(file: Path, told: Protected) -> None:
    """Keep counts that are handed on, in the place of earlier ones; nothing hidden is in them.

    Parameters
    ----------
    file
        Where to keep them.
    told
        The counts.

    Raises
    ------
    StoreError
        It cannot be written.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_text(told.to_json(), encoding="utf-8")
        part.replace(file)
    except OSError as fault:
        raise StoreError(f"{file}: cannot be written ({fault.strerror})") from fault
    finally:
        part.unlink(missing_ok=True)
