"""What a plan of a part of a week is for: the part, the vehicles kept, and who is gone."""

from collections.abc import Iterable
from typing import NamedTuple

from transit.fleet.plan import Run
from transit.fleet.week_problem import RideKey

NOBODY: frozenset[int] = frozenset()
"""No request is gone."""


class Key(NamedTuple):
    """What a plan is for: kind of part, ids of the vehicles kept, requests that are gone.

    ``bill`` are the rides that nobody makes any more in the whole week, where the plan was chosen
    by what that week costs: another week without the same requests may be cheaper with another.
    """

    kind: int
    kept: frozenset[str]
    gone: frozenset[int]
    bill: frozenset[RideKey] = frozenset()

    @property
    def with_all(self) -> "Key":
        """The same with everybody."""
        return self._replace(gone=NOBODY, bill=frozenset())

    @property
    def searched(self) -> "Key":
        """The same as searches know it, whatever week it is part of."""
        return self._replace(bill=frozenset())


def in_order(keys: Iterable[Key]) -> list[Key]:
    """Return what plans are for in an order that is the same in every process.

    Parameters
    ----------
    keys
        In any order: that of a set differs from one process to the next.

    Returns
    -------
    list of Key
        Of plans that cost the same the first one found is kept, so that the order counts.
    """
    return sorted(
        keys,
        key=lambda each: (each.kind, sorted(each.kept), sorted(each.gone), sorted(each.bill)),
    )


class Question(NamedTuple):
    """A plan that is looked for, and runs to begin with; none begins anew."""

    key: Key
    starts: tuple[tuple[Run, ...], ...] = ()
