"""What is recorded of the invented people: limits, needs, companions, and levels of skills."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from transit.demo.people import Person, apportion, dealt
from transit.demo.plans import Plans
from transit.model.abilities import Level
from transit.model.skills import Catalogue
from transit.read.skills import read_skills


@dataclass(frozen=True, slots=True)
class Assessed:
    """The level of one skill of one person, as cells of the register's columns."""

    person: str
    skill: str
    level: int
    by: str
    on: dt.date
    trainable: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of one person beside their own row.

    Parameters
    ----------
    stage
        How far they have come.
    cells
        Cells by column of the table of people.
    abilities
        Skills that were assessed.
    """

    stage: str
    cells: Mapping[str, str] = field(default_factory=dict)
    abilities: tuple[Assessed, ...] = ()


def record(people: Sequence[Person], plans: Plans, rng: np.random.Generator) -> list[Recorded]:
    """Make up what is recorded of people.

    Parameters
    ----------
    people
        The people.
    plans
        Shares.
    rng
        Random numbers.

    Returns
    -------
    list of Recorded
        In the order of the people.
    """
    about = plans.register
    profiles = [person.profile for person in people]
    fares = dealt(apportion(len(people), about["pays_fares"]), rng)
    cells: list[dict[str, str]] = [{"pays_fares": word} for word in fares]
    _companions(people, about["companions"], cells, rng)
    for limit in about["limit"]:
        _limit(profiles, limit, cells, rng)
    stages = _stages(profiles, about["stages"], rng)
    catalogue = read_skills()
    return [
        Recorded(stage, own, _abilities(person, stage, about, catalogue, rng))
        for person, stage, own in zip(people, stages, cells, strict=True)
    ]


def _companions(
    people: Sequence[Person],
    about: Mapping[str, Any],
    cells: list[dict[str, str]],
    rng: np.random.Generator,
) -> None:
    """Say who goes along, on which days and what it costs; of some nobody has asked."""
    with_one = [k for k, person in enumerate(people) if person.companion != "none"]
    alone = [k for k, person in enumerate(people) if person.companion == "none"]
    kinds = dealt(apportion(len(with_one), about["kind"]), rng)
    days = dealt(apportion(len(with_one), about["days"]), rng)
    for k, kind, when in zip(with_one, kinds, days, strict=True):
        hour = about["hour_gbp"].get(kind, "")
        cells[k] |= {"companion": kind, "companion_days": when, "companion_hour_gbp": hour}
    share = {"unknown": about["none_asked"], "none": 1 - about["none_asked"]}
    for k, kind in zip(alone, dealt(apportion(len(alone), share), rng), strict=True):
        cells[k]["companion"] = kind


def _limit(
    profiles: Sequence[str],
    limit: Mapping[str, Any],
    cells: list[dict[str, str]],
    rng: np.random.Generator,
) -> None:
    """Deal one limit among the people whose profiles have it; several columns go together."""
    who = [k for k, profile in enumerate(profiles) if profile in limit["of"]]
    for k, words in zip(who, dealt(apportion(len(who), limit["shares"]), rng), strict=True):
        cells[k] |= dict(zip(limit["columns"], words.split(), strict=False))


def _stages(
    profiles: Sequence[str], shares: Mapping[str, Mapping[str, float]], rng: np.random.Generator
) -> list[str]:
    found: dict[int, str] = {}
    for profile in sorted(set(profiles)):
        who = [k for k, other in enumerate(profiles) if other == profile]
        found |= dict(zip(who, dealt(apportion(len(who), shares[profile]), rng), strict=True))
    return [found[k] for k in range(len(profiles))]


def _abilities(
    person: Person,
    stage: str,
    about: Mapping[str, Any],
    catalogue: Catalogue,
    rng: np.random.Generator,
) -> tuple[Assessed, ...]:
    levels = _levels(about["stage"][stage], about["most"].get(person.profile, {}), catalogue)
    rules = about["abilities"]
    by = str(rng.choice(rules["assessors"]))
    first, last = (dt.date.fromisoformat(rules[name]) for name in ("first_date", "last_date"))
    on = first + dt.timedelta(int(rng.integers((last - first).days + 1)))
    words, shares = zip(*rules["trainable"].items(), strict=True)
    trainable = str(rng.choice(words, p=np.array(shares) / sum(shares)))
    is_off, which, up = rng.random() < rules["share_off"], rng.random(), rng.random() < 0.5
    if levels and is_off:
        skill = sorted(levels)[int(which * len(levels))]
        levels[skill] = min(max(levels[skill] + (1 if up else -1), 0), int(Level.ALONE))
    return tuple(
        Assessed(
            person.identity,
            skill,
            levels[skill],
            by,
            on,
            # Whether it could be learnt is asked where an aid does not do either.
            trainable if levels[skill] < Level.WITH_AID else "unknown",
        )
        for skill in catalogue.skills
        if skill in levels
    )


def _levels(
    stage: Mapping[str, int], most: Mapping[str, int], catalogue: Catalogue
) -> dict[str, int]:
    """Return levels by skill: its own, else its group's, and no more than the profile allows."""
    levels = {}
    for name, skill in catalogue.skills.items():
        level = stage.get(name, stage.get(skill.group))
        if level is not None:
            levels[name] = min(level, most.get(name, level))
    return levels
