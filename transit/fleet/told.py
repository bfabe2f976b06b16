"""What is wrong with runs, in words for those who plan them."""

from collections.abc import Iterable, Iterator

from transit.fleet.checker import Fault, Finding
from transit.fleet.day_part import PlannedPart
from transit.fleet.plan import Action, Reason, Run
from transit.fleet.solve import why_left
from transit.model.notice import Notice, Severity

_MINUTE_S = 60


def tell_findings(part: PlannedPart, findings: Iterable[Finding]) -> Iterator[Notice]:
    """Tell what a checker has found.

    Parameters
    ----------
    part
        A part of a day with its plan.
    findings
        What is wrong with it.

    Yields
    ------
    Notice
        One for each person and what is wrong for them.
    """
    for finding in dict.fromkeys(findings):
        yield Notice(
            f"fleet_run_{finding.fault.name.lower()}",
            Severity.WARNING,
            "runs",
            f"{part.part.day.word}, {_where(part, finding)}: {_what(part, finding)}",
            _TODO.get(finding.fault, "Change the run, or have it improved"),
        )


def tell_left(parts: Iterable[PlannedPart]) -> Iterator[Notice]:
    """Name people whom no run of the fleet could take, and why; also where they share a taxi.

    Parameters
    ----------
    parts
        Parts of days with their plans.

    Yields
    ------
    Notice
        One for each person and reason.
    """
    told: dict[tuple[str, Reason], str] = {}
    for part in parts:
        for request, reason in _by_taxi(part):
            if reason not in _BY_CHOICE:
                ride = part.part.rides[request]
                where = f"{part.part.day.word}, session {ride.session}, {ride.towards.value}"
                told.setdefault((ride.person, reason), where)
    for (person, reason), where in sorted(told.items()):
        yield Notice(
            "fleet_no_run_possible",
            Severity.INFO,
            "register",
            f"person {person}: {reason.value} (first {where}); a taxi was counted",
            "Check vehicles, shifts and session times, and what they need of a ride",
        )


def _by_taxi(part: PlannedPart) -> Iterator[tuple[int, Reason]]:
    """Give who goes by taxi, alone or with others, and why on no run of the fleet."""
    for left in part.plan.left_out:
        yield left.request, left.reason
    for run in part.plan.runs:
        if part.problem.vehicles[run.vehicle].is_taxi:
            for request in sorted({stop.request for stop in run.stops}):
                yield request, why_left(part.problem, request)


_BY_CHOICE = frozenset({Reason.DEARER_THAN_LEAVING, Reason.BY_CHOICE, Reason.ON_NO_RUN_TODAY})

_TODO = {
    Fault.WINDOW: "Start earlier, or move somebody to another run",
    Fault.RIDE: "Move somebody to another run, or agree a longer ride",
    Fault.LOAD: "Move somebody to another run, or use a larger vehicle",
    Fault.LIFT: "Move them to a vehicle with a lift, or record its wheelchair space",
    Fault.TOGETHER: "Put both on one run",
    Fault.APART: "Move one of them to another run",
    Fault.BETWEEN: "Fetch them one after the other, and set them down so",
}


def _where(part: PlannedPart, finding: Finding) -> str:
    said = []
    if finding.vehicle is not None:
        said.append(part.problem.vehicles[finding.vehicle].id)
    if finding.request is not None:
        said.append(f"person {part.part.rides[finding.request].person}")
    return ", ".join(said) or "all runs"


def _what(part: PlannedPart, finding: Finding) -> str:
    run = next((each for each in part.plan.runs if each.vehicle == finding.vehicle), None)
    if run is None or finding.request is None:
        return finding.fault.value
    if finding.fault is Fault.WINDOW:
        return _by_how_much(part, run, finding.request)
    if finding.fault is Fault.RIDE:
        request = part.problem.requests[finding.request]
        times = {each.action: each.begin_s for each in run.stops if each.request == finding.request}
        ride_s = times[Action.DROP_OFF] - times[Action.PICK_UP] - request.pick_up.service_s
        return (
            f"rides for {_minutes(ride_s)} minutes, at most {request.ride_limit_s // _MINUTE_S} "
            "are allowed"
        )
    return finding.fault.value


def _by_how_much(part: PlannedPart, run: Run, at: int) -> str:
    request = part.problem.requests[at]
    said = []
    for stop in run.stops:
        if stop.request != at:
            continue
        picked = stop.action is Action.PICK_UP
        call = request.pick_up if picked else request.drop_off
        what = "picked up" if picked else "set down"
        if stop.begin_s > call.to_s:
            said.append(f"{what} {_in_minutes(stop.begin_s - call.to_s)} too late")
        elif stop.begin_s < call.from_s:
            said.append(f"{what} {_in_minutes(call.from_s - stop.begin_s)} too early")
    return " and ".join(said) or Fault.WINDOW.value


def _in_minutes(seconds: int) -> str:
    minutes = _minutes(seconds)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _minutes(seconds: int) -> int:
    """Return whole minutes, never fewer than it is."""
    return -(-seconds // _MINUTE_S)
