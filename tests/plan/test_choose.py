"""Options in a town made by hand, and in random ones: few, different, within the choice."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.test_plan import town
from tests.verdict.judging import random_town
from transit.errors import InputError
from transit.model.fact import State
from transit.model.people import Pass
from transit.model.saved_plan import Choice
from transit.model.verdict import Direction, Rung
from transit.model.weekdays import Weekday
from transit.plan.choose import Choices, Difference, Telling, choose
from transit.plan.chosen_desk import ChosenDesk, Wanted
from transit.plan.compare import beyond_words, compared, thing_words
from transit.plan.find import Searched, open_search, session_of
from transit.plan.keep import journeys_of, usual_terms, version_of
from transit.plan.options import find_options, moved
from transit.plan.things import Kind, Spots, Thing, find_spots, parse_thing, thing_of
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_print_words
from transit.read.skills import read_skills
from transit.route.alike import crossings_of
from transit.store import open_store
from transit.store.plan_json import read_json, write_json
from transit.verdict.cases import Case
from transit.verdict.judge import judge_one

__all__ = ["town"]

WORDS = Words(read_print_words())
TELLING = Telling(WORDS, read_hazards())
PARAMETERS = read_parameters()


@pytest.fixture(scope="module")
def search(town: Path) -> Searched:
    """Return the town, ready for the first person's journeys."""
    store = open_store(town / "register.db")
    made = open_search(store, town / "area", "P1")
    store.close()
    return made


def options(search: Searched, **choice: object) -> Choices:
    """Return the options for the reading group."""
    session = session_of(search.desk, "S1")
    return choose(search.desk, search.person, session, TELLING, Choice(**choice))  # type: ignore[arg-type]


def test_options_are_those_of_the_verdict_first_sure_then_easy(search: Searched) -> None:
    """The verdict's rung is among them; numbers go from 1; none asks more than its rung."""
    found = options(search)
    verdict = judge_one(search.desk, search.person, session_of(search.desk, "S1"))
    assert verdict.rung in {each.rung for each in found.options}
    assert [each.number for each in found.options] == [*range(1, len(found.options) + 1)]
    sure = [each.confirmed for each in found.options]
    assert sure == sorted(sure, reverse=True)
    for each in found.options:
        assert each.spare_s >= 0 and each.plan.accompanied == ()
        assert each.beyond is not None and (each.number > 1 or each.beyond.away_s == 0)


def test_the_date_told_is_one_of_the_session(search: Searched) -> None:
    """Journeys of Wednesdays are looked for on a Tuesday that runs alike, told of a Wednesday."""
    session = replace(session_of(search.desk, "S1"), days=(Weekday.WED,))
    found = choose(search.desk, search.person, session, TELLING, Choice())
    assert found.options
    for each in found.options:
        assert each.plan.date.weekday() == 1
        assert each.plan.shown is not None and each.plan.shown.weekday() == 2


def test_an_option_leaves_open_what_the_verdict_leaves_open(search: Searched) -> None:
    """Of whom it is not known whether they have a pass: the plan says what to ask."""
    unknown = Pass(held=State.UNKNOWN, pays_fares=State.UNKNOWN)
    person = replace(search.person, pass_=unknown)
    session = session_of(search.desk, "S1")
    verdict = judge_one(search.desk, person, session)
    assert "ask_pass_or_fares" in {each.code for each in verdict.checks}
    found = choose(search.desk, person, session, TELLING)
    riding = [each for each in found.options if each.out.rides]
    assert riding and not any(each.confirmed for each in riding)
    for each in riding:
        assert "ask_pass_or_fares" in {one.fact for one in each.plan.questions if one.decides}


def test_each_thing_that_a_step_is_about_can_be_avoided(search: Searched) -> None:
    """Whatever step one points at, no option uses that thing any more."""
    first = next(each for each in options(search).options if each.out.rides)
    streets = search.area.walk
    seen = set()
    for step in first.plan.out.steps:
        thing = thing_of(step, first.out, streets)
        if thing is None or str(thing) in seen:
            continue
        seen.add(str(thing))
        spots = find_spots(search.area, [str(thing)], PARAMETERS)
        assert not spots.missing, thing
        for each in options(search, avoid=(str(thing),)).options:
            for journey in (each.out, each.back):
                edges = {
                    stretch.edge
                    for leg in journey.walks
                    for done in leg.steps
                    for stretch in done.stretches
                }
                assert not spots.edges & edges, thing
                for ride in journey.rides:
                    assert not spots.stops & {ride.board.stop, ride.alight.stop}, thing
                    assert thing.kind is not Kind.BUS or ride.route != thing.value
    assert {text.split(":")[0] for text in seen} >= {"street", "stop"}


def test_being_earlier_leaves_time_to_spare(search: Searched) -> None:
    """A quarter of an hour earlier is at least that before the start; later holds for the back."""
    session = session_of(search.desk, "S1")
    for each in options(search, earlier_min=15, later_min=20).options:
        assert each.spare_s >= 15 * 60
        assert each.back.depart_s >= session.end_s + 20 * 60


def test_somebody_along_covers_their_leg_alone(search: Searched) -> None:
    """Fewer skills are wanting, none that was not; the seconds are those of the leg."""
    free = options(search).options[0]
    legs = tuple(f"out:{number}" for number in range(1, len(free.out.legs) + 1))
    one = options(search, companion_legs=legs[:1]).options[0]
    all_out = options(search, companion_legs=legs).options[0]
    assert set(all_out.skills) <= set(one.skills) <= set(free.skills)
    first = free.out.legs[0]
    assert one.together.seconds == first.arrive_s - first.depart_s
    assert one.plan.accompanied == ("out:1",)
    said = one.plan.out.steps[1].sentences[0]
    assert said == WORDS.say("plan", "along")


