"""What is tried for a register, in parts that any worker can do, and what a part finds.

As with scoring, parts name people by numbers only. What a part found is kept as JSON: it says
which case is moved, not whose it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from pydantic import TypeAdapter

from transit.batch.score_job import ScoreJob, ScoreWork
from transit.model.observation import Observation
from transit.model.unlock import Change, ChangeKind
from transit.model.verdict import Rung
from transit.verdict.unlocks_better import Rungs
from transit.verdict.unlocks_spots import Candidate


@dataclass(frozen=True, slots=True)
class Look:
    """A change outside, as it is handed on.

    Parameters
    ----------
    change
        The change.
    seen
        What somebody would see if it were made.
    numbers
        The edges, corner, stops or routes that it is about; None for a venue.
    """

    change: Change
    seen: Observation
    numbers: tuple[int, ...] | None

    @classmethod
    def of(cls, one: Candidate) -> "Look":
        """Return a candidate as it is handed on.

        Parameters
        ----------
        one
            The candidate.

        Returns
        -------
        Look
            The same.
        """
        numbers = None if one.numbers is None else tuple(map(int, one.numbers))
        return cls(one.change, one.seen, numbers)

    def candidate(self) -> Candidate:
        """Return the candidate.

        Returns
        -------
        Candidate
            As it was handed on.
        """
        numbers = None if self.numbers is None else np.array(self.numbers, np.int64)
        return Candidate(self.change, self.seen, numbers)


@dataclass(frozen=True, slots=True)
class UnlockJob(ScoreJob):
    """What all parts share.

    Parameters
    ----------
    area, edition, seen_edition, parameters_dir, opportunities, sessions, observations, key
        As for scoring.
    kinds
        Which kinds of change are tried.
    looks
        Facts that are all taken for seen; where there are any, cases are only judged again.
    """

    kinds: frozenset[ChangeKind] = frozenset()
    looks: tuple[Look, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class UnlockWork(ScoreWork):
    """A part.

    Parameters
    ----------
    block, people, cases
        As for scoring.
    now
        The verdict of each case; None where it is not known.
    """

    now: Sequence[Rungs | None] = field(default=(), repr=False)


class Moved(NamedTuple):
    """A case that a change moves.

    Parameters
    ----------
    change, case
        Numbers of both.
    new_rung, new_sure
        The verdict with the change.
    """

    change: int
    case: int
    new_rung: Rung
    new_sure: Rung


class Needing(NamedTuple):
    """A case that is settled if some facts turn out well.

    Parameters
    ----------
    case
        Its number.
    looks
        Numbers of the facts.
    """

    case: int
    looks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What a part found.

    Parameters
    ----------
    now
        The verdict of each case.
    changes
        Changes that help somebody by themselves.
    moved
        What they move.
    looks
        Facts that cases rest on.
    needing
        Which cases rest on which.
    """

    now: tuple[Rungs, ...]
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    looks: tuple[Look, ...]
    needing: tuple[Needing, ...]


TRIED: Final = TypeAdapter(Tried)
"""Writes and reads what a part found."""

JUDGED: Final = TypeAdapter(tuple[Rungs, ...])
"""Writes and reads verdicts in short."""
