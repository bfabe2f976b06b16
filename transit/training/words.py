"""Training in plain words, from data/training/words.toml."""

from collections.abc import Iterable, Mapping

from transit.model.abilities import Level
from transit.model.training import Course, SignOff
from transit.present.words import Words
from transit.training.after import NEW_STEPS
from transit.training.forecast import Forecast
from transit.training.hints import Hint
from transit.training.sign_off import Condition
from transit.training.tasks import Task


def lacking_sentences(words: Words, lacking: Iterable[Condition]) -> tuple[str, ...]:
    """Say what is missing.

    Parameters
    ----------
    words
        Words of training.
    lacking
        Conditions that are not met.

    Returns
    -------
    tuple of str
        One sentence or two each.
    """
    return tuple(_say(words, "lacking", each.code, each.values) for each in lacking)


def condition_sentence(words: Words, condition: Condition) -> str:
    """Say how it stands with one condition.

    Parameters
    ----------
    words
        Words of training.
    condition
        The condition.

    Returns
    -------
    str
        What is so where it is met, what is missing where it is not.
    """
    table = "met" if condition.is_met else "lacking"
    return _say(words, table, condition.code, condition.values)


def hint_sentences(words: Words, hints: Iterable[Hint]) -> tuple[str, ...]:
    """Say what the record says to the trainer.

    Parameters
    ----------
    words
        Words of training.
    hints
        What it says.

    Returns
    -------
    tuple of str
        One each.
    """
    return tuple(_say(words, "hint", each.code, each.values) for each in hints)


def forecast_sentences(words: Words, made: Forecast, share: float) -> tuple[str, ...]:
    """Say how many lessons are left.

    Parameters
    ----------
    words
        Words of training.
    made
        The forecast.
    share
        Share of outcomes that the range is to hold.

    Returns
    -------
    tuple of str
        The range, what it claims, and how little it rests on where that is so.
    """
    if made.high == 0:
        return (words.say("forecast", "done"),)
    name = "open" if made.is_open else "range"
    said = [words.say("forecast", name, low=made.low, middle=made.middle, high=made.high)]
    if made.is_usual:
        said.append(words.say("forecast", "usual"))
    said.append(words.say("forecast", "claims", share=f"{10 * share:g}"))
    return tuple(said)


def level_word(words: Words, level: Level | None) -> str:
    """Say how a step was managed.

    Parameters
    ----------
    words
        Words of training.
    level
        How well; None where it was not tried.

    Returns
    -------
    str
        E.g. "With prompts".
    """
    return words.say("level", "none" if level is None else f"l{int(level)}")


def sign_off_reason(words: Words, course: Course, made: SignOff) -> str:
    """Say what a sign-off decides, for whoever looks at the verdict.

    Parameters
    ----------
    words
        Words of training.
    course
        The course.
    made
        The sign-off.

    Returns
    -------
    str
        Day, name, plan, trial and kept transport; nothing else about the person.
    """
    return words.say(
        "signed",
        "reason",
        on=f"{made.on:%d/%m/%Y}",
        by=made.by,
        plan=course.plan,
        version=made.version,
        course=course.code,
        trial=f"{made.trial_until:%d/%m/%Y}",
        fallback=f"{made.fallback_until:%d/%m/%Y}",
    )


def sign_off_lines(words: Words, made: SignOff, breaks: Iterable[str]) -> tuple[str, ...]:
    """Say that somebody is signed off, on what terms, and whether that still holds.

    Parameters
    ----------
    words
        Words of training.
    made
        The sign-off.
    breaks
        Why it is out of date, by the names of their words; empty while it holds.

    Returns
    -------
    tuple of str
        One sentence each.
    """
    broken = tuple(breaks)
    on, why = f"{made.on:%d/%m/%Y}", words.listed([words.say("break", each) for each in broken])
    if made.ended_on is not None:
        ended = f"{made.ended_on:%d/%m/%Y}"
        return (words.say("signed", "ended", on=on, ended=ended, why=made.ended_why),)
    first = words.say("signed", "stale" if why else "line", on=on, by=made.by, why=why)
    return (
        first,
        *([words.say("signed", "renew")] if NEW_STEPS in broken else []),
        words.say("signed", "trial", until=f"{made.trial_until:%d/%m/%Y}"),
        words.say("signed", "fallback", until=f"{made.fallback_until:%d/%m/%Y}"),
        words.say("signed", "review", on=f"{made.review_on:%d/%m/%Y}"),
    )


def _say(words: Words, table: str, code: str, values: Mapping[str, str | int]) -> str:
    """Say something in its own words; one thing as one."""
    one = f"{code}_one"
    name = one if values.get("count") == 1 and words.has(table, one) else code
    return words.say(table, name, **_said(words, values))


def _said(words: Words, values: Mapping[str, str | int]) -> dict[str, object]:
    """Say ways, roles and breaks as people do."""
    said: dict[str, object] = dict(values)
    for name, table in (("way", "way"), ("who", "who"), ("why", "break")):
        word = str(values.get(name, ""))
        if words.has(table, word):
            said[name] = words.say(table, word)
    return said


def task_sentence(words: Words, task: Task) -> str:
    """Say what is to be done.

    Parameters
    ----------
    words
        Words of training.
    task
        The task.

    Returns
    -------
    str
        Without the person.
    """
    return _say(words, "task", task.code, task.values)
