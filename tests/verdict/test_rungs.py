"""What each rung allows: every gate alone, by the shipped skills and levels."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.verdict.judging import CATALOGUE, ON, abilities, spot
from transit.model.abilities import Ability, Lessons, Level
from transit.model.fact import Stance, State
from transit.model.limits import Limits
from transit.model.people import Companion, CompanionKind, Person, PlaceKind, StartPlace
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, RoadClass, Traffic
from transit.model.verdict import SEARCHED, Rung
from transit.model.weekdays import WEEKDAYS
from transit.verdict.asks import AFTER_DARK, bit
from transit.verdict.basis import shipped_basis
from transit.verdict.rungs import Allowed, allowed, covers, longest_ride_s

BASIS = shipped_basis()
CAUTIOUS, HOPEFUL = Stance.CAUTIOUS, Stance.HOPEFUL


def somebody(changed: Mapping[str, Ability | Level] | None = None, **values: Any) -> Person:
    """Return somebody who walks well and does everything alone, but for what is changed."""
    given: dict[str, Any] = {
        "id": "P1",
        "places": (StartPlace(PlaceKind.HOME, spot(0)),),
        "profile": "walks-well",
        "abilities": abilities(changed=changed),
    }
    return Person(**{**given, **values})


def opened(
    changed: Mapping[str, Ability | Level] | None = None,
    rung: Rung = Rung.NOW,
    stance: Stance = CAUTIOUS,
    **values: Any,
) -> Profile:
    """Return the profile of an open rung."""
    profile = allowed(somebody(changed, **values), rung, stance, BASIS).profile
    assert profile is not None
    return profile


def codes(found: Allowed) -> list[str]:
    """Return why a rung is closed."""
    return [finding.code for finding in found.closed]


def not_yet(skill: str, trainable: State = State.YES, **values: Any) -> Ability:
    """Return a skill that is not there yet."""
    return Ability(skill=skill, level=Level.NOT_YET, trainable=trainable, **ON, **values)


def test_who_can_do_everything_may_do_everything() -> None:
    """Nothing is barred but more changes than the ready profile makes."""
    profile = opened()
    assert set(profile.crossings.values()) == {Traffic.FAST}
    assert profile.walks_unlit and profile.most_changes == 2
    assert profile.riding.buses and profile.riding.longest_ride_s is None
    assert RoadClass.TRUNK in profile.walks_on and RoadClass.MOTORWAY not in profile.walks_on


def test_a_skill_that_every_journey_asks_closes_now() -> None:
    """Prompts are somebody beside one: level 1 is not alone, level 2 is."""
    prompted = {"say_no": Level.WITH_PROMPTS}
    assert codes(allowed(somebody(prompted), Rung.NOW, HOPEFUL, BASIS)) == ["skill_missing"]
    assert opened({"say_no": Level.WITH_AID})


def test_a_skill_that_never_gates_closes_nothing() -> None:
    """Whether somebody shows a card is advice; so is what only a trainer sees on the way."""
    assert opened({"show_card": Level.NOT_YET, "get_past_obstacles": Level.NOT_YET})


@pytest.mark.parametrize("stance", Stance)
def test_not_assessed_is_never_enough(stance: Stance) -> None:
    """In neither stance is a skill read as mastered that nobody has looked at."""
    person = somebody({"say_no": Ability(skill="say_no")})
    assert codes(allowed(person, Rung.NOW, stance, BASIS)) == ["skill_not_assessed"]


def test_training_opens_what_can_be_learnt() -> None:
    """Surely where it is known to be trainable, hopefully where nobody knows, never otherwise."""
    for trainable, cautious, hopeful in (
        (State.YES, [], []),
        (State.UNKNOWN, ["skill_missing"], []),
        (State.NO, ["skill_missing"], ["skill_missing"]),
    ):
        person = somebody({"say_no": not_yet("say_no", trainable)})
        assert codes(allowed(person, Rung.WITH_TRAINING, CAUTIOUS, BASIS)) == cautious
        assert codes(allowed(person, Rung.WITH_TRAINING, HOPEFUL, BASIS)) == hopeful


def test_training_closes_where_every_journey_needs_too_much() -> None:
    """Lessons of 23 to 25 are within 24 for the hopeful, beyond for the cautious."""
    person = somebody({"say_no": not_yet("say_no", lessons=Lessons(23, 25))})
    found = allowed(person, Rung.WITH_TRAINING, CAUTIOUS, BASIS)
    assert codes(found) == ["too_many_lessons"]
    assert allowed(person, Rung.WITH_TRAINING, HOPEFUL, BASIS).fixed == {"say_no"}


@pytest.mark.parametrize(
    ("level", "most"),
    [
        (Level.NOT_YET, None),
        (Level.WITH_PROMPTS, None),
        (Level.WITH_AID, Traffic.MODERATE),
        (Level.ALONE, Traffic.MODERATE),
    ],
)
def test_some_traffic_where_no_crossing_helps(level: Level, most: Traffic | None) -> None:
    """Busy roads are another skill's; without this one only quiet roads are left."""
    lacks = {"cross_road_with_some_traffic": level, "cross_busy_road": Level.NOT_YET}
    assert opened(lacks).crossings[CrossingKind.NONE] == (most or Traffic.QUIET)


