"""Packs made by hand: sixty people, two places, a study of thirty riders."""

import datetime as dt
from dataclasses import replace

from tests.fleet.studies import GROUP, STUDY, rider, saving, year
from transit.fleet.study import GroupStudy, Study
from transit.model.people import Mode
from transit.model.verdict import Rung
from transit.read.parameters import read_parameters
from transit.report.evidence import (
    CoverageEvidence,
    Evidence,
    Reach,
    ScenarioEvidence,
    ScoreRun,
    Traveller,
    Venue,
)

PARAMETERS = read_parameters()
DAY = dt.date(2026, 11, 22)
SECRET = "P-SECRET"
"""How the ids of people begin: nowhere in a pack."""


def travellers() -> tuple[Traveller, ...]:
    """Return 12 alone, 20 to train, 10 with somebody, 18 at the door; every other one rides."""
    rungs = [Rung.NOW] * 12 + [Rung.WITH_TRAINING] * 20
    rungs += [Rung.WITH_COMPANION] * 10 + [Rung.DOOR_TO_DOOR] * 18
    return tuple(
        Traveller(
            rung=rung,
            on_fleet=at % 2 == 0,
            modes=frozenset({Mode.MINIBUS if at % 2 == 0 else Mode.FAMILY_CAR}),
            cohort="older_adults" if at % 2 else "learning_disability",
            age_band="65-79" if at % 2 else "18-34",
            needs_check=at % 2 == 1,
        )
        for at, rung in enumerate(rungs)
    )


def study(group: int = 12) -> Study:
    """Return a study of thirty riders of whom a group leaves."""
    riders = tuple(
        rider(f"{SECRET}{at:02d}", "now" if at < 20 else "door_to_door", is_candidate=at < 20)
        for at in range(30)
    )

    def a_year(cost: float, vehicles: int, alone: int) -> object:
        made = year(cost, vehicles)
        return replace(made, people_fleet=30 - alone, people_taxi=0, people_alone=alone)

    leaves: GroupStudy = replace(
        GROUP, people=group, confirmed=group, learning=0, checks=0, saving=saving(61_234, 43_210)
    )
    return replace(  # type: ignore[misc]
        STUDY,
        riders=riders,
        whole_fleet=a_year(591_111, 8, 0),
        before=a_year(562_222, 7, 0),
        after=a_year(500_988, 5, group),
        group=leaves,
    )


def scenario(group: int = 12) -> ScenarioEvidence:
    """Return the study as it was saved."""
    return ScenarioEvidence(
        number=3,
        name="Named after P-SECRET01",
        made_at=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC),
        made_by="officer-7",
        edition="edition-1",
        made_from="ab" * 32,
        is_current=True,
        asked={},
        parameters={
            "fleet_weeks_a_year": {
                "value": 48,
                "unit": "weeks",
                "source": "A source of the council",
                "date": "2026-11-22",
                "confidence": "assumed",
            }
        },
        study=study(group),
    )


def evidence(**changed: object) -> Evidence:
    """Return what a pack is made from, with something changed."""
    made = Evidence(
        register="register-of-p-secret.sqlite",
        made_on=DAY,
        made_with="transit 9.9.9",
        people=60,
        travellers=travellers(),
        venues=(
            Venue(id="O1", name="Library", lat=51.58, lon=-2.99, people=56),
            Venue(id="O2", name="Garden", lat=51.59, lon=-3.0, people=4),
        ),
        stale=7,
        runs=(
            ScoreRun(
                id=2,
                finished=dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC),
                edition="edition-1",
                rules="cd" * 32,
                verdicts=120,
            ),
        ),
        scenario=scenario(),
        area=None,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def reach() -> CoverageEvidence:
    """Return two wards and homes in none: 36, 20 and 4 people; 12, 0 and 4 reach nothing."""
    rows = (("W1", "Malpas", 36, 12, 3.25), ("W2", "Alway", 20, 0, 7.5), ("", "", 4, 4, 0.0))
    return CoverageEvidence(
        minutes=45,
        rows=tuple(
            Reach(grouping="ward", group=g, label=name, people=n, nothing=none, mean=mean)
            for g, name, n, none, mean in rows
        ),
        inputs=(("boundaries", "wards.geojson", "ef" * 32),),
    )


def nobody() -> Evidence:
    """Return an empty register, never scored, without a scenario."""
    return evidence(people=0, travellers=(), venues=(), stale=0, runs=(), scenario=None)
