"""Whoever travels in a wheelchair is not told to walk, stand or step, in any language."""

import re
from dataclasses import replace

import pytest

from tests.plan.planning import PERSON, SESSION, VENUE, VERDICT, figures_of, planned, sentences_of
from tests.plan.test_languages import asked, templates
from transit.plan.booklet import Booklet
from transit.plan.contents import make_booklet
from transit.plan.make import make_plan, with_somebody
from transit.plan.pdf import pdf_of
from transit.present.journey_json import journey_as_dict
from transit.present.journey_svg import journey_svg
from transit.present.journey_text import journey_lines
from transit.present.words import Words, english
from transit.read.printing import print_languages, read_hazards, read_print_words, read_symbols
from transit.verdict.closely import Closely

CITY = planned().city
JOURNEY = replace(planned().journey, wheels=True)
ON_FOOT = {
    "en": r"\b(walk\w*|on foot|step over|stand|paces)\b",
    "cy": r"\b(cerdd\w*|gerdd\w*|sefwch)\b",
    "pl": r"\b(pieszo|idź\w*|idzie\w*|stań|przejdź\w*|przechodzi|kroków)\b",
}


def booklet(words: Words) -> Booklet:
    """Return the booklet of a plan made in a wheelchair."""
    closely = Closely(VERDICT, JOURNEY, JOURNEY)
    made = make_plan(closely, PERSON, SESSION, VENUE, words, read_hazards())
    plan = with_somebody(made, ("out:1",), words.on_wheels())
    return make_booklet(plan, (JOURNEY, JOURNEY), CITY.area.walk, words, read_symbols())


@pytest.mark.parametrize("language", print_languages())
def test_no_step_says_to_walk(language: str) -> None:
    """Nor does a heading of a way or the text of a map; on foot it does."""
    words = Words(read_print_words(language))
    made = booklet(words)
    read = [*sentences_of(made), *(each.title for each in made.sections if not each.for_staff)]
    found = [each for each in read if re.search(ON_FOOT[language], each, re.IGNORECASE)]
    assert found == []
    on_foot = planned()
    plan = make_plan(
        Closely(VERDICT, on_foot.journey, on_foot.journey),
        PERSON,
        SESSION,
        VENUE,
        words,
        read_hazards(),
    )
    both = on_foot.journey, on_foot.journey
    walked = make_booklet(plan, both, CITY.area.walk, words, read_symbols())
    assert any(re.search(ON_FOOT[language], each, re.IGNORECASE) for each in sentences_of(walked))


def test_the_picture_of_going_is_of_a_wheelchair() -> None:
    """With the words for it; nobody walks in any of the pictures of steps on the way."""
    alts = figures_of(pdf_of(booklet(Words(read_print_words()))))
    assert "A person travels in a wheelchair." in alts
    assert "A person walks." not in alts


def test_answers_and_maps_say_it_too() -> None:
    """The lines of a terminal, the JSON of scripts and the description of a map."""
    wrong = re.compile(ON_FOOT["en"], re.IGNORECASE)
    text = "\n".join(journey_lines(JOURNEY))
    text += str(journey_as_dict(JOURNEY)["demands"]) + str(journey_as_dict(JOURNEY)["summary"])
    text += re.sub(r"<style.*?</style>", "", journey_svg(JOURNEY, None), flags=re.DOTALL)
    spoken = re.findall(r"[A-Z][^.<>'\"]+\.", text)
    assert [each for each in spoken if wrong.search(each)] == []


@pytest.mark.parametrize("language", print_languages())
def test_words_for_wheelchairs_replace_words_that_there_are(language: str) -> None:
    """Each stands in for one of the same language that is filled in alike."""
    tables = read_print_words(language)
    own = {name: each for name, each in tables.items() if name.startswith("wheels_")}
    assert own
    for name, table in own.items():
        plain = templates(tables[name.removeprefix("wheels_")])
        for key, text in templates(table).items():
            assert asked(text) == asked(plain[key]) and text != plain[key], (name, key)


def test_who_walks_hears_what_they_did() -> None:
    """The words of others stay as they are; those for wheelchairs have no tables of their own."""
    words = english()
    rolled = words.on_wheels()
    assert words.say("step", "walk_on", distance="x") == "Walk x."
    assert rolled.say("step", "walk_on", distance="x") == "Go on for x."
    assert not any(name.startswith("wheels_") for name in rolled.tables)
    assert rolled.on_wheels() == rolled
