"""The easy-read summary: pictures on the left, short sentences on the right."""

from dataclasses import replace

import pytest

from tests.plan.readability import readability_of
from tests.report.packs import PARAMETERS, evidence, nobody, scenario, study, travellers
from transit.plan.booklet import Booklet, Card
from transit.report.easy import easy_read
from transit.report.evidence import Evidence

MOST_WORDS = 15
HIGHEST_GRADE = 5.0


def cards_of(booklet: Booklet) -> list[Card]:
    """Return the cards of a summary."""
    blocks = [block for section in booklet.sections for block in section.blocks]
    assert all(isinstance(block, Card) for block in blocks)
    return [block for block in blocks if isinstance(block, Card)]


@pytest.mark.parametrize("made", [evidence(), nobody(), evidence(scenario=None)])
def test_it_is_easy_to_read(made: Evidence) -> None:
    """At most 15 words a sentence, large letters, a picture to each idea."""
    booklet = easy_read(made, PARAMETERS)
    cards = cards_of(booklet)
    figures = readability_of(line for card in cards for line in card.lines)
    assert figures.longest <= MOST_WORDS
    assert figures.grade <= HIGHEST_GRADE
    assert booklet.size_pt >= 16
    assert all(card.picture.name in booklet.pictures and card.picture.alt for card in cards)
    assert all(line.count(".") == 1 for card in cards for line in card.lines)


def test_counts_are_those_of_the_public_version() -> None:
    """30 ride; 10 of them after training; too few to tell are some."""
    said = [line for card in cards_of(easy_read(evidence(), PARAMETERS)) for line in card.lines]
    assert "30 people go by minibus or taxi." in said
    assert "Some of them could go by bus alone now." in said
    assert "If people go by bus, the council may pay 43,000 pounds less." in said


@pytest.mark.parametrize(
    ("pence", "said"),
    [
        (-1_480_000, "If people go by bus, the council may pay 15,000 pounds more."),
        (-49_000, "If people go by bus, the council may pay about the same."),
        (0, "If people go by bus, the council may pay about the same."),
    ],
)
def test_what_saves_nothing_is_said_in_words(pence: float, said: str) -> None:
    """-£14,800 is 15,000 pounds more, no saving below nothing; the sentences stay easy."""
    group = study().group
    assert group is not None
    group = replace(group, saving=replace(group.saving, cashable_pence=pence))
    made = evidence(scenario=replace(scenario(), study=replace(study(), group=group)))
    lines = [line for card in cards_of(easy_read(made, PARAMETERS)) for line in card.lines]
    assert said in lines and not any("-" in line for line in lines)
    assert readability_of(lines).longest <= MOST_WORDS
    assert readability_of(lines).grade <= HIGHEST_GRADE


def test_what_is_not_known_is_said() -> None:
    """Without journeys and scenario it says so, and claims no cleaner air."""
    unknown = tuple(replace(each, rung=None) for each in travellers())
    booklet = easy_read(evidence(travellers=unknown, scenario=None), PARAMETERS)
    said = [line for card in cards_of(booklet) for line in card.lines]
    assert "We have not looked at the journeys yet." in said
    assert "We do not know yet what would cost less." in said
    assert "We do not know yet if the air gets cleaner." in said
