"""Where somebody lives or something stands, and how exactly that is known."""

from dataclasses import dataclass
from enum import StrEnum

from transit.errors import InputError


class Origin(StrEnum):
    """What a position was made of."""

    POINT = "point"  # latitude and longitude were given
    POSTCODE = "postcode"  # the middle of a postcode's addresses
    SECTOR = "postcode sector"  # the postcode file itself only knew the neighbourhood


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the map.

    Parameters
    ----------
    lat, lon
        Decimal degrees.
    precision_m
        How far from it the true place may be, metres.
    origin
        What it was made of.
    postcode
        The postcode it was found by, e.g. ``B1 1AA``; None for a point.
    """

    lat: float
    lon: float
    precision_m: int
    origin: Origin = Origin.POINT
    postcode: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is not on the globe. The message does not repeat somebody's home."""
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InputError("a position must be decimal degrees: lat -90 to 90, lon -180 to 180")
