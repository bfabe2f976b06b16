"""Rules for driving: what ships, and what a council writes wrongly."""

import datetime as dt
from pathlib import Path

import pytest

from transit.errors import InputError
from transit.model.streets import RoadClass
from transit.read.driving import read_driving_rules
from transit.resources import data_dir

SHIPPED = (data_dir() / "rules" / "driving.toml").read_text(encoding="utf-8")


def written(folder: Path, found: str, put: str) -> Path:
    """Write the shipped rules with one thing changed."""
    assert found in SHIPPED
    file = folder / "driving.toml"
    file.write_text(SHIPPED.replace(found, put, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("moment", "factor"),
    [
        ("2026-11-23T06:59:59", 1.15),
        ("2026-11-23T07:00", 1.5),
        ("2026-11-23T09:59:59", 1.5),
        ("2026-11-23T10:00", 1.4),
        ("2026-11-23T15:30", 1.5),
        ("2026-11-23T19:00", 1.15),
        ("2026-11-22T12:00", 1.35),
        ("2026-11-22T20:00", 1.15),
    ],
)
def test_traffic_slows_by_hour_and_day(moment: str, factor: float) -> None:
    """23 November 2026 is a Monday; the end of some hours is not in them."""
    assert read_driving_rules().factor(dt.datetime.fromisoformat(moment)) == factor


def test_hours_that_nobody_states_slow_nothing(tmp_path: Path) -> None:
    """Without the last, catch-all row the night is free flow."""
    file = tmp_path / "driving.toml"
    file.write_text(SHIPPED[: SHIPPED.rindex("[[traffic]]")], encoding="utf-8")
    assert read_driving_rules(file).factor(dt.datetime(2026, 11, 23, 3)) == 1.0


def test_all_classes_that_carry_cars_are_there() -> None:
    """Each with a speed; footways and busways are not driven on."""
    classes = read_driving_rules().classes
    assert classes["residential"].road == RoadClass.RESIDENTIAL
    assert {"motorway", "trunk", "primary", "secondary", "tertiary", "service"} <= set(classes)
    assert not {"footway", "busway", "cycleway", "track", "pedestrian"} & set(classes)


@pytest.mark.parametrize(
    ("found", "put", "named"),
    [
        ('road = "MOTORWAY"', 'road = "AUTOBAHN"', "AUTOBAHN"),
        ("default_mph = 70", "default_mph = 0", "default_mph"),
        ("default_mph = 70", 'default_mph = "70"', "default_mph"),
        ("share_of_limit = 0.9", "share_of_limit = nan", "share_of_limit"),
        ("share_of_limit = 0.9", "share = 0.9", "share"),
        ("factor = 1.5", "factor = 0.5", "factor"),
        ("hours = [07:00:00, 10:00:00]", "hours = [10:00:00, 07:00:00]", "morning peak"),
        ("hours = [07:00:00, 10:00:00]", 'hours = "7-10"', "hours"),
        ('days = ["mon"', 'days = ["montag"', "MONTAG"),
        ('confidence = "assumed"', 'confidence = "sure"', "sure"),
        ("[access]", "[acess]", "access"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, found: str, put: str, named: str) -> None:
    """The message has the file, the field or its value, and no traceback."""
    with pytest.raises(InputError, match=named) as fault:
        read_driving_rules(written(tmp_path, found, put))
    assert "driving.toml" in str(fault.value)
