"""A new version of a plan: it keeps who goes along, and what nobody knows yet."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.watch.test_along import cannot
from tests.watch.towns import (
    PERSON,
    RUNS,
    SESSION,
    TODAY,
    VENUE,
    WEEK,
    Feed,
    Run,
    desk_of,
    register_of,
)
from transit.errors import StoreError
from transit.model.fact import State
from transit.model.opportunities import Entrance, Opportunity
from transit.model.people import Companion, CompanionKind, Person
from transit.model.saved_plan import Choice, SavedPlan
from transit.model.verdict import Rung
from transit.network.area import Area
from transit.plan.choose import Telling, choose
from transit.plan.keep import keep_option
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_print_words
from transit.store import open_store
from transit.store.plans import find_plan_for
from transit.watch import limits as watch_limits
from transit.watch.accept import accept_offer
from transit.watch.compare import Comparer
from transit.watch.edition import Edition

Build = Callable[[Feed], Area]
WORDS = Words(read_print_words())
TELLING = Telling(WORDS, read_hazards())
SOONER = Feed(runs=[run.later(-300) for run in RUNS])
"""Every bus five minutes sooner."""


def _changing_there() -> Feed:
    """Return a feed in which the bus there is two, and the bus home is as before."""
    runs: list[Run] = [run for run in RUNS if run.headsign == "West End"]
    for start in range(7 * 3600, 19 * 3600 + 1, 1800):
        runs.append(Run("A", "week", "Middle", (("we", start), ("me", start + 120))))
        runs.append(Run("B", "week", "East End", (("me", start + 600), ("ee", start + 720))))
    return Feed(runs=runs)


def _accepted(
    folder: Path,
    old: Area,
    new: Area,
    person: Person,
    choice: Choice | None = None,
    venue: Opportunity = VENUE,
) -> tuple[SavedPlan, SavedPlan]:
    """Save the first option, watch it in the new edition, and take up its first proposal."""
    chosen = choose(desk_of(old, venue), person, SESSION, TELLING, choice)
    option = next((each for each in chosen.options if each.part_along), chosen.options[0])
    register = register_of(folder, old, [PERSON])
    store = open_store(register)
    try:
        before = find_plan_for(store, person.id, SESSION.id)
        saved = keep_option(
            store, chosen, option, old, WORDS, read_parameters(), by="T", seen=before
        )
        limits, desk = watch_limits.Limits.of(read_parameters()), desk_of(new, venue)
        edition = Edition(old, desk.opportunities, desk.day_rules, limits)
        comparer = Comparer(desk, edition, limits, TODAY)
        offers = comparer.looked(saved, person, SESSION)[1]
        return saved, accept_offer(store, saved, offers[0], new, WORDS, by="T")
    finally:
        store.close()


def _somebody() -> Person:
    companion = Companion(kind=CompanionKind.FAMILY, days=SESSION.days)
    return replace(PERSON, companion=companion)


def _near(person: Person) -> Person:
    """Return them where half the way is too far to walk."""
    return replace(person, limits=replace(person.limits, walk_total_m=560))


def test_who_was_required_stays(towns: Build, old: Area, tmp_path: Path) -> None:
    """A trainer wants somebody on the bus there; it leaves sooner, and they are on it still."""
    before, after = _accepted(
        tmp_path, old, towns(SOONER), _somebody(), Choice(companion_legs=("out:2",))
    )
    assert before.latest.plan.rung is Rung.NOW
    assert after.latest.number == before.latest.number + 1
    assert before.latest.plan.accompanied == after.latest.plan.accompanied == ("out:2",)
    said = WORDS.say("plan", "along_ride")
    assert any(said in step.sentences for step in after.latest.plan.out.steps)


def test_who_was_required_on_a_leg_that_is_gone_is_asked_for_anew(
    towns: Build, old: Area, tmp_path: Path
) -> None:
    """The second leg was the bus all the way; now it is one of two buses."""
    with pytest.raises(StoreError, match="other legs"):
        _accepted(
            tmp_path,
            old,
            towns(_changing_there()),
            _near(_somebody()),
            Choice(companion_legs=("out:2",)),
        )


def test_who_is_needed_is_along_on_the_legs_of_the_new_journey(
    towns: Build, old: Area, tmp_path: Path
) -> None:
    """She cannot wait alone: on two buses there somebody waits and rides on both."""
    before, after = _accepted(tmp_path, old, towns(_changing_there()), _near(cannot("wait_safely")))
    assert before.latest.plan.accompanied == ("out:2", "back:2")
    assert after.latest.plan.accompanied == ("out:2", "out:3", "back:2")
    assert after.latest.choice.companion_legs == ("out:2", "out:3", "back:2")


def test_what_nobody_knows_is_asked_still(towns: Build, old: Area, tmp_path: Path) -> None:
    """She needs a step-free way in, and nobody looked whether the library has one."""
    person = replace(PERSON, needs=replace(PERSON.needs, step_free_entrance=State.YES))
    venue = replace(VENUE, entrances=(Entrance(VENUE.entrances[0].at),))
    before, after = _accepted(tmp_path, old, towns(SOONER), person, venue=venue)
    both = [
        {each.fact for each in plan.latest.plan.questions if each.decides}
        for plan in (before, after)
    ]
    assert both[0] == both[1] == {"ask_entrance"}
    assert not after.latest.plan.confirmed


def test_the_later_bus_home_is_kept_for_every_day(towns: Build, tmp_path: Path) -> None:
    """Another bus makes Tuesdays a kind of day of their own."""
    months = "20260105,20260227"
    calendar = {"week": f"{WEEK},{months}", "tue": f"0,1,0,0,0,0,0,{months}"}
    early = Run("8", "tue", "East End", (("we", 8 * 3600), ("me", 8 * 3600 + 120)))
    feeds = [
        Feed(runs=[early, *(run.later(shift) for run in RUNS)], calendar=calendar)
        for shift in (0, -300)
    ]
    before, after = _accepted(tmp_path, *map(towns, feeds), PERSON)
    kept = [plan.latest.plan.later_home for plan in (before, after)]
    assert [each and each.weekdays for each in kept] == [(0, 1), (0, 1)]
