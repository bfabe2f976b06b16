"""What may be told of a changed timetable: counts of people, in all and by place."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from transit.batch.what_if_score import Stranded
from transit.disclosure import Audience, Key, Protected, Table, balanced, key, linked, protect
from transit.model.parameters import Parameters

SAID: Final = {
    "stranded": "cannot get to some place any more that they could get to by themselves, after "
    "training or with a companion",
    "stranded_from_today": "cannot get to a session any more that they go to today",
    "cut_off": "cannot get anywhere any more, but door to door",
    "no_longer_alone": "could go somewhere alone, and can go nowhere alone any more",
    "losing": "need more help than before to get to some place",
    "gaining": "need less help than before to get to some place",
    "newly_alone": "can go somewhere alone for the first time",
    "decide_again": "keep what a practitioner decided, though what is computed takes more help now",
}
"""What happens to people, by name."""

_WITHIN: Final = {
    "stranded": "losing",
    "cut_off": "stranded",
    "no_longer_alone": "losing",
    "newly_alone": "gaining",
}
"""Groups of which everybody is in another one."""

_BY_PLACE: Final = ("losing", "gaining")


def told_counts(stranded: Stranded, parameters: Parameters, audience: Audience) -> dict[str, Any]:
    """Return how many people lose and gain, as an audience may have it.

    Counts by place are protected together with those of all places, and groups with those in which
    they are: who is in the one and not in the other may be few.

    Parameters
    ----------
    stranded
        Who loses and gains.
    parameters
        The parameters named ``disclosure_…``.
    audience
        Who reads.

    Returns
    -------
    dict
        ``people`` by what happens to them, ``places`` (id of the place, losing, gaining) of those
        where somebody may lose or gain, in figures or words; ``verdicts``, ``scored``, ``notes``.
    """
    groups = groups_of(stranded)
    by_place = {what: _places(stranded, what) for what in _BY_PLACE}
    places = sorted({place for own in by_place.values() for place in own})
    # Somebody may be in several groups: they do not add up, but places do, those twice counted.
    sizes = {name: len(who) for name, who in groups.items()}
    tables = [Table({key(what=name): people for name, people in sizes.items()})]
    tables += [_within(part, whole, sizes) for part, whole in _WITHIN.items()]
    tables += [_table(what, sizes[what], by_place[what], places) for what in _BY_PLACE]
    safe = protect(linked(*tables), audience, parameters)
    return {
        "people": {name: safe.words(what=name) for name in groups},
        "places": [[place, *(_words(safe, what, place) for what in _BY_PLACE)] for place in places],
        "verdicts": stranded.verdicts,
        "scored": stranded.scored,
        "notes": list(safe.notes()),
    }


def groups_of(stranded: Stranded) -> Mapping[str, tuple[str, ...]]:
    """Return who loses and gains what.

    Parameters
    ----------
    stranded
        What was found.

    Returns
    -------
    mapping
        Ids by name, as in :data:`SAID`.
    """
    comparison = stranded.comparison
    return {
        "stranded": comparison.stranded,
        "stranded_from_today": comparison.stranded_today,
        "cut_off": comparison.cut_off,
        "no_longer_alone": comparison.no_longer_alone,
        "losing": comparison.losing,
        "gaining": comparison.gaining,
        "newly_alone": comparison.newly_alone,
        "decide_again": stranded.decide_again,
    }


def _places(stranded: Stranded, what: str) -> dict[str, int]:
    who: defaultdict[str, set[str]] = defaultdict(set)
    for turn in stranded.comparison.turns:
        if turn.is_loss == (what == "losing"):
            who[turn.opportunity].add(turn.person)
    return {place: len(people) for place, people in who.items()}


def _within(part: str, whole: str, sizes: Mapping[str, int]) -> Table:
    left = sizes[whole] - sizes[part]
    rest = {key(what=f"{whole}, not {part}"): left} if left else {}
    return balanced({key(what=whole): sizes[whole]}, {key(what=part): sizes[part], **rest})


def _table(what: str, people: int, by_place: Mapping[str, int], places: list[str]) -> Table:
    twice = sum(by_place.values()) - people
    whole: dict[Key, int] = {key(what=what): people}
    if twice:
        whole[key(what=f"{what} at several places")] = twice
    return balanced(whole, {key(what=what, place=each): by_place.get(each, 0) for each in places})


def _words(safe: Protected, what: str, place: str) -> str:
    return safe.words(what=what, place=place)
