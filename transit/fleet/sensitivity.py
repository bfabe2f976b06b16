"""On which inputs a saving rests: each alone at its low and its high value, and where it is nil."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_STEPS: Final = 60


class Input(StrEnum):
    """What may be otherwise than assumed."""

    VEHICLE_DAY = "vehicle_day"
    DRIVER_HOUR = "driver_hour"
    ASSISTANT_HOUR = "assistant_hour"
    MILE = "mile"
    TAXI = "taxi"
    WEEKS = "weeks"
    SUCCESS = "success"
    PERSISTENCE = "persistence"
    TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostParts:
    """What a year costs by what is paid for, units of cost.

    Parameters
    ----------
    vehicles, drivers
        Vehicles kept, and their contracted or paid drivers.
    assistants, miles, taxis
        Passenger assistants, miles, taxis.
    vehicles_kept, drivers_kept, assistants_kept
        Of it, what is paid all year, whether the fleet runs or not.
    drivers_extra
        Of drivers, what they are paid beyond their contract.
    fares
        Fares that the council pays for who has left.
    """

    vehicles: float
    drivers: float
    assistants: float
    miles: float
    taxis: float
    vehicles_kept: float = 0.0
    drivers_kept: float = 0.0
    assistants_kept: float = 0.0
    drivers_extra: float = 0.0
    fares: float = 0.0

    def at(self, times: Mapping[Input, float]) -> float:
        """Return the cost if inputs were some times what they are.

        Parameters
        ----------
        times
            By input; those not named stay.

        Returns
        -------
        float
            Units of cost.
        """
        weeks = times.get(Input.WEEKS, 1.0)

        def paid(which: Input, whole: float, kept: float = 0.0) -> float:
            return times.get(which, 1.0) * (kept + weeks * (whole - kept))

        return (
            paid(Input.VEHICLE_DAY, self.vehicles, self.vehicles_kept)
            + paid(Input.DRIVER_HOUR, self.drivers, self.drivers_kept)
            + paid(Input.ASSISTANT_HOUR, self.assistants, self.assistants_kept)
            + paid(Input.MILE, self.miles)
            + paid(Input.TAXI, self.taxis)
            + weeks * self.fares
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a group's leaving comes to in a year.

    Parameters
    ----------
    before, after
        Costs at each fleet size: the cheapest counts, also when prices are others.
    comes
        Share of what is saved if all leave for good that is cashable a year after training, on
        average: less than the share of them who then travel alone where a vehicle goes only if
        several do.
    learning
        Share of the group who have to learn first.
    success, persistence
        Shares of them who then travel alone, and who still do after a year.
    training
        A year's share of the cost of training, units of cost.
    """

    before: Sequence[CostParts]
    after: Sequence[CostParts]
    comes: float
    learning: float
    success: float
    persistence: float
    training: float

    def net(self, times: Mapping[Input, float]) -> float:
        """Return what is left a year, if inputs were some times what they are.

        Parameters
        ----------
        times
            By input; those not named stay.

        Returns
        -------
        float
            Units of cost: the cashable saving expected, less training. It changes in proportion
            to the whole saving, and to how many of the group travel alone.
        """
        saving = min(each.at(times) for each in self.before)
        saving -= min(each.at(times) for each in self.after)
        usual = self._alone({})
        alone = self._alone(times) / usual if usual else 0.0
        return saving * self.comes * alone - self.training * times.get(Input.TRAINING, 1.0)

    def _alone(self, times: Mapping[Input, float]) -> float:
        """Return the share of the group who travel alone a year after training."""
        success = min(self.success * times.get(Input.SUCCESS, 1.0), 1.0)
        lasting = min(self.persistence * times.get(Input.PERSISTENCE, 1.0), 1.0)
        return 1 - self.learning + self.learning * success * lasting


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What one input alone moves.

    Parameters
    ----------
    input
        The input.
    low, high
        Times its value that are looked at.
    at_low, at_high
        What is left a year there, units of cost.
    break_even
        Times its value at which nothing is left; None where that never is.
    """

    input: Input
    low: float
    high: float
    at_low: float
    at_high: float
    break_even: float | None

    @property
    def width(self) -> float:
        """How far apart both ends are."""
        return abs(self.at_high - self.at_low)


def swings(
    balance: Balance, ranges: Mapping[Input, tuple[float, float]], most: int, beyond: float
) -> tuple[Swing, ...]:
    """Return the inputs that move a saving most.

    Plans stay as they are, but the fleet size is chosen anew where prices change.

    Parameters
    ----------
    balance
        What the saving comes to.
    ranges
        By input, the lowest and highest times its value.
    most
        How many to return.
    beyond
        Times its value beyond which no break-even is looked for.

    Returns
    -------
    tuple of Swing
        The widest first; what moves nothing is left out.
    """
    found = [
        Swing(
            input=each,
            low=low,
            high=high,
            at_low=balance.net({each: low}),
            at_high=balance.net({each: high}),
            break_even=_break_even(lambda times, each=each: balance.net({each: times}), beyond),  # type: ignore[misc]
        )
        for each, (low, high) in ranges.items()
    ]
    moving = [swing for swing in found if swing.width > 0]
    return tuple(sorted(moving, key=lambda swing: (-swing.width, swing.input))[:most])


def _break_even(net: Callable[[float], float], beyond: float) -> float | None:
    """Return the value nearest to 1 at which nothing is left, by halving."""
    sign = net(1.0) >= 0
    ends = sorted(
        (end for end in _ends(beyond) if (net(end) >= 0) != sign), key=lambda end: abs(end - 1.0)
    )
    if not ends:
        return None
    other, here = ends[0], 1.0
    for _ in range(_STEPS):
        middle = (here + other) / 2
        here, other = (middle, other) if (net(middle) >= 0) == sign else (here, middle)
    return (here + other) / 2


def _ends(beyond: float) -> Iterable[float]:
    """Return values on both sides, ever farther from 1."""
    return [step / 8 for step in range(int(beyond * 8) + 1)]
