"""Lines of a CSV file, as spreadsheet programs write it."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from transit.errors import InputError

_DELIMITERS: Final = ",;\t"


def csv_lines(path: Path, most_bytes: int) -> Iterator[tuple[int, list[str]]]:
    """Give a CSV file's lines.

    Parameters
    ----------
    path
        The file.
    most_bytes
        Larger files are refused.

    Yields
    ------
    tuple of int and list of str
        Line number, the first being 1, and its cells.

    Raises
    ------
    InputError
        It cannot be read, is not UTF-8 (or UTF-16 with its mark) or has a quote that never ends.
    """
    text = _text(path, most_bytes)
    # A header may be preceded by lines that explain, so the line with most of one sign decides.
    head = text.splitlines()[:20]
    delimiter = max(
        _DELIMITERS, key=lambda sign: max((line.count(sign) for line in head), default=0)
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    began = 1
    try:
        for cells in reader:
            yield began, cells
            began = reader.line_num + 1
    except csv.Error as fault:
        raise InputError(
            f"row {began}: a quotation mark that never ends, or a cell of endless length"
        ) from fault


def _text(path: Path, most_bytes: int) -> str:
    try:
        if path.stat().st_size > most_bytes:
            raise InputError(f"a file of more than {most_bytes // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as fault:
        raise InputError(f"no file that can be read ({fault.strerror})") from fault
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in data:
        raise InputError("not text; save it as CSV UTF-8 or XLSX")
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        row = data.count(b"\n", 0, fault.start) + 1
        raise InputError(
            f"row {row}: letters that are not UTF-8; in Excel, save as 'CSV UTF-8'"
        ) from fault
