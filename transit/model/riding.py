"""What rides may ask of somebody: hours, length, numbers to read, the driver to be asked."""

from dataclasses import dataclass
from typing import Final

from transit.errors import InputError

Hours = tuple[int, int]
"""From when until when, seconds of the day by the clock; the end is not included."""

_LATEST_S: Final = 172_800
"""Two days: the hours of one service day may reach into the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Riding:
    """What rides may ask of somebody.

    Parameters
    ----------
    buses
        Whether buses may be ridden at all.
    board_within
        Hours within which every bus must be boarded, as while a pass is valid; None for any.
    not_within
        Hours within which nobody may be on a bus, as in crowded times.
    longest_ride_s
        Longest ride on one bus, seconds; None for any.
    boards_where_several_call
        Whether buses may be boarded at stops where other routes call too.
    gets_off_unannounced
        Whether one may ride where nothing announces the stop to get off at.
    asks_driver
        Whether one may board or get off where the driver must be asked.
    changes_stop
        Whether the next bus may leave from another stop.
    changes_across
        Whether a road may be crossed between two buses.
    """

    buses: bool = True
    board_within: Hours | None = None
    not_within: tuple[Hours, ...] = ()
    longest_ride_s: int | None = None
    boards_where_several_call: bool = True
    gets_off_unannounced: bool = True
    asks_driver: bool = True
    changes_stop: bool = True
    changes_across: bool = True

    def __post_init__(self) -> None:
        """Refuse hours that end before they start."""
        for start, end in (*self.not_within, *([self.board_within] if self.board_within else [])):
            if not 0 <= start < end <= _LATEST_S:
                raise InputError("hours must end after they start, within two days")
        if self.longest_ride_s is not None and not 0 <= self.longest_ride_s <= _LATEST_S:
            raise InputError("the longest ride must be 0 to 172,800 seconds")


ANY: Final = Riding()
"""No limit on rides."""
