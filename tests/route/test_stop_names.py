"""Names of stops as people say them."""

import pytest

from transit.route.stop_names import is_bay, stop_name, with_bay

BAYS = ("bay", "stand", "stop")


@pytest.mark.parametrize(
    ("name", "indicator", "said"),
    [
        ("St Patrick`s", "", "St Patrick's"),
        ("Kiln Lane (opp)", "opp", "Kiln Lane"),
        ("Kiln Lane (Opp)", "opp", "Kiln Lane"),
        ("Bus Station (Stand 2)", "Stand 2", "Bus Station"),
        ("Hall (North)", "opp", "Hall (North)"),
        ("(opp)", "opp", "(opp)"),
        ("  Green ", "", "Green"),
    ],
)
def test_names(name: str, indicator: str, said: str) -> None:
    """A backtick is an apostrophe; what the indicator says is not said twice."""
    assert stop_name(name, indicator) == said


@pytest.mark.parametrize(
    ("indicator", "bay"),
    [("Bay 7", True), ("Stop B", True), ("stand Q1", True), ("opp 59", False), ("", False),
     ("Stop only for coaches", False), ("Bay", False)],
)  # fmt: skip
def test_bays(indicator: str, bay: bool) -> None:
    """One of several places to stand has a letter or a number."""
    assert is_bay(indicator, BAYS) is bay


def test_a_bay_is_said_once() -> None:
    """A name that ends with the bay's number says it already."""
    assert with_bay("Friars Walk 7", "Bay 7") == "Friars Walk 7"
    assert with_bay("Bus Station", "Bay 7") == "Bus Station, Bay 7"
