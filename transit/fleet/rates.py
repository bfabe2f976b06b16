"""What running the fleet costs and how it is run, taken from parameters."""

from dataclasses import dataclass

from transit.errors import InputError
from transit.fleet.money import UNITS_PER_PENNY, units_a_metre, units_a_second
from transit.fleet.needs import RideTerms
from transit.fleet.standing import StandingRates, standing_rates
from transit.model.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRates:
    """How the fleet is run and what it costs; see ``data/parameters/fleet.toml``.

    Parameters
    ----------
    board_seat_s, board_seat_venue_s, board_wheelchair_s
        Time to get on or off, seconds: walking, at home and at a venue; in a wheelchair.
    board_walker_s, hand_over_s
        Time with a frame at home, and what handing over takes more, seconds.
    arrive_before_s, arrive_margin_s
        Seconds before a session's start between which people may be dropped off.
    leave_within_s
        Seconds after a session's end within which people are fetched.
    runs_overlap_s
        How long before the time of a run a vehicle may leave, and after it be back, seconds.
    runs_begin_s
        Seconds of the day at which the time of each of a vehicle's runs begins, in order.
    longest_run_s
        Longest run, seconds.
    assistants
        Passenger assistants aboard each minibus.
    more_assistants
        How many may come along beside them, on passengers' seats.
    drive_without_break_s, break_s, longest_day_out_s
        How long a driver is out without a break, how long a break is, and how long out in a day,
        seconds.
    return_wait_s
        Seconds at the depot from which a vehicle goes back there between two loads.
    taxi_start_pence, taxi_mile_pence
        A taxi's tariff, pence and pence a mile.
    taxi_assistant_hour_pence
        An hour of a passenger assistant in a taxi, pence.
    shared_taxis, shared_wheelchair_taxis, taxi_seats
        How many taxis may be shared at a time of the day, and how many seats each has.
    taxi_wheelchair_share
        Share that a wheelchair-accessible taxi costs more.
    far_from_road_m, outside_roads_m
        Metres from a road from which a place is told, and from which it lies outside the area.
    standing
        What vehicles and their crews cost.
    """

    board_seat_s: int
    board_seat_venue_s: int
    board_wheelchair_s: int
    board_walker_s: int
    hand_over_s: int
    arrive_before_s: int
    arrive_margin_s: int
    leave_within_s: int
    runs_overlap_s: int
    runs_begin_s: tuple[int, ...]
    longest_run_s: int
    assistants: int
    more_assistants: int
    drive_without_break_s: int
    break_s: int
    longest_day_out_s: int
    return_wait_s: int
    taxi_start_pence: float
    taxi_mile_pence: float
    taxi_wheelchair_share: float
    taxi_assistant_hour_pence: float
    shared_taxis: int
    shared_wheelchair_taxis: int
    taxi_seats: int
    far_from_road_m: float
    outside_roads_m: float
    standing: StandingRates

    def __post_init__(self) -> None:
        """Refuse times of runs out of order, and runs so long that they need a break."""
        begins = self.runs_begin_s
        if not begins or begins[0] != 0 or list(begins) != sorted(set(begins)):
            raise InputError("parameter fleet_runs_begin_s: begin with 0, and rise from there")
        if self.longest_run_s > self.drive_without_break_s:
            raise InputError(
                f"parameter fleet_longest_run_s: {self.longest_run_s} s is longer than a crew may "
                f"be out without a break ({self.drive_without_break_s} s, "
                "fleet_drive_without_break_s), and breaks lie between runs: set a shorter one"
            )

    def board_s(self, terms: RideTerms, *, at_venue: bool, on: bool) -> int:
        """Return how long getting on or off takes.

        Parameters
        ----------
        terms
            What the ride is planned for.
        at_venue
            Whether at a venue, where staff help and take charge.
        on
            Whether getting on.

        Returns
        -------
        int
            Seconds.
        """
        own = terms.board_s if on else terms.alight_s
        if own is None:
            own = self._usual_s(terms, at_venue)
        met = terms.handed_over or (terms.met_at_home and not on)
        return own + self.hand_over_s * (met and not at_venue)

    def _usual_s(self, terms: RideTerms, at_venue: bool) -> int:
        if terms.by_lift:
            return self.board_wheelchair_s
        usual = self.board_seat_venue_s if at_venue else self.board_seat_s
        return usual + (self.board_walker_s - self.board_seat_s) * terms.walker

    def taxi_tariff(self, wheelchair: bool) -> tuple[int, int, int]:
        """Return a taxi's tariff: to begin with, a metre, a second of an assistant aboard.

        Parameters
        ----------
        wheelchair
            Whether it can carry a wheelchair.

        Returns
        -------
        tuple of int
            Units of cost. An assistant is paid for the way back too.
        """
        dearer = 1 + self.taxi_wheelchair_share * wheelchair
        return (
            round(self.taxi_start_pence * dearer * UNITS_PER_PENNY),
            units_a_metre(self.taxi_mile_pence * dearer),
            units_a_second(2 * self.taxi_assistant_hour_pence),
        )

    def taxi_units(self, metres: int, wheelchair: bool, escorted_s: int = 0) -> int:
        """Return what a taxi for one person costs.

        Parameters
        ----------
        metres
            The ride, metres.
        wheelchair
            Whether it must carry a wheelchair.
        escorted_s
            For how long an assistant is needed, seconds.

        Returns
        -------
        int
            Units of cost.
        """
        start, metre, assistant_second = self.taxi_tariff(wheelchair)
        return start + metre * metres + assistant_second * escorted_s


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
        board_walker_s=whole("board_walker_s"),
        hand_over_s=whole("hand_over_s"),
        arrive_before_s=whole("arrive_before_s"),
        arrive_margin_s=whole("arrive_margin_s"),
        leave_within_s=whole("leave_within_s"),
        runs_overlap_s=whole("runs_overlap_s"),
        runs_begin_s=tuple(int(at) for at in parameters.numbers("fleet_runs_begin_s")),
        longest_run_s=whole("longest_run_s"),
        assistants=whole("assistants"),
        more_assistants=whole("more_assistants"),
        drive_without_break_s=whole("drive_without_break_s"),
        break_s=whole("break_s"),
        longest_day_out_s=whole("longest_day_out_s"),
        return_wait_s=whole("return_wait_s"),
        taxi_start_pence=number("taxi_start_pence"),
        taxi_mile_pence=number("taxi_mile_pence"),
        taxi_wheelchair_share=number("taxi_wheelchair_share"),
        taxi_assistant_hour_pence=number("taxi_assistant_hour_pence"),
        shared_taxis=whole("shared_taxis"),
        shared_wheelchair_taxis=whole("shared_wheelchair_taxis"),
        taxi_seats=whole("taxi_seats"),
        far_from_road_m=number("far_from_road_m"),
        outside_roads_m=number("outside_roads_m"),
        standing=standing_rates(parameters),
    )