def test_what_the_area_has_not_changes_nothing_and_is_told(search: Searched) -> None:
    """A street of another town is named; the journeys are those without it."""
    found = options(search, avoid=("street:Nowhere Lane", "crossing:10.0,10.0"))
    assert found.missing == ("street:Nowhere Lane", "crossing:10.0,10.0")
    assert [each.out for each in found.options] == [each.out for each in options(search).options]


@pytest.mark.parametrize("text", ["", "street:", "moon:x", "x", "out/cross/a"])
def test_what_is_no_thing_is_refused(text: str) -> None:
    """With what to write instead."""
    with pytest.raises(InputError, match="street:Mill Lane"):
        parse_thing(text)


def test_things_are_read_as_they_are_written() -> None:
    """Names may have colons and commas; a place has two numbers."""
    assert parse_thing("stop:a:b") == Thing(Kind.STOP, "a:b")
    assert str(parse_thing("street:St Mary's, Upper")) == "street:St Mary's, Upper"
    assert parse_thing("crossing:51.5,-3.0").at == (51.5, -3.0)
    assert parse_thing("crossing:High Street, East").at is None
    assert thing_words(WORDS, "stop:1", {"1": "Hall"}) == "the stop Hall"


def test_options_are_compared_in_words(search: Searched) -> None:
    """As many values as options in each row, and a difference of nothing is nothing."""
    found = options(search)
    rows = compared(found, WORDS, read_skills())
    assert all(len(row.values) == len(found.options) for row in rows)
    assert beyond_words(WORDS, found.options[0].beyond) == "nothing"
    assert beyond_words(WORDS, None) == ""


@pytest.mark.parametrize(
    ("minutes", "changes", "skills", "said"),
    [
        (1, 1, 1, "1 minute more, feels 1 minute longer, 1 more change, 1 more skill to learn"),
        (
            -1,
            -1,
            -1,
            "1 minute less, feels 1 minute shorter, 1 change fewer, 1 skill fewer to learn",
        ),
        (5, 2, 0, "5 minutes more, feels 5 minutes longer, 2 more changes"),
    ],
)
def test_one_is_said_as_one(minutes: int, changes: int, skills: int, said: str) -> None:
    """Nobody reads of "1 minutes"."""
    seconds = 60 * minutes
    beyond = Difference(away_s=seconds, burden_s=seconds, walk_m=0, changes=changes, skills=skills)
    assert beyond_words(WORDS, beyond) == said


def test_a_version_is_read_back_as_it_was(search: Searched) -> None:
    """Plan and journeys to their smallest step, and dates on which each trip runs."""
    found = options(search)
    option = found.options[0]
    version = version_of(
        option.plan,
        (option.out, option.back),
        search.area,
        WORDS,
        found.edition,
        found.choice,
        by="Ann",
    )
    assert journeys_of(version) == (option.out, option.back)
    assert read_json(type(option.plan), write_json(option.plan)) == option.plan
    for way, journey in ((Direction.OUT, option.out), (Direction.BACK, option.back)):
        legs = version.journeys[way]["legs"]
        rides = [leg for leg in legs if leg["mode"] != "walk"]
        assert len(rides) == len(journey.rides)
        assert all(leg["service_date"] in leg["runs_on"] for leg in rides)
        walked = [step for leg in legs if leg["mode"] == "walk" for step in leg["steps"]]
        assert any(step["osm_ways"] for step in walked)
    terms = usual_terms(PARAMETERS, version.made_at.date())
    assert terms.trial_weeks == 8 and terms.fallback.startswith("The transport used now stays")


def test_keys_are_of_what_a_step_is_about_and_none_is_twice(search: Searched) -> None:
    """The same on two searches; another hour of the same way has the same keys."""
    first, again = options(search).options[0], options(search).options[0]
    keys = [step.key for way in first.plan.ways for step in way.steps]
    assert len(set(keys)) == len(keys)
    assert keys == [step.key for way in again.plan.ways for step in way.steps]
    assert not any(char.isdigit() and "~" not in key for key in keys for char in key if char == "/")


@pytest.mark.parametrize("seed", range(6))
def test_options_of_random_towns_are_few_and_differ(seed: int, tmp_path: Path) -> None:
    """At most three, on the verdict's rung or a later one; none uses what is closed."""
    town = random_town(seed, tmp_path, n_people=3)
    walk = town.city.area.walk
    for person in town.people:
        for session in town.sessions[:2]:
            free = ChosenDesk(town.desk, Wanted(Spots(), Spots()))
            found = find_options(Case(free, person, 0, session))
            verdict = judge_one(town.desk, person, session)
            if verdict.rung is Rung.DOOR_TO_DOOR:
                # Nobody is there all the way, nor is all learnt; both together may do.
                assert all(each.helps for each in found)
                continue
            assert found
            assert len(found) <= 3
            assert all(each.rung >= verdict.rung for each in found)
            shut = {
                edge
                for each in found
                for hit in (each.first.out, each.first.back)
                for edge in crossings_of(town.city.area, hit.found)
            }
            closed = Spots(edges=frozenset(sorted(shut)[:2]))
            desk = ChosenDesk(town.desk, Wanted(closed, Spots()))
            for each in find_options(Case(desk, person, 0, session)):
                for hit in (each.first.out, each.first.back):
                    edges = {int(walk.arcs.arc_edge[a]) for w in hit.found.walks for a in w.arcs}
                    assert not closed.edges & edges


def test_a_session_is_moved_within_its_day(search: Searched) -> None:
    """Never before midnight and never after."""
    session = session_of(search.desk, "S1")
    late = replace(session, start_s=600, end_s=86_000)
    assert moved(late, 3600, 3600).start_s == 0 and moved(late, 3600, 3600).end_s == 86_399
