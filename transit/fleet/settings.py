"""How long and how a search for runs goes on."""

from dataclasses import dataclass

from transit.errors import InputError
from transit.model.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Budget:
    """When a search stops, by whichever comes first.

    Parameters
    ----------
    iterations
        After so many; None for no limit. Alone, it makes results the same each time.
    seconds
        After so long; None for no limit. Where this decides, results are not reproducible.
    """

    iterations: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        """Refuse a search without an end."""
        if self.iterations is None and self.seconds is None:
            raise InputError("a search needs a number of iterations or of seconds")
        if min(self.iterations or 0, self.seconds or 0) < 0:
            raise InputError("a search cannot take less than nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """How to search; see ``data/parameters/fleet.toml``.

    Parameters
    ----------
    step
        Iterations between looks at the budget.
    fewest, most, most_share
        How many requests are taken off: from ``fewest`` to ``most``, but no larger
        share, unless that is fewer still.
    greed
        Power of the draws when choosing them.
    noise_share
        Noise on what an insertion costs, as a share of the mean cost a request.
    hot, cold
        First and last temperature as shares of the best plan's mean cost a request.
    offered
        How many of those who go by taxi are tried again each time, beside who is taken off.
    cycle
        Iterations a request from hot to cold; then it starts hot again.
    keep_share
        Runs of plans up to this share of the best one's cost dearer go into the pool.
    recombinations
        How often the pool is recombined.
    recombination_nodes
        Nodes of each branch-and-bound tree at most.
    recombination_runs
        Among how many runs, beside those of the best plan, HiGHS chooses at most in a small
        problem.
    recombination_each
        The same in a larger one, for each request.
    recombination_share
        Share of a budget in seconds that HiGHS may take each time; budgets in iterations have no
        such limit.
    forget_share
        Runs whose reduced cost is above this share of the best plan's cost leave the pool.
    pool_room
        Runs in the pool at most.
    memory_bits
        Insertions remembered: two to this power.
    dearer_until, dearer_by
        Until which shares of the budget leaving somebody costs how many times as much.
    """

    step: int
    fewest: int
    most: int
    most_share: float
    greed: float
    noise_share: float
    hot: float
    cold: float
    offered: int
    cycle: int
    keep_share: float
    recombinations: int
    recombination_nodes: int
    recombination_runs: int
    recombination_each: float
    recombination_share: float
    forget_share: float
    pool_room: int
    memory_bits: int
    dearer_until: tuple[float, ...] = ()
    dearer_by: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse shares and factors that do not belong together, or that never end."""
        if len(self.dearer_until) != len(self.dearer_by) or max(self.dearer_until, default=0) >= 1:
            raise InputError(
                "parameters fleet_search_dearer_until and fleet_search_dearer_by: as many shares "
                "below 1 as factors"
            )


def search_settings(parameters: Parameters) -> SearchSettings:
    """Take the settings of a search from parameters.

    Parameters
    ----------
    parameters
        The parameters.

    Returns
    -------
    SearchSettings
        The settings.
    """

    def whole(name: str) -> int:
        return int(parameters.number(f"fleet_search_{name}"))

    def number(name: str) -> float:
        return parameters.number(f"fleet_search_{name}")

    return SearchSettings(
        step=whole("step"),
        fewest=whole("fewest"),
        most=whole("most"),
        most_share=number("most_share"),
        greed=number("greed"),
        noise_share=number("noise_share"),
        hot=number("hot"),
        cold=number("cold"),
        offered=whole("offered"),
        cycle=whole("cycle"),
        keep_share=number("keep_share"),
        recombinations=whole("recombinations"),
        recombination_nodes=whole("recombination_nodes"),
        recombination_runs=whole("recombination_runs"),
        recombination_each=number("recombination_each"),
        recombination_share=number("recombination_share"),
        forget_share=number("forget_share"),
        pool_room=whole("pool_room"),
        memory_bits=whole("memory_bits"),
        dearer_until=tuple(parameters.numbers("fleet_search_dearer_until")),
        dearer_by=tuple(parameters.numbers("fleet_search_dearer_by")),
    )


def ride_limit_s(parameters: Parameters, direct_s: int) -> int:
    """Return the longest ride: a fixed time, and no more than some times the direct ride and more.

    Parameters
    ----------
    parameters
        The parameters.
    direct_s
        The direct ride, seconds.

    Returns
    -------
    int
        Seconds.
    """
    longer = parameters.number("fleet_ride_times_direct") * direct_s
    longer += parameters.number("fleet_ride_beyond_s")
    return int(min(parameters.number("fleet_ride_longest_s"), longer))
