"""Two scorings of the same people: who loses a place, who gains one, and on which rung."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from transit.model.verdict import Rung

Best = Mapping[tuple[str, str], Rung]
"""Best rung by person and place worth reaching."""


class Turn(NamedTuple):
    """One person and place, or session that they go to, of which the rung is another.

    Parameters
    ----------
    person, opportunity
        Ids.
    before, after
        The best rung of all its sessions, or the rung of ``session``.
    attends
        Whether the person goes there today.
    session
        Id of the session that it is about; empty where it is about the place.
    """

    person: str
    opportunity: str
    before: Rung
    after: Rung
    attends: bool
    session: str = ""

    @property
    def is_loss(self) -> bool:
        """Whether it takes more help than before, or cannot be reached any more."""
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is otherwise.

    Parameters
    ----------
    turns
        Every person and place with another best rung, in order of ids.
    visits
        The same of what people go to today: the session, not the best one of its place.
    people
        How many people were compared.
    alone_before, alone_after
        Ids of who can go somewhere alone.
    anywhere_before, anywhere_after
        Ids of who can go somewhere at all, other than door to door.
    """

    turns: tuple[Turn, ...] = field(repr=False)
    visits: tuple[Turn, ...] = field(repr=False)
    people: int
    alone_before: frozenset[str] = field(repr=False)
    alone_after: frozenset[str] = field(repr=False)
    anywhere_before: frozenset[str] = field(repr=False)
    anywhere_after: frozenset[str] = field(repr=False)

    @property
    def losing(self) -> tuple[str, ...]:
        """Who needs more help than before to get to some place."""
        return tuple(sorted({turn.person for turn in self.turns if turn.is_loss}))

    @property
    def gaining(self) -> tuple[str, ...]:
        """Who needs less help than before to get to some place."""
        return tuple(sorted({turn.person for turn in self.turns if not turn.is_loss}))

    @property
    def stranded(self) -> tuple[str, ...]:
        """Who cannot get to some place any more that they could get to, but door to door."""
        gone = (turn for turn in self.turns if turn.is_loss and turn.after is Rung.DOOR_TO_DOOR)
        return tuple(sorted({turn.person for turn in gone}))

    @property
    def stranded_today(self) -> tuple[str, ...]:
        """Who cannot get to a session any more that they go to today, but door to door.

        The place may have another session that they can still get to.
        """
        gone = (turn for turn in self.visits if turn.is_loss and turn.after is Rung.DOOR_TO_DOOR)
        return tuple(sorted({turn.person for turn in gone}))

    @property
    def cut_off(self) -> tuple[str, ...]:
        """Who could go somewhere, and can go nowhere any more, but door to door."""
        return tuple(sorted(self.anywhere_before - self.anywhere_after))

    @property
    def no_longer_alone(self) -> tuple[str, ...]:
        """Who could go somewhere alone, and can go nowhere alone any more."""
        return tuple(sorted(self.alone_before - self.alone_after))

    @property
    def newly_alone(self) -> tuple[str, ...]:
        """Who could go nowhere alone, and can go somewhere alone now."""
        return tuple(sorted(self.alone_after - self.alone_before))

    def by_rung(self) -> Mapping[tuple[Rung, Rung], int]:
        """Count persons and places by what was and what is.

        Returns
        -------
        mapping
            By best rung before and after; only those that differ.
        """
        return dict(sorted(Counter((turn.before, turn.after) for turn in self.turns).items()))


def best_rungs(rows: Iterable[tuple[str, str, Rung]]) -> dict[tuple[str, str], Rung]:
    """Return the best rung of each person at each place.

    Parameters
    ----------
    rows
        Person, opportunity and rung of verdicts, one a session and start place.

    Returns
    -------
    dict
        By person and opportunity.
    """
    best: dict[tuple[str, str], Rung] = {}
    for person, opportunity, rung in rows:
        key = person, opportunity
        best[key] = min(rung, best.get(key, rung))
    return best


def compare(before: Best, after: Best, visits: Iterable[Turn]) -> Comparison:
    """Compare two scorings.

    Parameters
    ----------
    before, after
        Best rungs of the same people at the same places.
    visits
        What people go to today, whether its rung is another or not.

    Returns
    -------
    Comparison
        What is otherwise.

    Raises
    ------
    ValueError
        They are not about the same people and places.
    """
    if before.keys() != after.keys():
        raise ValueError("two scorings are about different people or places")
    visits = sorted(visits)
    today = {(visit.person, visit.opportunity) for visit in visits}
    turns = tuple(
        Turn(*key, before[key], after[key], key in today)
        for key in sorted(before)
        if before[key] != after[key]
    )
    return Comparison(
        turns,
        tuple(visit for visit in visits if visit.before != visit.after),
        len({person for person, _ in before}),
        _on(before, Rung.NOW),
        _on(after, Rung.NOW),
        _on(before, Rung.WITH_COMPANION),
        _on(after, Rung.WITH_COMPANION),
    )


def _on(best: Best, worst: Rung) -> frozenset[str]:
    return frozenset(person for (person, _), rung in best.items() if rung <= worst)
