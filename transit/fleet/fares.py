"""What bus fares cost those who leave the fleet: while their pass is not valid, or without one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from transit.errors import InputError
from transit.fleet.candidates import Option, Rider
from transit.fleet.figures import YearFigures
from transit.model.fact import State
from transit.model.parameters import Parameters
from transit.model.passes import PassRule, is_within
from transit.model.people import Pass
from transit.model.verdict import Way
from transit.model.weekdays import Weekday


class Payer(StrEnum):
    """Who pays the fares."""

    PERSON = "person"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fares:
    """Fares after training; see ``data/parameters/switching.toml`` and ``data/rules/passes.toml``.

    Parameters
    ----------
    single_pence, day_pence
        A single on one bus, and a ticket for the day, pence: no day costs more.
    rule
        When passes are valid.
    payer
        Who pays.
    weeks_a_year
        Weeks in which people travel.
    """

    single_pence: float
    day_pence: float
    rule: PassRule
    payer: Payer
    weeks_a_year: float

    @property
    def council_pays(self) -> bool:
        """Whether fares are a cost of the council's."""
        return self.payer is Payer.COUNCIL

    def a_year(self, rider: Rider) -> float:
        """Return what somebody's journeys cost a year where they can travel alone.

        Parameters
        ----------
        rider
            The person.

        Returns
        -------
        float
            Pence: a bus is paid that is boarded outside the hours of a pass. Where a verdict was
            kept before boardings were, at most: then a bus counts as paid unless the whole journey
            is within these hours, on foot too. A pass that nobody has recorded counts as none, and
            a journey that nobody knows as a ticket for the day.
        """
        days: dict[Weekday, float] = {}
        for option in rider.open:
            for day in option.days:
                days[day] = days.get(day, 0.0) + self._to_session(option, rider.pass_, day)
        return sum(min(each, self.day_pence) for each in days.values()) * self.weeks_a_year

    def to_council(self, riders: Iterable[Rider]) -> Mapping[str, float]:
        """Return what some people's fares cost the council a year.

        Parameters
        ----------
        riders
            The people.

        Returns
        -------
        mapping
            Pence by person; empty where they pay themselves.
        """
        return {each.person: self.a_year(each) for each in riders} if self.council_pays else {}

    def in_figures(self, year: YearFigures, riders: Iterable[Rider]) -> YearFigures:
        """Return a year in figures with the fares of those who have left.

        Parameters
        ----------
        year
            The year.
        riders
            Who has left.

        Returns
        -------
        YearFigures
            The fares are part of its cost where the council pays them.
        """
        pence = sum(self.a_year(each) for each in riders)
        paid = pence if self.council_pays else 0.0
        return replace(
            year,
            cost_pence=year.cost_pence + paid,
            fares_pence=paid,
            fares_of_people_pence=pence - paid,
        )

    def _to_session(self, option: Option, pass_: Pass, day: Weekday) -> float:
        """Return what singles to one session and back cost."""
        judged = option.judged
        if judged is None or judged.out is None or judged.back is None:
            return self.day_pence
        buses = sum(self._paid(way, pass_, day) for way in (judged.out, judged.back))
        return buses * self.single_pence

    def _paid(self, way: Way, pass_: Pass, day: Weekday) -> int:
        """Return how many buses of a journey are paid."""
        if pass_.held is not State.YES:
            return len(way.lines)
        hours = self.rule.hours_of(pass_, is_weekday=day <= Weekday.FRI)
        if len(way.boards_s) == len(way.lines):
            return sum(not is_within(at_s, hours) for at_s in way.boards_s)
        whole = is_within(way.leave_s, hours) and is_within(way.arrive_s, hours)
        return 0 if whole else len(way.lines)


def fares_of(parameters: Parameters, rules: Mapping[str, PassRule]) -> Fares:
    """Take the fares from parameters.

    Parameters
    ----------
    parameters
        The parameters.
    rules
        When passes are valid, by name.

    Returns
    -------
    Fares
        The fares.

    Raises
    ------
    InputError
        Nobody pays that is known, or there is no such rule.
    """
    payer, rule = (str(parameters[name].value) for name in ("switch_fares_paid_by", "pass_rule"))
    if payer not in set(Payer):
        raise InputError(f"parameter switch_fares_paid_by is {payer!r}: person or council")
    if rule not in rules:
        raise InputError(f"parameter pass_rule is {rule!r}, expected one of {', '.join(rules)}")
    return Fares(
        single_pence=parameters.number("switch_fare_single_pence"),
        day_pence=parameters.number("switch_fare_day_pence"),
        rule=rules[rule],
        payer=Payer(payer),
        weeks_a_year=parameters.number("fleet_weeks_a_year"),
    )
