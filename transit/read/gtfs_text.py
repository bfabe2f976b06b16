"""From a file's bytes to plain UTF-8 with line feeds, saying what had to be put right."""

import codecs
import io
import re

from transit.model.notice import Notice
from transit.read.gtfs_catalogue import make_notice

_CHUNK = 1 << 22
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_END = re.compile(rb"\r+\n|\r")


def clean_text(content: bytes, file: str) -> tuple[bytes, list[Notice]]:
    """Return UTF-8 without marks and NULs, lines ended by line feeds only.

    Parameters
    ----------
    content
        The file as it stands.
    file
        Its name, for notices.

    Returns
    -------
    bytes
        Clean text.
    list of Notice
        What was put right.
    """
    notices: list[Notice] = []
    for step in (_without_mark, _as_utf8, _without_nulls, _with_line_feeds):
        content, found = step(content, file)
        notices.extend(found)
    return content, notices


def _without_mark(content: bytes, file: str) -> tuple[bytes, list[Notice]]:
    """Skip a byte order mark; turn UTF-16 that carries one into UTF-8."""
    if content.startswith(codecs.BOM_UTF8):
        return content[len(codecs.BOM_UTF8) :], [make_notice("byte_order_mark", file)]
    if content.startswith(_UTF16):
        text = content.decode("utf-16", errors="replace")
        return text.encode(), [make_notice("not_utf8", file, what="it is UTF-16, read as such")]
    return content, []


def _as_utf8(content: bytes, file: str) -> tuple[bytes, list[Notice]]:
    """Replace bytes that are not UTF-8 by the replacement character."""
    at = _first_bad_byte(content)
    if at is None:
        return content, []
    lines = [
        number
        for number, line in enumerate(io.BytesIO(content), start=1)
        if _first_bad_byte(line) is not None
    ]
    shown = content[at : at + 8].decode("ascii", errors="backslashreplace")
    notice = make_notice(
        "not_utf8",
        file,
        row=lines[0] if lines else None,
        value=shown,
        count=max(len(lines), 1),
        what="letters that cannot be read were replaced",
    )
    return content.decode(errors="replace").encode(), [notice]


def _first_bad_byte(content: bytes) -> int | None:
    """Return where the first byte stands that is not UTF-8, decoding in pieces."""
    if content.isascii():
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(content), _CHUNK):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(content[start : start + _CHUNK], final=start + _CHUNK >= len(content))
        except UnicodeDecodeError as fault:
            return start - pending + fault.start
    return None


def _without_nulls(content: bytes, file: str) -> tuple[bytes, list[Notice]]:
    """Take NUL characters out."""
    at = content.find(b"\0")
    if at < 0:
        return content, []
    line = content.count(b"\n", 0, at) + 1
    text = content[content.rfind(b"\n", 0, at) + 1 :][:80].split(b"\n")[0]
    notice = make_notice(
        "contains_null",
        file,
        row=line,
        value=text.decode(errors="replace"),
        count=content.count(b"\0"),
    )
    return content.replace(b"\0", b""), [notice]


def _with_line_feeds(content: bytes, file: str) -> tuple[bytes, list[Notice]]:
    """Turn every line end into a line feed; notice when they differ within the file."""
    returns = content.count(b"\r")
    if not returns:
        return content, []
    feeds, pairs = content.count(b"\n"), content.count(b"\r\n")
    plain = content.replace(b"\r\n", b"\n")
    if returns == pairs and feeds - pairs <= 0:
        return plain, []
    if returns > pairs:
        plain = _LINE_END.sub(b"\n", content)
    lone = min(feeds - pairs, pairs) + returns - pairs
    first = _first_odd_line(content, mostly_pairs=pairs > feeds - pairs)
    return plain, [make_notice("bad_eol", file, row=first, count=lone)]


def _first_odd_line(content: bytes, *, mostly_pairs: bool) -> int | None:
    """Return the first line whose end differs from the usual one."""
    odd = rb"\r\r|\r(?!\n)|(?<!\r)\n" if mostly_pairs else rb"\r"
    found = re.search(odd, content)
    return None if found is None else content.count(b"\n", 0, found.start()) + 1
