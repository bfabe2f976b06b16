"""What a plan rests on beside its way: what is not known of the person and of the venue."""

from collections.abc import Iterable, Iterator
from typing import Final

from transit.model.plan import Plan, Question
from transit.model.verdict import Direction, Finding
from transit.present.finding_words import finding_sentence
from transit.present.voices import Voice
from transit.present.words import Words
from transit.read.skills import read_skills

_ASKS: Final = "ask_"
"""Begins the codes of what can be asked."""

_LEARNT: Final = "ask_trainable"
"""Training itself answers it."""


def questions_beside(checks: Iterable[Finding], words: Words) -> Iterator[Question]:
    """Return what a verdict leaves open beside its way, as lines of the survey sheet.

    Parameters
    ----------
    checks
        What the verdict would have to know.
    words
        English, with the words of findings.

    Yields
    ------
    Question
        Of the person or the venue; each decides, as the verdict rests on it.
    """
    asked = [each for each in checks if each.code.startswith(_ASKS) and each.code != _LEARNT]
    catalogue = read_skills() if asked else None
    for each in asked:
        assert catalogue is not None
        yield Question(
            fact=each.code,
            direction=each.direction or Direction.OUT,
            decides=True,
            asked=finding_sentence(words, catalogue, each, Voice.PERSON),
            why=words.say("survey", "beside"),
        )


def kept_beside(plan: Plan) -> Iterator[Question]:
    """Return the questions of a plan that are beside its way.

    Parameters
    ----------
    plan
        The plan.

    Yields
    ------
    Question
        In the language in which the plan was made.
    """
    for each in plan.questions:
        if each.fact.startswith(_ASKS):
            yield each
