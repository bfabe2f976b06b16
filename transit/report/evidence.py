"""What a review pack is made from: counts, a saved study, and where each of them comes from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from transit.fleet.study import Study
from transit.model.people import Mode
from transit.model.verdict import Rung
from transit.network.walk import WalkNetwork
from transit.read.boundaries import Boundaries
from transit.report.times_evidence import TimesEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Traveller:
    """What is counted of somebody who goes somewhere; nothing tells who they are.

    Parameters
    ----------
    rung
        The hardest of their journeys; None where one of them was never worked out.
    on_fleet
        Whether they ride on the fleet or in a taxi today.
    modes
        How they travel today.
    cohort, age_band
        As the register has them; ``""`` where it has none.
    needs_check
        Whether their answer rests on a route check.
    """

    rung: Rung | None
    on_fleet: bool
    modes: frozenset[Mode]
    cohort: str
    age_band: str
    needs_check: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A place where people go today.

    Parameters
    ----------
    id, name
        As the register has them.
    lat, lon
        Of its entrance, decimal degrees.
    people
        How many go there.
    """

    id: str
    name: str
    lat: float
    lon: float
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRun:
    """A run of scoring as the appendix names it.

    Parameters
    ----------
    id
        Its number.
    finished
        When; None where it was stopped.
    edition
        Edition of the area.
    rules
        Hash of skills, rules and parameters.
    verdicts
        How many it was asked for.
    """

    id: int
    finished: dt.datetime | None
    edition: str
    rules: str
    verdicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioEvidence:
    """A saved study with what it was made from.

    Parameters
    ----------
    number, name, made_at, made_by
        As it was saved.
    edition
        Edition of the area.
    made_from
        Hash of people, sessions, vehicles and verdicts.
    is_current
        Whether that is what the register holds now.
    asked
        What was asked, as JSON has it.
    parameters
        Every rate with value, unit, source, date and confidence, by name.
    study
        What was found.
    """

    number: int
    name: str
    made_at: dt.datetime
    made_by: str
    edition: str
    made_from: str
    is_current: bool
    asked: Mapping[str, Any]
    parameters: Mapping[str, Mapping[str, Any]]
    study: Study


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEvidence:
    """The area that was named for the pack.

    Parameters
    ----------
    edition, made, made_by
        As its manifest has them.
    inputs
        Kind, name and SHA-256 of each file that it was built from.
    first, last
        Days that its timetable covers, ISO.
    attribution
        What its licences ask for.
    streets
        Its streets, for the map.
    """

    edition: str
    made: str
    made_by: str
    inputs: tuple[tuple[str, str, str], ...]
    first: str
    last: str
    attribution: tuple[str, ...]
    streets: WalkNetwork


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the people of one ward or deprivation fifth reach by themselves.

    Parameters
    ----------
    grouping
        ``ward`` or ``fifth``.
    group, label
        Its code, and what it is called; ``""`` for homes in none.
    people
        How many live there.
    nothing
        How many of them reach no place.
    mean
        Places a person on average.
    """

    grouping: str
    group: str
    label: str
    people: int
    nothing: int
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Nest:
    """Wards or fifths with those of the other that lie in them.

    Parameters
    ----------
    whole, inside
        Grouping and group of each.
    people, nothing
        How many live in the whole and in none of those inside, and how many of them reach no place.
    """

    whole: tuple[tuple[str, str], ...]
    inside: tuple[tuple[str, str], ...]
    people: int
    nothing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageEvidence:
    """Reach by ward and by deprivation fifth.

    Parameters
    ----------
    minutes
        Longest journey that counts.
    rows
        Groups, in order.
    inputs
        What each file is, its name and SHA-256.
    nests
        What lies in what.
    boundaries
        The wards, for a map; None where none were given.
    """

    minutes: int
    rows: tuple[Reach, ...]
    inputs: tuple[tuple[str, str, str], ...]
    nests: tuple[Nest, ...] = ()
    boundaries: Boundaries | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that a pack is made from.

    Parameters
    ----------
    register
        Name of the register.
    made_on
        The day that stands on the pack.
    made_with
        This program and its version.
    people
        People in the register.
    travellers
        Those who go somewhere, in no order that tells who they are.
    venues
        Where they go.
    stale
        Verdicts that are out of date: marked so, or, where an area was named, made for another
        edition of it or with other rules.
    runs
        Runs of scoring.
    scenario
        The study; None where there is none.
    area
        The area; None where none was named.
    coverage
        Reach by place; None where no boundaries were given.
    times
        Session times; None where none were tried.
    """

    register: str
    made_on: dt.date
    made_with: str
    people: int
    travellers: tuple[Traveller, ...]
    venues: tuple[Venue, ...]
    stale: int
    runs: tuple[ScoreRun, ...]
    scenario: ScenarioEvidence | None
    area: AreaEvidence | None
    coverage: CoverageEvidence | None = None
    times: TimesEvidence | None = None

    @property
    def scenario_is_of_another_area(self) -> bool:
        """Whether the scenario was worked out with another edition of the area than is named."""
        return (
            self.scenario is not None
            and self.area is not None
            and self.scenario.edition != self.area.edition
        )
