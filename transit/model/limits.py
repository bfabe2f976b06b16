"""Limits: what training does not move. A limit that is not given leaves the profile's in force."""

from dataclasses import dataclass
from typing import Final

from transit.errors import InputError
from transit.model.fact import State

RANGES: Final[dict[str, tuple[float, float]]] = {
    "walk_without_rest_m": (1, 20_000),
    "walk_total_m": (0, 50_000),
    "speed_m_s": (0.1, 4.0),
    "steepest_pct": (0, 100),
    "most_steps": (0, 1_000),
    "highest_kerb_mm": (0, 300),
    "chair_width_mm": (300, 1_500),
    "chair_length_mm": (300, 2_500),
    "toilet_every_min": (10, 1_440),
}
"""Least and greatest value that can be meant, by field: a guard against slips of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a person's body and senses allow.

    Parameters
    ----------
    walk_without_rest_m
        Longest walk without sitting down, metres.
    walk_total_m
        Longest walk in a whole journey, metres.
    speed_m_s
        Speed on the level, metres a second.
    steepest_pct
        Steepest slope, per cent.
    most_steps
        Most steps in one flight; 0 for none.
    highest_kerb_mm
        Highest kerb, millimetres; 0 for flush only.
    chair
        Travels in a wheelchair.
    chair_width_mm, chair_length_mm
        Size of the chair with the person in it, millimetres.
    out_after_dark
        Can be out after dark.
    bears_noise, bears_crowds
        Can bear noise, and crowds, for a ride.
    toilet_every_min
        Longest time between toilets, minutes.
    """

    walk_without_rest_m: int | None = None
    walk_total_m: int | None = None
    speed_m_s: float | None = None
    steepest_pct: float | None = None
    most_steps: int | None = None
    highest_kerb_mm: int | None = None
    chair: State = State.UNKNOWN
    chair_width_mm: int | None = None
    chair_length_mm: int | None = None
    out_after_dark: State = State.UNKNOWN
    bears_noise: State = State.UNKNOWN
    bears_crowds: State = State.UNKNOWN
    toilet_every_min: int | None = None

    def __post_init__(self) -> None:
        """Refuse impossible values. The message does not repeat them."""
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise InputError(f"{name} must be {low} to {high}")
