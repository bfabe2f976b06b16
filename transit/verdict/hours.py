"""Hours in which a person may ride: while the pass is valid, and when it is not too crowded."""

from collections.abc import Sequence
from dataclasses import dataclass

from transit.errors import InputError
from transit.model.fact import Stance, State
from transit.model.parameters import Parameters
from transit.model.passes import Crowding, PassRule, is_within
from transit.model.people import Pass, Person
from transit.model.riding import Hours
from transit.model.verdict import Finding
from transit.read.hour_rules import read_crowding, read_pass_rules
from transit.verdict.days import DayKind


@dataclass(frozen=True, slots=True)
class HourRules:
    """The rules in force.

    Parameters
    ----------
    pass_
        When a pass is valid.
    crowding
        When buses are crowded.
    """

    pass_: PassRule
    crowding: Crowding

    @classmethod
    def of(cls, parameters: Parameters) -> "HourRules":
        """Return the rules that the parameters name.

        Parameters
        ----------
        parameters
            With ``pass_rule``.

        Returns
        -------
        HourRules
            For :func:`ride_hours`.

        Raises
        ------
        InputError
            There is no such rule.
        """
        rules, name = read_pass_rules(), str(parameters["pass_rule"].value)
        if name not in rules:
            raise InputError(
                f"parameter pass_rule is {name!r}, expected one of {', '.join(sorted(rules))}"
            )
        return cls(rules[name], read_crowding())


@dataclass(frozen=True, slots=True, kw_only=True)
class RideHours:
    """When a person may ride on a kind of day, and which facts about them that rests on.

    Parameters
    ----------
    buses
        Whether they may ride at all.
    board_within
        Hours in which every bus must be boarded; None for any.
    not_within
        Hours in which they may not be on a bus.
    needs
        Facts to ask the person for, where unknown ones were taken for fine.
    pass_hours
        Hours in which the pass is valid, whether it binds them or not; None for the whole day.
    crowded
        Crowded hours, whether they bind them or not.
    """

    buses: bool = True
    board_within: Hours | None = None
    not_within: tuple[Hours, ...] = ()
    needs: tuple[Finding, ...] = ()
    pass_hours: Hours | None = None
    crowded: tuple[Hours, ...] = ()

    def asked_by(self, rides: Sequence[Hours]) -> tuple[Finding, ...]:
        """Return the facts that a journey rests on, of those to ask for.

        Parameters
        ----------
        rides
            When each bus is boarded and left, seconds of the service date.

        Returns
        -------
        tuple of Finding
            Nothing about the pass where it is valid at each boarding and known to be held, nothing
            about crowds where no ride is in crowded hours.
        """
        outside = any(not is_within(board, self.pass_hours) for board, _ in rides)
        crowded = any(
            board < end and start < alight for board, alight in rides for start, end in self.crowded
        )
        matters = {
            "ask_pays_before_pass": outside,
            "ask_bears_crowds": crowded,
            "ask_bears_noise": crowded,
        }
        return tuple(need for need in self.needs if matters.get(need.code, bool(rides)))


def ride_hours(person: Person, kind: DayKind, rules: HourRules, stance: Stance) -> RideHours:
    """Return when a person may ride on a kind of day.

    Parameters
    ----------
    person
        The person.
    kind
        The kind of day.
    rules
        The rules in force; the person's own hours of a pass go before them.
    stance
        Unknown facts about the person are barriers when cautious; when hopeful they are fine, and
        something to ask.

    Returns
    -------
    RideHours
        The hours.
    """
    valid = pass_hours(person.pass_, kind, rules.pass_)
    crowded = crowded_hours(kind, rules.crowding)
    buses, board_within, about_pass = _by_pass(person.pass_, valid, stance)
    not_within, about_crowds = _by_crowds(person, crowded, stance)
    return RideHours(
        buses=buses,
        board_within=board_within,
        not_within=not_within,
        needs=about_pass + about_crowds,
        pass_hours=valid,
        crowded=crowded,
    )


def pass_hours(pass_: Pass, kind: DayKind, rule: PassRule) -> Hours | None:
    """Return when a pass is valid.

    Parameters
    ----------
    pass_
        The pass; its own hours on weekdays go before the rule.
    kind
        The kind of day.
    rule
        The local rule.

    Returns
    -------
    Hours or None
        Seconds of the day; None for the whole day.
    """
    return rule.hours_of(pass_, is_weekday=kind.is_weekday)


def crowded_hours(kind: DayKind, crowding: Crowding) -> tuple[Hours, ...]:
    """Return when buses are crowded.

    Parameters
    ----------
    kind
        The kind of day. A weekday of which nobody knows whether schools are open counts as a school
        day in both stances: most weekdays are.
    crowding
        The rule.

    Returns
    -------
    tuple of Hours
        Empty where schools are closed.
    """
    return () if kind.is_school_day is State.NO else crowding.hours


def _by_pass(
    pass_: Pass, valid: Hours | None, stance: Stance
) -> tuple[bool, Hours | None, tuple[Finding, ...]]:
    """Whether buses may be ridden, within which hours, and what that rests on.

    Each of two things is enough to ride: a fare that would be paid, at any hour, or a pass, while
    it is valid.
    """
    hopeful = stance is Stance.HOPEFUL
    if pass_.pays_fares is State.YES:
        return True, None, ()
    if pass_.held is State.YES:
        if valid is None:
            return True, None, ()
        if pass_.pays_fares is State.UNKNOWN and hopeful:
            ask = Finding(code="ask_pays_before_pass", values=_said(valid))
            return True, None, (ask,)
        return True, valid, ()
    if not hopeful or (pass_.held is State.NO and pass_.pays_fares is State.NO):
        return False, None, ()
    if pass_.held is State.NO:
        return True, None, (Finding(code="ask_pays_fares"),)
    if pass_.pays_fares is State.NO:
        return True, valid, (Finding(code="ask_pass_held"),)
    return True, None, (Finding(code="ask_pass_or_fares"),)


def _by_crowds(
    person: Person, crowded: tuple[Hours, ...], stance: Stance
) -> tuple[tuple[Hours, ...], tuple[Finding, ...]]:
    """Hours that are too crowded, and what it rests on that none are."""
    limits = person.limits
    bears = {"ask_bears_crowds": limits.bears_crowds, "ask_bears_noise": limits.bears_noise}
    barred = {State.NO} if stance is Stance.HOPEFUL else {State.NO, State.UNKNOWN}
    if not crowded or barred & set(bears.values()):
        return crowded, ()
    return (), tuple(Finding(code=code) for code, bear in bears.items() if bear is State.UNKNOWN)


def _said(hours: Hours) -> dict[str, float | int | str]:
    return {"from_s": hours[0], "to_s": hours[1]}
