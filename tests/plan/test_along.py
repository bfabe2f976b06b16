"""Somebody along on one part: found where it is needed, and asked for no more than is needed."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.case_files import opportunity_of, person_of, read_case, session_of, write_inputs
from tests.verdict.judging import abilities, random_town
from transit.errors import InputError
from transit.model.abilities import Level
from transit.model.fact import Stance, State
from transit.model.leg_along import LegAlong
from transit.model.opportunities import Session
from transit.model.people import Companion, CompanionKind, Person
from transit.model.plan import PlanWay
from transit.model.saved_plan import AreaEdition, Choice
from transit.model.verdict import Direction, Rung
from transit.network.build import build_area
from transit.network.store import open_area
from transit.plan.along import Along, find_along
from transit.plan.choose import Choices, Option, Telling, choose
from transit.plan.chosen_desk import ChosenDesk, Wanted
from transit.plan.compare import compared
from transit.plan.keep import version_of
from transit.plan.options import find_options
from transit.plan.things import Spots
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import print_languages, read_hazards, read_print_words
from transit.read.rules import read_rules
from transit.read.skills import read_skills
from transit.route.barriers import edge_barriers
from transit.verdict.asked import edges_of
from transit.verdict.cases import Case
from transit.verdict.desk import Desk
from transit.verdict.gaps import gaps_of
from transit.verdict.judge import judge_one
from transit.verdict.requests import Hit
from transit.watch.along import parts_learnt

WORDS = Words(read_print_words())
TELLING = Telling(WORDS, read_hazards())
EDITION = AreaEdition(edition="e", first_date=dt.date(2026, 1, 1), last_date=dt.date(2026, 12, 31))
TOWN = """A zebra on the way to the stop, and a change at the market.

SKETCH: one sign is 20 metres across

      H
  a-------z-----k-----------c
                |
                |                        V
  e---------S---b----------X-----T---------g
            Q              Y     R

STREETS
a z k c: Chepstow Road, main road, 30 mph, pavements, lit, paved, level
k b: footpath, lit, paved, level
e S b X T g: High Street, residential road, 20 mph, pavements, lit, paved, level

POINTS
z: zebra, dropped kerbs
S: stop West End, seat, shelter
T: stop East End, seat, shelter
Q: stop West End, seat, shelter
R: stop East End, seat, shelter
X: stop Market, seat, shelter
Y: stop Market, seat, shelter

BUSES
6: every 30 minutes from 7:00 to 19:00, S 0, X 4
9: every 30 minutes from 7:14 to 19:14, X 0, T 3
9: every 30 minutes from 7:05 to 19:05, R 0, Y 3
6: every 30 minutes from 7:18 to 19:18, Y 0, Q 4

PERSON
home: H
walks at most: 750 metres
alone: everything
not yet: {skills}
cannot learn: everything
companion: family, tuesdays

VENUE
door: V

SESSION
hours: 10:00 to 12:00
"""
BUSY = (
    "cross a road with some traffic where no crossing helps; "
    "cross a busy or fast road where no crossing helps"
)
SKILLS = {
    "change": "change buses at one stop; change to a bus that leaves from another stop",
    "number": "tell the right bus from others",
    "wait": "wait for the bus",
    "zebra": f"cross at a zebra; {BUSY}",
    "zebra and change": f"cross at a zebra; {BUSY}; change buses at one stop",
}


class Town:
    """The town, and somebody in it who cannot do some things."""

    def __init__(self, folder: Path, text: str = TOWN) -> None:
        (folder / "town.txt").write_text(text.format(skills="wait for the bus"), encoding="utf-8")
        self.folder = folder
        self.text = text
        case = read_case(folder / "town.txt")
        osm, feed = write_inputs(case, folder)
        build_area(osm, [feed], folder / "area", draw_map=False)
        venue = opportunity_of(case)
        area = open_area(folder / "area")
        self.desk = Desk(area, {venue.id: venue}, read_rules(), read_parameters())
        self.session = session_of(case)

    def person(self, skills: str) -> Person:
        """Return somebody who has all skills but some."""
        file = self.folder / "person.txt"
        file.write_text(self.text.format(skills=SKILLS[skills]), encoding="utf-8")
        return person_of(read_case(file), read_skills())

    def found(self, person: Person) -> Along | None:
        """Return what is found for them."""
        free = ChosenDesk(self.desk, Wanted(Spots(), Spots()))
        return find_along(Case(free, person, 0, self.session))

    def choices(self, person: Person, **choice: object) -> Choices:
        """Return the options."""
        return choose(self.desk, person, self.session, TELLING, Choice(**choice))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Return the town, built once."""
    return Town(tmp_path_factory.mktemp("along"))


