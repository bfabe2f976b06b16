"""What a sweep over session times is made of, in parts that any worker can do.

As with scoring, parts name people by numbers only, and neither a job nor a part shows what it holds
when printed.
"""

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from transit.batch.score_job import ScoreJob, ScoreWork
from transit.sessions.sweep_axes import Axes
from transit.sessions.swept import Held, Swept

_ARRAYS: Final = ("rungs", "sure", "last_home", "places", "n_dates")


@dataclass(frozen=True, slots=True)
class SweepJob(ScoreJob):
    """What all parts share: the same as for scoring."""


@dataclass(frozen=True, slots=True)
class SweepWork(ScoreWork):
    """A part.

    Parameters
    ----------
    block, people, cases
        As for scoring; there are no cases.
    opportunity
        Id of the venue.
    axes
        What is swept there.
    held
        On which dates sessions are held.
    free
        Whether it is also swept as if passes were valid all day.
    """

    opportunity: str
    axes: Axes
    held: Held
    free: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class PartSwept:
    """What a part found.

    Parameters
    ----------
    swept
        With the hours of passes in force.
    free
        ``(n_people, n_days, n_starts, n_ends) uint8`` the rungs as if passes were valid all day;
        those of the sweep where that was not asked.
    """

    swept: Swept
    free: NDArray[np.uint8]

    def dump(self) -> bytes:
        """Write it down.

        Returns
        -------
        bytes
            JSON; people are numbers.
        """
        plain = {name: _packed(getattr(self.swept, name)) for name in _ARRAYS}
        return json.dumps(plain | {"free": _packed(self.free)}).encode()


def read_part(found: bytes, work: SweepWork, people: tuple[str, ...]) -> PartSwept:
    """Read what a part found.

    Parameters
    ----------
    found
        As :meth:`PartSwept.dump` writes it.
    work
        The part.
    people
        Their ids in the register.

    Returns
    -------
    PartSwept
        Under these ids.
    """
    axes = work.axes
    read = {name: _unpacked(each) for name, each in json.loads(found).items()}
    free = read.pop("free")
    swept = Swept(
        opportunity=work.opportunity,
        people=people,
        days=axes.days,
        starts_s=axes.starts_s,
        ends_s=axes.ends_s,
        **read,
    )
    return PartSwept(swept, free)


def together(parts: Sequence[PartSwept], people: tuple[str, ...]) -> PartSwept:
    """Put parts together.

    Parameters
    ----------
    parts
        Those of one venue; at least one.
    people
        Ids in the order wanted.

    Returns
    -------
    PartSwept
        Of everybody.
    """
    at = {who: row for row, who in enumerate(who for part in parts for who in part.swept.people)}
    order = [at[who] for who in people]
    arrays: dict[str, Any] = {
        name: np.concatenate([getattr(part.swept, name) for part in parts])[order]
        for name in _ARRAYS
        if name != "n_dates"
    }
    free = np.concatenate([part.free for part in parts])[order]
    return PartSwept(replace(parts[0].swept, people=people, **arrays), free)


def _packed(array: NDArray[Any]) -> list[Any]:
    bits = zlib.compress(np.ascontiguousarray(array).tobytes(), 1)
    return [array.dtype.str, list(array.shape), base64.b64encode(bits).decode()]


def _unpacked(packed: list[Any]) -> NDArray[Any]:
    kind, shape, text = packed
    bits = zlib.decompress(base64.b64decode(text))
    return np.frombuffer(bits, np.dtype(kind)).reshape(shape)
