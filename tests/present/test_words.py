"""Sentences: every template renders, is short, and says numbers as people do."""

import datetime as dt
import re
import string
from pathlib import Path

import pytest

from transit.errors import InputError
from transit.model.streets import CrossingKind, EdgeKind, Traffic
from transit.present import words as words_module
from transit.present.words import Words, english
from transit.read.landmark_rules import read_landmark_rules
from transit.route.demands import ASKS
from transit.route.journey import Mode, Turn

WORDS = english()
# What a brace stands for at its usual longest: a street, a stop, a time.
FILLED = {
    "street": "Chepstow Road",
    "stop": "Friars Walk",
    "place": "Friars Walk",
    "start": "home",
    "end": "Friars Walk",
    "crossing": "at the lights with a green man",
    "speed": ", 30 miles an hour,",
    "distance": "about 120 metres",
    "duration": "1 hour 5 minutes",
    "clock": "9:12 in the morning",
    "headsign": "Newport Centre",
    "landmark": "the community centre",
    "indicator": "Stop B",
    "mode": "bus",
    "hours": "1 hour",
    "minutes": "5 minutes",
    "label": "walks with a stick",
    "date": "Tuesday 13 June 2023",
    "routes": "6, 8A and 20",
    "traffic": "fairly busy",
    "kind": "at the lights with a green man",
    "nearest_m": "about 120 metres",
    "needed_m": "about 120 metres",
    "limit_m": "1,200 metres",
    "limit_mm": "75 centimetres",
    "facts": "dropped kerbs and width",
    "level": "hard",
    "way": "the path",
    "depart": "9:12 in the morning",
    "arrive": "9:12 in the morning",
    "who": "the person",
    "Who": "The person",
    "they": "they",
    "them": "them",
    "their": "their",
    "has": "has",
    "where": "to the town library",
    "skill": "cross at a zebra",
    "days": "Monday and Wednesday",
    "dates": "5 days from 24 November to 22 December",
    "fact": "a Changing Places toilet",
    "first": "Tuesday 13 June 2023",
    "last": "Tuesday 13 June 2023",
    "from_s": "9:30 in the morning",
    "sure": "door-to-door transport",
}
SENTENCES = (
    "step", "turn", "turn_into", "ride", "demand", "unknown", "why", "reason",
    "remedy", "cross_how", "indicator", "confidence", "finding", "gap",
)  # fmt: skip
MOST_WORDS = 15


def templates() -> list[tuple[str, str, str]]:
    """Return table, name and text of every template."""
    return [
        (table, name, text)
        for table, entries in WORDS.tables.items()
        for name, text in entries.items()
        if isinstance(text, str)
    ]


def filled(text: str) -> str:
    """Return a template with usual things filled in."""
    names = [name for _, name, _, _ in string.Formatter().parse(text) if name]
    return text.format(**{name: FILLED.get(name, "12") for name in names})


@pytest.mark.parametrize(("table", "name", "text"), templates())
def test_every_template_renders_short_and_plain(table: str, name: str, text: str) -> None:
    """At most 15 words a sentence, no abbreviation, sentences end with a stop."""
    said = filled(text)
    for sentence in re.split(r"(?<=[.?])\s", said):
        assert len(sentence.split()) <= MOST_WORDS, sentence
    abbreviations = r"\b(mph|km|m|min|mins|sec|approx|etc|e\.g|i\.e|St|Rd)\b"
    assert not re.search(abbreviations, text)
    if table in SENTENCES and (table, name) not in (("unknown", "bus"), ("ride", "others_more")):
        assert said.endswith((".", "?")), said