def test_a_zebra_on_a_fast_road_takes_more_than_one_on_a_busy_road() -> None:
    """Rated 2 where the road is busy and 3 where it is fast: with an aid up to busy."""
    assert opened({"cross_at_zebra": Level.WITH_AID}).crossings[CrossingKind.ZEBRA] == Traffic.BUSY
    assert CrossingKind.ZEBRA not in opened({"cross_at_zebra": Level.WITH_PROMPTS}).crossings


def test_who_cannot_cross_quiet_roads_crosses_none_that_are_busier() -> None:
    """The busiest traffic at a kind of crossing includes all that is quieter."""
    assert CrossingKind.NONE not in opened({"cross_side_road": Level.NOT_YET}).crossings


def test_walking_in_the_road_goes_by_its_class() -> None:
    """A residential road is rated 2, a tertiary one 3."""
    roads = opened({"walk_where_there_is_no_pavement": Level.WITH_AID}).walks_on
    assert RoadClass.RESIDENTIAL in roads and RoadClass.TERTIARY not in roads
    assert opened({"walk_where_there_is_no_pavement": Level.NOT_YET}).walks_on == ()


def test_an_aid_stands_in_for_skills_that_it_can_replace() -> None:
    """Reading numbers is rated up to 3, but a card for comparing will do anywhere."""
    aid, prompts = (
        dict.fromkeys(("read_bus_number", "ask_the_driver", "know_where_to_get_off"), level)
        for level in (Level.WITH_AID, Level.WITH_PROMPTS)
    )
    riding = opened(aid).riding
    assert riding.boards_where_several_call and riding.asks_driver and riding.gets_off_unannounced
    riding = opened(prompts).riding
    assert not (
        riding.boards_where_several_call or riding.asks_driver or riding.gets_off_unannounced
    )
    assert opened({"walk_in_the_dark": Level.WITH_AID}).walks_unlit
    assert not opened({"walk_in_the_dark": Level.WITH_PROMPTS}).walks_unlit


def test_a_long_ride_is_too_hard_with_an_aid() -> None:
    """30.0 minutes are rated 3, 29.9 are not: 1,797 s round to 29.9, 1,798 s to 30.0."""
    assert longest_ride_s(BASIS.demands["ride_alone"], 3) == 1797
    assert opened({"ride_calmly": Level.WITH_AID}).riding.longest_ride_s == 1797
    assert opened({"ride_calmly": Level.NOT_YET}).riding.longest_ride_s == 57  # 0.9 minutes


def test_changing_buses() -> None:
    """At one stop, at another stop, and across the road are three things."""
    assert opened({"change_at_one_stop": Level.WITH_PROMPTS}).most_changes == 0
    with_aid = opened({"change_to_another_stop": Level.WITH_AID})
    assert with_aid.riding.changes_stop and not with_aid.riding.changes_across
    assert not opened({"change_to_another_stop": Level.NOT_YET}).riding.changes_stop
    assert opened(profile="new-to-buses", limits=Limits(chair=State.NO)).most_changes == 1


@pytest.mark.parametrize("skill", ["find_the_stop", "ring_the_bell", "wait_safely", "lost_pass"])
def test_who_lacks_what_every_ride_asks_rides_no_bus(skill: str) -> None:
    """The rung stays open: one may walk."""
    profile = opened({skill: Level.NOT_YET})
    assert not profile.riding.buses and profile.most_changes == 0
    learnt = opened({skill: not_yet(skill)}, Rung.WITH_TRAINING)
    assert learnt.riding.buses


