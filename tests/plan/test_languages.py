"""Other languages: every sentence of a plan is there, asks for the same values, and is short."""

import datetime as dt
import re
import string
from typing import Any

import pytest

from tests.plan.planning import PERSON, SESSION, VENUE, VERDICT, figures_of, planned, sentences_of
from transit.errors import InputError
from transit.plan.contents import make_booklet
from transit.plan.docx import docx_of
from transit.plan.make import make_plan
from transit.plan.pdf import pdf_of
from transit.present.words import Words
from transit.read.printing import print_languages, read_hazards, read_print_words, read_symbols
from transit.read.skills import read_skills
from transit.resources import data_dir
from transit.verdict.closely import Closely

OTHERS = ("cy", "pl")
ENGLISH = read_print_words()
OF_NAMES = ("spoken", "skill")
"""Tables about English names, which a language keeps as far as it says them in full; and those of
skills, which English has in the catalogue."""
FORMS = {"zero", "one", "two", "few", "many", "other"}
"""Of plurals, by the Unicode CLDR."""
PLANNED = planned()


def templates(tables: Any, at: str = "") -> dict[str, str]:
    """Return every text of some tables by where it stands."""
    if isinstance(tables, dict) and "other" in tables and set(tables) <= FORMS:
        return {at: str(tables["other"])}
    if isinstance(tables, dict):
        pairs = [(f"{at}.{key}", value) for key, value in tables.items()]
    elif isinstance(tables, list):
        pairs = [(f"{at}[{number}]", value) for number, value in enumerate(tables)]
    else:
        return {at: tables} if isinstance(tables, str) else {}
    return {name: text for key, value in pairs for name, text in templates(value, key).items()}


def without_names(tables: dict[str, Any]) -> dict[str, Any]:
    """Return tables without those about names, and those for wheelchairs."""
    return {
        name: table
        for name, table in tables.items()
        if name not in OF_NAMES and not name.startswith("wheels_")
    }


def asked(text: str) -> list[str]:
    """Return what a template asks for."""
    return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field)


def test_there_are_three_languages() -> None:
    """English, Welsh and Polish; any other is refused with the list of them."""
    assert print_languages() == ("cy", "en", "pl")
    with pytest.raises(InputError, match="cy, en, pl"):
        read_print_words("xx")


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_with_the_same_values(language: str) -> None:
    """Each table of the language is complete; each template asks for what the English one does."""
    own = without_names(read_print_words(language))
    told = templates(own)
    wanted = templates({name: ENGLISH[name] for name in own})
    assert set(told) == set(wanted)
    for name, text in told.items():
        assert asked(text) == asked(wanted[name]), name


@pytest.mark.parametrize("language", OTHERS)
def test_a_plan_needs_no_other_table(language: str) -> None:
    """Whatever is printed of a plan is in the language: a table that lacks would be told."""
    words = Words(read_print_words(language))
    plan = make_plan(
        Closely(VERDICT, PLANNED.journey, PLANNED.journey),
        PERSON,
        SESSION,
        VENUE,
        words,
        read_hazards(),
    )
    both = PLANNED.journey, PLANNED.journey
    made = make_booklet(plan, both, PLANNED.city.area.walk, words, read_symbols(), clocks=True)
    pdf = pdf_of(made)
    assert f"/Lang({language}-GB)".encode() in pdf
    assert figures_of(pdf) == [picture.alt for picture in made.pictured()]
    assert docx_of(made).startswith(b"PK")
    assert max(len(said.split()) for said in sentences_of(made)) <= 15
    said = set(re.findall(r"\w+", " ".join(sentences_of(made))))
    assert not {"Walk", "Cross", "Turn", "Wait", "Look", "stop"} & said


@pytest.mark.parametrize("language", OTHERS)
def test_files_say_that_they_await_a_native_reader(language: str) -> None:
    """A translation that nobody has read is no easy read."""
    for folder in ("words", "print"):
        text = (data_dir() / folder / f"{language}.toml").read_text(encoding="utf-8")
        assert "AWAITS A NATIVE READER" in text.split("[", 1)[0]


@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("pl", 1, "1 minutę"),
        ("pl", 3, "3 minuty"),
        ("pl", 5, "5 minut"),
        ("pl", 12, "12 minut"),
        ("pl", 22, "22 minuty"),
        ("cy", 2, "2 o funudau"),
        ("en", 2, "2 minutes"),
    ],
)
def test_numbers_take_their_plural(language: str, minutes: int, said: str) -> None:
    """Polish has three forms, Welsh one after "o"."""
    assert Words(read_print_words(language)).duration(60 * minutes) == said


@pytest.mark.parametrize(
    ("metres", "about", "exactly"),
    [
        (2, "kilka kroków", "2 metry"),
        (5, "około 5 metrów", "5 metrów"),
        (22, "około 20 metrów", "22 metry"),
        (1240, "około 1,2 kilometra", "1 240 metrów"),
        (2000, "około 2 kilometrów", "2 000 metrów"),
        (5000, "około 5 kilometrów", "5 000 metrów"),
    ],
)
def test_polish_counts_by_the_rules_of_the_cldr(metres: int, about: str, exactly: str) -> None:
    """One, few, many, and the form of decimals; the rules are those of a library."""
    polish = Words(read_print_words("pl"))
    assert polish.distance(metres) == about
    assert polish.exactly(metres) == exactly


@pytest.mark.parametrize(
    ("stops", "said"),
    [(2, "Jedź 2 przystanki."), (5, "Jedź 5 przystanków."), (22, "Jedź 22 przystanki.")],
)
def test_a_sentence_has_the_form_of_its_number(stops: int, said: str) -> None:
    """As a table of forms in the file; without one it is said as it stands."""
    assert Words(read_print_words("pl")).say("ride", "ride", count=stops) == said
    assert (
        Words(read_print_words()).say("ride", "ride", count=stops) == f"Stay on for {stops} stops."
    )


@pytest.mark.parametrize("language", OTHERS)
def test_every_skill_has_a_name_for_the_certificate(language: str) -> None:
    """By its name in the catalogue; none that the catalogue has not."""
    assert set(read_print_words(language)["skill"]) == set(read_skills().skills)


def test_numbers_are_written_as_the_language_does() -> None:
    """A comma for the decimals in Polish, a 24-hour clock."""
    polish, welsh = (Words(read_print_words(each)) for each in ("pl", "cy"))
    assert polish.distance(1240) == "około 1,2 kilometra"
    assert polish.exactly(1200) == "1 200 metrów"
    assert polish.clock(dt.datetime(2023, 6, 13, 14, 5)) == "14:05 po południu"
    assert welsh.clock(dt.datetime(2023, 6, 13, 14, 5)) == "2:05 y prynhawn"
