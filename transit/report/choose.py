"""Which version of a pack is made: for officers and the committee, for everybody, easy-read."""

from enum import StrEnum

from transit.disclosure import Audience
from transit.model.parameters import Parameters
from transit.plan.booklet import Booklet
from transit.report.easy import easy_read
from transit.report.evidence import Evidence
from transit.report.pack import review_pack


class Version(StrEnum):
    """Versions of a pack."""

    INSIDE = "inside"
    PUBLIC = "public"
    EASY = "easy-read"


def booklet_of(evidence: Evidence, version: Version, parameters: Parameters) -> Booklet:
    """Return a version of the pack.

    Parameters
    ----------
    evidence
        What it is made from.
    version
        Which.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    Booklet
        The pack.
    """
    if version is Version.EASY:
        return easy_read(evidence, parameters)
    return review_pack(evidence, Audience(version.value), parameters)
