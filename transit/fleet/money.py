"""The unit in which plans are costed."""

from typing import Final

from transit.model.clock import HOUR_S

UNITS_PER_PENNY: Final = 100_000
"""Units of cost in a penny: a metre of a minibus is some thousandths of a penny."""
_METRES_PER_MILE: Final = 1609.344


def units_a_metre(mile_pence: float) -> int:
    """Return what a metre costs.

    Parameters
    ----------
    mile_pence
        Pence a mile.

    Returns
    -------
    int
        Units of cost.
    """
    return round(mile_pence * UNITS_PER_PENNY / _METRES_PER_MILE)


def units_a_second(hour_pence: float) -> int:
    """Return what a second costs.

    Parameters
    ----------
    hour_pence
        Pence an hour.

    Returns
    -------
    int
        Units of cost.
    """
    return round(hour_pence * UNITS_PER_PENNY / HOUR_S)
