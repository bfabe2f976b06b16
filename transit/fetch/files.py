"""What is downloaded: a file asked for, and the record of the file that was got."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx

OSM_LICENCE = "ODbL 1.0"
OSM_ATTRIBUTION = "© OpenStreetMap contributors, ODbL"
OGL_LICENCE = "OGL 3.0"
OGL_ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to download.

    Parameters
    ----------
    name
        File name to keep it under; ours, never the server's.
    kind
        ``streets`` or ``timetable``.
    url
        Its address.
    licence, attribution
        What must be said wherever it is used.
    largest_bytes
        A larger one is refused.
    check
        Given the whole file, says what is wrong with it, or None.
    form
        Fields to post; None to get. What is posted for cannot be resumed.
    checksum_url
        Address of its MD5 sum, where its server gives one.
    """

    name: str
    kind: str
    url: str
    licence: str
    attribution: str
    largest_bytes: int
    check: Callable[[Path], str | None]
    form: Mapping[str, str] | None = None
    checksum_url: str | None = None

    @property
    def label(self) -> str:
        """What it is and who has it, for messages."""
        return f"{self.kind} from {httpx.URL(self.url).host or self.url}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """One file as downloaded; the manifest keeps it.

    Parameters
    ----------
    path
        Where it is.
    kind
        ``streets`` or ``timetable``.
    url
        Where it came from.
    bytes
        Its size.
    sha256
        Its checksum, computed here.
    fetched
        When it was got, ISO, UTC.
    modified
        When its server says it was made, as the server writes it; ``""`` unsaid.
    etag
        The server's mark of this version; ``""`` where it gives none.
    checked
        What its content was checked against, e.g. ``md5 of the server``; ``""`` only its form.
    licence, attribution
        What must be said wherever it is used.
    """

    path: Path
    kind: str
    url: str
    bytes: int
    sha256: str
    fetched: str
    modified: str = ""
    etag: str = ""
    checked: str = ""
    licence: str = ""
    attribution: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain values; the path is its name only.

        Returns
        -------
        dict
            One entry a field.
        """
        return {**asdict(self), "path": self.path.name}
