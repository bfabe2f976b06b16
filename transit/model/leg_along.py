"""A leg on which somebody goes along, as plans write it: ``out:1``, ``back:3:2-2``."""

import re
from dataclasses import dataclass
from typing import Final

from transit.errors import InputError
from transit.model.verdict import Direction

_FORM: Final = re.compile(r"(?P<way>[a-z]+):(?P<leg>\d+)(?::(?P<first>\d+)-(?P<last>\d+))?")


@dataclass(frozen=True, slots=True)
class LegAlong:
    """A leg, or some steps of a walk, with somebody along.

    Parameters
    ----------
    direction
        Which way.
    number
        The leg, from 1.
    first, last
        Its steps, from 1, on which somebody is along; 1 and 1 of a ride is until the bus has come;
        None for the whole leg.
    """

    direction: Direction
    number: int
    first: int | None = None
    last: int | None = None

    @classmethod
    def parse(cls, text: str) -> "LegAlong":
        """Read a leg as it was written.

        Parameters
        ----------
        text
            ``out`` or ``back``, a colon and the number of the leg; for a part of a walk another
            colon, and its first and last step with a dash between.

        Returns
        -------
        LegAlong
            The leg.

        Raises
        ------
        InputError
            It is none.
        """
        found = _FORM.fullmatch(text)
        numbers = [] if found is None else [int(each) for each in found.groups()[1:] if each]
        if found is None or found["way"] not in set(Direction) or not all(numbers):
            raise InputError(f"{text!r} is no leg; write out:1 for the first leg of the way there")
        if len(numbers) > 1 and numbers[-1] < numbers[-2]:
            raise InputError(f"{text!r}: the last step is before the first; write out:1:2-3")
        return cls(Direction(found["way"]), *numbers)

    def __str__(self) -> str:
        """Return it as it is written."""
        whole = f"{self.direction.value}:{self.number}"
        return whole if self.first is None else f"{whole}:{self.first}-{self.last}"
