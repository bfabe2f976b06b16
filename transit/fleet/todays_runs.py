"""Today's runs against the rides that people need: which stop is of which ride."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from transit.fleet.day_part import DayPart
from transit.fleet.fixed import GivenRun, GivenStop
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.plan import Action
from transit.fleet.problem import RunPrice, RunVehicle
from transit.fleet.rates import FleetRates
from transit.fleet.today import FleetRide
from transit.model.notice import Notice, Severity
from transit.model.rides import StopAction, TodayRun, TodayStop
from transit.model.vehicles import Vehicle

_ACTIONS = {StopAction.PICK_UP: Action.PICK_UP, StopAction.SET_DOWN: Action.DROP_OFF}


@dataclass(frozen=True, slots=True)
class MadeToday:
    """A run of today in one part of a day.

    Parameters
    ----------
    run
        The run.
    part
        Index of the part of the week.
    stops
        Its stops, in requests of that part.
    leave_s
        When it leaves the depot, seconds of the day; None where not known.
    contracts_pence
        What its rides cost where everybody aboard has a taxi contract at a fixed price; else None.
    """

    run: TodayRun
    part: int
    stops: tuple[GivenStop, ...]
    leave_s: int | None
    contracts_pence: float | None = None

    def given(self, vehicle: int) -> GivenRun:
        """Return it as a given run.

        Parameters
        ----------
        vehicle
            Index of the vehicle that makes it.

        Returns
        -------
        GivenRun
            Its stops in order.
        """
        return GivenRun(vehicle, self.stops, self.leave_s)


def made_today(
    parts: Sequence[DayPart], runs: Iterable[TodayRun], notices: list[Notice]
) -> list[MadeToday]:
    """Find the rides that today's runs serve.

    Parameters
    ----------
    parts
        Rides of a week.
    runs
        Runs as they are made today.
    notices
        Where it is noted who is on a run without riding then, and who rides on none.

    Returns
    -------
    list of MadeToday
        In the order of the runs and their days; runs that serve nobody are left away.
    """
    used: set[tuple[int, int]] = set()
    made = []
    for run in runs:
        for day in run.days:
            days = [(at, part) for at, part in enumerate(parts) if part.day is day]
            found = _matched(run, days, used, notices)
            if found is not None:
                made.append(found)
    without: dict[str, list[FleetRide]] = {}
    for at, part in enumerate(parts):
        for number, ride in enumerate(part.rides):
            if (at, number) not in used:
                without.setdefault(ride.person, []).append(ride)
    notices += [_on_no_run(person, rides) for person, rides in sorted(without.items())]
    return made


def vehicle_as_today(
    run: MadeToday, vehicle: Vehicle, depot: int, anywhere: int, rates: FleetRates
) -> RunVehicle:
    """Return the vehicle of a run of today, free in all of its shift.

    Parameters
    ----------
    run
        The run.
    vehicle
        The vehicle as the register has it.
    depot
        Row of the matrices of its depot.
    anywhere
        Row of a place with no way to any other: a taxi is paid from the first door.
    rates
        Prices and ways to run.

    Returns
    -------
    RunVehicle
        Named by vehicle and run. A taxi in which everybody has a contract costs these contracts.
    """
    name = f"{vehicle.id} ({run.run.id})"
    return vehicle_named(name, run.contracts_pence, vehicle, depot, anywhere, rates)


def vehicle_named(
    name: str,
    contracts: float | None,
    vehicle: Vehicle,
    depot: int,
    anywhere: int,
    rates: FleetRates,
) -> RunVehicle:
    """Return the vehicle of a run that has a name of its own, free in all of its shift.

    Parameters
    ----------
    name
        What the run is called, its vehicle first.
    contracts
        What its rides cost where everybody aboard has a taxi contract, pence; else None.
    vehicle, depot, anywhere, rates
        As for :func:`vehicle_as_today`.

    Returns
    -------
    RunVehicle
        As :func:`vehicle_as_today` has it.
    """
    is_taxi = vehicle.by_tariff
    assistants = rates.assistants if vehicle.carries_assistants else 0
    price = rates.standing.run_price(vehicle, assistants)
    if is_taxi:
        chair = any(layout.wheelchairs for layout in vehicle.layouts)
        start, metre, assistant_second = rates.taxi_tariff(chair)
        price = RunPrice(start, metre, 0, assistant_second, load=start)
        if contracts is not None:
            price = RunPrice(round(contracts * UNITS_PER_PENNY), 0)
    place = anywhere if is_taxi else depot
    return RunVehicle(
        id=name,
        layouts=vehicle.layouts,
        start=place,
        end=place,
        from_s=vehicle.from_s,
        to_s=vehicle.to_s,
        longest_s=rates.longest_run_s,
        assistants=assistants,
        more_assistants=rates.more_assistants,
        is_taxi=is_taxi,
        by_contracts=is_taxi and contracts is not None,
        price=price,
    )


def contracts_of(rides: Iterable[FleetRide]) -> float | None:
    """Return what the rides of a run cost by taxi contracts at a fixed price.

    Parameters
    ----------
    rides
        Whoever is aboard.

    Returns
    -------
    float or None
        Pence; None where somebody has no contract.
    """
    prices = [ride.taxi_pence for ride in rides]
    return None if None in prices else sum(price or 0.0 for price in prices)


def _matched(
    run: TodayRun,
    parts: Sequence[tuple[int, DayPart]],
    used: set[tuple[int, int]],
    notices: list[Notice],
) -> MadeToday | None:
    """Return what a run does on a day, in the part of the day in which its first ride is."""
    within: int | None = None
    stops: dict[int, GivenStop] = {}
    for pick, drop in _pairs(run.stops):
        found = _ride(run, pick, drop, parts, used, within)
        if found is None:
            notices.append(_no_ride(run, run.stops[pick], parts))
            continue
        within = found[0]
        used.add(found)
        for at in (pick, drop):
            stop = run.stops[at]
            stops[at] = GivenStop(found[1], _ACTIONS[stop.action], stop.at_s)
    if within is None:
        return None
    first = run.stops[0]
    leave_s = first.at_s if first.action is StopAction.DEPOT else None
    rides = next(part.rides for at, part in parts if at == within)
    contracts = contracts_of(rides[at] for at in {stop.request for stop in stops.values()})
    ordered = tuple(stops[at] for at in sorted(stops))
    return MadeToday(run, within, ordered, leave_s, contracts)


def _pairs(stops: Sequence[TodayStop]) -> Iterator[tuple[int, int]]:
    """Give where each rider gets on and off."""
    aboard: dict[str, int] = {}
    for at, stop in enumerate(stops):
        if stop.person is None:
            continue
        if stop.action is StopAction.PICK_UP:
            aboard[stop.person] = at
        elif stop.person in aboard:
            yield aboard.pop(stop.person), at


def _ride(
    run: TodayRun,
    pick: int,
    drop: int,
    parts: Sequence[tuple[int, DayPart]],
    used: set[tuple[int, int]],
    within: int | None,
) -> tuple[int, int] | None:
    """Return the ride of a pair of stops: the one nearest in time that no other run serves."""
    on, off = run.stops[pick], run.stops[drop]
    session = on.session or off.session
    times = [stop.at_s for stop in (off, on, *run.stops) if stop.at_s is not None]
    fits = [
        (at, number, ride)
        for at, part in parts
        if within in (None, at)
        for number, ride in enumerate(part.rides)
        if ride.person == on.person and session in (None, ride.session) and (at, number) not in used
    ]
    if times:
        fits.sort(key=lambda each: abs(each[2].at_s - times[0]))
    return fits[0][:2] if fits else None


def by_part(made: Iterable[MadeToday]) -> Mapping[int, tuple[MadeToday, ...]]:
    """Return runs by the part of the week in which they are made.

    Parameters
    ----------
    made
        The runs.

    Returns
    -------
    mapping
        In each part in the order in which they leave, where that is known.
    """
    of_part: dict[int, list[MadeToday]] = {}
    for each in made:
        of_part.setdefault(each.part, []).append(each)
    return {part: tuple(sorted(runs, key=_first_s)) for part, runs in of_part.items()}


def _first_s(run: MadeToday) -> int:
    times = [run.leave_s, *(stop.at_s for stop in run.stops)]
    return next((at for at in times if at is not None), 0)


def _no_ride(run: TodayRun, stop: TodayStop, parts: Sequence[tuple[int, DayPart]]) -> Notice:
    day = parts[0][1].day.word if parts else "that day"
    return Notice(
        "fleet_today_without_ride",
        Severity.WARNING,
        "register",
        f"run {run.id} carries person {stop.person}, who is not recorded to ride then ({day})",
        "Record where they go and how, or take them off the run",
        field="run_stops",
    )


def _on_no_run(person: str, rides: Sequence[FleetRide]) -> Notice:
    many = "1 ride" if len(rides) == 1 else f"{len(rides)} rides"
    return Notice(
        "fleet_on_no_run_today",
        Severity.INFO,
        "register",
        f"person {person} is on none of today's runs for {many} a week (first {rides[0].day.word}, "
        f"session {rides[0].session}, {rides[0].towards.value}): as runs are today, taxis of their "
        "own are counted",
        "Record their run, unless they ride in a taxi",
        field="run_stops",
    )
