"""What counts as the same stop and the same bus, and what a routine is worth."""

from dataclasses import dataclass

from transit.model.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Thresholds and weights of watching.

    Parameters
    ----------
    same_place_m
        Farthest that a stop may lie from where it was and still be where it was.
    moved_most_m
        Farthest that it may have been moved.
    road_reach_m
        Farthest from a road's centre line that a stop stands on one of its sides.
    times_from_s
        From when times are told to have moved.
    same_bus_within_s
        How much earlier or later a bus may leave and still be the same.
    renumbered_as_s
        To how many seconds of another time another number comes.
    other_bus_s, other_stop_s
        What another number, and each other stop, adds to a journey's burden.
    other_time_weight
        What each second of another time adds.
    kept_share
        Share of its stops at which a bus must still call to be the same.
    beside_m
        How near to a walk what is seen is on it.
    """

    same_place_m: float
    moved_most_m: float
    road_reach_m: float
    times_from_s: int
    same_bus_within_s: int
    renumbered_as_s: int
    other_bus_s: int
    other_stop_s: int
    other_time_weight: float
    kept_share: float
    beside_m: float

    @classmethod
    def of(cls, parameters: Parameters) -> "Limits":
        """Return what the parameters state.

        Parameters
        ----------
        parameters
            The shipped ones, or a council's own.

        Returns
        -------
        Limits
            The thresholds.
        """
        number = parameters.number
        return cls(
            same_place_m=number("watch_same_place_m"),
            moved_most_m=number("watch_moved_most_m"),
            road_reach_m=number("watch_road_reach_m"),
            times_from_s=int(number("watch_times_from_s")),
            same_bus_within_s=int(number("watch_same_bus_within_s")),
            renumbered_as_s=int(number("watch_renumbered_as_s")),
            other_bus_s=int(number("watch_other_bus_s")),
            other_stop_s=int(number("watch_other_stop_s")),
            other_time_weight=number("watch_other_time_weight"),
            kept_share=number("watch_kept_share"),
            beside_m=number("watch_beside_m"),
        )
