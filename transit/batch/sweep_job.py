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
from transit.sessions.seasons import InSeason, Season
from transit.sessions.sweep_axes import Axes
from transit.sessions.swept import Held, Swept

_ARRAYS: Final = ("rungs", "sure", "last_home", "places", "n_dates")


@dataclass(frozen=True, slots=True)
class SweepJob(ScoreJob):
    """What all parts share: the same as for scoring."""


@dataclass(frozen=True, slots=True)
class Times:
    """Times that are swept.

    Parameters
    ----------
    axes
        Days, starts and finishes.
    held
        On which dates sessions are held.
    """

    axes: Axes
    held: Held


@dataclass(frozen=True, slots=True)
class SweepWork(ScoreWork):
    """A part.

    Parameters
    ----------
    block, people, cases
        As for scoring; there are no cases.
    opportunity
        Id of the venue.
    times
        What is swept there: everything first, then today's sessions that keep to other dates. They
        share what they search.
    """

    opportunity: str
    times: tuple[Times, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PartSwept:
    """What a part found.

    Parameters
    ----------
    swept
        With the hours of passes in force: everything, also by season.
    free
        ``(n_people, n_days, n_starts, n_ends) uint8`` its rungs as if passes were valid all day.
    own
        Today's sessions on dates of their own.
    """

    swept: Swept
    free: NDArray[np.uint8]
    own: tuple[Swept, ...]

    def dump(self) -> bytes:
        """Write it down.

        Returns
        -------
        bytes
            JSON; people are numbers.
        """
        swept = [_plain(each) for each in (self.swept, *self.own)]
        return json.dumps({"swept": swept, "free": _packed(self.free)}).encode()


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
    read = json.loads(found)
    first, *own = (
        _swept(each, work.opportunity, times.axes, people)
        for each, times in zip(read["swept"], work.times, strict=True)
    )
    return PartSwept(first, _unpacked(read["free"]), tuple(own))


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
    return PartSwept(
        _joined([part.swept for part in parts], people, order),
        np.concatenate([part.free for part in parts])[order],
        tuple(
            _joined(some, people, order) for some in zip(*(part.own for part in parts), strict=True)
        ),
    )


def _joined(parts: Sequence[Swept], people: tuple[str, ...], order: list[int]) -> Swept:
    arrays: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts])[order]
        for name in _ARRAYS
        if name != "n_dates"
    }
    seasons = tuple(
        replace(some[0], rungs=np.concatenate([each.rungs for each in some])[order])
        for some in zip(*(part.seasons for part in parts), strict=True)
    )
    return replace(parts[0], people=people, seasons=seasons, **arrays)


def _plain(swept: Swept) -> dict[str, Any]:
    seasons = {
        each.season.value: [_packed(each.rungs), _packed(each.n_dates)] for each in swept.seasons
    }
    return {name: _packed(getattr(swept, name)) for name in _ARRAYS} | {"seasons": seasons}


def _swept(plain: dict[str, Any], opportunity: str, axes: Axes, people: tuple[str, ...]) -> Swept:
    return Swept(
        opportunity=opportunity,
        people=people,
        days=axes.days,
        starts_s=axes.starts_s,
        ends_s=axes.ends_s,
        seasons=tuple(
            InSeason(Season(name), *map(_unpacked, each)) for name, each in plain["seasons"].items()
        ),
        **{name: _unpacked(plain[name]) for name in _ARRAYS},
    )


def _packed(array: NDArray[Any]) -> list[Any]:
    bits = zlib.compress(np.ascontiguousarray(array).tobytes(), 1)
    return [array.dtype.str, list(array.shape), base64.b64encode(bits).decode()]


def _unpacked(packed: list[Any]) -> NDArray[Any]:
    kind, shape, text = packed
    bits = zlib.decompress(base64.b64decode(text))
    return np.frombuffer(bits, np.dtype(kind)).reshape(shape)