def said(way: PlanWay) -> list[tuple[str, str]]:
    """Return the steps that say whether somebody is there, with which words."""
    names = ("along", "along_to_stop", "along_cross", "along_ride", "along_wait", "alone_again")
    words = {WORDS.say("plan", name): name for name in names}
    firsts = [(step.sentences[0], step.action.value) for step in way.steps]
    return [(words[first], action) for first, action in firsts if first in words]


@pytest.mark.parametrize(
    ("skills", "parts", "legs"),
    [
        ("change", ("none", "change"), ("back:3:1-1",)),
        ("number", ("none", "change"), ("back:3:1-1",)),
        ("wait", ("ride", "ride"), ("out:2", "back:2", "back:3")),
        ("zebra", ("home", "home"), ("out:1:3-3", "back:4:5-5")),
    ],
)
def test_somebody_is_asked_for_no_more_than_is_needed(
    town: Town, skills: str, parts: tuple[str, str], legs: tuple[str, ...]
) -> None:
    """Out she rides the 6 and walks on; back she changes at the market into it."""
    person = town.person(skills)
    assert judge_one(town.desk, person, town.session).rung is Rung.WITH_COMPANION
    found = town.found(person)
    assert found is not None
    assert (found.case.parts.out.value, found.case.parts.back.value) == parts
    first = town.choices(person).options[0]
    assert (first.why, first.rung, first.skills) == ("along", Rung.WITH_COMPANION, ())
    assert first.together.legs == legs and first.plan.accompanied == legs
    assert first.together.seconds == sum(
        each.ends_s - each.starts_s for each in first.together.meetings
    )
    kept = version_of(
        first.plan, (first.out, first.back), town.desk.area, WORDS, EDITION, Choice(), by="T"
    )
    assert parts_learnt(kept) == found.case.parts


def test_what_needs_somebody_on_two_parts_of_one_way_is_for_somebody_all_the_way(
    town: Town,
) -> None:
    """Back she would need them at the market and again at the zebra."""
    person = town.person("zebra and change")
    assert town.found(person) is None
    assert {each.why for each in town.choices(person).options} == {"best"}


def test_where_they_meet_and_part_is_told(town: Town) -> None:
    """A change of ten minutes at the market; a crossing of some seconds, rounded up to a minute."""
    for skills, wanted in (
        ("change", "back at Market, from 12:38, 10 minutes"),
        ("zebra", "there to cross Chepstow Road, at 09:23, 1 minute"),
    ):
        rows = dict(compared(town.choices(town.person(skills)), WORDS, read_skills()))
        assert rows["Somebody goes along"][0].startswith(wanted)
        assert rows["To learn"][0] == "nothing"


def test_steps_say_when_somebody_is_there_and_when_nobody(town: Town) -> None:
    """Once where they join, once where she goes on alone; nothing where they stay to the end."""
    wait = town.choices(town.person("wait")).options[0].plan
    assert said(wait.out) == [("along_ride", "wait"), ("alone_again", "walk")]
    change = town.choices(town.person("change")).options[0].plan
    assert said(change.out) == []
    assert said(change.back) == [("along_wait", "wait"), ("alone_again", "ride")]
    zebra = town.choices(town.person("zebra")).options[0].plan
    assert [name for name, _ in said(zebra.out)] == ["along_cross", "alone_again"]


