"""Files about people: written whole or not at all, to be read by their owner only."""

from pathlib import Path

from transit.errors import StoreError


def write_private(out: Path, content: bytes) -> None:
    """Write a file.

    Parameters
    ----------
    out
        The file; replaced where it is there.
    content
        What is in it.

    Raises
    ------
    StoreError
        The file cannot be written.
    """
    part = out.with_name(f"{out.name}.part")
    try:
        part.touch(mode=0o600)
        part.write_bytes(content)
        part.replace(out)
    except OSError as fault:
        raise StoreError(f"{out}: cannot be written ({fault.strerror})") from fault
    finally:
        part.unlink(missing_ok=True)
