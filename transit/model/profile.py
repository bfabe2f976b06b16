"""Profiles: how someone travels. Described by what a person can do, never by a diagnosis."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from transit.errors import InputError
from transit.model.riding import ANY, Riding
from transit.model.streets import CrossingKind, RoadClass, Traffic


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Perceived seconds a clock second, and perceived seconds added once.

    Parameters
    ----------
    walk, wait, wait_no_seat, ride
        Weight of a second walked, waited, waited where no seat is known, ridden. ``ride`` is at
        most ``wait``: the search relies on it.
    change_s
        Added for each change of bus.
    crossing_s
        Added for crossing, by the traffic crossed, where neither signals nor a zebra help.
    upward_slope
        Share added to a walked second for each per cent of slope.
    """

    walk: float = 2.0
    wait: float = 2.0
    wait_no_seat: float = 2.5
    ride: float = 1.0
    change_s: int = 900
    crossing_s: Mapping[Traffic, int] = field(
        default_factory=lambda: {
            Traffic.QUIET: 5,
            Traffic.MODERATE: 60,
            Traffic.BUSY: 180,
            Traffic.FAST: 360,
        }
    )
    upward_slope: float = 0.1

    def __post_init__(self) -> None:
        """Refuse weights that the search cannot honour."""
        if not 0 < self.ride <= min(self.wait, self.wait_no_seat):
            raise InputError("weights: ride must be above 0 and at most the weight of waiting")
        if self.wait_no_seat < self.wait:
            # Otherwise learning of a seat could make a journey worse.
            raise InputError("weights: wait_no_seat must be at least wait")
        if self.walk < 1 or self.change_s < 0 or min(self.crossing_s.values()) < 0:
            raise InputError("weights: walk must be at least 1, change_s and crossing_s 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How someone travels: what a journey may ask, and what it costs them.

    Parameters
    ----------
    name
        Short name, e.g. ``walks-with-a-stick``.
    label
        Name in plain words.
    speed_m_s
        Walking (or wheeling) speed on the level, metres a second.
    longest_walk_m
        Longest single walk (to the first stop, from the last, or all the way), metres.
    longest_change_walk_m
        Longest walk between two buses, metres.
    longest_total_walk_m
        Longest walk in the whole journey, metres; None for no limit.
    rest_every_m
        Longest stretch without a seat, metres; None for no limit.
    chair
        Travels in a wheelchair: step-free stops and a wheelchair space are needed.
    most_steps
        Most steps in one flight; 0 for none, None for any number.
    steepest_pct
        Steepest slope, per cent; None for any.
    needs_dropped_kerbs
        Cannot use a raised kerb.
    needs_firm_surface
        Cannot use loose or uneven ground.
    needs_pavement
        Does not walk in the carriageway.
    walks_on
        Classes of road walked on where there is no pavement, beside those that everybody shares
        with traffic; only read where ``needs_pavement``.
    narrowest_mm
        Narrowest way, millimetres; None for any.
    walks_unlit
        Walks where no street light is.
    crossings
        Busiest traffic crossed alone at each kind of crossing; a kind left out is not used.
    most_changes
        Most changes of bus.
    at_stop_early_s
        At the first stop so long before the bus, seconds.
    change_margin_s
        Spare time at each change beyond the walk, seconds.
    arrive_early_s
        At the destination so long before the time asked for, seconds.
    riding
        What rides may ask.
    weights
        What things cost in perceived seconds.
    """

    name: str
    label: str
    speed_m_s: float
    longest_walk_m: int
    longest_change_walk_m: int
    longest_total_walk_m: int | None = None
    rest_every_m: int | None = None
    chair: bool = False
    most_steps: int | None = None
    steepest_pct: float | None = None
    needs_dropped_kerbs: bool = False
    needs_firm_surface: bool = False
    needs_pavement: bool = True
    walks_on: tuple[RoadClass, ...] = ()
    narrowest_mm: int | None = None
    walks_unlit: bool = True
    crossings: Mapping[CrossingKind, Traffic]
    most_changes: int
    at_stop_early_s: int
    change_margin_s: int
    arrive_early_s: int
    riding: Riding = ANY
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        """Refuse impossible values."""
        for name, low, high in (
            ("speed_m_s", 0.1, 4.0),
            ("longest_walk_m", 0, 20_000),
            ("longest_change_walk_m", 0, 5_000),
            ("longest_total_walk_m", 0, 50_000),
            ("rest_every_m", 1, 20_000),
            ("most_steps", 0, 1_000),
            ("steepest_pct", 0.0, 100.0),
            ("narrowest_mm", 0, 5_000),
            ("most_changes", 0, 7),
            ("at_stop_early_s", 0, 7_200),
            ("change_margin_s", 0, 7_200),
            ("arrive_early_s", 0, 7_200),
        ):
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise InputError(
                    f"profile {self.name}: {name} is {value}, expected {low} to {high}"
                )

    @property
    def routing_hash(self) -> str:
        """Same for all profiles that route equally, whatever they are called."""
        asked = {key: value for key, value in asdict(self).items() if key not in ("name", "label")}
        text = json.dumps(asked, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
