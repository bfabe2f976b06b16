"""Names in full: what signs and lists shorten, by where it stands in a name."""

import pytest

from tests.plan.planning import WORDS
from transit.plan.names import AsWritten, in_full


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Turn left into St Mary St.", "Turn left into Saint Mary Street."),
        ("Get off at St. Paul's.", "Get off at Saint Paul's."),
        ("Get off at Moor St West.", "Get off at Moor Street West."),
        ("You pass Victoria St for Market.", "You pass Victoria Street for Market."),
        ("Stand at the stop Bus Station (Stop B).", "Stand at the stop Bus Station, Stop B."),
        ("Walk along Malpas Rd for about 5 metres.", "Walk along Malpas Road for about 5 metres."),
        ("Look for Dr Smith's.", "Look for Doctor Smith's."),
        ("Turn right into Park Dr.", "Turn right into Park Drive."),
        ("Stand opposite NCP.", "Stand opposite NCP car park."),
        ("Look for Smith & Sons.", "Look for Smith and Sons."),
        ("Get on bus 6.", "Get on bus 6."),
    ],
)
def test_what_is_short_is_said_in_full(written: str, said: str) -> None:
    """Saint before a name, Street after one; brackets are a pause."""
    assert in_full(WORDS, written) == said


def test_what_the_bus_says_stays_as_it_is_written() -> None:
    """One looks for these very letters on the front of a bus."""
    shown = AsWritten("It says St Julians on the front.")
    assert in_full(WORDS, shown) == "It says St Julians on the front."
