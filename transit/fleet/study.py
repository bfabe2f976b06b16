"""What a look at switching found: plain values, to be shown, printed and kept."""

from dataclasses import dataclass
from typing import Final

from transit.fleet.figures import YearFigures
from transit.fleet.sensitivity import Swing
from transit.fleet.training_cost import Forecast

GOES_ON: Final = "goes_on"
"""Of somebody who goes straight on from one session to another: no verdict is of such a journey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RungCost:
    """What a year costs with a number of vehicles, everybody riding.

    Parameters
    ----------
    vehicles
        Vehicles kept.
    standing_pence, week_pence
        Keeping them a year; runs and taxis a week.
    year_pence
        All of a year.
    """

    vehicles: int
    standing_pence: float
    week_pence: float
    year_pence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How exact the search is, pence a year.

    Parameters
    ----------
    anew_pence
        What the cheapest fleet cost by searches that began anew, one for each seed.
    placebo_pence
        What searching on without anybody leaving still gained in the end.
    given_back_pence
        What plans without somebody still took off the plan with everybody in the last pass.
    """

    anew_pence: tuple[float, ...]
    placebo_pence: float
    given_back_pence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingFigures:
    """What a group saves a year, pence.

    Parameters
    ----------
    saving_pence
        Everything planned again without them.
    apart_pence
        Standard deviation that searches have shown.
    as_planned_pence, put_back_pence
        The saving if runs stay as they are, and what taking them back costs: it is between.
    average_pence
        Their rides' share of the whole cost.
    cashable_pence
        What ends as a whole, by its parts below.
    vehicles_pence, crews_pence, taxis_pence
        Vehicles with drivers, crews of runs, taxi contracts that end.
    vehicles
        Vehicles still needed.
    fares_pence
        Bus fares that the council pays for those who leave, which are taken off the saving, its
        bounds and what is cashable.
    """

    saving_pence: float
    apart_pence: float
    as_planned_pence: float
    put_back_pence: float
    average_pence: float
    cashable_pence: float
    vehicles_pence: float
    crews_pence: float
    taxis_pence: float
    vehicles: int
    fares_pence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RiderRow:
    """Somebody who rides on the fleet today.

    Parameters
    ----------
    person
        Their id.
    sessions
        Where they ride: of candidates, where they could travel alone.
    days
        Days a week on which they ride there.
    stays_days
        Days a week of rides that stay on the fleet whatever they could do alone.
    verdict
        ``now``, ``with_training``, ``with_companion``, ``door_to_door``, ``goes_on`` where they
        only go straight on from one session to another, or ``""`` where it was never worked out.
    is_candidate, is_confirmed, needs_check, is_stale
        Whether they could travel alone now or with training; whether a person stands for that;
        whether it rests on a route check; whether the verdict waits to be worked out again.
    confirmation
        Who stands for it, in words.
    companion
        Who could go along, in words.
    companion_min
        Minutes a week that somebody would need to go along both ways and home again between; None
        where nobody has to.
    companion_pence
        What that costs a year where an hour's price is known.
    courses, lessons_low, lessons_high
        Journeys to be learnt, and lessons for them.
    training_pence, training_hours
        At likely values.
    riding_min, by_bus_min
        Minutes a week door to door, on the fleet as planned and by bus; None, as the next two,
        where one of the journeys has no known minutes.
    away_min, away_by_bus_min
        Minutes a week away from home: what is left of it somebody may have to be there.
    saving
        What their leaving alone saves, or with those with whom they must ride; None where that was
        not asked for, or where somebody of these is no candidate.
    best_in
        Sizes of the best groups that they are in.
    chosen
        Whether they are in the group looked at.
    fares_pence, pass_known
        What their bus fares would cost a year, whoever pays; whether it is recorded if they have
        a pass: one that nobody knows of counts as none.
    leaves_with
        How many others leave with them because they must ride together: the saving is of all.
    cash_in
        Sizes of the groups that end most that they are in.
    taxi_today_pence
        What the taxis cost a year in which they ride today where they could travel alone: what
        would end with them, whatever else is planned anew.
    """

    person: str
    sessions: tuple[str, ...]
    days: int
    stays_days: int
    verdict: str
    is_candidate: bool
    is_confirmed: bool
    needs_check: bool
    is_stale: bool
    confirmation: str
    companion: str
    companion_min: float | None
    companion_pence: float | None
    courses: int
    lessons_low: int
    lessons_high: int
    training_pence: float
    training_hours: float
    riding_min: float | None
    by_bus_min: float | None
    away_min: float | None
    away_by_bus_min: float | None
    saving: SavingFigures | None = None
    best_in: tuple[int, ...] = ()
    chosen: bool = False
    fares_pence: float = 0.0
    pass_known: bool = True
    leaves_with: int = 0
    taxi_today_pence: float = 0.0
    cash_in: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """The best group found of one size.

    Parameters
    ----------
    size
        People in it.
    confirmed, learning, checks, stale
        How many of them are confirmed, must learn first, rest on a route check, or on a verdict
        that is out of date.
    training_pence
        At likely values.
    saving
        What they save together.
    """

    size: int
    confirmed: int
    learning: int
    checks: int
    training_pence: float
    saving: SavingFigures
    stale: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStudy:
    """The group that was looked at.

    Parameters
    ----------
    people, confirmed, learning, checks, stale
        How many they are, and how many of them are confirmed, must learn, rest on a route check, or
        on a verdict that is out of date.
    saving
        What they save if all of them leave.
    forecast
        What training may come to.
    swings
        The inputs that matter most.
    net_pence
        What is left a year at the values in force: what is cashable a year after training, on
        average over what may come of it, less a year's share of the cost of training.
    """

    people: int
    confirmed: int
    learning: int
    checks: int
    saving: SavingFigures
    forecast: Forecast
    swings: tuple[Swing, ...]
    net_pence: float
    stale: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A session at other times, and who goes there.

    Parameters
    ----------
    session
        Its id.
    start_s, end_s
        The new times, seconds of the day.
    people
        Who goes there, however they travel today.
    alone_before, alone_after
        How many of them could travel alone, now or after training, at the old and the new times.
    is_judged
        Whether verdicts were worked out at the new times; else nobody is known to be able to.
    """

    session: str
    start_s: int
    end_s: int
    people: int
    alone_before: int
    alone_after: int
    is_judged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRow:
    """Somebody for whom a session at its new times is harder to reach, or out of reach.

    Parameters
    ----------
    person, session
        Who, and where they go.
    before, after
        The verdicts, ``now`` to ``door_to_door``.
    why
        Main reason in code, such as ``no_journey_back``.
    way
        ``out`` or ``back`` where one of the journeys is at fault, else ``""``.
    rides
        Whether they ride on the fleet today.
    overlaps
        Another session of theirs that it is at the same time as then, else ``""``. With one, there
        are no verdicts, and who it is rides in neither of the years compared.
    """

    person: str
    session: str
    before: str
    after: str
    why: str
    way: str
    rides: bool
    overlaps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a look at switching found.

    Parameters
    ----------
    weeks
        Weeks a year.
    today
        Today's own runs, every vehicle kept; None where the register has none.
    whole_fleet, before, after
        The week planned anew with all vehicles; with as many as are cheapest; and the same
        without the group, sessions moved and prices changed as asked.
    ladder
        Costs by fleet size, the largest first.
    noise
        How exact the search is.
    riders
        Everybody who rides today.
    groups
        The best group of each size looked for.
    group
        The group that was looked at; None where none was.
    edition
        Of the carbon factors.
    moves
        Sessions at other times.
    lost
        Who would find it harder to get to one of these by themselves, or could not be there and
        at another session too, riding today or not.
    cash_groups
        The group of each size by which most ends that is paid today.
    changed
        Everybody riding, with the cheapest fleet, sessions moved and prices changed as asked: what
        the group's saving is counted from. None where nothing is changed, or nobody leaves.
    """

    weeks: float
    today: YearFigures | None
    whole_fleet: YearFigures
    before: YearFigures
    after: YearFigures
    ladder: tuple[RungCost, ...]
    noise: Noise
    riders: tuple[RiderRow, ...]
    groups: tuple[GroupRow, ...]
    group: GroupStudy | None
    edition: str
    moves: tuple[MoveRow, ...] = ()
    lost: tuple[LostRow, ...] = ()
    cash_groups: tuple[GroupRow, ...] = ()
    changed: YearFigures | None = None

    @property
    def years(self) -> dict[str, YearFigures]:
        """The years that are set side by side, by what they are called."""
        own = {} if self.today is None else {"Today's own runs": self.today}
        planned = {
            "All vehicles, planned anew": self.whole_fleet,
            "Cheapest fleet, everybody riding": self.before,
        }
        if self.changed is not None:
            planned["The same, sessions and rates as changed"] = self.changed
        return own | planned
