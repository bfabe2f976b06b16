"""Groups that were looked at, and which of each size is told."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from transit.fleet.ladder import Ladder
from transit.fleet.leavers import Leavers, least
from transit.fleet.savings import cash_of


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups that were planned without, by number of people.

    Parameters
    ----------
    of_size
        All that were looked at.
    by_contracts
        Of these, those whose taxi contracts of today cost most: what else ends may look otherwise
        once they are planned without more closely.
    """

    of_size: Mapping[int, tuple[Leavers, ...]]
    by_contracts: tuple[Leavers, ...] = ()

    def with_singles(self, candidates: Iterable[Leavers]) -> "Groups":
        """Return these and, of the sizes that were looked at, candidates as they are.

        Parameters
        ----------
        candidates
            Who could leave, planned without.

        Returns
        -------
        Groups
            Of one person, the best is then none other than the best of all.
        """
        more = {size: list(groups) for size, groups in self.of_size.items()}
        for each in candidates:
            if len(each.people) in more:
                more[len(each.people)].append(each)
        return Groups({size: tuple(groups) for size, groups in more.items()})

    def chosen(self, ladder: Ladder) -> list[Leavers]:
        """Return the groups that are worth a closer look.

        Parameters
        ----------
        ladder
            Plans without each.

        Returns
        -------
        list of Leavers
            Of each size who saves most, by whom most ends, and whose contracts cost most; each
            once.
        """
        best = (*self.saving_most(ladder), *self.ending_most(ladder))
        return list(dict.fromkeys((*best, *self.by_contracts)))

    def only_planned(self, planned: Collection[Leavers]) -> "Groups":
        """Return those without whom was planned as closely as without all others.

        Parameters
        ----------
        planned
            These.

        Returns
        -------
        Groups
            Others were looked at, and no more.
        """
        kept = {
            size: tuple(each for each in groups if each in planned)
            for size, groups in self.of_size.items()
        }
        return Groups({size: groups for size, groups in kept.items() if groups})

    def saving_most(self, ladder: Ladder) -> tuple[Leavers, ...]:
        """Return the group of each size that saves most.

        Parameters
        ----------
        ladder
            Plans without each.

        Returns
        -------
        tuple of Leavers
            The smallest first; not claimed to be the best there is.
        """
        return self._least(lambda each: least(ladder, each)[0])

    def ending_most(self, ladder: Ladder) -> tuple[Leavers, ...]:
        """Return the group of each size by which most ends that is paid today.

        Parameters
        ----------
        ladder
            Plans without each.

        Returns
        -------
        tuple of Leavers
            The smallest first; of those that end the same, who saves more.
        """
        return self._least(lambda each: (-cash_of(ladder, each), least(ladder, each)[0]))

    def _least(self, cost: Callable[[Leavers], object]) -> tuple[Leavers, ...]:
        return tuple(
            min(groups, key=cost)  # type: ignore[arg-type]
            for _, groups in sorted(self.of_size.items())
        )
