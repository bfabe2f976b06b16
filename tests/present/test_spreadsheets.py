"""Files for spreadsheet programs run nothing."""

import csv
import io

from transit.present.spreadsheets import csv_of


def test_a_name_is_never_a_formula() -> None:
    """Whatever a building is called; accents, commas and rows of other lengths stay."""
    made = csv_of([["Place"], ["=1+1", "Neuadd y Dŵr, uchaf", "-"], ["12", "fewer than 10"]])
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert rows == [["Place"], ["'=1+1", "Neuadd y Dŵr, uchaf", "'-"], ["12", "fewer than 10"]]
