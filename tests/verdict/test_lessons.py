"""How many lessons skills take together, by arithmetic."""

import pytest

from transit.model.abilities import Ability, Lessons
from transit.model.fact import Stance
from transit.read.skills import read_skills
from transit.verdict.lessons import TrainingLimit, lessons_of

LIMIT = TrainingLimit(most=24, other_share=0.1)


def test_the_longest_and_a_share_of_the_others() -> None:
    """12 lessons, and a tenth of 6 and 4: 13; nothing to learn takes none."""
    assert LIMIT.together([6, 12, 4]) == pytest.approx(13)
    assert LIMIT.together([]) == 0


def test_who_is_cautious_reckons_with_the_most() -> None:
    """20 to 26 lessons are within 24 only for the hopeful; the limit itself is within."""
    assert LIMIT.keeps([Lessons(20, 26)], Stance.HOPEFUL)
    assert not LIMIT.keeps([Lessons(20, 26)], Stance.CAUTIOUS)
    assert LIMIT.keeps([Lessons(20, 24)], Stance.CAUTIOUS)


def test_the_range_is_rounded_up() -> None:
    """2 and 3 lessons take 3.2, said as 4; 8 and 10 take 10.8, said as 11."""
    assert LIMIT.range([Lessons(2, 8), Lessons(3, 10)]) == Lessons(4, 11)


def test_a_persons_own_lessons_go_before_the_usual() -> None:
    """The catalogue's hold where none are recorded."""
    catalogue = read_skills()
    usual = catalogue.skills["say_no"].lessons
    own = Ability(skill="say_no", lessons=Lessons(1, 2))
    assert lessons_of("say_no", {"say_no": own}, catalogue) == Lessons(1, 2)
    assert lessons_of("say_no", {"say_no": Ability(skill="say_no")}, catalogue) == usual
    assert lessons_of("say_no", {}, catalogue) == usual
