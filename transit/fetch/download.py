"""Download one file: resumed after a cut, checked, and whole or not there at all."""

import datetime as dt
import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from transit.errors import FetchError
from transit.fetch.files import FetchedFile, Source
from transit.fetch.limits import MB
from transit.fetch.partial import Partial
from transit.fetch.web import AgainError, Web

Received = Callable[[int, int | None], None]
"""Called with the bytes that are here and, where known, how many there will be."""


def download(
    source: Source,
    folder: Path,
    web: Web,
    received: Received,
    known: FetchedFile | None = None,
) -> FetchedFile:
    """Download a file into a folder.

    Parameters
    ----------
    source
        What to download.
    folder
        Where to keep it.
    web
        The client.
    received
        Told of progress.
    known
        The file as downloaded before; when it is still the server's newest it is kept.

    Returns
    -------
    FetchedFile
        What is in the folder now.

    Raises
    ------
    FetchError
        It could not be had, or is not what it should be. What has arrived stays for the next
        attempt unless it is of no use.
    """
    target = folder / source.name
    part = Partial(target)
    kept = known if known and _is_whole(target, known) and known.url == source.url else None
    try:
        answer = web.patiently(source.label, lambda: _attempt(source, part, web, received, kept))
        if answer is None and kept:
            return kept
        checked = _check(source, part, web)
        return _finish(source, part, checked)
    except OSError as fault:
        raise _disk_error(target, fault) from fault


def sha256_of(path: Path) -> str:
    """Compute a file's SHA-256.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        Hexadecimal digits.
    """
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _attempt(
    source: Source, part: Partial, web: Web, received: Received, kept: FetchedFile | None
) -> bool | None:
    """Ask once and take in what comes; None when what is kept is still the newest."""
    headers = _headers(source, part, kept)
    with web.ask(source.url, headers, source.form) as answer:
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return None
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.discard()
            raise AgainError("what was here before does not fit the server's file any more")
        if answer.status_code == httpx.codes.PARTIAL_CONTENT and not part.goes_on(answer):
            part.discard()
            raise AgainError("the server sent another part than asked for")
        if answer.status_code == httpx.codes.OK:
            part.begin(source.url, answer)
        elif answer.status_code != httpx.codes.PARTIAL_CONTENT:
            raise FetchError(f"{source.url} answers {answer.status_code} without a file")
        _take_in(answer, source, part, web, received)
    return True


def _headers(source: Source, part: Partial, kept: FetchedFile | None) -> dict[str, str]:
    if source.form is not None:
        return {}
    # Compressed on the way, a range would count other bytes than the file's.
    headers = {"Accept-Encoding": "identity", **part.headers(source.url)}
    if kept and "Range" not in headers:
        headers |= {"If-None-Match": kept.etag} if kept.etag else {}
        headers |= {"If-Modified-Since": kept.modified} if kept.modified else {}
    return headers


def _take_in(
    answer: httpx.Response, source: Source, part: Partial, web: Web, received: Received
) -> None:
    """Append the body to the partial file, within the limits."""
    total = _total(answer, part)
    _refuse_size(source, part, total, web.limits.spare_disk_bytes)
    size = part.size
    pace_from, pace_bytes = time.monotonic(), size
    with part.path.open("ab") as opened:
        for block in answer.iter_bytes():
            opened.write(block)
            size += len(block)
            if size > source.largest_bytes:
                opened.close()
                part.discard()
                raise _too_large(source, size)
            received(size, total)
            waited = time.monotonic() - pace_from
            if waited > web.limits.stall_after_s:
                if size - pace_bytes < waited * web.limits.stall_rate:
                    raise AgainError("the server sends next to nothing")
                pace_from, pace_bytes = time.monotonic(), size
        opened.flush()
        os.fsync(opened.fileno())
    if total is not None and size != total:
        raise AgainError(f"{size:,} of {total:,} bytes came")


def _total(answer: httpx.Response, part: Partial) -> int | None:
    """Return how large the whole file will be, None where the server does not say."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        return None
    length = answer.headers.get("Content-Length", "")
    return part.size + int(length) if length.isdecimal() else None


def _refuse_size(source: Source, part: Partial, total: int | None, spare: int) -> None:
    if total is not None and total > source.largest_bytes:
        part.discard()
        raise _too_large(source, total)
    needed = (total or 0) - part.size + spare
    free = shutil.disk_usage(part.path.parent).free
    if free < needed:
        raise FetchError(
            f"{source.name}: {needed / MB:,.0f} MB of disk are needed in {part.path.parent}, "
            f"{free / MB:,.0f} MB are free. Make room or choose another folder, then run the "
            "same command."
        )


def _too_large(source: Source, size: int) -> FetchError:
    return FetchError(
        f"{source.url} holds at least {size / MB:,.0f} MB, more than the "
        f"{source.largest_bytes / MB:,.0f} MB allowed for a {source.kind} file; choose a smaller "
        "region, or raise the limit in data/parameters/fetch.toml"
    )


def _check(source: Source, part: Partial, web: Web) -> str:
    """Check the whole file; one that is wrong is of no use and is thrown away."""
    wrong = source.check(part.path)
    if wrong:
        part.discard()
        raise FetchError(f"{source.url}: {wrong}")
    if source.checksum_url is None:
        return ""
    expected = _server_md5(source.checksum_url, web)
    if expected is None:
        return ""
    with part.path.open("rb") as opened:
        found = hashlib.file_digest(opened, "md5").hexdigest()
    if found != expected:
        part.discard()
        raise FetchError(
            f"{source.url}: the file that came has MD5 {found}, its server says {expected}. It "
            "was thrown away; servers replace their files daily, so try again in some minutes."
        )
    return "md5 of the server"


def _server_md5(url: str, web: Web) -> str | None:
    """Return the MD5 that a server gives, None where it gives none."""

    def attempt() -> str:
        with web.ask(url) as answer:
            # "digest  name"; nobody needs to send more than a line.
            return next(answer.iter_text(1024), "")

    try:
        text = web.patiently("the checksum", attempt)
    except FetchError:
        return None
    found = re.match(r"\s*([0-9a-fA-F]{32})\b", text)
    return found[1].lower() if found else None


def _finish(source: Source, part: Partial, checked: str) -> FetchedFile:
    marks = part.marks(source.url)
    record = FetchedFile(
        path=part.target,
        kind=source.kind,
        url=source.url,
        bytes=part.size,
        sha256=sha256_of(part.path),
        fetched=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        modified=marks.get("last-modified", ""),
        etag=marks.get("etag", ""),
        checked=checked,
        licence=source.licence,
        attribution=source.attribution,
    )
    part.finish()
    return record


def _is_whole(path: Path, known: FetchedFile) -> bool:
    if not path.is_file() or path.stat().st_size != known.bytes:
        return False
    return sha256_of(path) == known.sha256


def _disk_error(target: Path, fault: OSError) -> FetchError:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return FetchError(
            f"{target.parent}: the disk is full. Make room, then run the same command; it goes "
            "on where it stopped."
        )
    return FetchError(f"{target.name} cannot be written to {target.parent}: {fault.strerror}")
