"""How near a landmark must be, and how far from another that is like it."""

from dataclasses import dataclass

from transit.model.parameters import Parameters


@dataclass(frozen=True, slots=True)
class LandmarkLimits:
    """How near, how far and how much alike.

    Parameters
    ----------
    bus_reach_m
        How far from a stop something is told that is seen from the bus, metres.
    sight_m
        Two alike within so many metres of where one stands are not told.
    same_m
        Two alike nearer to each other than this are one thing mapped twice.
    off_street_m
        How near something must be beside a way without a name.
    beside_m, ahead_deg
        Less far off the line, or less far off straight on, no side is told.
    pass_from_m, pass_clear_m
        Shortest stretch on which it is told what one passes, and how far that is from its ends.
    """

    bus_reach_m: float
    sight_m: float
    same_m: float
    off_street_m: float
    beside_m: float
    ahead_deg: float
    pass_from_m: float
    pass_clear_m: float

    @classmethod
    def of(cls, parameters: Parameters) -> "LandmarkLimits":
        """Return the limits that the parameters state.

        Parameters
        ----------
        parameters
            With ``landmark_sight_m`` and the like.

        Returns
        -------
        LandmarkLimits
            The limits.
        """
        names = cls.__dataclass_fields__
        return cls(**{name: parameters.number(f"landmark_{name}") for name in names})
