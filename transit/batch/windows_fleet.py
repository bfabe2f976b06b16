"""What the fleet would run for a choice of windows: planned, not only counted."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from transit.batch.fleet_week import plan_week
from transit.fleet.settings import Budget
from transit.fleet.summary import summarise
from transit.model.fact import State
from transit.model.parameters import Parameters
from transit.model.people import Attendance, Mode
from transit.model.register import Register
from transit.network.store import open_area
from transit.read.driving import read_driving_rules
from transit.read.profiles import list_profiles
from transit.sessions.windows import WindowChoice, WindowProblem

_FLEET: Final = (Mode.MINIBUS, Mode.TAXI, Mode.DIAL_A_RIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRuns:
    """What the fleet would run.

    Parameters
    ----------
    vehicles
        Vehicles of the fleet in one part of a day at the most.
    riders
        People who ride.
    rides
        Rides a week, there and back.
    in_taxis
        Of these in taxis, because that is cheaper or nothing else has room.
    week_pence
        What runs and taxis cost a week, pence.
    """

    vehicles: int
    riders: int
    rides: int
    in_taxis: int
    week_pence: float


def plan_runs(
    register: Register,
    area: Path,
    opportunity: str,
    problem: WindowProblem,
    choice: WindowChoice,
    parameters: Parameters,
) -> WindowRuns:
    """Plan the rides of a choice of windows, as if the fleet had nothing else to do.

    Parameters
    ----------
    register
        People and vehicles.
    area
        Folder of the area, with roads.
    opportunity
        Id of the venue.
    problem, choice
        Who comes to which window, and who rides.
    parameters
        Prices, ways to run and how to search.

    Returns
    -------
    WindowRuns
        Of the best plan found; not proven to be the least.

    Raises
    ------
    AreaError
        The area was built before roads were kept.
    """
    opened = open_area(area)
    profiles = {each.name: each for each in list_profiles()}
    week = plan_week(
        with_riders(register, opportunity, problem, choice),
        opened,
        profiles,
        read_driving_rules(),
        parameters,
        Budget(iterations=int(parameters.number("window_plan_iterations"))),
    )
    found = [summarise(each.problem, each.plan) for each in week.parts]
    return WindowRuns(
        vehicles=max((each.vehicles for each in found), default=0),
        riders=week.people,
        rides=sum(each.riders for each in found),
        in_taxis=sum(each.riders - each.on_runs for each in found),
        week_pence=sum(each.pence for each in found),
    )


def with_riders(
    register: Register, opportunity: str, problem: WindowProblem, choice: WindowChoice
) -> Register:
    """Return a register in which only those ride who come to chosen windows on the fleet.

    Parameters
    ----------
    register
        People and vehicles.
    opportunity
        Id of the venue.
    problem, choice
        Who comes to which window, and who rides.

    Returns
    -------
    Register
        With a session for each window.
    """
    sessions = {
        f"window {at}": replace(
            problem.windows[at].session(opportunity, term_only=State.NO), id=f"window {at}"
        )
        for at in choice.chosen
    }
    people = {}
    for row, who in enumerate(problem.people):
        own = [at for at in choice.chosen if choice.comes[row, at] and problem.rides[row, at]]
        if own:
            person = register.people[who]
            mode = next(
                (
                    each.mode
                    for each in person.attends
                    if each.opportunity == opportunity and each.mode in _FLEET
                ),
                Mode.MINIBUS,
            )
            attends = tuple(
                Attendance(opportunity, f"window {at}", (problem.windows[at].day,), 1, mode)
                for at in own
            )
            people[who] = replace(person, attends=attends)
    return replace(register, people=people, sessions=sessions, runs={})
