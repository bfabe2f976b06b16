"""People: pseudonyms, never names; what they can do, need, and where they go today."""

from dataclasses import dataclass, field
from enum import StrEnum

from transit.errors import InputError
from transit.model.abilities import Ability
from transit.model.fact import State
from transit.model.limits import Limits
from transit.model.opportunities import Opening
from transit.model.positions import Position
from transit.model.weekdays import Days


class Mode(StrEnum):
    """How somebody gets there today."""

    WALK = "walk"
    CYCLE = "cycle"
    BUS = "bus"
    TRAIN = "train"
    FAMILY_CAR = "family_car"
    TAXI = "taxi"
    MINIBUS = "minibus"
    DIAL_A_RIDE = "dial_a_ride"
    OTHER = "other"
    UNKNOWN = "unknown"


class PlaceKind(StrEnum):
    """What a place that journeys start from is to the person."""

    HOME = "home"
    RESPITE = "respite"
    SUPPORTED_LIVING = "supported living"
    FAMILY = "family"
    OTHER = "other"


class CompanionKind(StrEnum):
    """Who could go along."""

    NONE = "none"
    FAMILY = "family"
    PAID_SUPPORT = "paid support"
    VOLUNTEER = "volunteer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StartPlace:
    """A place that journeys start from and end at.

    Parameters
    ----------
    kind
        What it is to the person.
    at
        Where it is.
    days
        Days on which the person starts from there; empty where that varies.
    """

    kind: PlaceKind
    at: Position
    days: Days = ()


@dataclass(frozen=True, slots=True)
class Companion:
    """Who could go along.

    Parameters
    ----------
    kind
        Who it is.
    days
        Days on which they can; empty where that varies.
    travels_free
        Whether a companion's pass is held.
    hour_pence
        What an hour of theirs costs, pence; None where unknown.
    """

    kind: CompanionKind = CompanionKind.UNKNOWN
    days: Days = ()
    travels_free: State = State.UNKNOWN
    hour_pence: int | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """A concessionary pass.

    Parameters
    ----------
    held
        Whether the person has one.
    from_s, to_s
        From when until when on weekdays it is valid, seconds of the day; None leaves the local
        rule in force.
    pays_fares
        Whether the person, or whoever looks after their money, would pay a fare where the pass is
        not valid, or without one.
    """

    held: State = State.UNKNOWN
    from_s: int | None = None
    to_s: int | None = None
    pays_fares: State = State.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a person needs at a venue; each has the venue's fact of the same name as its answer.

    Parameters
    ----------
    step_free_entrance, accessible_toilet, changing_places, personal_care_room, quiet_room
        Whether it is needed.
    hearing_loop, drop_off, blue_badge_parking
        Whether it is needed.
    """

    step_free_entrance: State = State.UNKNOWN
    accessible_toilet: State = State.UNKNOWN
    changing_places: State = State.UNKNOWN
    personal_care_room: State = State.UNKNOWN
    quiet_room: State = State.UNKNOWN
    hearing_loop: State = State.UNKNOWN
    drop_off: State = State.UNKNOWN
    blue_badge_parking: State = State.UNKNOWN


@dataclass(frozen=True, slots=True)
class Attendance:
    """Where a person goes today.

    Parameters
    ----------
    opportunity
        Id of the opportunity.
    session
        Id of the session; None where it is not known.
    days
        Days on which they go; empty where not known.
    days_a_week
        On how many days a week; None where not known.
    mode
        How they get there.
    """

    opportunity: str
    session: str | None = None
    days: Days = ()
    days_a_week: int | None = None
    mode: Mode = Mode.UNKNOWN

    def __post_init__(self) -> None:
        """Refuse a count that does not fit the days."""
        if self.days and self.days_a_week not in (None, len(self.days)):
            raise InputError("days_a_week does not fit days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the register. There is no field for a name, and none for a diagnosis.

    Parameters
    ----------
    id
        Pseudonym; who is behind it is kept elsewhere.
    places
        Where journeys start, the home first.
    profile
        Name of the travel profile they start from; limits and abilities go before it.
    cohort, age_band
        For reports only; no verdict reads them.
    limits
        What training does not move.
    needs
        What they need at a venue.
    pass_
        Their concessionary pass.
    companion
        Who could go along.
    carer_home
        When somebody is at home to see them off and take them in; empty where unknown. No verdict
        reads it.
    mode_now
        How they mostly travel today.
    attends
        Where they go today.
    abilities
        What is recorded of skills; a skill that is not there is not assessed.
    """

    id: str
    places: tuple[StartPlace, ...]
    profile: str
    cohort: str = ""
    age_band: str = ""
    limits: Limits = field(default_factory=Limits)
    needs: Needs = field(default_factory=Needs)
    pass_: Pass = field(default_factory=Pass)
    companion: Companion = field(default_factory=Companion)
    carer_home: tuple[Opening, ...] = ()
    mode_now: Mode = Mode.UNKNOWN
    attends: tuple[Attendance, ...] = ()
    abilities: tuple[Ability, ...] = ()

    def __post_init__(self) -> None:
        """Refuse somebody who lives nowhere, and a skill recorded twice."""
        if not self.places:
            raise InputError(f"person {self.id} has no place to start from")
        skills = [ability.skill for ability in self.abilities]
        if len(set(skills)) != len(skills):
            raise InputError(f"person {self.id}: a skill is recorded twice")
