"""A table as it may be handed on: each cell told, rounded or hidden, with its words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from transit.disclosure.rules import Audience, DisclosureRules, Zeros
from transit.disclosure.table import Key, Sum, key
from transit.errors import InputError
from transit.read.parameters import read_toml
from transit.resources import data_dir


class State(StrEnum):
    """How a count is told."""

    VALUE = "value"
    ROUNDED = "rounded"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it may be handed on.

    Parameters
    ----------
    state
        How it is told.
    value
        The figure; None where it is hidden.
    words
        What stands in the table.
    """

    state: State
    value: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Protected:
    """A table as it may be handed on. Nothing of what is hidden can be had from it.

    Parameters
    ----------
    rules
        The rules it was made by.
    cells
        Each cell; those hidden because they are small are not told from those hidden beside them.
    sums
        What every reader may add up.
    small
        Hidden cells that are told to be small: beside them nothing else had to be hidden.
    """

    rules: DisclosureRules
    cells: Mapping[Key, Cell]
    sums: tuple[Sum, ...]
    small: frozenset[Key]

    def __getitem__(self, cell: Key) -> Cell:
        """Return one cell."""
        return self.cells[cell]

    def words(self, **categories: str) -> str:
        """Return what stands in a cell.

        Parameters
        ----------
        **categories
            Category by dimension; none for everybody.

        Returns
        -------
        str
            A figure, or words in its place.
        """
        return self.cells[key(**categories)].words

    def value(self, **categories: str) -> int | None:
        """Return the figure told in a cell.

        Parameters
        ----------
        **categories
            Category by dimension; none for everybody.

        Returns
        -------
        int or None
            None where it is hidden.
        """
        return self.cells[key(**categories)].value

    def notes(self) -> tuple[str, ...]:
        """Return the sentences that belong beneath the table.

        Returns
        -------
        tuple of str
            On what is hidden and on rounding; none where every count is told as it is.
        """
        hidden = {cell for cell, told in self.cells.items() if told.state is State.HIDDEN}
        names = ["fewer_note"] if hidden and hidden <= self.small else []
        names += ["hidden_note"] if not hidden <= self.small else []
        names += ["rounded_note"] if self.rules.base > 1 else []
        values = {"fewest": self.rules.fewest, "base": self.rules.base}
        return tuple(disclosure_words()[name].format(**values) for name in names)

    def to_json(self) -> str:
        """Return the table as it was given out, to be kept for the next release.

        Returns
        -------
        str
            JSON, the same for the same table.
        """
        rules = self.rules
        return json.dumps(
            {
                "rules": {
                    "audience": rules.audience,
                    "fewest": rules.fewest,
                    "base": rules.base,
                    "interval": rules.interval,
                    "zeros": rules.zeros,
                },
                "small": sorted(self.small),
                "cells": [[cell, told.value] for cell, told in self.cells.items()],
                "sums": [[each.left, each.right] for each in self.sums],
            },
            ensure_ascii=False,
        )


def protected_from_json(text: str) -> Protected:
    """Return a table that was given out before.

    Parameters
    ----------
    text
        As :meth:`Protected.to_json` wrote it.

    Returns
    -------
    Protected
        The table.

    Raises
    ------
    InputError
        It is not such a text.
    """
    try:
        kept = json.loads(text)
        rules = kept["rules"]
        made = DisclosureRules(
            Audience(rules["audience"]),
            int(rules["fewest"]),
            int(rules["base"]),
            int(rules["interval"]),
            Zeros(rules["zeros"]),
        )
        small = frozenset(map(_key, kept["small"]))
        values = {_key(cell): value for cell, value in kept["cells"]}
        cells = {cell: told_cell(value, made, cell in small) for cell, value in values.items()}
        sums = tuple(
            Sum(tuple(map(_key, left)), tuple(map(_key, right))) for left, right in kept["sums"]
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise InputError(
            f"earlier release: not a table that was kept ({type(fault).__name__}); "
            "give the file that was written when it was handed on"
        ) from fault
    return Protected(made, cells, sums, small)


def told_cell(value: int | None, rules: DisclosureRules, is_small: bool) -> Cell:
    """Return a cell as it is told.

    Parameters
    ----------
    value
        The figure to tell, None to hide it.
    rules
        The rules.
    is_small
        Whether a hidden count is told to be small.

    Returns
    -------
    Cell
        The cell with its words.
    """
    if value is None:
        name = "fewer" if is_small else "hidden"
        return Cell(State.HIDDEN, None, disclosure_words()[name].format(fewest=rules.fewest))
    return Cell(State.ROUNDED if rules.base > 1 else State.VALUE, value, f"{value:,}")


@cache
def disclosure_words() -> Mapping[str, str]:
    """Return the words that stand in the place of counts.

    Returns
    -------
    mapping of str to str
        Templates by name.
    """
    return read_toml(data_dir() / "disclosure" / "words.toml")


def _key(cell: Any) -> Key:
    return tuple((str(dimension), str(category)) for dimension, category in cell)
