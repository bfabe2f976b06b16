"""How patient and how frugal a download is, as read from the parameters."""

from dataclasses import dataclass
from typing import Self

from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.settings import Settings

MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Numbers of ``data/parameters/fetch.toml``; see there for what each is for.

    Names carry their units: seconds, hours, bytes, metres, square kilometres; ``stall_rate`` is
    bytes a second.
    """

    attempts: int
    connect_attempts: int
    first_wait_s: float
    longest_wait_s: float
    pause_s: float
    connect_timeout_s: float
    read_timeout_s: float
    stall_after_s: float
    stall_rate: float
    most_redirects: int
    largest_streets_bytes: int
    largest_timetable_bytes: int
    spare_disk_bytes: int
    margin_m: float
    largest_place_km2: float
    tile_km2: float
    overpass_timeout_s: int
    overpass_memory_bytes: int
    overpass_keys: tuple[str, ...]
    left_out_areas: tuple[str, ...]
    fresh_h: float

    @classmethod
    def of(cls, parameters: Parameters, settings: Settings) -> Self:
        """Take the limits from parameters, timeouts from the settings where those name any.

        Parameters
        ----------
        parameters
            All parameters.
        settings
            The installation's settings.

        Returns
        -------
        FetchLimits
            The limits.

        Raises
        ------
        InputError
            A parameter is missing or of the wrong kind.
        """

        def number(name: str) -> float:
            return parameters.number(f"fetch_{name}")

        return cls(
            attempts=int(number("attempts")),
            connect_attempts=int(number("connect_attempts")),
            first_wait_s=number("first_wait_s"),
            longest_wait_s=number("longest_wait_s"),
            pause_s=number("pause_s"),
            connect_timeout_s=settings.connect_timeout_s or number("connect_timeout_s"),
            read_timeout_s=settings.read_timeout_s or number("read_timeout_s"),
            stall_after_s=number("stall_after_s"),
            stall_rate=number("stall_rate"),
            most_redirects=int(number("most_redirects")),
            largest_streets_bytes=int(number("largest_streets_mb") * MB),
            largest_timetable_bytes=int(number("largest_timetable_mb") * MB),
            spare_disk_bytes=int(number("spare_disk_mb") * MB),
            margin_m=number("margin_m"),
            largest_place_km2=number("largest_place_km2"),
            tile_km2=number("tile_km2"),
            overpass_timeout_s=int(number("overpass_timeout_s")),
            overpass_memory_bytes=int(number("overpass_memory_mb") * MB),
            overpass_keys=_words(parameters, "fetch_overpass_keys"),
            left_out_areas=_words(parameters, "fetch_left_out_areas"),
            fresh_h=number("fresh_h"),
        )


def _words(parameters: Parameters, name: str) -> tuple[str, ...]:
    value = parameters[name].value if name in parameters else None
    if not isinstance(value, list):
        raise InputError(f"parameter {name} is {value!r}, expected a list of words")
    return tuple(str(word) for word in value)
