"""The words of a plan are as easy as can be measured; only people can say that they are."""

import pytest

from tests.plan.planning import planned, sentences_of
from tests.plan.readability import readability_of, syllables, words_of

MOST_WORDS = 15
HIGHEST_GRADE = 3.0
"""Years at school: what a child of eight reads."""


def test_the_formula_by_hand() -> None:
    """6 words of 1 syllable in 1 sentence: 0.39 x 6 + 11.8 x 1 - 15.59 = -1.45."""
    figures = readability_of(["Wait for the bus at nine."])
    assert (figures.sentences, figures.longest) == (1, 6)
    assert figures.words_a_sentence == 6
    assert figures.syllables_a_word == 1
    assert figures.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert words_of("Leave home at 9:12 in the morning.")[3] == "9:12"
    assert [syllables(word) for word in ("bus", "morning", "9:12")] == [1, 2, 2]


def test_a_plan_is_easy_to_read() -> None:
    """Short sentences and a low grade, over everything that the person reads."""
    figures = readability_of(sentences_of(planned().booklet()))
    assert figures.sentences > 50
    assert figures.longest <= MOST_WORDS
    assert figures.words_a_sentence <= 7
    assert figures.grade <= HIGHEST_GRADE