def companion(kind: CompanionKind, *, days: bool = True) -> Companion:
    """Return somebody who can come along on weekdays."""
    return Companion(kind=kind, days=WEEKDAYS if days else ())


def test_a_companion_must_be_known() -> None:
    """Nobody closes the rung; who, or when, not being known closes it for the cautious."""
    for along, cautious, hopeful in (
        (companion(CompanionKind.NONE), ["no_companion"], ["no_companion"]),
        (companion(CompanionKind.UNKNOWN), ["companion_unknown"], []),
        (companion(CompanionKind.FAMILY, days=False), ["companion_days_unknown"], []),
        (companion(CompanionKind.FAMILY), [], []),
    ):
        person = somebody(companion=along)
        assert codes(allowed(person, Rung.WITH_COMPANION, CAUTIOUS, BASIS)) == cautious
        assert codes(allowed(person, Rung.WITH_COMPANION, HOPEFUL, BASIS)) == hopeful


def test_a_companion_covers_skills_and_crosses_as_their_profile_says() -> None:
    """Busy roads with nothing to help, but not fast ones, which the person cannot cross either."""
    family = companion(CompanionKind.FAMILY)
    nothing = dict.fromkeys(CATALOGUE.skills, Level.NOT_YET)
    profile = opened(nothing, Rung.WITH_COMPANION, companion=family)
    assert profile.crossings[CrossingKind.NONE] == Traffic.BUSY
    assert profile.riding.buses and profile.walks_unlit and profile.most_changes == 2
    assert RoadClass.RESIDENTIAL in profile.walks_on
    able = opened(None, Rung.WITH_COMPANION, companion=family)
    assert able.crossings[CrossingKind.NONE] == Traffic.FAST
    # What could be learnt is not there on the way.
    learns = opened(
        {"cross_busy_road": not_yet("cross_busy_road")}, Rung.WITH_COMPANION, companion=family
    )
    assert learns.crossings[CrossingKind.NONE] == Traffic.BUSY


def test_a_companion_is_not_always_looser_than_training() -> None:
    """Who learns to cross fast roads may go where the companion does not; else training is less."""
    family = companion(CompanionKind.FAMILY)
    for skill, looser in (("cross_busy_road", False), ("read_bus_number", True)):
        person = somebody({skill: not_yet(skill)}, companion=family)
        now, trained, along = (allowed(person, rung, HOPEFUL, BASIS) for rung in SEARCHED)
        assert covers(trained, now) and covers(along, now)
        assert covers(along, trained) == looser


LIMITED = [
    ({"walk_without_rest_m": 80}, {"rest_every_m": 80}),
    ({"speed_m_s": 0.7}, {"speed_m_s": 0.7}),
    ({"steepest_pct": 4.0}, {"steepest_pct": 4.0}),
    ({"most_steps": 3}, {"most_steps": 3}),
    ({"walk_total_m": 500}, {"longest_total_walk_m": 500, "longest_walk_m": 500}),
    ({"walk_total_m": 5000}, {"longest_total_walk_m": 5000, "longest_walk_m": 1200}),
    ({"highest_kerb_mm": 60}, {"needs_dropped_kerbs": True}),
    ({"highest_kerb_mm": 120}, {"needs_dropped_kerbs": False}),
    ({"chair": State.YES}, {"chair": True, "most_steps": 0, "needs_dropped_kerbs": True}),
    ({"chair": State.YES, "chair_width_mm": 650}, {"narrowest_mm": 850}),
    ({"chair": State.NO}, {"chair": False}),
]


@pytest.mark.parametrize(("limits", "expected"), LIMITED)
def test_limits_go_before_the_ready_profile(
    limits: dict[str, Any], expected: dict[str, Any]
) -> None:
    """On every rung alike: training and company move none of them."""
    person: dict[str, Any] = {
        "limits": Limits(**limits),
        "companion": companion(CompanionKind.FAMILY),
    }
    for rung in (Rung.NOW, Rung.WITH_TRAINING, Rung.WITH_COMPANION):
        profile = opened(None, rung, **person)
        assert {name: getattr(profile, name) for name in expected} == expected


