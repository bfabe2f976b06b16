"""What running the fleet costs and how it is run, taken from parameters."""

from dataclasses import dataclass
from typing import Final

from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.model.vehicles import RunningCost

UNITS_PER_PENNY: Final = 100_000
"""Units of cost in a penny: a metre of a minibus is some thousandths of a penny."""
_METRES_PER_MILE: Final = 1609.344
_HOUR_S: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRates:
    """How the fleet is run and what it costs; see ``data/parameters/fleet.toml``.

    Parameters
    ----------
    board_seat_s, board_seat_venue_s, board_wheelchair_s
        Time to get on or off, seconds: walking, at home and at a venue; in a wheelchair.
    arrive_before_s, arrive_margin_s
        Seconds before a session's start between which people may be dropped off.
    leave_within_s
        Seconds after a session's end within which people are fetched.
    runs_begin_s
        Seconds of the day at which the time of each of a vehicle's runs begins, in order.
    longest_run_s
        Longest run, seconds.
    assistants
        Passenger assistants aboard each minibus.
    taxi_start_pence, taxi_mile_pence
        A taxi's tariff, pence and pence a mile.
    taxi_wheelchair_share
        Share that a wheelchair-accessible taxi costs more.
    weeks_a_year
        Weeks in which the fleet runs.
    """

    board_seat_s: int
    board_seat_venue_s: int
    board_wheelchair_s: int
    arrive_before_s: int
    arrive_margin_s: int
    leave_within_s: int
    runs_begin_s: tuple[int, ...]
    longest_run_s: int
    assistants: int
    taxi_start_pence: float
    taxi_mile_pence: float
    taxi_wheelchair_share: float
    weeks_a_year: int

    def __post_init__(self) -> None:
        """Refuse times of runs that are not in order, or leave out the start of the day."""
        begins = self.runs_begin_s
        if not begins or begins[0] != 0 or list(begins) != sorted(set(begins)):
            raise InputError("parameter fleet_runs_begin_s: begin with 0, and rise from there")

    def board_s(self, wheelchair: bool, at_venue: bool) -> int:
        """Return how long getting on or off takes.

        Parameters
        ----------
        wheelchair
            Whether in a wheelchair.
        at_venue
            Whether at a venue, where staff help.

        Returns
        -------
        int
            Seconds.
        """
        if wheelchair:
            return self.board_wheelchair_s
        return self.board_seat_venue_s if at_venue else self.board_seat_s

    def taxi_units(self, metres: float, wheelchair: bool) -> int:
        """Return what a taxi for one person costs.

        Parameters
        ----------
        metres
            The ride, metres.
        wheelchair
            Whether it must carry a wheelchair.

        Returns
        -------
        int
            Units of cost.
        """
        pence = self.taxi_start_pence + self.taxi_mile_pence * metres / _METRES_PER_MILE
        return round(pence * (1 + self.taxi_wheelchair_share * wheelchair) * UNITS_PER_PENNY)

    def run_units(self, cost: RunningCost, assistants: int) -> tuple[int, int, int]:
        """Return what a run costs: to be made at all, a metre, a second.

        A vehicle's day is shared out evenly over the runs that it can make.

        Parameters
        ----------
        cost
            What the vehicle costs.
        assistants
            Assistants aboard.

        Returns
        -------
        tuple of int
            Units of cost.
        """
        crew = cost.driver_hour_pence + assistants * cost.assistant_hour_pence
        return (
            round(cost.day_pence * UNITS_PER_PENNY / len(self.runs_begin_s)),
            round(cost.mile_pence * UNITS_PER_PENNY / _METRES_PER_MILE),
            round(crew * UNITS_PER_PENNY / _HOUR_S),
        )


def fleet_rates(parameters: Parameters) -> FleetRates:
    """Take the rates from parameters.

    Parameters
    ----------
    parameters
        The parameters.

    Returns
    -------
    FleetRates
        The rates.
    """

    def number(name: str) -> float:
        return parameters.number(f"fleet_{name}")

    def whole(name: str) -> int:
        return int(number(name))

    return FleetRates(
        board_seat_s=whole("board_seat_s"),
        board_seat_venue_s=whole("board_seat_venue_s"),
        board_wheelchair_s=whole("board_wheelchair_s"),
        arrive_before_s=whole("arrive_before_s"),
        arrive_margin_s=whole("arrive_margin_s"),
        leave_within_s=whole("leave_within_s"),
        runs_begin_s=tuple(int(at) for at in parameters.numbers("fleet_runs_begin_s")),
        longest_run_s=whole("longest_run_s"),
        assistants=whole("assistants"),
        taxi_start_pence=number("taxi_start_pence"),
        taxi_mile_pence=number("taxi_mile_pence"),
        taxi_wheelchair_share=number("taxi_wheelchair_share"),
        weeks_a_year=whole("weeks_a_year"),
    )
