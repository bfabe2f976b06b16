"""Which rates appendix B lists."""

from typing import Any

from transit.batch.scenarios import used_parameters
from transit.read.parameters import read_parameters, read_toml
from transit.report.rates import rates_of
from transit.resources import data_dir

RATES = data_dir() / "report" / "rates.toml"
SHIPPED = used_parameters(read_parameters())


def rate(value: Any, unit: str = "pence") -> dict[str, Any]:
    """Return a rate as a scenario keeps it."""
    about = {"unit": unit, "source": "Ours", "date": "2026-11-22", "confidence": "assumed"}
    return {"value": value, **about}


def test_every_rate_that_is_listed_is_one_that_scenarios_keep() -> None:
    """A name that no scenario has would silently never be told."""
    parts = read_toml(RATES).values()
    assert not {name for part in parts for name in part["rates"]} - SHIPPED.keys()


def test_the_factors_of_the_edition_in_force_are_listed() -> None:
    """A new edition has factors of other names: they must be told in the place of the old ones."""
    parts, _ = rates_of(SHIPPED, "own")
    edition = SHIPPED["carbon_edition"]["value"]
    listed = {name for part in read_toml(RATES).values() for name in part["rates"]}
    used = {f"carbon_{edition}_{of}_km_kg" for of in ("minibus", "taxi", "bus_passenger")}
    assert used <= listed
    assert {"Minibus", "Taxi", "Bus"} <= {row[0] for row in dict(parts)["Carbon"]}


def test_listed_and_left_out_are_all() -> None:
    """Of shipped rates none is another than shipped, so the rest is left out and counted."""
    parts, left_out = rates_of(SHIPPED, "own")
    assert "own" not in dict(parts)
    assert sum(len(rows) for _, rows in parts) + left_out == len(SHIPPED)
    assert 0 < left_out < len(SHIPPED)


def test_what_a_council_has_set_is_listed_whatever_it_is() -> None:
    """A search setting that is no default is told; one that is stays out."""
    changed = SHIPPED | {"fleet_search_greed": rate(9.5, "power"), "new_one": rate(1)}
    (title, rows), left_out = rates_of(changed, "own")[0][-1], rates_of(changed, "own")[1]
    assert title == "own"
    assert [row[:2] for row in rows] == [
        ("fleet search greed", "9.5 power"),
        ("new one", "1 pence"),
    ]
    assert left_out == rates_of(SHIPPED, "own")[1] - 1


def test_values_are_told_with_their_units_and_seconds_as_minutes() -> None:
    """3,900 s are 65 minutes; a range keeps its order; vehicles' own prices are not rates."""
    parts, left_out = rates_of(
        {
            "fleet_ride_longest_s": rate(3900, "s"),
            "fleet_break_s": rate(1800, "s of a break"),
            "switch_lessons": rate([8, 16, 24], "lessons"),
            "vehicle V1: day": rate(7000),
        },
        "own",
    )
    told = {row[0]: row[1] for _, rows in parts for row in rows}
    assert told == {
        "Longest ride": "65 minutes",
        "Driver's break": "30 minutes of a break",
        "Lessons": "8, 16, 24 lessons",
    }
    assert left_out == 0
    assert parts[0][1][0][2] == "Ours (2026-11-22)"
