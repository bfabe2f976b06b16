"""What a change of a venue means, as it may be handed on: small numbers hidden."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from transit.disclosure import (
    Audience,
    Key,
    Protected,
    State,
    Sum,
    Table,
    cross,
    key,
    linked,
    protect,
)
from transit.model.parameters import Parameters
from transit.model.verdict import Rung
from transit.sessions.venues_told import PersonChange, Standing, VenueOutcome
from transit.sessions.venues_words import RUNG_WORDS

_COMES, _OTHERS = "comes", "others"
_WAYS: Final = ("gain", "gain_if", "lose", "shorter", "longer", "as_long")
_SURE: Final = ("less_sure", "as_sure")


@dataclass(frozen=True, slots=True)
class SharedOutcome:
    """What a change means, without small numbers.

    Parameters
    ----------
    told
        Counts that may be told.
    groups
        Who comes to the venue today, and all others, as far as there are any.
    nearly_min
        Minutes, there and back, below which a way is as long as it was.
    """

    told: Protected
    groups: tuple[str, ...]
    nearly_min: float

    def rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield how many of all come how, as :func:`~transit.sessions.venues_words.rung_rows` does.

        Yields
        ------
        tuple of str
            How, then figures or words.
        """
        for rung, word in RUNG_WORDS.items():
            name = _name(rung)
            pairs = [
                (key(**{side: name}), key(**{f"{side}_sure": name})) for side in ("before", "after")
            ]
            if rung is None and not any(cell in self.told.cells for pair in pairs for cell in pair):
                continue
            said = [self._both(*pair) for pair in pairs]
            yield word, said[0][0], said[1][0], said[0][1], said[1][1]

    def sentences(self) -> Iterator[str]:
        """Say who gains and who loses, nobody of whom is named.

        Yields
        ------
        str
            One sentence for each group.
        """
        for group in self.groups:
            people = self.told.words(who=group)
            people = f"{people} people" if self.told.value(who=group) else f"people: {people}"
            begins = {
                _COMES: f"Those who come today ({people})",
                _OTHERS: f"All others ({people}), by the easiest place of this kind",
            }[group]
            if len(self.groups) == 1 and group == _OTHERS:
                begins = f"Everybody ({people}), by the easiest place of this kind"
            way = {name: self.told.words(who=group, way=name) for name in _WAYS}
            yield (
                f"{begins}. More easily than now: {way['gain']}; only if the building suits, so "
                f"ask: {way['gain_if']}. Less easily or not at all: {way['lose']}. On a way that "
                f"is shorter by more than {self.nearly_min:g} minutes there and back: "
                f"{way['shorter']}; longer: {way['longer']}. As before, but with less of it "
                f"confirmed: {self.told.words(who=group, sure='less_sure')}."
            )
        yield from self.told.notes()

    def _both(self, hopeful: Key, sure: Key) -> tuple[str, str]:
        """Return a count and its confirmed twin: what is hidden of one is hidden of both."""
        cells = [self.told.cells.get(cell) for cell in (hopeful, sure)]
        hidden = next((each for each in cells if each and each.state is State.HIDDEN), None)
        if hidden is not None:
            return hidden.words, hidden.words
        first, second = ("0" if each is None else each.words for each in cells)
        return first, second


def share_outcome(
    outcome: VenueOutcome, audience: Audience, parameters: Parameters
) -> SharedOutcome:
    """Return what a change means as an audience may have it.

    Everything is protected in one table: from how many come how before and after, how many gain
    and lose follows, and those who come today and all others are everybody. Those who come today
    are too few to be told by rung.

    Parameters
    ----------
    outcome
        What a change means.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    SharedOutcome
        Nobody is named.
    """
    people = outcome.people
    sides = {
        "": [(_rung(each.before), _rung(each.after)) for each in people],
        "_sure": [(_sure(each.before), _sure(each.after)) for each in people],
    }
    tables = [
        cross([f"before{kind}", f"after{kind}"], _counted(some)) for kind, some in sides.items()
    ]
    both = linked(*tables)
    counts, sums = _ways(outcome)
    groups = tuple(dict.fromkeys(sorted(map(_group, people))))
    table = Table({**both.counts, **counts}, (*both.sums, *sums))
    told = protect(table, audience, parameters)
    return SharedOutcome(told, groups, outcome.nearly_min)


def _ways(outcome: VenueOutcome) -> tuple[dict[Key, int], list[Sum]]:
    """Return who gains and who loses, and of whom less is confirmed: each adds up to the group."""
    counts: dict[Key, int] = {}
    sums = []
    groups = sorted({_group(each) for each in outcome.people})
    for group in groups:
        own = [each for each in outcome.people if _group(each) == group]
        part = VenueOutcome(people=tuple(own), nearly_min=outcome.nearly_min)
        sizes = {
            "gain": len(part.gain) - len(part.gain_if_it_suits),
            "gain_if": len(part.gain_if_it_suits),
            "lose": len(part.lose),
            "shorter": len(part.shorter),
            "longer": len(part.longer),
        }
        sizes["as_long"] = len(own) - sum(sizes.values())
        ways = {key(who=group, way=name): sizes[name] for name in _WAYS}
        less = len(part.less_sure)
        sure = {
            key(who=group, sure=name): count
            for name, count in zip(_SURE, (less, len(own) - less), strict=True)
        }
        counts |= {key(who=group): len(own)} | ways | sure
        sums += [Sum((key(who=group),), tuple(some)) for some in (ways, sure)]
    sums.append(Sum(((),), tuple(key(who=group) for group in groups)))
    sums += _from_rungs(outcome, groups)
    return counts, sums


def _from_rungs(outcome: VenueOutcome, groups: list[str]) -> Iterator[Sum]:
    """Yield that who loses, and who gains, is who comes on a worse and a better rung."""
    pairs = {(_rung(each.before), _rung(each.after)): each.step for each in outcome.people}
    losing, gaining = (
        tuple(key(before=was, after=then) for (was, then), step in pairs.items() if step * sign > 0)
        for sign in (-1, 1)
    )
    yield Sum(tuple(key(who=each, way="lose") for each in groups), losing)
    better = (key(who=each, way=way) for each in groups for way in ("gain", "gain_if"))
    yield Sum(tuple(better), gaining)


def _counted(some: list[tuple[str, str]]) -> Mapping[tuple[str, ...], int]:
    """Count; nobody on a rung is a count, too."""
    counts: dict[tuple[str, ...], int] = {(rung.word, rung.word): 0 for rung in Rung}
    return counts | Counter(some)


def _group(each: PersonChange) -> str:
    return _COMES if each.comes_today else _OTHERS


def _name(rung: Rung | None) -> str:
    return "nothing" if rung is None else rung.word


def _rung(standing: Standing | None) -> str:
    return _name(None if standing is None else standing.judged.rung)


def _sure(standing: Standing | None) -> str:
    return _name(None if standing is None else standing.judged.sure)
