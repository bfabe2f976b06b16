"""Positions of rows: latitude and longitude, or a postcode that a postcode file knows."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from transit.model.parameters import Parameters
from transit.model.positions import Origin, Position
from transit.read.postcodes import plain_postcode, tidy_postcode
from transit.read.register.rows import Odd

_DEGREE_M: Final = 111_320
"""Metres in a degree of latitude."""
_BRITISH_LAT, _BRITISH_LON = (49.0, 61.5), (-9.5, 3.0)


class Where(NamedTuple):
    """The cells that say where something is.

    Parameters
    ----------
    prefix
        How the columns' names begin, e.g. ``home_``.
    lat, lon
        Decimal degrees.
    postcode
        Postcode.
    precision_m
        Metres.
    origin
        What the point was made of.
    """

    prefix: str
    lat: float | None
    lon: float | None
    postcode: str | None = None
    precision_m: int | None = None
    origin: Origin | None = None

    def odd(self) -> tuple[Odd, ...]:
        """Return what is wrong with them, without asking a postcode file.

        Returns
        -------
        tuple of Odd
            Empty where nothing is.
        """
        lat, lon = self.lat, self.lon
        if (lat is None) != (lon is None):
            field = "lat" if lat is None else "lon"
            return (Odd(self.prefix + field, "nothing", "both latitude and longitude"),)
        if lat is None or lon is None:
            if self.postcode is not None:
                return ()
            return (Odd(f"{self.prefix}lat", "nothing", "latitude and longitude, or a postcode"),)
        if _within(lon, _BRITISH_LAT) and _within(lat, _BRITISH_LON):
            found = "a latitude and longitude that look exchanged"
            return (Odd(f"{self.prefix}lat", found, "latitude first, such as 52.4130, -1.7780"),)
        if lat == 0 and lon == 0:
            return (Odd(f"{self.prefix}lat", "zero and zero", "the place's own position"),)
        return ()

    def position(self, postcodes: Mapping[str, Position], parameters: Parameters) -> Position | Odd:
        """Return the position, or why there is none.

        Parameters
        ----------
        postcodes
            Known postcodes, plainly written.
        parameters
            How exact postcodes are.

        Returns
        -------
        Position or Odd
            The position, or what is wrong.
        """
        postcode = plain_postcode(self.postcode) if self.postcode else None
        if self.lat is None or self.lon is None:
            found = postcodes.get(postcode or "")
            expected = "a postcode that the file given as --postcodes has, or lat and lon"
            return found or Odd(f"{self.prefix}postcode", "a postcode that is not known", expected)
        origin = self.origin or Origin.POINT
        precision = self.precision_m
        if precision is None and origin is Origin.POINT:
            precision = max(
                1, round(_DEGREE_M / 10 ** max(_decimals(self.lat), _decimals(self.lon)))
            )
        elif precision is None:
            precision = postcode_precision_m(origin, parameters)
        kept = tidy_postcode(postcode) if postcode and origin is not Origin.POINT else None
        return Position(self.lat, self.lon, precision, origin, kept)


def postcode_precision_m(origin: Origin, parameters: Parameters) -> int:
    """Return how far from its postcode's point a home may be.

    Parameters
    ----------
    origin
        What the point was made of.
    parameters
        How exact postcodes are.

    Returns
    -------
    int
        Metres.
    """
    sector = "_sector" if origin is Origin.SECTOR else ""
    return int(parameters.number(f"postcode{sector}_precision_m"))


def cells(prefix: str, at: Position) -> dict[str, Any]:
    """Return the cells that say where something is.

    Parameters
    ----------
    prefix
        How the columns' names begin, e.g. ``home_``.
    at
        Its position.

    Returns
    -------
    dict
        Values by column.
    """
    return {
        f"{prefix}lat": at.lat,
        f"{prefix}lon": at.lon,
        f"{prefix}postcode": at.postcode,
        f"{prefix}precision_m": at.precision_m,
        f"{prefix}from": at.origin,
    }


def _decimals(number: float) -> int:
    return len(repr(number).partition(".")[2]) if "e" not in repr(number) else 6


def _within(number: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= number <= ends[1]
