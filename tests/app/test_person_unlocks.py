"""The page Person: what would open more, looked for when asked."""

from pathlib import Path

from tests.app.conftest import Open, text_of
from tests.app.test_person import of_person, person_of
from transit.model.abilities import Ability, Level
from transit.model.fact import State
from transit.model.people import CompanionKind
from transit.read.skills import read_skills
from transit.store import open_store
from transit.store.edit import save_person


def _let(register: Path, **changed: Level) -> None:
    """Record every skill of P1 as mastered but those that are named; nobody comes along."""
    from dataclasses import replace
    from datetime import date

    before = person_of(register)
    able = tuple(
        Ability(
            skill=skill,
            level=changed.get(skill, Level.ALONE),
            assessed_by="trainer 2",
            assessed_on=date(2026, 10, 5),
            trainable=State.YES,
        )
        for skill in read_skills().skills
    )
    after = replace(
        before,
        abilities=able,
        companion=replace(before.companion, kind=CompanionKind.NONE),
        limits=replace(before.limits, out_after_dark=State.YES),
    )
    store = open_store(register)
    with store.writing() as session:
        save_person(session, after, before, {"abilities": 1})
    store.close()


def test_what_would_open_more_is_found_when_asked(open_page: Open, in_register: Path) -> None:
    """Nothing is looked for before the button; then the skill that is wanting stands there."""
    _let(in_register, know_the_way=Level.NOT_YET)
    app = of_person(open_page)
    app.segmented_control[0].set_value("What would open more").run()
    assert not app.exception
    assert "More sessions alone" not in text_of(app)
    app.button(key="find_unlocks").click().run()
    assert not app.exception
    said = text_of(app)
    assert "Skills to learn" in said
    assert "Learning to know the way" in said
    assert not [each for each in app.button if each.key == "find_unlocks"]
