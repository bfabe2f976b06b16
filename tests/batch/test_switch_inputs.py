"""Parameters set for a scenario, of the kind that is known; and who is in a taxi today."""

import pytest

from transit.batch.switch_inputs import with_changes
from transit.batch.switch_week import in_taxis
from transit.errors import InputError
from transit.fleet.balance import Beside, ranges_of
from transit.fleet.effort import effort
from transit.fleet.training_cost import training_rates
from transit.model.parameters import Value
from transit.model.people import Attendance, Mode, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
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


def test_a_session_of_its_own_mode_goes_before_the_person() -> None:
    """A in a taxi but to S2, B to S1 only, C nowhere that is known."""
    at = (StartPlace(PlaceKind.HOME, Position(51.0, 0.0, 10)),)

    def goes(name: str, usual: Mode, **modes: Mode) -> Person:
        attends = tuple(Attendance("O", session, mode=mode) for session, mode in modes.items())
        return Person(id=name, places=at, profile="walks-well", mode_now=usual, attends=attends)

    people = (
        goes("A", Mode.TAXI, S1=Mode.UNKNOWN, S2=Mode.MINIBUS),
        goes("B", Mode.MINIBUS, S1=Mode.TAXI, S2=Mode.UNKNOWN),
        goes("C", Mode.UNKNOWN, S1=Mode.UNKNOWN),
    )
    register = Register(people={each.id: each for each in people})
    assert in_taxis(register) == {("A", "S1"), ("B", "S1")}
