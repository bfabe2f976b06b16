"""A verdict in plain sentences, headline first."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from transit.model.fact import State
from transit.model.skills import Catalogue
from transit.model.verdict import Finding, Gap, Rung, Verdict, Way
from transit.present.finding_words import finding_sentence
from transit.present.gap_words import gap_sentences, lessons_sentence
from transit.present.voices import Voice, voiced
from transit.present.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLines:
    """A verdict in sentences, part by part; a part that has nothing to say is empty.

    Parameters
    ----------
    headline
        The answer.
    confidence
        Whether it rests on unknown facts, and what it would be if they turn out badly.
    review
        That people decide.
    ways
        The journeys in short.
    gaps
        What is to be learnt or covered, a gap each.
    lessons
        How many lessons in all.
    reasons, checks, conditions
        Why it is no better; what to ask or look at; when it holds.
    fit
        Whether the venue has what the person needs, and what it lacks.
    """

    headline: str
    confidence: str
    review: str
    ways: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    fit: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of it, in the order in which it is read."""
        return (
            self.headline,
            self.confidence,
            *self.ways,
            *self.gaps,
            *self.lessons,
            *self.reasons,
            *self.checks,
            *self.conditions,
            *self.fit,
            self.review,
        )


def verdict_lines(
    verdict: Verdict,
    catalogue: Catalogue,
    words: Words,
    names: Mapping[str, str] | None = None,
    voice: Voice = Voice.PERSON,
) -> VerdictLines:
    """Return a verdict in sentences.

    Parameters
    ----------
    verdict
        The verdict.
    catalogue
        The skills, for their names and what their levels mean.
    words
        The language.
    names
        Names of opportunities by id, as far as they are to be said.
    voice
        Who reads: the person, or somebody who works with them.

    Returns
    -------
    VerdictLines
        The sentences.
    """
    by_voice = voiced(words, voice)

    def said(findings: Iterable[Finding]) -> tuple[str, ...]:
        return _each_once(findings, lambda one: finding_sentence(words, catalogue, one, voice))

    def gap_said(gap: Gap) -> str:
        return " ".join(gap_sentences(words, catalogue, gap, verdict.rung, voice))

    return VerdictLines(
        headline=headline(verdict, words, names or {}, voice),
        confidence=confidence(verdict, words),
        review=words.say("verdict", "review", **by_voice),
        ways=tuple(_ways(words, verdict)),
        gaps=_each_once(verdict.gaps, gap_said),
        lessons=_lessons(words, verdict),
        reasons=said(verdict.reasons),
        checks=said(_asked_together(verdict.checks)),
        conditions=said(verdict.conditions),
        fit=_fit(words, verdict, by_voice) + said(verdict.unmet),
    )


_Said = TypeVar("_Said", Finding, Gap)


def _each_once(some: Iterable[_Said], say: Callable[[_Said], str]) -> tuple[str, ...]:
    """Say each thing once: what is the same there and back is said of neither way."""
    alike: dict[str, list[_Said]] = {}
    for one in some:
        alike.setdefault(say(replace(one, direction=None)), []).append(one)
    return tuple(
        said if len({one.direction for one in group}) > 1 else say(group[0])
        for said, group in alike.items()
    )


def _asked_together(checks: Sequence[Finding]) -> Iterator[Finding]:
    """Ask once about a skill that nobody has assessed and that nobody knows can be learnt."""
    codes = ("assess_skill", "ask_trainable")
    assess, learn = (
        {one.values.get("skill") for one in checks if one.code == code} for code in codes
    )
    both = assess & learn
    for one in checks:
        skill = one.values.get("skill")
        if skill in both and one.code in codes:
            if one.code == codes[0]:
                yield replace(one, code="assess_or_ask")
        else:
            yield one


def headline(
    verdict: Verdict, words: Words, names: Mapping[str, str], voice: Voice = Voice.PERSON
) -> str:
    """Return the answer in a sentence.

    Parameters
    ----------
    verdict
        The verdict.
    words
        The language.
    names
        Names of opportunities by id, as far as they are to be said.
    voice
        Who reads.

    Returns
    -------
    str
        E.g. "The person could go to the library and back alone after training."
    """
    name = names.get(verdict.opportunity, "")
    where = words.say("verdict", "to", venue=name) if name else words.say("verdict", "there")
    return words.say("headline", verdict.rung.word, where=where, **voiced(words, voice))


def confidence(verdict: Verdict, words: Words) -> str:
    """Return how far a verdict can be relied on.

    Parameters
    ----------
    verdict
        The verdict.
    words
        The language.

    Returns
    -------
    str
        That it is confirmed, or what the answer is if every unknown fact turns out badly.
    """
    if verdict.confirmed:
        return words.say("verdict", "confirmed")
    return words.say("verdict", "check", sure=words.say("rung", verdict.sure.word))


def _ways(words: Words, verdict: Verdict) -> Iterator[str]:
    for name, way in (("way_out", verdict.out), ("way_back", verdict.back)):
        if way is not None:
            # Rounded so that nobody is late: leaving down, arriving up.
            leave = _clock(words, way, way.leave_s // 60 * 60)
            arrive = _clock(words, way, -(-way.arrive_s // 60) * 60)
            times = words.say("verdict", name, leave=leave, arrive=arrive)
            yield f"{times} {'; '.join(_facts(words, way))}."


def _facts(words: Words, way: Way) -> Iterator[str]:
    if way.lines:
        buses = words.say("summary", "then").join(
            words.say("summary", "buses", mode=words.say("mode", "bus"), routes=line)
            for line in way.lines
        )
        yield buses[:1].upper() + buses[1:]
        name = {0: "no_change", 1: "one_change"}.get(way.changes, "changes")
        yield words.say("summary", name, count=way.changes)
        yield words.say("summary", "walked", distance=words.distance(way.walk_m))
    else:
        walked = words.say("summary", "walked", distance=words.distance(way.walk_m))
        yield walked[:1].upper() + walked[1:]


def _clock(words: Words, way: Way, second: int) -> str:
    return words.clock(dt.datetime.combine(way.date, dt.time()) + dt.timedelta(seconds=second))


def _lessons(words: Words, verdict: Verdict) -> tuple[str, ...]:
    lessons = verdict.lessons
    if lessons is None or verdict.rung is not Rung.WITH_TRAINING:
        return ()
    return (lessons_sentence(words, "verdict", "lessons", (lessons.low, lessons.high)),)


def _fit(words: Words, verdict: Verdict, by_voice: Mapping[str, str]) -> tuple[str, ...]:
    """Nothing where nothing is known to be needed."""
    if verdict.fit is State.YES:
        return (words.say("verdict", "fit_yes", **by_voice),)
    if not verdict.unmet:
        return ()
    name = "fit_no" if verdict.fit is State.NO else "fit_unknown"
    return (words.say("verdict", name, **by_voice),)