def test_a_chair_larger_than_buses_are_made_for_is_not_sure_to_get_on() -> None:
    """Unknown: no buses for the cautious; buses for the hopeful, and something to ask."""
    large = Limits(chair=State.YES, chair_width_mm=720)
    person = somebody(limits=large)
    cautious, hopeful = (allowed(person, Rung.NOW, each, BASIS) for each in (CAUTIOUS, HOPEFUL))
    assert cautious.profile is not None and not cautious.profile.riding.buses
    assert hopeful.profile is not None and hopeful.profile.riding.buses
    assert "ask_chair_on_bus" in [check.code for check in hopeful.checks]
    fits = somebody(limits=replace(large, chair_width_mm=700, chair_length_mm=1200))
    assert "ask_chair_on_bus" not in [
        check.code for check in allowed(fits, Rung.NOW, HOPEFUL, BASIS).checks
    ]


@pytest.mark.parametrize("size", [{}, {"chair_width_mm": 620}, {"chair_length_mm": 1050}])
def test_a_chair_of_unknown_size_is_not_sure_to_get_on(size: dict[str, int]) -> None:
    """Half a size is no size: no buses for the cautious, something to ask for the hopeful."""
    person = somebody(limits=Limits(chair=State.YES, **size))
    cautious, hopeful = (allowed(person, Rung.NOW, each, BASIS) for each in (CAUTIOUS, HOPEFUL))
    assert cautious.profile is not None and not cautious.profile.riding.buses
    assert "ask_chair_on_bus" in [check.code for check in hopeful.checks]


def test_the_dark_is_a_limit_of_the_person() -> None:
    """No bars it, unknown bars it for the cautious, and nobody's company changes that."""
    for state, cautious, hopeful in (
        (State.YES, False, False),
        (State.UNKNOWN, True, False),
        (State.NO, True, True),
    ):
        person = somebody(
            limits=Limits(out_after_dark=state), companion=companion(CompanionKind.FAMILY)
        )
        for rung in (Rung.NOW, Rung.WITH_COMPANION):
            assert allowed(person, rung, CAUTIOUS, BASIS).by_daylight == cautious
            assert allowed(person, rung, HOPEFUL, BASIS).by_daylight == hopeful


def test_the_dark_is_a_skill_too() -> None:
    """Who lacks it is out by daylight only: until it is learnt, or where somebody comes along."""
    goes_out = Limits(out_after_dark=State.YES)
    below = [level for level in Level if level < Level.WITH_AID]
    for level in (*below, None):
        known: dict[str, Any] = {} if level is None else ON
        own = Ability(skill="walk_in_the_dark", level=level, trainable=State.YES, **known)
        person = somebody(
            {"walk_in_the_dark": own}, limits=goes_out, companion=companion(CompanionKind.FAMILY)
        )
        for stance in (CAUTIOUS, HOPEFUL):
            by_rung = {rung: allowed(person, rung, stance, BASIS) for rung in SEARCHED}
            by_daylight = [by_rung[rung].by_daylight for rung in SEARCHED]
            assert by_daylight == [True, False, False]
            asks = [bool(by_rung[rung].asks & bit(AFTER_DARK)) for rung in SEARCHED]
            assert asks == [False, True, True]
            untaught = frozenset({"walk_in_the_dark"})
            assert allowed(person, Rung.WITH_TRAINING, stance, BASIS, untaught).by_daylight
    unwilling = Ability(skill="walk_in_the_dark", level=Level.NOT_YET, trainable=State.NO, **ON)
    person = somebody({"walk_in_the_dark": unwilling}, limits=goes_out)
    assert allowed(person, Rung.WITH_TRAINING, HOPEFUL, BASIS).by_daylight
    with_an_aid = somebody({"walk_in_the_dark": Level.WITH_AID}, limits=goes_out)
    assert not allowed(with_an_aid, Rung.NOW, CAUTIOUS, BASIS).by_daylight


def test_people_who_differ_in_nothing_that_matters_route_alike() -> None:
    """Other names, other skills that are at the level needed, changes of who rides no bus."""
    one = opened()
    other = opened({"cross_at_signals": Level.ALONE, "tell_time": Level.WITH_AID})
    assert one.routing_hash == other.routing_hash
    walkers = [
        opened({"find_the_stop": Level.NOT_YET, skill: Level.NOT_YET})
        for skill in ("change_at_one_stop", "read_bus_number")
    ]
    assert walkers[0].routing_hash == walkers[1].routing_hash