def test_every_template_is_used() -> None:
    """A template that no code names is out of date."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(Path(words_module.__file__).parent.glob("*.py"))
    )
    named_by_value = {
        "rounding", "number", "date", "join", "clock", "duration", "road", "unnamed", "mode",
        "side", "turn", "turn_into", "crossing", "level", "demand", "unknown", "why",
        "reason", "alternative", "fact", "traffic", "indicator", "thing", "landmark",
        "sight", "cross_how", "remedy", "confidence", "slope", "finding", "gap", "venue", "you",
        "person", "rung", "headline", "figure", "unlock", "start", "option",
    }  # fmt: skip
    for table, name, _ in templates():
        if table.removeprefix("wheels_") not in named_by_value:
            stem = name
            for ending in ("_uncounted", "_one", "_several", "_part", "_steep", "_up", "_down"):
                stem = stem.removesuffix(ending)
            assert f'"{name}"' in code or f'"{stem}' in code, (table, name)


def test_words_for_every_value() -> None:
    """Each turn, mode, kind of way, crossing and demand can be said."""
    for turn in Turn:
        assert WORDS.has("turn", turn) and WORDS.has("turn_into", turn)
    assert all(WORDS.has("mode", mode) for mode in Mode)
    assert all(WORDS.has("unnamed", kind.name.lower()) for kind in EdgeKind)
    assert all(WORDS.has("crossing", kind.name.lower()) for kind in CrossingKind)
    assert set(WORDS.tables["unknown"]) - {"bus"} == set(WORDS.tables["fact"])
    assert all(WORDS.has("traffic", traffic.name.lower()) for traffic in Traffic)
    assert all(WORDS.has("landmark", kind.name) for kind in read_landmark_rules().kinds)
    said = {name.split("_")[0] for name in WORDS.tables["demand"]}
    assert {kind.split("_")[0] for kind in ASKS} <= said


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (9, 12, "9:12 in the morning"),
        (0, 0, "midnight"),
        (0, 30, "12:30 at night"),
        (4, 59, "4:59 at night"),
        (5, 0, "5:00 in the morning"),
        (12, 0, "noon"),
        (12, 5, "12:05 in the afternoon"),
        (17, 59, "5:59 in the afternoon"),
        (18, 0, "6:00 in the evening"),
        (22, 15, "10:15 at night"),
    ],
)
def test_clock(hour: int, minute: int, said: str) -> None:
    """Times as people say them, with the part of the day."""
    assert WORDS.clock(dt.datetime(2023, 6, 13, hour, minute)) == said


def test_date() -> None:
    """13 June 2023 was a Tuesday."""
    assert WORDS.date(dt.date(2023, 6, 13)) == "Tuesday 13 June 2023"


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (1, "a few paces"),
        (3, "about 5 metres"),
        (18, "about 20 metres"),
        (124, "about 120 metres"),
        (125, "about 130 metres"),
        (310, "about 300 metres"),
        (330, "about 350 metres"),
        (980, "about 1 kilometre"),
        (1000, "about 1 kilometre"),
        (1240, "about 1.2 kilometres"),
    ],
)
def test_distance(metres: float, said: str) -> None:
    """Rounded to 5 m below 20, to 10 m below 200, to 50 m below 1,000."""
    assert WORDS.distance(metres) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "no time"),
        (20, "less than a minute"),
        (40, "1 minute"),
        (90, "2 minutes"),
        (3600, "1 hour"),
        (3900, "1 hour 5 minutes"),
        (7200, "2 hours"),
    ],
)
def test_duration(seconds: int, said: str) -> None:
    """Rounded to the minute, half a minute up."""
    assert WORDS.duration(seconds) == said


def test_lists_and_numbers() -> None:
    """Small numbers are words; the last of a list is joined by and."""
    assert WORDS.listed(["6", "8A", "20"]) == "6, 8A and 20"
    assert WORDS.listed(["6"]) == "6"
    assert WORDS.listed([]) == ""
    assert (WORDS.number(2), WORDS.number(11)) == ("two", "11")


def test_a_missing_template_is_named() -> None:
    """A council's own copy that lacks a template or asks for an odd value says which."""
    with pytest.raises(InputError, match=r"\[step\] hop"):
        WORDS.say("step", "hop")
    with pytest.raises(InputError, match="walk"):
        Words({"step": {"walk": "Walk {far}."}}).say("step", "walk", distance=3)
