"""Plans from verdicts: the sheets for staff, and no plan where there is no journey."""

from dataclasses import replace

import pytest

from tests.plan.planning import PERSON, SESSION, VENUE, VERDICT, WORDS, planned
from transit.model.verdict import About, Direction, Finding
from transit.plan.make import NoPlan, make_plan, said_again
from transit.present.words import Words
from transit.read.demands import read_demand_rules
from transit.read.printing import read_hazards, read_print_words
from transit.verdict.closely import Closely

PLANNED = planned()


def test_door_to_door_is_no_plan() -> None:
    """It says so kindly, and names nobody but by their id."""
    with pytest.raises(NoPlan, match=r"P7, S1: .* as good an answer as any"):
        make_plan(Closely(VERDICT), PERSON, SESSION, VENUE, WORDS, read_hazards())


def test_every_crossing_is_a_hazard_of_its_step() -> None:
    """As many lines as the journey has crossings that ask something, at the steps that cross."""
    asked = [d for d in PLANNED.journey.demands if d.kind == "cross" and d.level >= 1]
    lines = [
        line
        for line in PLANNED.plan.hazards
        if line.kind == "cross" and line.direction is Direction.OUT
    ]
    assert asked and len(lines) == len(asked)
    steps = {step.number: step for step in PLANNED.plan.out.steps}
    assert all(steps[line.step or 0].action.value == "cross" for line in lines)


def test_severity_is_between_one_and_five_for_kinds_that_exist() -> None:
    """The shipped suggestions fit the rules, and every kind of hazard has a control."""
    severity, _ = read_hazards()
    assert set(severity) <= set(read_demand_rules())
    assert all(1 <= value <= 5 for value in severity.values())
    assert all(WORDS.has("control", kind) for kind in severity)


def test_a_question_is_asked_once_and_the_deciding_ones_first() -> None:
    """The survey sheet is no longer than it must be."""
    asked = [question.asked for question in PLANNED.plan.questions]
    decides = [question.decides for question in PLANNED.plan.questions]
    assert asked and len(asked) == len(set(asked))
    assert decides == sorted(decides, reverse=True)
    unknown = {u.fact for u in PLANNED.journey.unknowns}
    assert {question.fact for question in PLANNED.plan.questions} == unknown


def test_what_is_not_known_of_person_and_venue_is_asked_beside_the_way() -> None:
    """The answer rests on it as on the streets; what training itself answers is not asked."""
    checks = (
        Finding(code="ask_entrance", about=About.VENUE),
        Finding(code="ask_chair"),
        Finding(code="ask_trainable", values={"skill": "know_the_way"}),
        Finding(code="assess_skill", values={"skill": "know_the_way"}),
    )
    closely = Closely(replace(VERDICT, checks=checks), PLANNED.journey, PLANNED.journey)
    plan = make_plan(closely, PERSON, SESSION, VENUE, WORDS, read_hazards())
    beside = [each for each in plan.questions if each not in PLANNED.plan.questions]
    assert [each.asked for each in beside] == [
        "Look for an entrance of the venue without a step.",
        "Ask whether the person would travel in a wheelchair.",
    ]
    assert all(each.decides for each in beside)
    welsh = Words(read_print_words("cy"))
    both = PLANNED.journey, PLANNED.journey
    again = said_again(plan, both, welsh, read_hazards(), WORDS)
    assert set(beside) <= set(again.questions)
