"""A pack as a file: Word or PDF, the same bytes for the same pack."""

import io
import zipfile
from typing import Final

from transit.errors import InputError
from transit.plan.booklet import Booklet
from transit.plan.docx import docx_of
from transit.plan.pdf import pdf_of

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can hold: the hour of writing is no part of a pack."""

KINDS: Final = ("docx", "pdf")
"""What a pack can be written as."""


def file_of(booklet: Booklet, kind: str) -> bytes:
    """Return a pack as a file.

    Parameters
    ----------
    booklet
        The pack.
    kind
        One of :data:`KINDS`.

    Returns
    -------
    bytes
        A Word document with headings, alternative texts and table headings, or a tagged PDF.

    Raises
    ------
    InputError
        It is another kind.
    TransitError
        A picture cannot be drawn.
    """
    if kind not in KINDS:
        raise InputError(f"a report is written as {' or '.join(KINDS)}, not as {kind or 'nothing'}")
    return pdf_of(booklet) if kind == "pdf" else _steady(docx_of(booklet))


def _steady(archive: bytes) -> bytes:
    """Return an archive without the hour at which it was written."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for entry in given.infolist():
            plain = zipfile.ZipInfo(entry.filename, _FIRST_DAY)
            plain.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(plain, given.read(entry))
    return made.getvalue()
