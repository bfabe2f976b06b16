"""Rows about people: who they are to the register, where they start, where they go."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Final, Self

from transit.model.fact import State
from transit.model.limits import RANGES, Limits
from transit.model.opportunities import Opening
from transit.model.people import (
    Attendance,
    Companion,
    CompanionKind,
    Mode,
    Needs,
    Pass,
    Person,
    PlaceKind,
    StartPlace,
)
from transit.model.positions import Origin, Position
from transit.model.weekdays import Days
from transit.read.profiles import profile_names
from transit.read.register.columns import Choice, Identifier, Money, Number, Text, YesNo
from transit.read.register.columns_time import Clock, DayList, Hours
from transit.read.register.located import Where, cells
from transit.read.register.rows import Odd, Row

_LIMITS: Final = tuple(Limits.__dataclass_fields__)
_NEEDS: Final = tuple(Needs.__dataclass_fields__)


@cache
def ready_profiles() -> tuple[str, ...]:
    """Return the names of the ready profiles, looked up once.

    Returns
    -------
    tuple of str
        In the order of the alphabet.
    """
    return tuple(profile_names())


PersonId = Annotated[str, Identifier("the person's pseudonym", "P001", pseudonym=True)]
Lat = Number("latitude, decimal degrees", "52.41302", low=-90, high=90, whole=False)
Lon = Number("longitude, decimal degrees", "-1.77801", low=-180, high=180, whole=False)
Postcode = Text("postcode, where latitude and longitude are not known")
Precision = Number(
    "how far off the point may be, metres; empty: from its decimals", low=1, high=100_000
)
From = Choice("what the point was made of; empty: it was given", words=Origin)
DaysGoing = Annotated[Days, DayList("days on which they go; empty: not known", "mon wed")]
DaysAWeek = Annotated[
    int | None, Number("on how many days a week, if the days are not known", "2", low=1, high=7)
]


def _limit(name: str, explain: str, whole: bool = True) -> Number:
    low, high = RANGES[name]
    return Number(f"{explain}; empty: as the profile", low=low, high=high, whole=whole)


def _flag(explain: str) -> YesNo:
    return YesNo(explain, "unknown")


class PersonRow(Row):
    """One person."""

    table = "people"
    about = "One row a person. No names, no addresses beyond the postcode, no diagnosis."
    key = ("person_id",)
    personal = True

    person_id: PersonId
    cohort: Annotated[str, Text("group for reports", "learning_disability")] = ""
    age_band: Annotated[str, Text("age band for reports", "35-49")] = ""
    home_lat: Annotated[float | None, Lat] = None
    home_lon: Annotated[float | None, Lon] = None
    home_postcode: Annotated[str | None, Postcode] = None
    home_precision_m: Annotated[int | None, Precision] = None
    home_from: Annotated[Origin | None, From] = None
    home_kind: Annotated[PlaceKind, Choice("what it is to them", "home", words=PlaceKind)] = (
        PlaceKind.HOME
    )
    home_days: Annotated[Days, DayList("days on which they start there; empty: it varies")] = ()
    profile: Annotated[
        str, Choice("how they travel: a ready profile", "new-to-buses", words=ready_profiles)
    ]
    concessionary_pass: Annotated[State, _flag("has a concessionary pass")] = State.UNKNOWN
    pass_from: Annotated[int | None, Clock("valid from; empty: the local rule")] = None
    pass_to: Annotated[int | None, Clock("valid until; empty: the local rule")] = None
    pays_fares: Annotated[
        State, _flag("would pay a fare where the pass is not valid, or without one")
    ] = State.UNKNOWN
    companion: Annotated[
        CompanionKind, Choice("who could go along", "family", words=CompanionKind)
    ] = CompanionKind.UNKNOWN
    companion_days: Annotated[Days, DayList("days on which they can; empty: it varies")] = ()
    companion_pass: Annotated[State, _flag("a companion travels free")] = State.UNKNOWN
    companion_hour_gbp: Annotated[int | None, Money("cost of the companion's hour, pounds")] = None
    carer_home: Annotated[
        tuple[Opening, ...],
        Hours(
            "when somebody is at home to see them off and take them in; empty: not known",
            "Mo-Fr 07:00-08:45,15:30-22:00",
        ),
    ] = ()
    mode_now: Annotated[Mode, Choice("how they mostly travel today", "minibus", words=Mode)] = (
        Mode.UNKNOWN
    )
    opportunity_id: Annotated[str | None, Identifier("where they go today", "O01")] = None
    session_id: Annotated[str | None, Identifier("to which session", "S001")] = None
    days: DaysGoing = ()
    days_a_week: DaysAWeek = None
    walk_without_rest_m: Annotated[
        int | None, _limit("walk_without_rest_m", "longest walk without sitting down, metres")
    ] = None
    walk_total_m: Annotated[
        int | None, _limit("walk_total_m", "longest walk in a whole journey, metres")
    ] = None
    speed_m_s: Annotated[
        float | None, _limit("speed_m_s", "speed on the level, metres a second", whole=False)
    ] = None
    steepest_pct: Annotated[
        float | None, _limit("steepest_pct", "steepest slope, per cent", whole=False)
    ] = None
    most_steps: Annotated[int | None, _limit("most_steps", "most steps in a flight")] = None
    highest_kerb_mm: Annotated[
        int | None, _limit("highest_kerb_mm", "highest kerb, millimetres")
    ] = None
    chair: Annotated[State, _flag("travels in a wheelchair")] = State.UNKNOWN
    chair_width_mm: Annotated[
        int | None, _limit("chair_width_mm", "width of the chair, millimetres")
    ] = None
    chair_length_mm: Annotated[
        int | None, _limit("chair_length_mm", "length of the chair, millimetres")
    ] = None
    out_after_dark: Annotated[State, _flag("can be out after dark")] = State.UNKNOWN
    bears_noise: Annotated[State, _flag("can bear noise for a ride")] = State.UNKNOWN
    bears_crowds: Annotated[State, _flag("can bear crowds for a ride")] = State.UNKNOWN
    toilet_every_min: Annotated[
        int | None, _limit("toilet_every_min", "longest time between toilets, minutes")
    ] = None
    needs_step_free_entrance: Annotated[State, _flag("needs a way in without steps")] = (
        State.UNKNOWN
    )
    needs_accessible_toilet: Annotated[State, _flag("needs an accessible toilet")] = State.UNKNOWN
    needs_changing_places: Annotated[State, _flag("needs a Changing Places toilet")] = State.UNKNOWN
    needs_personal_care_room: Annotated[State, _flag("needs a room for personal care")] = (
        State.UNKNOWN
    )
    needs_quiet_room: Annotated[State, _flag("needs a quiet room")] = State.UNKNOWN
    needs_hearing_loop: Annotated[State, _flag("needs a hearing loop")] = State.UNKNOWN
    needs_drop_off: Annotated[State, _flag("needs a place to be dropped off")] = State.UNKNOWN
    needs_blue_badge_parking: Annotated[State, _flag("needs a Blue Badge bay")] = State.UNKNOWN

    @property
    def where(self) -> Where:
        """The cells that say where they live."""
        return Where(
            "home_",
            self.home_lat,
            self.home_lon,
            self.home_postcode,
            self.home_precision_m,
            self.home_from,
        )

    def odd(self) -> Iterator[Odd]:
        """Give what is wrong between cells of this row.

        Yields
        ------
        Odd
            One thing.
        """
        yield from self.where.odd()
        begins, ends = self.pass_from, self.pass_to
        if begins is not None and ends is not None and begins >= ends:
            yield Odd("pass_to", "a time not after pass_from", "a later time")
        if self.opportunity_id is None and (self.session_id or self.days or self.days_a_week):
            yield Odd("opportunity_id", "nothing", "where they go, as a session or days are given")
        yield from odd_days(self.days, self.days_a_week)

    def person(self, home: Position, before: Person | None) -> Person:
        """Make the person.

        Parameters
        ----------
        home
            Where they live.
        before
            What the register holds of them: what other tables say stays.

        Returns
        -------
        Person
            The person.
        """
        first = StartPlace(self.home_kind, home, self.home_days)
        attends: tuple[Attendance, ...] = ()
        if self.opportunity_id:
            attends = (
                Attendance(
                    self.opportunity_id, self.session_id, self.days, self.days_a_week, self.mode_now
                ),
            )
        return Person(
            id=self.person_id,
            places=(first, *(before.places[1:] if before else ())),
            profile=self.profile,
            cohort=self.cohort,
            age_band=self.age_band,
            limits=Limits(**{name: getattr(self, name) for name in _LIMITS}),
            needs=Needs(**{name: getattr(self, f"needs_{name}") for name in _NEEDS}),
            pass_=Pass(self.concessionary_pass, self.pass_from, self.pass_to, self.pays_fares),
            companion=Companion(
                self.companion, self.companion_days, self.companion_pass, self.companion_hour_gbp
            ),
            carer_home=self.carer_home,
            mode_now=self.mode_now,
            attends=attends + (before.attends[1:] if before else ()),
            abilities=before.abilities if before else (),
        )

    @classmethod
    def of(cls, person: Person) -> Self:
        """Make the row that says this of a person.

        Parameters
        ----------
        person
            The person.

        Returns
        -------
        PersonRow
            The row.
        """
        home, goes = person.places[0], person.attends[0] if person.attends else None
        row = cls.written(
            person_id=person.id,
            cohort=person.cohort,
            age_band=person.age_band,
            **cells("home_", home.at),
            home_kind=home.kind,
            home_days=home.days,
            profile=person.profile,
            concessionary_pass=person.pass_.held,
            pass_from=person.pass_.from_s,
            pass_to=person.pass_.to_s,
            pays_fares=person.pass_.pays_fares,
            companion=person.companion.kind,
            companion_days=person.companion.days,
            companion_pass=person.companion.travels_free,
            companion_hour_gbp=person.companion.hour_pence,
            carer_home=person.carer_home,
            mode_now=person.mode_now,
            **{name: getattr(person.limits, name) for name in _LIMITS},
            **{f"needs_{name}": getattr(person.needs, name) for name in _NEEDS},
        )
        if goes is None:
            return row
        return row.model_copy(
            update={
                "opportunity_id": goes.opportunity,
                "session_id": goes.session,
                "days": goes.days,
                "days_a_week": goes.days_a_week,
            }
        )


def odd_days(days: Days, days_a_week: int | None) -> Iterator[Odd]:
    """Give what is wrong between days and their count.

    Parameters
    ----------
    days
        Days on which somebody goes.
    days_a_week
        How many.

    Yields
    ------
    Odd
        One thing.
    """
    if days and days_a_week not in (None, len(days)):
        yield Odd("days_a_week", "another number than there are days", "the number of days")
