"""What is left of a group's saving a year after training, and how far each input may be off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from transit.fleet.bill import cost_parts
from transit.fleet.candidates import Rider, lessons_to_learn
from transit.fleet.fares import Fares
from transit.fleet.figures import Prices
from transit.fleet.ladder import Ladder
from transit.fleet.leavers import rungs_of, together
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.quantities import quantities
from transit.fleet.sensitivity import Balance, CostParts, Input
from transit.fleet.training_cost import TrainingRates
from transit.fleet.week_problem import RideKey
from transit.model.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside the plans.

    Parameters
    ----------
    prices
        Prices and emissions.
    training
        What training takes.
    parameters
        All parameters.
    seed
        Seed of draws.
    fares
        What fares cost those who leave; None leaves them out.
    """

    prices: Prices
    training: TrainingRates
    parameters: Parameters
    seed: int
    fares: Fares | None = None

    def fares_of(self, riders: Sequence[Rider]) -> float:
        """Return what some people's fares cost the council.

        Parameters
        ----------
        riders
            Who leaves.

        Returns
        -------
        float
            Pence a year.
        """
        return sum(self.fares.to_council(riders).values()) if self.fares else 0.0


def balance_of(
    ladder: Ladder, riders: Sequence[Rider], beside: Beside, comes_pence: float
) -> Balance:
    """Weigh what a group's training leaves a year against what it costs.

    Parameters
    ----------
    ladder
        The plans, also without the group.
    riders
        Who is in it.
    beside
        Prices and training.
    comes_pence
        What is cashable a year after training, on average over what may come of it, pence.

    Returns
    -------
    Balance
        At the values in force exactly that is left, less training.
    """
    known, training = ladder.known, beside.training
    weeks = known.week.weeks
    leavers = together(each.leavers for each in riders)
    # Both from the same fleets: one more on one side would be a choice that the other has not.
    fleets = rungs_of(ladder, leavers)

    def costs(gone: Collection[RideKey]) -> list[CostParts]:
        return [
            cost_parts(quantities(known, kept, gone), kept, beside.prices.pay, weeks)
            for kept in fleets
        ]

    fares = beside.fares_of(riders) * UNITS_PER_PENNY
    before = costs(())
    after = [replace(each, fares=fares) for each in costs(leavers.rides)]
    whole = min(each.at({}) for each in before) - min(each.at({}) for each in after)
    years = training.spread_years
    return Balance(
        before=before,
        after=after,
        comes=comes_pence * UNITS_PER_PENNY / whole if whole else 0.0,
        learning=sum(bool(each.courses) for each in riders) / max(len(riders), 1),
        success=training.success.likely,
        persistence=training.persistence.likely,
        training=training.likely_pence(lessons_to_learn(riders)) * UNITS_PER_PENNY / years,
    )


def ranges_of(beside: Beside) -> dict[Input, tuple[float, float]]:
    """Return by how much each input may be otherwise.

    Parameters
    ----------
    beside
        Prices and training.

    Returns
    -------
    dict
        Times its value, at the lowest and at the highest; what is likely to be 0 has none.
    """
    training = beside.training
    spreads = {
        Input.SUCCESS: training.success,
        Input.PERSISTENCE: training.persistence,
        Input.TRAINING: training.lesson_hours,
    }
    found: dict[Input, tuple[float, float]] = {}
    for each in Input:
        spread = spreads.get(each)
        if spread is None:
            low, high = beside.parameters.numbers(f"sensitivity_{each.value}")
            found[each] = (low, high)
        elif spread.likely > 0:
            found[each] = (spread.low / spread.likely, spread.high / spread.likely)
    return found