@pytest.mark.parametrize("language", print_languages())
def test_every_language_has_the_words(town: Town, language: str) -> None:
    """A plan in it says the same steps as many times."""
    words = Words(read_print_words(language))
    plan = (
        choose(town.desk, town.person("zebra"), town.session, Telling(words, read_hazards()))
        .options[0]
        .plan
    )
    alone = words.say("plan", "alone_again")
    assert sum(step.sentences[0] == alone for way in plan.ways for step in way.steps) == 2


@pytest.mark.parametrize("skills", ["change", "wait", "zebra"])
def test_the_legs_that_were_chosen_find_the_same_journey(town: Town, skills: str) -> None:
    """As they are saved in a choice; on other legs there is none."""
    person = town.person(skills)
    first = town.choices(person).options[0]
    again = town.choices(person, companion_legs=first.together.legs).options[0]
    assert (again.why, again.out, again.back) == ("along", first.out, first.back)
    others = town.choices(person, companion_legs=("out:5",)).options
    assert "along" not in {each.why for each in others}


def test_who_has_nobody_is_offered_nobody(town: Town) -> None:
    """None on record; with nobody asked yet it is no certain option."""
    person = town.person("zebra")
    assert town.found(replace(person, companion=Companion(kind=CompanionKind.NONE))) is None
    unasked = town.found(replace(person, companion=Companion(kind=CompanionKind.UNKNOWN)))
    assert unasked is not None and unasked.held.allowed.stance is Stance.HOPEFUL
    sure = town.found(person)
    assert sure is not None and sure.held.allowed.stance is Stance.CAUTIOUS


def test_who_was_not_asked_yet_is_to_be_asked(town: Town) -> None:
    """Nobody knows whether anybody could come: the plan says that it depends on that."""
    person = replace(town.person("zebra"), companion=Companion(kind=CompanionKind.UNKNOWN))
    first = next(each for each in town.choices(person).options if each.part_along)
    assert not first.confirmed
    assert "ask_companion" in {each.fact for each in first.plan.questions if each.decides}


def _learning(town: Town, legs: tuple[str, ...]) -> Option:
    """Return the journey of somebody who could learn to cross at the zebra."""
    person = town.person("zebra")
    could = tuple(replace(each, trainable=State.YES) for each in person.abilities)
    options = town.choices(replace(person, abilities=could), companion_legs=legs).options
    return next(each for each in options if each.rung is Rung.WITH_TRAINING)


@pytest.mark.parametrize(
    ("legs", "left"),
    [
        ((), {None}),
        (("out:1:1-1",), {None}),
        (("out:1:3-3",), {Direction.BACK}),
        (("out:1",), {Direction.BACK}),
        (("out:1:3-3", "back:4:5-5"), set()),
    ],
)
def test_what_is_asked_on_other_steps_is_left_to_learn(
    town: Town, legs: tuple[str, ...], left: set[Direction | None]
) -> None:
    """The zebra is the third step; it is to be crossed on both ways."""
    option = _learning(town, legs)
    assert option.together.legs == legs
    assert {gap.direction for gap in option.gaps} == left


def test_steps_that_a_leg_has_not_are_passed_over(town: Town) -> None:
    """Nobody is along there, and everything is left to learn; steps go forward."""
    option = _learning(town, ("out:1:30-30", "out:2:1-2"))
    assert option.together.legs == ()
    assert option.gaps == _learning(town, ()).gaps
    with pytest.raises(InputError, match="before the first"):
        LegAlong.parse("out:1:3-2")


def test_who_can_go_alone_is_offered_nobody(town: Town) -> None:
    """Options of a verdict of now have no legs with somebody."""
    person = town.person("zebra")
    able = replace(person, abilities=abilities())
    assert judge_one(town.desk, able, town.session).rung is Rung.NOW
    assert not any(each.part_along for each in town.choices(able).options)


