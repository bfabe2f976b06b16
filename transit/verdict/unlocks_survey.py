"""What is most worth going out to look at: the facts that together settle the most verdicts.

A verdict is settled when it rests on nothing unknown: the cautious search finds it, too. Its
journeys would show that if all that is unknown of them turned out well, so these facts are wanted
together. Those that settle most for each fact beyond what is on the list already come first.
"""

from collections import defaultdict
from collections.abc import Callable, KeysView, Sequence
from typing import Final

from transit.model.unlock import Move, SurveyStep
from transit.verdict.desk import Desk
from transit.verdict.unlocks_better import Rungs, Subject
from transit.verdict.unlocks_journeys import Outside
from transit.verdict.unlocks_outside import judged, supposed
from transit.verdict.unlocks_spots import Candidate

_Key = tuple[object, ...]
_Needs = frozenset[_Key]

_COMPARED: Final = 300
"""Sets of facts compared at each step, those with most verdicts for each fact."""


def those_that_settle(
    desk: Desk, outside: Sequence[Outside], stop: Callable[[], None]
) -> list[Outside]:
    """Leave out verdicts that are not settled even if everything that anybody needs is looked at.

    Parameters
    ----------
    desk
        The area as it is.
    outside
        Verdicts, each with the facts that it rests on.
    stop
        Called between searches.

    Returns
    -------
    list of Outside
        The others.
    """
    some = [one for one in outside if one.needs]
    every = {each.change.key: each for one in some for each in one.needs or ()}
    if not every:
        return []
    found = judged(supposed(desk, tuple(every.values())), [one.subject for one in some], stop)
    return [one for one, new in zip(some, found, strict=True) if settles(one.subject.now, new)]


def settles(now: Rungs, new: Rungs) -> bool:
    """Tell whether a verdict rests on nothing unknown any more, and did.

    Parameters
    ----------
    now, new
        The verdict as it is, and with something known.

    Returns
    -------
    bool
        True if the cautious answer is as good as the hopeful one was.
    """
    return new.sure <= now.rung


def survey_list(
    desk: Desk, outside: Sequence[Outside], most: int, stop: Callable[[], None]
) -> tuple[SurveyStep, ...]:
    """Return what to look at, worth most first.

    Parameters
    ----------
    desk
        The area as it is.
    outside
        Verdicts, each with the facts that it rests on; of :func:`those_that_settle`.
    most
        Most facts on the list.
    stop
        Called between searches.

    Returns
    -------
    tuple of SurveyStep
        Every verdict in it was judged again with the facts known.
    """
    every: dict[_Key, Candidate] = {}
    waiting: defaultdict[_Needs, list[Subject]] = defaultdict(list)
    for one in outside:
        if one.needs:
            every.update((each.change.key, each) for each in one.needs)
            keys = frozenset(each.change.key for each in one.needs)
            waiting[keys].append(one.subject)
    chosen: dict[_Key, Candidate] = {}
    made = []
    while waiting:
        best = _best(waiting, chosen.keys(), most - len(chosen))
        if best is None:
            break
        wider = chosen | {key: every[key] for key in sorted(best)}
        covered = [needs for needs in waiting if needs <= wider.keys()]
        subjects = [subject for needs in covered for subject in waiting[needs]]
        moves = _settled(desk, tuple(wider.values()), subjects, stop)
        for needs in covered:
            del waiting[needs]
        if moves:
            looks = tuple(each.change for key, each in wider.items() if key not in chosen)
            made.append(SurveyStep(looks, tuple(moves)))
            chosen = wider
    return tuple(made)


def _best(
    waiting: defaultdict[_Needs, list[Subject]], chosen: KeysView[_Key], room: int
) -> _Needs | None:
    counted = [
        (len(own) / len(needs - chosen), needs)
        for needs, own in waiting.items()
        if 0 < len(needs - chosen) <= room
    ]
    counted.sort(key=lambda each: (-each[0], len(each[1]), sorted(map(str, each[1]))))
    compared = [needs for _, needs in counted[:_COMPARED]]

    def worth(needs: _Needs) -> float:
        known = needs | chosen
        gain = sum(len(own) for other, own in waiting.items() if other <= known)
        return gain / len(needs - chosen)

    return max(compared, key=worth, default=None)


def _settled(
    desk: Desk,
    candidates: Sequence[Candidate],
    subjects: Sequence[Subject],
    stop: Callable[[], None],
) -> list[Move]:
    found = judged(supposed(desk, candidates), subjects, stop)
    moves = (subject.move(new) for subject, new in zip(subjects, found, strict=True))
    return [move for move in moves if move is not None and move.settles]
