"""The words that cases are written in, and the map tags and records that they stand for."""

import re
from typing import Final

from transit.model.fact import State

STREET_WORDS: Final[dict[str, dict[str, str]]] = {
    "residential road": {"highway": "residential"},
    "side road": {"highway": "residential"},
    "some traffic": {"highway": "tertiary"},
    "main road": {"highway": "secondary"},
    "big main road": {"highway": "primary"},
    "country road": {"highway": "unclassified"},
    "service road": {"highway": "service"},
    "footpath": {"highway": "footway"},
    "railway": {"railway": "rail"},
    "pavements": {"sidewalk": "both"},
    "no pavements": {"sidewalk": "no"},
    "lit": {"lit": "yes"},
    "not lit": {"lit": "no"},
    "paved": {"surface": "asphalt", "sidewalk:surface": "asphalt"},
    "gravel": {"surface": "gravel"},
    "level": {"incline": "0%"},
}
STREET_PATTERNS: Final = (
    (r"(\d+) mph", lambda found: {"maxspeed": f"{found[1]} mph"}),
    (r"steps of (\d+)", lambda found: {"highway": "steps", "step_count": found[1]}),
    (r"slope of (\d+) per cent", lambda found: {"incline": f"{found[1]}%"}),
    (r"(\d+(?:\.\d+)?) metres wide", lambda found: {"width": found[1], "sidewalk:width": found[1]}),
    (r"(\d+) lanes", lambda found: {"lanes": found[1]}),
)
POINT_WORDS: Final[dict[str, dict[str, str]]] = {
    "zebra": {"highway": "crossing", "crossing": "zebra"},
    "signals": {"highway": "crossing", "crossing": "traffic_signals"},
    "island": {"highway": "crossing", "crossing": "unmarked", "crossing:island": "yes"},
    "crossing": {"highway": "crossing"},
    "level crossing": {"railway": "level_crossing"},
    "dropped kerbs": {"kerb": "lowered"},
    "raised kerbs": {"kerb": "raised"},
    "bench": {"amenity": "bench"},
    "seat": {"bench": "yes"},
    "no seat": {"bench": "no"},
    "shelter": {"shelter": "yes"},
}
STATES: Final = {"yes": State.YES, "no": State.NO, "unknown": State.UNKNOWN}


def split(words: str) -> list[str]:
    """Return the parts of a list written with commas or semicolons."""
    return [part.strip() for part in re.split(r"[;,]", words) if part.strip()]


def street_tags(words: list[str], file: str) -> dict[str, str]:
    """Return the map tags of a street; its first word is its name unless it is a known one."""
    tags: dict[str, str] = {}
    for number, word in enumerate(words):
        found = STREET_WORDS.get(word, {})
        for pattern, make in STREET_PATTERNS:
            if match := re.fullmatch(pattern, word):
                found = make(match)
        if not found:
            if number:
                raise ValueError(f"{file}: {word!r} says nothing about a street")
            found = {"name": word}
        tags.update(found)
    return tags


def clock_s(word: str) -> int:
    """Return the seconds of ``9:30``."""
    hours, minutes = word.split(":")
    return int(hours) * 3600 + int(minutes) * 60
