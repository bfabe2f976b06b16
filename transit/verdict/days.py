"""The dates of a session, in kinds of day on which the same journeys exist under the same rules."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import holidays

from transit.errors import InputError
from transit.model.fact import State
from transit.model.light import Light
from transit.model.opportunities import Session
from transit.model.parameters import Parameters
from transit.model.school_terms import SchoolTerms
from transit.model.verdict import About, Finding
from transit.model.weekdays import WEEKDAYS
from transit.read.hour_rules import read_school_terms
from transit.route.daylight import Twilight, daylight
from transit.verdict.calendar import Calendar
from transit.verdict.daylight import darkest, shortest_day

_WEEKDAYS: Final = frozenset(int(day) for day in WEEKDAYS)

_Key = tuple[bool, bool, State, bytes]
"""Bank holiday, weekday, school day, and the trips that run."""


@dataclass(frozen=True, slots=True)
class DayRules:
    """What makes days alike.

    Parameters
    ----------
    nation
        ISO 3166-2 code by which bank holidays go.
    terms
        School terms, as far as they are known.
    twilight
        What counts as dark.
    reach_s
        How long before a session's start and after its end journeys may be under way, seconds.
    rare_share
        Share of a session's dates below which kinds of day are rare, taken together.
    published_share
        Share of a weekday's usual trips that must be published for a date to count.
    """

    nation: str
    terms: SchoolTerms
    twilight: Twilight
    reach_s: int
    rare_share: float
    published_share: float

    @classmethod
    def of(cls, parameters: Parameters, terms: SchoolTerms | None = None) -> "DayRules":
        """Return the rules that the parameters state.

        Parameters
        ----------
        parameters
            The shipped ones, or a council's own.
        terms
            A council's school terms; the shipped ones, which know no dates, when None.

        Returns
        -------
        DayRules
            For :func:`kinds_of_day`.
        """
        window, longest = (
            int(parameters.number(name)) for name in ("journey_window_s", "longest_journey_s")
        )
        return cls(
            nation=str(parameters["nation"].value),
            terms=read_school_terms() if terms is None else terms,
            twilight=Twilight.of(parameters),
            reach_s=window + longest,
            rare_share=parameters.number("rare_day_share"),
            published_share=parameters.number("published_day_share"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayKind:
    """Dates of a session on which the same trips run and the same rules hold.

    Parameters
    ----------
    dates
        The dates, in order.
    date
        The one to search for: that with the least light.
    light
        What is light on all of them.
    lights
        The light of each.
    is_school_day
        Whether schools are open; unknown where no terms are known.
    is_bank_holiday
        Whether they are bank holidays.
    is_weekday
        Whether passes go by their hours from Monday to Friday: not on bank holidays.
    share
        Share of the session's dates.
    is_rare
        Whether they do not decide a verdict: bank holidays, and the smallest kinds that together
        have less than a share of the other dates.
    """

    dates: tuple[dt.date, ...]
    date: dt.date
    light: Light
    lights: Mapping[dt.date, Light]
    is_school_day: State
    is_bank_holiday: bool
    is_weekday: bool
    share: float
    is_rare: bool

    @property
    def label(self) -> str:
        """What the days are: bank_holiday, weekend, school_day, school_holiday or weekday."""
        if self.is_bank_holiday:
            return "bank_holiday"
        if not self.is_weekday:
            return "weekend"
        names = {State.YES: "school_day", State.NO: "school_holiday", State.UNKNOWN: "weekday"}
        return names[self.is_school_day]


def session_dates(session: Session, calendar: Calendar, terms: SchoolTerms) -> tuple[dt.date, ...]:
    """Return the dates of a session of which is known what runs.

    Parameters
    ----------
    session
        The session.
    calendar
        The timetable's.
    terms
        School terms. A session held in term only has no dates in known holidays; where terms are
        not known, or it is not known whether it keeps to them, all dates count.

    Returns
    -------
    tuple of date
        In order.
    """
    return tuple(filter(calendar.is_known, _held(session, calendar, terms)))


def part_known(session: Session, calendar: Calendar, terms: SchoolTerms) -> tuple[Finding, ...]:
    """Say of which dates a session is judged where too little is published of others.

    Parameters
    ----------
    session, calendar, terms
        As for :func:`session_dates`.

    Returns
    -------
    tuple of Finding
        A condition with the first and the last date; nothing where every date is known.
    """
    if calendar.is_whole:
        return ()
    held = tuple(_held(session, calendar, terms))
    known = tuple(filter(calendar.is_known, held))
    if len(known) == len(held) or not known:
        return ()
    values: dict[str, float | int | str] = {
        "first": known[0].isoformat(),
        "last": known[-1].isoformat(),
    }
    return (Finding(code="timetable_part", about=About.VEHICLE, values=values),)


def _held(session: Session, calendar: Calendar, terms: SchoolTerms) -> Iterator[dt.date]:
    ends = calendar.starts_on + dt.timedelta(days=calendar.active.shape[1] - 1)
    first = max(filter(None, (calendar.starts_on, session.first_date)))
    last = min(filter(None, (ends, session.last_date)))
    weekdays = {int(day) for day in session.days}
    for date in _range(first, last):
        if date.weekday() in weekdays and not (
            session.term_only is State.YES and terms.in_term(date) is State.NO
        ):
            yield date


def kinds_of_day(
    session: Session, calendar: Calendar, rules: DayRules, at: tuple[float, float]
) -> tuple[DayKind, ...]:
    """Return the dates of a session by kind of day.

    Parameters
    ----------
    session
        The session.
    calendar
        The timetable's.
    rules
        What makes days alike.
    at
        Where it is held: latitude and longitude, decimal degrees.

    Returns
    -------
    tuple of DayKind
        The kind with most dates first; those that are rare last. Empty where the session has no
        date in the timetable: :func:`no_dates` says why.
    """
    hours = calendar.hours(session.start_s - rules.reach_s, session.end_s + rules.reach_s)
    alike = (session.days, session.term_only, session.first_date, session.last_date)
    key = id(rules), alike, hours, at
    if key not in calendar.kinds:
        # The rules are kept with the answer, so that no others can come to have the same id.
        calendar.kinds[key] = rules, _new_kinds(session, calendar, rules, at, hours)
    found: tuple[DayKind, ...] = calendar.kinds[key][1]
    return found


def _new_kinds(
    session: Session,
    calendar: Calendar,
    rules: DayRules,
    at: tuple[float, float],
    hours: tuple[bytes, bytes, bytes],
) -> tuple[DayKind, ...]:
    dates = session_dates(session, calendar, rules.terms)
    groups: dict[_Key, list[dt.date]] = {}
    for date in dates:
        holiday = is_bank_holiday(date, rules.nation)
        weekday = date.weekday() in _WEEKDAYS and not holiday
        school = school_day(date, rules)
        key = (holiday, weekday, school, calendar.signature(date, hours))
        groups.setdefault(key, []).append(date)
    rare = _rare({key: len(each) for key, each in groups.items()}, rules.rare_share)
    kinds = [
        _kind(tuple(each), calendar, rules, at, n_dates=len(dates), is_rare=key in rare)
        for key, each in groups.items()
    ]
    return tuple(sorted(kinds, key=lambda kind: (kind.is_rare, -len(kind.dates), kind.date)))


def no_dates(session: Session, calendar: Calendar) -> Finding:
    """Say that a session has no date in the timetable.

    Parameters
    ----------
    session
        A session without dates.
    calendar
        The timetable's.

    Returns
    -------
    Finding
        A reason, with the timetable's first and last date.
    """
    values: dict[str, float | int | str] = {
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
    }
    if session.last_date and session.last_date < calendar.first:
        return Finding(code="session_over", about=About.VENUE, values=values)
    if session.first_date and session.first_date > calendar.last:
        return Finding(code="session_later", about=About.VENUE, values=values)
    return Finding(code="no_session_dates", about=About.VENUE, values=values)


def terms_to_ask(session: Session, kinds: Iterable[DayKind]) -> tuple[Finding, ...]:
    """Return what has to be asked about a session's dates.

    Parameters
    ----------
    session
        The session.
    kinds
        Its kinds of day.

    Returns
    -------
    tuple of Finding
        That school terms are not known, for a session that keeps to them; else nothing.
    """
    unknown = any(kind.is_school_day is State.UNKNOWN for kind in kinds)
    if session.term_only is State.YES and unknown:
        return (Finding(code="ask_school_terms", about=About.VENUE),)
    return ()


def school_day(date: dt.date, rules: DayRules) -> State:
    """Return whether schools are open.

    Parameters
    ----------
    date
        The date.
    rules
        With the terms and bank holidays.

    Returns
    -------
    State
        No at weekends, on bank holidays and on days that the terms name; unknown where the terms
        are not known.
    """
    if date.weekday() not in _WEEKDAYS or is_bank_holiday(date, rules.nation):
        return State.NO
    return State.NO if date in rules.terms.closed else rules.terms.in_term(date)


def is_bank_holiday(date: dt.date, nation: str) -> bool:
    """Tell whether a date is a bank holiday.

    Parameters
    ----------
    date
        The date.
    nation
        ISO 3166-2 code, e.g. ``GB-ENG``, or a country's alone.

    Returns
    -------
    bool
        True if it is, substitute days included.

    Raises
    ------
    InputError
        The nation is not known.
    """
    return date in _bank_holidays(nation, date.year)


@lru_cache(maxsize=256)
def _bank_holidays(nation: str, year: int) -> frozenset[dt.date]:
    country, _, part = nation.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=year)
    except NotImplementedError as fault:
        raise InputError(
            f"parameter nation is {nation!r}: no bank holidays are known for it; "
            "expected an ISO 3166-2 code such as GB-ENG"
        ) from fault
    return frozenset(found)


def _kind(
    dates: tuple[dt.date, ...],
    calendar: Calendar,
    rules: DayRules,
    at: tuple[float, float],
    *,
    n_dates: int,
    is_rare: bool,
) -> DayKind:
    """Make a kind of dates that are alike."""
    lights = {date: daylight(date, *at, calendar.zone, rules.twilight) for date in dates}
    some = dates[0]
    holiday = is_bank_holiday(some, rules.nation)
    return DayKind(
        dates=dates,
        date=shortest_day(lights),
        light=darkest(lights),
        lights=lights,
        is_school_day=school_day(some, rules),
        is_bank_holiday=holiday,
        is_weekday=some.weekday() in _WEEKDAYS and not holiday,
        share=len(dates) / n_dates,
        is_rare=is_rare,
    )


def _rare(n_dates: Mapping[_Key, int], share: float) -> set[_Key]:
    """The smallest kinds that together have less than a share of the dates, and bank holidays.

    Whether a session is held on bank holidays is mostly not recorded.
    """
    is_holiday = {key: key[0] for key in n_dates}
    ordinary = {key: count for key, count in n_dates.items() if not is_holiday[key]}
    counted = ordinary or n_dates
    most, so_far = share * sum(counted.values()), 0
    rare = set(n_dates) - set(counted)
    for key in sorted(counted, key=lambda key: (counted[key], key)):
        so_far += counted[key]
        if so_far >= most:
            break
        rare.add(key)
    return rare


def _range(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=day) for day in range((last - first).days + 1))
