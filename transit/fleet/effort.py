"""How hard savings are searched for: the same with and without those who leave."""

from dataclasses import dataclass

from transit.errors import InputError
from transit.fleet.money import UNITS_PER_PENNY
from transit.model.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard to search; see ``data/parameters/switching.toml``.

    Parameters
    ----------
    first, again
        Iterations of a search that begins anew, and of one that begins with known runs.
    seeds
        Searches for each question.
    passes
        How often at most the plan with everybody learns from those without somebody.
    polish
        How often at most the plan with everybody is searched again beforehand.
    placebo_units
        Until that gains no more than so much a year, units of cost.
    rungs_beyond
        Fleet sizes looked at below the cheapest one.
    group_rungs
        Fleet sizes, from the cheapest downwards, for which groups are looked for.
    seed
        Seed of the first search; the others follow.
    """

    first: int
    again: int
    seeds: int = 2
    passes: int = 4
    polish: int = 25
    placebo_units: int = 0
    rungs_beyond: int = 2
    group_rungs: int = 4
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse not to search at all."""
        least = {"seeds": 1, "passes": 1, "rungs_beyond": 0, "group_rungs": 1, "polish": 0}
        for name, smallest in least.items():
            if getattr(self, name) < smallest:
                raise InputError(f"parameter switch_{name} must be {smallest} or more")


def effort(parameters: Parameters, *, seed: int = 1, again: int | None = None) -> Effort:
    """Take the effort from parameters.

    Parameters
    ----------
    parameters
        The parameters.
    seed
        Seed of the first search.
    again
        Iterations of searches that begin with known runs; None takes the parameter.

    Returns
    -------
    Effort
        The effort.

    Raises
    ------
    InputError
        A parameter is missing, or so small that nothing would be searched for.
    """

    def whole(name: str) -> int:
        return int(parameters.number(f"switch_{name}"))

    return Effort(
        first=whole("first_iterations"),
        again=whole("again_iterations") if again is None else again,
        seeds=whole("seeds"),
        passes=whole("passes"),
        polish=whole("polish"),
        placebo_units=whole("placebo_pence") * UNITS_PER_PENNY,
        rungs_beyond=whole("rungs_beyond"),
        group_rungs=whole("group_rungs"),
        seed=seed,
    )
