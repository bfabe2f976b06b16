"""What all register tables have in common: columns, a key, and checks across a row's cells."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from transit.read.register.columns import Column


class Odd(NamedTuple):
    """Something wrong between cells of a row.

    Parameters
    ----------
    field
        Column to mend.
    found, expected
        As of a fault; never a personal value.
    """

    field: str
    found: str
    expected: str


class Row(BaseModel):
    """One checked row of a table. Every field is annotated with its column."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str]
    """Name of the table, its file and its sheet."""
    about: ClassVar[str]
    """What a row is, in plain words."""
    key: ClassVar[tuple[str, ...]]
    """Columns that no two rows share."""
    personal: ClassVar[bool] = False
    """Whether messages must not repeat its values."""

    @classmethod
    @cache
    def columns(cls) -> Mapping[str, Column]:
        """Return the columns by name.

        Returns
        -------
        mapping
            In the order of the template.
        """
        return {
            name: next(each for each in field.metadata if isinstance(each, Column))
            for name, field in cls.model_fields.items()
        }

    @classmethod
    def required(cls) -> tuple[str, ...]:
        """Return the names of columns that must be filled in.

        Returns
        -------
        tuple of str
            In the order of the template.
        """
        return tuple(name for name, field in cls.model_fields.items() if field.is_required())

    @classmethod
    def written(cls, **values: Any) -> Self:
        """Make a row of values that are known to be good, for writing it.

        Parameters
        ----------
        **values
            Values by column; the others have their defaults.

        Returns
        -------
        Row
            The row.
        """
        return cls.model_construct(**values)

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        yield from ()

    def texts(self) -> list[str]:
        """Return the row's cells as they are written.

        Returns
        -------
        list of str
            One cell a column.
        """
        return [column.text(getattr(self, name)) for name, column in self.columns().items()]
