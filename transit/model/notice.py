"""Notices: a fault in outside data is collected and shown, not raised."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a notice matters."""

    ERROR = "error"  # something was left out of the area
    WARNING = "warning"  # used, but may mislead
    INFO = "info"  # worth knowing


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing seen in outside data.

    Parameters
    ----------
    code
        Stable name in snake case, e.g. ``undefined_stop``; documented in ``docs/notices.md``.
    severity
        How much it matters.
    file
        File (and inner file of a zip) in which it was seen, e.g. ``feed.zip/stop_times.txt``.
    message
        What was found, in a plain sentence.
    todo
        What to do about it, in a plain sentence.
    row
        Line of the file, the header being 1; None where no single row is at fault.
    field
        Column or tag name.
    value
        Offending value, shortened to 80 characters.
    count
        How many rows show the same fault; only the first few are listed singly.
    lat, lon
        Where it is, decimal degrees, for street notices.
    """

    code: str
    severity: Severity
    file: str
    message: str
    todo: str
    row: int | None = None
    field: str | None = None
    value: str | None = None
    count: int = 1
    lat: float | None = None
    lon: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the notice as plain values, for JSON and tables.

        Returns
        -------
        dict
            One entry a field; the severity is its word.
        """
        return {**asdict(self), "severity": self.severity.value}


def count_by_severity(notices: Iterable[Notice]) -> dict[Severity, int]:
    """Count notices by severity.

    Parameters
    ----------
    notices
        Notices to count.

    Returns
    -------
    dict
        Every severity, with how many notices (not rows) have it.
    """
    counts = Counter(notice.severity for notice in notices)
    return {severity: counts[severity] for severity in Severity}
