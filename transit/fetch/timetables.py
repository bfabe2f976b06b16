"""Timetables of a region from the Bus Open Data Service."""

from transit.fetch.content import check_feed
from transit.fetch.files import OGL_ATTRIBUTION, OGL_LICENCE, Source
from transit.fetch.limits import FetchLimits
from transit.settings import Settings


def timetable_source(region: str, settings: Settings, limits: FetchLimits) -> Source:
    """Return the timetables to download.

    Parameters
    ----------
    region
        Key of a region, or ``all``.
    settings
        Address of the timetables.
    limits
        Largest size.

    Returns
    -------
    Source
        The region's GTFS zip.
    """
    return Source(
        name=f"timetable-{region}.zip",
        kind="timetable",
        url=settings.timetable_url.format(region=region),
        licence=OGL_LICENCE,
        attribution=OGL_ATTRIBUTION,
        largest_bytes=limits.largest_timetable_bytes,
        check=check_feed,
    )
