"""Parameters set for a scenario: of the kind that is known, and never below 0."""

import pytest

from transit.batch.switch_inputs import with_changes
from transit.errors import InputError
from transit.fleet.balance import Beside, ranges_of
from transit.fleet.effort import effort
from transit.fleet.training_cost import training_rates
from transit.model.parameters import Value
from transit.read.parameters import read_parameters

SHIPPED = read_parameters()


@pytest.mark.parametrize("given", [2026, 2026.0, "2026"])
def test_a_name_may_look_like_a_number(given: Value) -> None:
    """An edition is a name."""
    assert with_changes(SHIPPED, {"carbon_edition": given})["carbon_edition"].value == "2026"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fleet_taxi_mile_pence", -1),
        ("fleet_taxi_mile_pence", float("nan")),
        ("fleet_taxi_mile_pence", float("inf")),
        ("fleet_taxi_mile_pence", "dear"),
        ("fleet_taxi_mile_pence", [1.0, 2.0]),
        ("switch_success", [-0.1, 0.5, 0.6]),
        ("switch_success", 0.5),
        ("no_such", 1),
    ],
)
def test_what_cannot_be_is_refused(name: str, value: Value) -> None:
    """By its name."""
    with pytest.raises(InputError, match=name):
        with_changes(SHIPPED, {name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("switch_outcomes", 0),
        ("switch_draws", 0),
        ("switch_horizon_months", 0),
        ("switch_spread_years", 0),
        ("switch_seeds", 0),
        ("switch_passes", 0),
        ("switch_success", [0.5, 0.6, 1.2]),
    ],
)
def test_counts_of_nothing_are_refused(name: str, value: Value) -> None:
    """Before anything is planned, in a sentence."""
    parameters = with_changes(SHIPPED, {name: value})
    with pytest.raises(InputError, match=name):
        training_rates(parameters)
        effort(parameters)


def test_a_success_of_nothing_is_an_answer() -> None:
    """It is not divided by."""
    parameters = with_changes(SHIPPED, {"switch_success": [0.0, 0.0, 0.0]})
    rates = training_rates(parameters)
    assert ranges_of(Beside(None, rates, parameters, 1))  # type: ignore[arg-type]
