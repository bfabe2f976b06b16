"""Files about people: written whole or not at all, to be read by their owner only."""

import tempfile
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
    part: Path | None = None
    try:
        # A file of its own, nobody else's: made anew under a free name, with mode 0600.
        with tempfile.NamedTemporaryFile(
            dir=out.parent, prefix=".", suffix=".part", delete=False
        ) as made:
            part = Path(made.name)
            made.write(content)
        part.replace(out)
    except OSError as fault:
        raise StoreError(f"{out}: cannot be written ({fault.strerror})") from fault
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
