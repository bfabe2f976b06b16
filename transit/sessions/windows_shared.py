"""A choice of windows as it may be handed on: small numbers hidden, figures of people rounded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from transit.disclosure import (
    Audience,
    Key,
    Protected,
    Sum,
    Table,
    disclosure_rules,
    key,
    protect,
)
from transit.model.parameters import Parameters
from transit.sessions.windows import WindowChoice
from transit.sessions.windows_told import WindowsTold
from transit.sessions.windows_words import proof_sentences, when

_RUNGS: Final = ("now", "training", "companion", "door_to_door")


@dataclass(frozen=True, slots=True)
class SharedWindows:
    """A choice of windows without small numbers.

    Parameters
    ----------
    choice, own
        The choice, and what it means.
    told
        Counts that may be told.
    fewest
        People from which a count is told.
    """

    choice: WindowChoice
    own: WindowsTold
    told: Protected
    fewest: int

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield a row for each window, as :func:`~transit.sessions.windows_words.window_rows` does.

        Yields
        ------
        tuple of str
            When, whether it is held today, people, and people by rung.
        """
        for each in self.own.windows:
            name = when(each.window)
            yield (
                name,
                "as today" if each.is_today else "new",
                self.told.words(window=name),
                *(self.told.words(window=name, rung=rung) for rung in _RUNGS),
            )

    def sentences(self) -> Iterator[str]:
        """Say whom the choice serves, beside today's windows, and how far that is proven.

        Yields
        ------
        str
            Sentences; nobody is named.
        """
        for side, begins in (
            ("after", "From these windows"),
            ("before", "From today's windows, if everybody came who could"),
        ):
            yield (
                f"{begins}, people who get all the sessions they need: "
                f"{self.told.words(**{side: 'whole'})}; some of them: "
                f"{self.told.words(**{side: 'part'})}; none: {self.told.words(**{side: 'none'})}."
            )
        yield (
            f"Could come more often than to today's windows: {self.told.words(way='gain')}; "
            f"less often: {self.told.words(way='lose')}."
        )
        yield from self.told.notes()
        yield from proof_sentences(self.choice, people=self._about)
        yield from self._minibuses()

    def _minibuses(self) -> Iterator[str]:
        """Say what each number of minibuses makes possible; steps of a few people are not told."""
        last: int | None = None
        for each in self.choice.tried:
            some = "1 minibus" if each.minibuses == 1 else f"{each.minibuses} minibuses"
            chosen = ", chosen" if each.minibuses == self.choice.minibuses else ""
            proven = "" if each.is_proven else " (not proven)"
            about = self._rounded(each.people)
            people = f"about as many{proven}{chosen}"
            if about != last:
                people = f"{self._about(each.people)} people{proven}{chosen}"
            yield f"With {some}: {people}"
            last = about

    def _about(self, people: float) -> str:
        """Say about how many: so that a few more or fewer cannot be told from it."""
        about = self._rounded(people)
        return f"about {about:,}" if about else f"fewer than {self.fewest}"

    def _rounded(self, people: float) -> int:
        return 0 if people < self.fewest else round(people / self.fewest) * self.fewest


def share_windows(
    choice: WindowChoice, told: WindowsTold, people: int, audience: Audience, parameters: Parameters
) -> SharedWindows:
    """Return a choice as an audience may have it.

    Parameters
    ----------
    choice, told
        The choice, and what it means.
    people
        How many people count.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    SharedWindows
        Nobody is named.
    """
    counts: dict[Key, int] = {(): people}
    sums = []
    for each in told.windows:
        name = when(each.window)
        parts = {key(window=name, rung=rung): int(getattr(each, rung)) for rung in _RUNGS}
        counts |= {key(window=name): each.people} | parts
        sums.append(Sum((key(window=name),), tuple(parts)))
    for side, served in (("after", told.after), ("before", told.before)):
        none = people - served.whole - served.part
        sizes = {"whole": served.whole, "part": served.part, "none": none}
        cells = {key(**{side: name}): count for name, count in sizes.items()}
        counts |= cells
        sums.append(Sum(((),), tuple(cells)))
    same = people - len(told.gain) - len(told.lose)
    ways = {"gain": len(told.gain), "lose": len(told.lose), "same": same}
    cells = {key(way=name): count for name, count in ways.items()}
    counts |= cells
    sums.append(Sum(((),), tuple(cells)))
    shared = protect(Table(counts, tuple(sums)), audience, parameters)
    fewest = disclosure_rules(audience, parameters).fewest
    return SharedWindows(choice, told, shared, fewest)
