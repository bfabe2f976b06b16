"""What all tables share: names of constraints that migrations can rely on, and positions."""

from typing import Final

from sqlalchemy import MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from transit.model.positions import Origin
from transit.store._types import Word

NAMING: Final = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
Id: Final = String(40)
Line: Final = String(200)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMING)


def table_of(model: type[Base]) -> Table:
    """Return a model's table.

    Parameters
    ----------
    model
        The model.

    Returns
    -------
    Table
        As statements take it.
    """
    assert isinstance(model.__table__, Table)
    return model.__table__


class Located:
    """Columns of a position."""

    lat: Mapped[float]
    lon: Mapped[float]
    precision_m: Mapped[int]
    origin: Mapped[Origin] = mapped_column(Word(Origin))
    postcode: Mapped[str | None] = mapped_column(String(10))
