"""Runs many verdicts side by side, so that what they ask is searched together."""

from collections.abc import Sequence
from typing import TypeVar

from transit.verdict.cases import Steps
from transit.verdict.finder import Finder
from transit.verdict.requests import Answer, Ask

_T = TypeVar("_T")


def run_together(steps: Sequence[Steps[_T]], finder: Finder) -> list[_T]:
    """Run many side by side, so that what they ask is searched together.

    Parameters
    ----------
    steps
        Verdicts under way.
    finder
        Answers what they ask.

    Returns
    -------
    list
        What each returns, in the order given.
    """
    done: dict[int, _T] = {}
    asking: list[tuple[int, Ask]] = []

    def go_on(number: int, answers: list[Answer] | None) -> None:
        try:
            asked = next(steps[number]) if answers is None else steps[number].send(answers)
        except StopIteration as end:
            done[number] = end.value
        else:
            asking.append((number, asked))

    for number in range(len(steps)):
        go_on(number, None)
    while asking:
        now, asking = asking, []
        answers = finder.answer([ask for _, ask in now])
        for (number, _), own in zip(now, answers, strict=True):
            go_on(number, own)
    return [done[number] for number in range(len(steps))]
