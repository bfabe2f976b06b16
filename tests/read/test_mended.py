"""Cells of a table written anew, as if the file had held the new text."""

from transit.read.table_faults import Formula
from transit.read.tables import Table, TableRow, mended

TABLE = Table(
    "people.csv", ("person_id", "profile"), (TableRow(2, {"person_id": "P1", "profile": "x"}),)
)


def test_a_cell_is_replaced_and_the_others_stay() -> None:
    """Blanks around the new text are dropped, as in a file."""
    assert mended(TABLE, {(2, "profile"): " walks-well "}).rows == (
        TableRow(2, {"person_id": "P1", "profile": "walks-well"}),
    )


def test_an_emptied_cell_is_left_out() -> None:
    """Empty means not known."""
    assert mended(TABLE, {(2, "profile"): ""}).rows[0].cells == {"person_id": "P1"}


def test_a_column_is_added_where_the_file_had_none() -> None:
    """A postcode may stand in for a position."""
    made = mended(TABLE, {(2, "home_postcode"): "B1 1AA"})
    assert made.columns == ("person_id", "profile", "home_postcode")
    assert made.rows[0].cells["home_postcode"] == "B1 1AA"


def test_a_formula_stays_one() -> None:
    """What is typed on a page is no safer than what is in a file."""
    cell = mended(TABLE, {(2, "profile"): "=1+1"}).rows[0].cells["profile"]
    assert isinstance(cell, Formula)


def test_rows_that_are_not_named_are_the_same() -> None:
    """No row of that number: nothing is changed."""
    assert mended(TABLE, {(9, "profile"): "y"}).rows == TABLE.rows
