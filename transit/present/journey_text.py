"""An answer as lines of text for a terminal: times on the left, words on the right."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from transit.model.clock import to_local
from transit.present.reason_words import (
    confidence_sentence,
    demand_sentence,
    facts_listed,
    level_word,
    reason_sentence,
    unknown_place,
)
from transit.present.ride_words import ride_sentences, wait_sentences
from transit.present.step_words import step_sentences
from transit.present.summary_words import (
    door_times,
    hardest_crossing_sentence,
    summary_facts,
)
from transit.present.travelling import as_travelled
from transit.present.words import Words, english
from transit.route.explain import Explained
from transit.route.journey import Demand, Journey, Leg, RideLeg, StepKind, Unknown, WalkLeg

WIDTH: Final = 88
"""Columns of a line."""

_INDENT: Final = "   "
_TIME: Final = 7
"""Columns of a time and the space after it."""


def answer_lines(explained: Explained, words: Words | None = None) -> list[str]:
    """Return an answer as lines of plain text.

    Parameters
    ----------
    explained
        The answer with its journeys explained.
    words
        The language; English when None.

    Returns
    -------
    list of str
        At most :data:`WIDTH` columns each.
    """
    said = words or english()
    lines = [*_heading(explained, said), ""]
    for number, journey in enumerate(explained.journeys, start=1):
        lines += [*journey_lines(journey, said, number), ""]
    for reason in explained.answer.reasons:
        lines += _wrapped(reason_sentence(said, explained, reason), first="- ", rest="  ")
    return lines[:-1] if lines[-1] == "" else lines


def journey_lines(journey: Journey, words: Words | None = None, number: int = 1) -> list[str]:
    """Return one journey as lines of plain text.

    Parameters
    ----------
    journey
        The journey.
    words
        The language; English when None.
    number
        Which of several it is, from 1.

    Returns
    -------
    list of str
        At most :data:`WIDTH` columns each.
    """
    writer = _Writer(journey, as_travelled(words or english(), journey))
    return [
        *writer.summary(number),
        "",
        *(line for leg in journey.legs for line in [*writer.leg(leg), ""]),
        *writer.demands(),
        *writer.unknowns(),
    ][:-1]


def _heading(explained: Explained, words: Words) -> list[str]:
    query = explained.answer.query
    moment = query.moment
    if moment.tzinfo is not None:
        moment = moment.astimezone(explained.zone).replace(tzinfo=None)
    asked = words.say(
        "text",
        "asked",
        start=query.origin.name or words.say("unnamed", "start"),
        end=query.destination.name or words.say("unnamed", "place"),
    )
    when = words.say(
        "text",
        "arrive_by" if query.arrive_by else "depart_at",
        clock=words.clock(moment),
        date=words.date(moment.date()),
    )
    count = len(explained.journeys)
    name = {0: "none", 1: "one"}.get(count, "several")
    return [
        *_wrapped(asked),
        *_wrapped(when),
        *_wrapped(words.say("text", "profile", label=query.profile.label)),
        words.say("text", name, count=count),
    ]


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of one journey."""

    journey: Journey
    words: Words

    def clock(self, seconds: int) -> str:
        return f"{to_local(seconds, self.journey.date, self.journey.zone):%H:%M}"

    def summary(self, number: int) -> list[str]:
        journey, words = self.journey, self.words
        hardest = hardest_crossing_sentence(words, journey)
        said = [
            " · ".join(summary_facts(words, journey)),
            *([hardest] if hardest else []),
            confidence_sentence(words, journey),
        ]
        if journey.alternative and words.has("alternative", journey.alternative):
            said.append(words.say("alternative", journey.alternative))
        lines = [words.say("text", "journey", number=number)]
        return [*lines, *(line for each in said for line in self.indented(each))]

    def indented(self, text: str) -> list[str]:
        return _wrapped(text, first=_INDENT, rest=_INDENT)

    def leg(self, leg: Leg) -> Iterator[str]:
        yield from self.walk(leg) if isinstance(leg, WalkLeg) else self.ride(leg)

    def walk(self, leg: WalkLeg) -> Iterator[str]:
        words = self.words
        end = leg.end.name or words.say("unnamed", "place")
        title = words.say("text", "walk_to_stop" if leg.end.stop_id else "walk_to", place=end)
        facts = f"{words.distance(leg.length_m)}, {words.duration(leg.arrive_s - leg.depart_s)}"
        yield from self.at(leg.depart_s, f"{title} · {facts}")
        for index, step in enumerate(leg.steps):
            sentences = " ".join(step_sentences(words, leg, index))
            mark = "╪" if step.kind is StepKind.CROSS else "│"
            if step.kind is StepKind.ARRIVE and leg is self.journey.legs[-1]:
                yield from self.at(door_times(self.journey)[1], sentences)
            else:
                yield from self.below(sentences, mark, then="│")

    def ride(self, leg: RideLeg) -> Iterator[str]:
        words, journey = self.words, self.journey
        if leg.wait_s:
            wait = words.say("text", "wait", duration=words.duration(leg.wait_s))
            yield from self.at(leg.depart_s - leg.wait_s, f"{wait} · {leg.board.name}")
        said = wait_sentences(words, leg, journey.date, journey.zone)
        for sentence in said:
            yield from self.below(sentence, "│")
        yield ""
        mode = words.say("mode", leg.mode.value)
        mode = mode[:1].upper() + mode[1:]
        name = "ride" if leg.headsign else "ride_plain"
        title = words.say("text", name, mode=mode, route=leg.route, headsign=leg.headsign)
        duration = words.duration(leg.arrive_s - leg.depart_s)
        yield from self.at(leg.depart_s, f"{title} · {duration}")
        said = ride_sentences(words, leg, journey.date, journey.zone)
        for sentence in said:
            yield from self.below(sentence, "┃")
        yield from self.at(leg.arrive_s, leg.alight.name)

    def demands(self) -> Iterator[str]:
        if not self.journey.demands:
            return
        words = self.words
        yield _INDENT + words.say("text", "asks")
        hardest = sorted(self.journey.demands, key=lambda demand: -demand.level)
        for level in (3, 2, 1):
            said = self.distinct(demand for demand in hardest if demand.level == level)
            for sentence in said:
                text = f"{sentence} ({level_word(words, level)})"
                marks = "●" * level + "○" * (3 - level)
                yield from _wrapped(text, first=f"{_INDENT}{marks} ", rest=f"{_INDENT}    ")
        yield ""

    def distinct(self, demands: Iterable[Demand]) -> list[str]:
        """Sentences, those said twice (two like crossings) once with how often."""
        counts: dict[str, int] = {}
        for demand in demands:
            said = demand_sentence(self.words, self.journey, demand)
            counts[said] = counts.get(said, 0) + 1
        return [said if count == 1 else f"{count} × {said}" for said, count in counts.items()]

    def unknowns(self) -> Iterator[str]:
        deciding = [unknown for unknown in self.journey.unknowns if unknown.decides]
        others = [unknown for unknown in self.journey.unknowns if not unknown.decides]
        yield from self.lacking("check", deciding)
        if others:
            facts = facts_listed(self.words, others)
            yield from self.indented(self.words.say("text", "unrecorded", facts=facts))
            yield ""

    def lacking(self, title: str, unknowns: Sequence[Unknown]) -> Iterator[str]:
        """One line a fact, with the places that lack it, and why it matters."""
        if not unknowns:
            return
        words = self.words
        yield _INDENT + words.say("text", title)
        places: dict[tuple[str, str], dict[str, None]] = {}
        for unknown in unknowns:
            place = unknown_place(words, self.journey, unknown)
            places.setdefault((unknown.fact, unknown.matters_for), {})[place] = None
        for (fact, matters_for), where in places.items():
            said = words.say(
                "text",
                "lacking",
                fact=words.say("fact", fact),
                places=words.listed(list(where)),
            )
            text = f"{said} {words.say('why', matters_for)}"
            yield from _wrapped(text, first=f"{_INDENT}? ", rest=f"{_INDENT}  ")
        yield ""

    def at(self, when: int | dt.datetime, text: str) -> list[str]:
        clock = f"{when:%H:%M}" if isinstance(when, dt.datetime) else self.clock(when)
        first = f"{_INDENT}{clock:<{_TIME}}"
        return _wrapped(text, first=first, rest=" " * len(first))

    def below(self, text: str, mark: str, then: str = "") -> list[str]:
        first = f"{_INDENT}{'':<{_TIME - 2}}{mark} "
        return _wrapped(text, first=first, rest=f"{_INDENT}{'':<{_TIME - 2}}{then or mark} ")
