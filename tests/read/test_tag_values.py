"""Numbers in tags: what mappers write, and what is not a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.read.rules import read_rules
from transit.read.tag_values import parse_count, parse_incline_pct, parse_mph, parse_width_mm

TAGS = read_rules().tags


def mph(value: str) -> int | None:
    """Parse a speed with the shipped words."""
    return parse_mph(value, TAGS.mph_by_word, TAGS.mph_per_kmh)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("30 mph", 30),
        ("30mph", 30),
        ("50", 31),  # km/h: 50 x 0.621 = 31.07
        ("50 km/h", 31),
        ("national", 60),
        ("GB:nsl_single", 60),
        ("GB:nsl_dual", 70),
        ("20 mph;30 mph", 20),
        ("", None),
        ("fast", None),
        ("0", None),
        ("99999 mph", None),
        ("30 knots", None),
    ],
)
def test_speed(value: str, expected: int | None) -> None:
    """Miles, kilometres and words."""
    assert mph(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.5", 1500),
        ("1,5 m", 1500),
        ("150 cm", 1500),
        ("5'", 1524),  # 5 x 304.8
        ("5'6\"", 1676),  # 5 x 304.8 + 6 x 25.4 = 1676.4
        ("5 ft", 1524),
        ("-1", None),
        ("wide", None),
        ("0", None),
        ("1.5 furlongs", None),
    ],
)
def test_width(value: str, expected: int | None) -> None:
    """Metres unless something else is said."""
    assert parse_width_mm(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("10%", 10.0),
        ("-4.5 %", -4.5),
        ("5°", 8.749),  # tan 5 degrees
        ("up", None),
        ("down", None),
        ("0", 0.0),
        ("500%", None),
        ("89°", None),
    ],
)
def test_incline(value: str, expected: float | None) -> None:
    """Per cent or degrees; a direction alone is no number."""
    found = parse_incline_pct(value)
    assert found == (None if expected is None else pytest.approx(expected, abs=0.001))


@pytest.mark.parametrize(
    ("value", "expected"), [("12", 12), ("2;3", 2), ("-1", None), ("two", None), ("٣", None)]
)
def test_count(value: str, expected: int | None) -> None:
    """Whole numbers in plain digits."""
    assert parse_count(value) == expected


@given(st.text(max_size=30))
def test_no_text_breaks_a_parser(value: str) -> None:
    """Fuzz: a number or None."""
    mph(value), parse_width_mm(value), parse_incline_pct(value), parse_count(value)
