"""Verdicts in plain sentences: every finding has words, in both voices, whatever is known."""

import ast
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import transit.verdict
from transit.model.abilities import Lessons, Level
from transit.model.burden_figure import BurdenFigure, BurdenPart, Part
from transit.model.fact import State
from transit.model.verdict import About, Direction, Finding, Gap, Rung, Verdict, Way
from transit.present.figure_words import figure_lines
from transit.present.finding_words import finding_sentence, has_words, said_dates
from transit.present.gap_words import gap_sentences
from transit.present.verdict_words import verdict_lines
from transit.present.voices import Voice, voiced
from transit.present.words import english
from transit.read.demands import read_demand_rules
from transit.read.skills import read_skills

WORDS, CATALOGUE = english(), read_skills()
PACKAGE = Path(transit.verdict.__file__).parent
YOU, PERSON = Voice.YOU, Voice.PERSON
DATE = dt.date(2026, 11, 24)


def codes_in(tree: ast.Module) -> Iterator[str]:
    """Return the codes of the findings that a module makes.

    Where one is put together, the module's docstring must name all of them.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
            for keyword in node.keywords:
                if keyword.arg == "code":
                    told = re.findall(r"``([a-z_]+)``", ast.get_docstring(tree) or "")
                    found = list(_texts(tree, keyword.value)) or told
                    assert found, f"line {node.lineno}: which codes can this be?"
                    yield from found


def _texts(tree: ast.Module, value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from (*_texts(tree, value.body), *_texts(tree, value.orelse))
    elif isinstance(value, ast.Name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and value.id in [
                getattr(target, "id", "") for target in node.targets
            ]:
                yield from _texts(tree, node.value)
            # Codes that are the keys of a table which is gone through.
            if isinstance(node, ast.Dict):
                yield from (
                    key.value
                    for key in node.keys
                    if isinstance(key, ast.Constant)
                    and isinstance(key.value, str)
                    and WORDS.has("finding", key.value)
                )


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_every_finding_has_words(path: Path) -> None:
    """Every code that a verdict can carry is said, also where nothing is known of its values."""
    for code in codes_in(ast.parse(path.read_text(encoding="utf-8"))):
        assert has_words(WORDS, code), f"[finding] {code} is missing"


def test_codes_are_found() -> None:
    """Written out, chosen of two, or named before."""
    tree = ast.parse(
        'Finding(code="a")\nFinding(code="b" if x else "c")\n'
        'code = "d" if x else "e"\nFinding(code=code)'
    )
    assert sorted(codes_in(tree)) == ["a", "b", "c", "d", "e"]
    assert list(codes_in(ast.parse('"""Makes ``f`` and ``g``."""\nFinding(code=x[y])'))) == [
        "f",
        "g",
    ]


@pytest.mark.parametrize("voice", list(Voice))
@pytest.mark.parametrize("code", sorted(WORDS.tables["finding"]))
def test_every_template_can_be_said_to_both(code: str, voice: Voice) -> None:
    """With all its values, in the person's own voice and a trainer's; nothing is left open."""
    asked = WORDS.asked("finding", code) - voiced(WORDS, voice).keys()
    samples: dict[str, float | int | str] = {
        "skill": "cross_at_zebra",
        "days": "mon tue",
        "dates": "2026-12-25 2027-01-01",
        "first": "2026-09-01",
        "last": "2027-08-31",
        "date": "2026-12-25",
        "kind": "zebra",
        "traffic": "busy",
        "fact": "changing_places",
        "place": "Chepstow Road",
        "code": "x",
    }
    values = {name: samples.get(name, 34_200) for name in asked}
    said = finding_sentence(WORDS, CATALOGUE, Finding(code=code, values=values), voice)
    assert not re.search(r"[{}_]", said), said
    assert said[0].isupper()
    assert ("the person" in said.lower()) <= (voice is PERSON)
    assert not (voice is PERSON and re.search(r"\b[Yy]ou(r)?\b", said)), said


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (
            Finding(code="pass_starts", values={"from_s": 34_200}),
            "The first free bus is at 9:30 in the morning. You would have to pay before that.",
        ),
        (
            Finding(code="crossing_not_allowed", values={"kind": "none", "traffic": "busy"}),
            "You would cross a busy road where the map shows no crossing.",
        ),
        (
            Finding(
                code="crossing_not_allowed",
                values={"kind": "none", "traffic": "busy", "place": "Chepstow Road"},
                direction=Direction.BACK,
            ),
            "You would cross Chepstow Road where the map shows no crossing. "
            "This is on the way back.",
        ),
        (
            Finding(
                code="gap_cross",
                values={
                    "skill": "cross_busy_road",
                    "place": "Chepstow Road",
                    "kind": "none",
                    "traffic": "busy",
                    "speed_mph": 30,
                    "count": 2,
                },
            ),
            "You would cross Chepstow Road where the map shows no crossing. "
            "The limit is 30 miles an hour. That is 2 times, there and back together.",
        ),
        (
            Finding(code="gap_cross", values={"place": "", "kind": "zebra", "traffic": "quiet"}),
            "You would cross a quiet road at the zebra crossing.",
        ),
        (
            Finding(code="gap_change", values={"place": "Market", "detail": "same_stop"}),
            "You would change buses at Market.",
        ),
        (
            Finding(code="only_in_daylight", values={"latest_s": 58_920}, direction=Direction.BACK),
            "It holds in daylight only: be home by 4:22 in the afternoon. This is on the way back.",
        ),
        (Finding(code="crossing_not_allowed"), "You would cross a road that is too hard to cross."),
        (Finding(code="steps_in_the_way", values={"limit": 0}), "There are steps in the way."),
        (
            Finding(code="walk_too_long", values={"needed_m": 811, "limit_m": 400}),
            "One walk would be too far: about 820 metres. You can walk 400 metres.",
        ),
        (
            Finding(code="companion_other_days", values={"days": "mon wed"}),
            "Somebody could come along on Monday and Wednesday only.",
        ),
        (
            Finding(code="too_many_lessons", values={"low": 60.0, "high": 80.5, "limit": 24.0}),
            "Training would take 60 to 80.5 lessons. The limit is 24.",
        ),
        (
            Finding(code="kerb", about=About.STREET, values={"place": "Mill Lane"}),
            "Are the kerbs dropped where you cross Mill Lane?",
        ),
        (
            Finding(code="wheelchair_space", about=About.VEHICLE, values={"place": "bus 6"}),
            "Does bus 6 have a wheelchair space?",
        ),
        (
            Finding(code="wheelchair_space", about=About.VEHICLE, values={"route": "6"}),
            "Does bus 6 have a wheelchair space?",
        ),
        (
            Finding(code="step_count", about=About.STREET, values={"place": ""}),
            "How many steps are there at a way without a name?",
        ),
        (
            Finding(code="venue_unknown", values={"fact": "changing_places"}),
            "Nobody has recorded whether the venue has a Changing Places toilet.",
        ),
        (Finding(code="never_heard_of"), "Something else stands in the way: never_heard_of."),
    ],
)
def test_findings_in_plain_words(finding: Finding, said: str) -> None:
    """Times, metres, skills and days as people say them; plainer where less is known."""
    assert finding_sentence(WORDS, CATALOGUE, finding, YOU) == said


def test_dates_as_people_say_them() -> None:
    """A few are listed; of many the first, the last and how many."""
    days = [DATE + dt.timedelta(7 * week) for week in range(5)]
    assert said_dates(WORDS, days[:1]) == "24 November"
    assert said_dates(WORDS, days[:3]) == "24 November, 1 December and 8 December"
    assert said_dates(WORDS, days) == "5 days from 24 November to 22 December"


ZEBRA = Gap(
    skill="cross_at_zebra",
    needed=Level.WITH_AID,
    has=Level.WITH_PROMPTS,
    trainable=State.YES,
    lessons=Lessons(3, 10),
    kind="cross",
    detail="zebra",
    direction=Direction.OUT,
    place="Chepstow Road",
)


def test_a_gap_says_what_is_asked_what_can_be_done_and_what_closes_it() -> None:
    """Somebody is told by what they do so far."""
    assert gap_sentences(WORDS, CATALOGUE, ZEBRA, Rung.WITH_TRAINING) == (
        "The person would cross Chepstow Road at the zebra crossing. This is on the way there.",
        "So far: crosses when somebody says when.",
        "To learn: cross at a zebra. It takes about 3 to 10 lessons.",
    )


def test_a_gap_that_a_companion_covers() -> None:
    """Nothing is learnt then; twice is said; what nobody has looked at is said."""
    gap = replace(
        ZEBRA, has=None, trainable=State.UNKNOWN, count=2, direction=None, lessons=Lessons(1, 1)
    )
    assert gap_sentences(WORDS, CATALOGUE, gap, Rung.WITH_COMPANION, YOU) == (
        "You would cross Chepstow Road at the zebra crossing, 2 times.",
        "Nobody has assessed this yet.",
        "Nobody has said whether you could learn it.",
        "Somebody who comes along would help to cross at a zebra.",
    )
    assert gap_sentences(WORDS, CATALOGUE, gap, Rung.WITH_TRAINING, YOU)[-1] == (
        "To learn: cross at a zebra. It takes about one lesson."
    )


@pytest.mark.parametrize("place", ["", "Friars Walk"])
def test_every_demand_of_a_skill_is_said_in_a_gap(place: str) -> None:
    """With and without a name of the place, each detail of every demand that a skill answers."""
    rules = read_demand_rules()
    for skill in CATALOGUE.skills.values():
        for answer in skill.answers:
            details = [answer.detail] if answer.detail else list(rules[answer.kind].levels) or [""]
            for detail in details:
                gap = replace(ZEBRA, skill=skill.name, kind=answer.kind, detail=detail, place=place)
                first, *_ = gap_sentences(WORDS, CATALOGUE, gap, Rung.WITH_TRAINING)
                assert first.startswith("The person would"), (answer, first)
                assert "  " not in first and not re.search(r" [.,:]", first), first


WAY = Way(
    date=DATE,
    leave_s=33_010,
    arrive_s=35_110,
    changes=0,
    walk_m=312,
    burden_s=4_000,
    lines=("6",),
)
VERDICT = Verdict(
    person="P1",
    place=0,
    opportunity="O1",
    session="S1",
    rung=Rung.WITH_TRAINING,
    sure=Rung.DOOR_TO_DOOR,
    out=WAY,
    back=replace(WAY, lines=(), changes=0),
    gaps=(ZEBRA,),
    lessons=Lessons(4, 11),
    reasons=(Finding(code="skill_missing", values={"skill": "cross_at_zebra", "has": 1}),),
    checks=(Finding(code="ask_trainable", values={"skill": "cross_at_zebra"}),),
    conditions=(Finding(code="only_in_daylight"),),
    fit=State.NO,
    unmet=(Finding(code="venue_lacks", values={"fact": "quiet_room"}),),
)


def test_a_verdict_in_sentences() -> None:
    """The headline first, then how sure it is, the journeys, and all that is found."""
    lines = verdict_lines(VERDICT, CATALOGUE, WORDS, {"O1": "Riverside Arts"})
    assert lines.headline == (
        "The person could go to Riverside Arts and back alone after training."
    )
    assert lines.confidence == (
        "Route check needed. If the unknown facts turn out badly, the answer is: "
        "door-to-door transport."
    )
    assert lines.ways == (
        "There: leave at 9:10 in the morning, arrive at 9:46 in the morning. "
        "Bus 6; no change of bus; about 300 metres on foot.",
        "Back: leave at 9:10 in the morning, arrive at 9:46 in the morning. "
        "About 300 metres on foot.",
    )
    assert lines.lessons == ("Training would take about 4 to 11 lessons in all.",)
    assert lines.reasons == ("The person cannot yet do this alone: cross at a zebra.",)
    assert lines.fit == (
        "The venue lacks something that they need.",
        "The venue does not have a quiet room.",
    )
    assert lines.every[0] == lines.headline
    assert lines.every[-1] == lines.review


def test_what_is_the_same_on_both_ways_is_said_once() -> None:
    """Facts of two spots on one street, and a skill asked about twice, are one sentence each."""
    seats = [
        Finding(code="rest", values={"place": "Glebe Lane", "lat": lat}, direction=direction)
        for lat, direction in ((51.1, Direction.OUT), (51.2, Direction.BACK))
    ]
    lit = Finding(code="lit", values={"place": "Glebe Lane"}, direction=Direction.OUT)
    skill = {"skill": "cross_at_zebra"}
    asked = [Finding(code=code, values=skill) for code in ("assess_skill", "ask_trainable")]
    checks = (*asked, *seats, lit)
    lines = verdict_lines(replace(VERDICT, checks=checks), CATALOGUE, WORDS)
    assert lines.checks == (
        "Find out whether the person can cross at a zebra, or could learn to.",
        "Is there a place to sit on the way, near Glebe Lane?",
        "Are there street lights along Glebe Lane? This is on the way there.",
    )


@pytest.mark.parametrize("rung", list(Rung))
@pytest.mark.parametrize("voice", list(Voice))
def test_every_rung_is_said_with_respect(rung: Rung, voice: Voice) -> None:
    """None of them is a failure, and every one is for people to decide."""
    verdict = replace(VERDICT, rung=rung, sure=rung, out=None, back=None)
    lines = verdict_lines(verdict, CATALOGUE, WORDS, voice=voice)
    assert not re.search(r"\b(fail|unable|cannot|suffer|refus)", lines.headline)
    assert lines.confidence.startswith("Confirmed")
    assert "decide" in lines.review
    assert bool(lines.lessons) is (rung is Rung.WITH_TRAINING)
    assert not re.search(r"[{}]", " ".join(lines.every))


def test_findings_that_say_the_same_are_said_once() -> None:
    """As where there are two such places without a name."""
    twice = (Finding(code="raised_kerb"),) * 2
    lines = verdict_lines(replace(VERDICT, reasons=twice), CATALOGUE, WORDS)
    assert lines.reasons == ("There is a raised kerb in the way.",)


def test_the_burden_figure_shows_its_parts_first() -> None:
    """The sum comes last; where something stands in the way it is named instead."""
    parts = tuple(BurdenPart(part, 50, 10) for part in Part)
    lines = figure_lines(WORDS, CATALOGUE, BurdenFigure(parts))
    assert lines[0] == "Getting there and back: 50 of 100."
    assert lines[-1] == "Taken together: 50 of 100. It only helps to compare."
    gate = Finding(code="venue_lacks", values={"fact": "quiet_room"})
    gated = figure_lines(WORDS, CATALOGUE, BurdenFigure(parts, (gate,)))
    assert gated[:5] == lines[:5]
    assert gated[-1] == "The venue does not have a quiet room."
    assert not any("Taken together" in line for line in gated)


def test_a_kind_of_day_is_no_list_of_weekdays() -> None:
    """A finding may name a kind of day where others name days: it is said all the same."""
    values = {"days": "bank_holiday", "dates": "2026-12-25", "count": 1}
    said = finding_sentence(WORDS, CATALOGUE, Finding(code="not_on", values=values), PERSON)
    assert said == "It does not hold on 25 December."
