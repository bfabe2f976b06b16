"""Parameters: every threshold, weight and rate with its unit, source, date and confidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from transit.errors import InputError

CONFIDENCES = ("verified", "second-hand", "derived", "assumed")
"""Read in the issuer's own text; read elsewhere; arithmetic on those; our own assumption."""

Value = float | int | str | bool | list[float] | list[str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number or word that a council may change.

    Parameters
    ----------
    name
        Name in snake case.
    value
        The value itself.
    unit
        Unit in words, ``""`` where it has none.
    source
        Where it comes from.
    date
        When it was read or set, ISO.
    confidence
        One of :data:`CONFIDENCES`.
    """

    name: str
    value: Value
    unit: str
    source: str
    date: str
    confidence: str

    def __post_init__(self) -> None:
        """Refuse an unknown confidence."""
        if self.confidence not in CONFIDENCES:
            raise InputError(
                f"parameter {self.name}: confidence is {self.confidence!r}, "
                f"expected one of {', '.join(CONFIDENCES)}"
            )


@dataclass(frozen=True, slots=True)
class Parameters(Mapping[str, Parameter]):
    """A set of parameters by name."""

    items_by_name: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> Parameter:
        """Return one parameter."""
        return self.items_by_name[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self.items_by_name)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.items_by_name)

    def number(self, name: str) -> float:
        """Return a parameter that must be a number.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        float
            Its value.

        Raises
        ------
        InputError
            It is missing or not a number.
        """
        found = self.items_by_name.get(name)
        if found is None:
            raise InputError(f"parameter {name} is missing; see data/parameters")
        if isinstance(found.value, bool) or not isinstance(found.value, int | float):
            raise InputError(f"parameter {name} is {found.value!r}, expected a number")
        return float(found.value)

    def numbers(self, name: str) -> list[float]:
        """Return a parameter that must be a list of numbers.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        list of float
            Its values.

        Raises
        ------
        InputError
            It is missing or not a list of numbers.
        """
        found = self.items_by_name.get(name)
        if found is None:
            raise InputError(f"parameter {name} is missing; see data/parameters")
        values = found.value if isinstance(found.value, list) else []
        numbers = [float(each) for each in values if isinstance(each, int | float)]
        if not values or len(numbers) != len(values):
            raise InputError(f"parameter {name} is {found.value!r}, expected a list of numbers")
        return numbers

    def names(self, name: str) -> frozenset[str]:
        """Return a parameter that is a list of words.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        frozenset of str
            Its value.

        Raises
        ------
        InputError
            It is missing or not a list.
        """
        found = self.items_by_name.get(name)
        if found is None or not isinstance(found.value, list):
            raise InputError(f"parameter {name} must be a list of words; see data/parameters")
        return frozenset(map(str, found.value))
