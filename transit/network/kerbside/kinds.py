"""Which kind of crossing tags mean."""

from collections.abc import Mapping

from transit.model.streets import CrossingKind
from transit.read.rules import CrossingRow, CrossingRules


def crossing_kind(tags: Mapping[str, str], rules: CrossingRules) -> CrossingKind:
    """Return the kind of crossing that tags mean.

    Parameters
    ----------
    tags
        Tags of a node or of a crossing way.
    rules
        Rules for crossings.

    Returns
    -------
    CrossingKind
        ``NOT_A_CROSSING`` where no row of the table fits.
    """
    if tags.get("crossing") == "no":
        return CrossingKind.NOT_A_CROSSING
    for row in rules.rows:
        if _fits(tags.get(row.tag), row):
            return row.kind
    return CrossingKind.NOT_A_CROSSING


def _fits(value: str | None, row: CrossingRow) -> bool:
    if value is None:
        return False
    if "*" in row.values:
        return value != "no"
    return any(part.strip() in row.values for part in value.split(";"))
