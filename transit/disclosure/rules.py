"""Who reads a figure, and from how many people on they are told it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from transit.errors import InputError
from transit.model.parameters import Parameters


class Audience(StrEnum):
    """Who reads what is handed on."""

    PUBLIC = "public"
    INSIDE = "inside"


class Zeros(StrEnum):
    """What becomes of a count of nobody."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    FULL = "full"


_ZEROS: Final = frozenset(each.value for each in Zeros)


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """How counts of people are told to one audience.

    Parameters
    ----------
    audience
        Who reads.
    fewest
        People from which a count is told.
    base
        Counts are told to the nearest multiple of this; 1 tells them exactly.
    interval
        A hidden count must, from all that is told, have possible values this far apart.
    zeros
        Whether a count of nobody is small: always, never, or where everybody of a group is in one
        cell, so that the noughts beside it say how each of them is.
    """

    audience: Audience
    fewest: int
    base: int
    interval: int
    zeros: Zeros

    def __post_init__(self) -> None:
        """Refuse rules that no table could keep to."""
        told_from = 0 if self.zeros is Zeros.HIDDEN else 1
        if self.fewest < 1 or self.base < 1 or self.interval < 0:
            raise InputError(
                f"disclosure rules ({self.audience}): fewest and base from 1, interval from 0"
            )
        if self.interval > max(self.fewest - 1 - told_from, 0):
            raise InputError(
                f"disclosure_{self.audience}_interval is {self.interval}: a count told as fewer "
                f"than {self.fewest} cannot stay open by so much; "
                f"at most {max(self.fewest - 1 - told_from, 0)}"
            )

    def rounded(self, count: int) -> int:
        """Return a count as it is told.

        Parameters
        ----------
        count
            People.

        Returns
        -------
        int
            The nearest multiple of the base, upwards from the middle.
        """
        return (count + self.base // 2) // self.base * self.base

    def open_to(self, told: int) -> tuple[int, int]:
        """Return which counts are told as this one.

        Parameters
        ----------
        told
            A figure as it was given out.

        Returns
        -------
        tuple of int
            Fewest and most people that it may stand for.
        """
        if told == 0:
            return 0, 0
        low = told - self.base // 2
        return max(low, self.fewest), low + self.base - 1


def disclosure_rules(audience: Audience, parameters: Parameters) -> DisclosureRules:
    """Return the rules for an audience.

    Parameters
    ----------
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    DisclosureRules
        The rules.

    Raises
    ------
    InputError
        A parameter is missing, or together they cannot be kept.
    """
    zeros = parameters.get(f"disclosure_{audience}_zeros")
    if zeros is None or zeros.value not in _ZEROS:
        raise InputError(f"parameter disclosure_{audience}_zeros must be one of {sorted(_ZEROS)}")
    number = {
        name: int(parameters.number(f"disclosure_{audience}_{name}"))
        for name in ("fewest", "base", "interval")
    }
    return DisclosureRules(audience, zeros=Zeros(str(zeros.value)), **number)