def _barred(case: Case, hit: Hit, leg: int, *, along: bool) -> bool:
    """Whether a walk of a journey takes an edge that bars somebody, alone or accompanied."""
    desk, one = case.desk, hit.request
    rung = Rung.WITH_COMPANION if along else Rung.NOW
    profile = case.allowed(rung, one.stance).profile
    assert profile is not None
    area, basis = desk.area, desk.basis
    if not along:
        # By day ways without lamps are open to everybody.
        profile = replace(profile, walks_unlit=one.traveller.profile.walks_unlit)
    barriers = edge_barriers(area.walk, profile, one.stance, basis.rules, basis.parameters)
    ends = (one.door.link, one.home) if one.back else (one.home, one.door.link)
    edges = edges_of(area, hit.found.walks[leg // 2], ends, len)
    return bool(barriers[list(edges)].any())


def _needy(person: Person, skills: tuple[str, ...], session: Session) -> Person:
    """Return somebody with a companion who lacks some skills, and has all others."""
    return replace(
        person,
        abilities=abilities(changed=dict.fromkeys(skills, Level.NOT_YET)),
        companion=Companion(kind=CompanionKind.FAMILY, days=session.days),
    )


_CROSSINGS = (
    "cross_at_zebra",
    "cross_at_signals",
    "cross_road_with_some_traffic",
    "cross_busy_road",
)


@pytest.mark.parametrize(
    ("seed", "venue", "at_least"), [(0, "V2-33180-2", 1), (6, "V2-35400-2", 4)]
)
def test_alone_nothing_bars_and_with_somebody_nothing_that_bars_them(
    seed: int, venue: str, at_least: int, tmp_path: Path
) -> None:
    """Edge by edge by the barriers of who can do what, in towns in which some need somebody."""
    town = random_town(seed, tmp_path, n_people=6)
    session = next(each for each in town.sessions if each.id == venue)
    found = 0
    for person in town.people:
        for skills in (_CROSSINGS, ("change_at_one_stop", "read_bus_number")):
            needy = _needy(person, skills, session)
            case = Case(ChosenDesk(town.desk, Wanted(Spots(), Spots())), needy, 0, session)
            along = find_along(case, trained=False) if case.kinds else None
            if along is None:
                continue
            found += 1
            assert gaps_of(along.case, along.held.pairs, along.held.allowed) == ()
            helped = {(each.direction, each.leg) for each in along.helps}
            pair = along.held.pairs[0]
            for way, hit in ((Direction.OUT, pair.out), (Direction.BACK, pair.back)):
                last = 2 * len(hit.found.rides)
                for leg in range(0, last + 1, 2):
                    together = (way, leg) in helped
                    assert not _barred(case, hit, leg, along=together)
                    assert not together or _barred(case, hit, leg, along=False) or 0 < leg < last
    assert found >= at_least


def test_nobody_is_along_with_whoever_can_go_alone_in_random_towns(tmp_path: Path) -> None:
    """Somebody who has every skill has no legs for a companion, whatever rung it is."""
    town = random_town(6, tmp_path, n_people=4)
    for person in town.people:
        able = _needy(person, (), town.sessions[0])
        case = Case(ChosenDesk(town.desk, Wanted(Spots(), Spots())), able, 0, town.sessions[0])
        assert all(not each.helps for each in find_options(case))
        assert not case.kinds or find_along(case) is None


def test_a_leg_is_read_as_it_is_written() -> None:
    """The whole leg, or some of its steps; nothing else."""
    for text in ("out:1", "back:12", "out:3:2-4"):
        assert str(LegAlong.parse(text)) == text
    assert LegAlong.parse("back:2") == LegAlong(Direction.BACK, 2)
    for text in ("out", "out:0", "up:1", "out:x", "out:1:2", "out:1:0-2", "out:1:"):
        with pytest.raises(InputError, match="out:1"):
            LegAlong.parse(text)
