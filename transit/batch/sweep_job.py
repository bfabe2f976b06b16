"""What a sweep over session times is made of, in parts that any worker can do.

As with scoring, parts name people by numbers only, and neither a job nor a part shows what it holds
when printed.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transit.batch.score_job import ScoreJob, ScoreWork
from transit.model.fact import State
from transit.sessions.sweep_axes import Axes
from transit.sessions.swept import Swept

_ARRAYS: Final = ("rungs", "sure", "last_home", "places", "n_dates")


@dataclass(frozen=True, slots=True)
class SweepJob(ScoreJob):
    """What all parts share.

    Parameters
    ----------
    area, edition, seen_edition, parameters_dir, opportunities, sessions, observations, key
        As for scoring.
    axes
        What is swept at each venue.
    term_only
        Whether sessions are held in term time only.
    """

    axes: Mapping[str, Axes] = field(default_factory=dict)
    term_only: State = State.NO


@dataclass(frozen=True, slots=True)
class SweepWork(ScoreWork):
    """A part.

    Parameters
    ----------
    block, people, cases
        As for scoring; there are no cases.
    opportunity
        Id of the venue.
    """

    opportunity: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PartSwept:
    """What a part found.

    Parameters
    ----------
    swept
        With the hours of passes in force.
    free
        As if passes were valid all day.
    """

    swept: Swept
    free: Swept

    def dump(self) -> bytes:
        """Write it down.

        Returns
        -------
        bytes
            JSON; people are numbers.
        """
        plain = [{name: _packed(getattr(each, name)) for name in _ARRAYS} for each in self._both]
        return json.dumps(plain).encode()

    @property
    def _both(self) -> tuple[Swept, Swept]:
        return self.swept, self.free


def read_part(found: bytes, opportunity: str, people: tuple[str, ...], axes: Axes) -> PartSwept:
    """Read what a part found.

    Parameters
    ----------
    found
        As :meth:`PartSwept.dump` writes it.
    opportunity, people, axes
        Whom and what it was about.

    Returns
    -------
    PartSwept
        Under the ids that the register has.
    """
    both = [
        Swept(
            opportunity=opportunity,
            people=people,
            days=axes.days,
            starts_s=axes.starts_s,
            ends_s=axes.ends_s,
            **{name: _unpacked(each[name]) for name in _ARRAYS},
        )
        for each in json.loads(found)
    ]
    return PartSwept(*both)


def together(parts: list[Swept], people: tuple[str, ...]) -> Swept:
    """Put parts together.

    Parameters
    ----------
    parts
        Sweeps of one venue; at least one.
    people
        Ids in the order wanted.

    Returns
    -------
    Swept
        Of everybody.
    """
    found = [who for part in parts for who in part.people]
    order = [found.index(who) for who in people]
    first = parts[0]
    arrays = {
        name: np.concatenate([getattr(part, name) for part in parts])[order]
        for name in _ARRAYS
        if name != "n_dates"
    }
    return Swept(
        opportunity=first.opportunity,
        people=people,
        days=first.days,
        starts_s=first.starts_s,
        ends_s=first.ends_s,
        n_dates=first.n_dates,
        **arrays,
    )


def _packed(array: NDArray[Any]) -> list[Any]:
    bits = zlib.compress(np.ascontiguousarray(array).tobytes(), 1)
    return [array.dtype.str, list(array.shape), base64.b64encode(bits).decode()]


def _unpacked(packed: list[Any]) -> NDArray[Any]:
    kind, shape, text = packed
    bits = zlib.decompress(base64.b64decode(text))
    return np.frombuffer(bits, np.dtype(kind)).reshape(shape)
