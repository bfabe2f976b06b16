"""Which version of a pack is made: for officers and the committee, for everybody, easy-read."""

from enum import StrEnum

from transit.disclosure import Audience, Protected
from transit.model.parameters import Parameters
from transit.plan.booklet import Booklet
from transit.report.counts import protected_counts
from transit.report.easy import easy_read
from transit.report.evidence import Evidence
from transit.report.pack import review_pack


class Version(StrEnum):
    """Versions of a pack."""

    INSIDE = "inside"
    PUBLIC = "public"
    EASY = "easy-read"

    @property
    def audience(self) -> Audience:
        """Who reads it: the easy-read summary is as open as the public version."""
        return Audience.INSIDE if self is Version.INSIDE else Audience.PUBLIC


def counts_of(
    evidence: Evidence,
    version: Version,
    parameters: Parameters,
    earlier: Protected | None = None,
) -> Protected:
    """Return the counts that a version tells.

    Parameters
    ----------
    evidence
        What it is made from.
    version
        Which.
    parameters
        The parameters named ``disclosure_…``.
    earlier
        What an earlier pack for the same readers told.

    Returns
    -------
    Protected
        As its readers may have them.
    """
    return protected_counts(evidence, version.audience, parameters, earlier)


def booklet_of(
    evidence: Evidence, version: Version, parameters: Parameters, told: Protected | None = None
) -> Booklet:
    """Return a version of the pack.

    Parameters
    ----------
    evidence
        What it is made from.
    version
        Which.
    parameters
        The parameters named ``disclosure_…``.
    told
        Its counts, as :func:`counts_of` gives them; those of a first pack when None.

    Returns
    -------
    Booklet
        The pack.
    """
    counts = told or counts_of(evidence, version, parameters)
    if version is Version.EASY:
        return easy_read(evidence, parameters, counts)
    return review_pack(evidence, version.audience, parameters, counts)
