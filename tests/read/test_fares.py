"""Fares: what ships, and what a council writes wrongly."""

import datetime as dt
from pathlib import Path

import pytest

from transit.errors import InputError
from transit.model.fares import single_pence
from transit.read.fares import read_fares

GOOD = {
    "nation": '"GB-ENG"',
    "single_pence": "300",
    "first": "2025-01-01",
    "last": "2027-03-31",
    "source": '"x"',
    "date": '"2026-01-01"',
    "confidence": '"assumed"',
}


def written(tmp_path: Path, **changes: str | None) -> Path:
    """Write a file with one fare; None takes a field away."""
    file = tmp_path / "fares.toml"
    fields = {name: text for name, text in {**GOOD, **changes}.items() if text is not None}
    file.write_text("[a]\n" + "\n".join(f"{name} = {text}" for name, text in fields.items()))
    return file


def test_the_cap_holds_in_england_until_march_2027() -> None:
    """£3 a single; not known before, after, or elsewhere."""
    caps = read_fares()
    assert single_pence(caps, "GB-ENG", dt.date(2026, 11, 24)) == 300
    assert single_pence(caps, "GB-ENG", dt.date(2027, 4, 1)) is None
    assert single_pence(caps, "GB-WLS", dt.date(2026, 11, 24)) is None


def test_the_lowest_of_several_caps(tmp_path: Path) -> None:
    """Where two hold, one pays the lower."""
    (cap,) = read_fares(written(tmp_path))
    (city,) = read_fares(written(tmp_path, single_pence="150"))
    assert single_pence([cap, city], "GB-ENG", dt.date(2026, 1, 1)) == 150


@pytest.mark.parametrize(
    "changes",
    [
        {"nation": None},
        {"typo": "1"},
        {"single_pence": "-1"},
        {"single_pence": '"300"'},
        {"single_pence": "true"},
        {"first": "2025-01-01T00:00:00"},
        {"first": "2028-01-01"},
        {"confidence": '"sure"'},
    ],
)
def test_a_faulty_fare_is_refused(changes: dict[str, str | None], tmp_path: Path) -> None:
    """A field missing, odd, of another kind or impossible."""
    with pytest.raises(InputError):
        read_fares(written(tmp_path, **changes))
