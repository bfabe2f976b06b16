"""What a verdict says, finding by finding, in sentences."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from transit.model.skills import Catalogue
from transit.model.verdict import Direction, Finding
from transit.model.weekdays import Weekday
from transit.present.voices import Voice, voiced
from transit.present.words import Words

_CLOCK: Final = frozenset(
    {
        "opens",
        "closes",
        "depart",
        "arrive",
        "from_s",
        "to_s",
        "leave_s",
        "arrive_s",
        "earliest_s",
        "latest_s",
    }
)
"""Values that are times of the day; others in seconds are durations."""

_ON_THE_WAY: Final[Mapping[Direction | None, tuple[str, str]]] = {
    None: ("", "both_ways_times"),
    Direction.OUT: ("on_the_way_out", "on_the_way_out_times"),
    Direction.BACK: ("on_the_way_back", "on_the_way_back_times"),
}
"""What says on which journey it is, once and several times."""

_MOST_DATES: Final = 3
"""More are not listed one by one: nobody remembers them."""


def finding_sentence(
    words: Words, catalogue: Catalogue, finding: Finding, voice: Voice = Voice.PERSON
) -> str:
    """Return a finding as a sentence.

    Parameters
    ----------
    words
        The language.
    catalogue
        The skills, for their names.
    finding
        The finding.
    voice
        Who reads.

    Returns
    -------
    str
        A sentence or two; a plain one where a value that the words need is not known.
    """
    values = {**_said_values(words, catalogue, finding.values), **voiced(words, voice)}
    said = _said(words, finding, values)
    several = int(finding.values.get("count", 1)) > 1
    name = _ON_THE_WAY[finding.direction][several]
    if not name:
        return said
    return words.say("verdict", name, said=said, count=values.get("count", ""))


def has_words(words: Words, code: str) -> bool:
    """Tell whether there are words for a finding.

    Parameters
    ----------
    words
        The language.
    code
        The finding's.

    Returns
    -------
    bool
        True where something is said that is its own, whatever its values.
    """
    if words.has("unknown", code):
        return True
    names = [name for name in (code, f"{code}_plain") if words.has("finding", name)]
    return code != "other" and bool(names)


def said_dates(words: Words, dates: Sequence[dt.date]) -> str:
    """Return dates as people say them.

    Parameters
    ----------
    words
        The language.
    dates
        At least one, in order.

    Returns
    -------
    str
        Each of a few, e.g. "25 December and 1 January"; of many how many there are and from when
        until when.
    """
    each = [words.short_date(date) for date in dates]
    if len(dates) <= _MOST_DATES:
        return words.listed(each)
    return words.say("date", "several", count=len(dates), first=each[0], last=each[-1])


def _said(words: Words, finding: Finding, values: Mapping[str, object]) -> str:
    """The most telling template of a finding whose values are all known."""
    # Of facts to go and look at: a bus is named by its route, and many a way has no name.
    placed = {"place": values.get("route") or words.say("unnamed", "somewhere"), **values}
    for table, known in (("finding", values), ("unknown", placed)):
        for name in _names(finding):
            if words.has(table, name) and words.asked(table, name) <= known.keys():
                return words.say(table, name, **known)
    return words.say("finding", "other", code=finding.code)


def _names(finding: Finding) -> Iterator[str]:
    """Names of templates, the most telling first."""
    code, values = finding.code, finding.values
    if values.get("place"):
        yield f"{code}_at"
    if values.get("limit") == 0:
        yield f"{code}_zero"
    for value in values:
        yield f"{code}_with_{value}"
    for name in (f"{code}_{values.get('detail')}", code):
        yield name
        yield f"{name}_plain"


def _said_values(
    words: Words, catalogue: Catalogue, values: Mapping[str, float | int | str]
) -> dict[str, object]:
    """Values as people say them; those that are not known are left out."""
    said: dict[str, object] = {}
    for name, value in values.items():
        text = (
            _said_text(words, catalogue, name, value)
            if isinstance(value, str)
            else _said_number(words, name, value)
        )
        if text:
            said[name] = text
    return said


def _said_text(words: Words, catalogue: Catalogue, name: str, value: str) -> str:
    if name == "skill" and value in catalogue.skills:
        return catalogue.skills[value].label
    if name == "days":
        weekdays = words.tables["date"]["weekdays"]
        days = [Weekday.__members__.get(day.upper()) for day in value.split()]
        # A kind of day may be called otherwise, e.g. bank_holiday: then it is said as it is.
        return words.listed([weekdays[day] for day in days if day is not None]) or value
    if name == "dates":
        return said_dates(words, [dt.date.fromisoformat(date) for date in value.split()])
    if name in ("date", "first", "last"):
        return words.date(dt.date.fromisoformat(value))
    if name == "route":
        return words.say("unknown", "bus", route=value)
    tables = {"kind": "crossing", "traffic": "traffic", "fact": "venue", "rung": "rung"}
    tables |= {"start": "start"}
    table = tables.get(name, "")
    return words.say(table, value) if words.has(table, value) else value


def _said_number(words: Words, name: str, value: float) -> str:
    if name in _CLOCK:
        return words.clock(dt.datetime(2000, 1, 1) + dt.timedelta(seconds=value))
    if name.endswith("_s"):
        return words.duration(value)
    if name.endswith("_mm"):
        return words.centimetres(value)
    if name == "limit_m":
        return words.exactly(value)
    if name.endswith("_m"):
        return words.at_least(value) if value >= 0 else ""
    if name.endswith("_pence"):
        return words.money(value)
    return f"{value:g}"
