"""Answers about windows and venues as they may be handed on: small numbers hidden, nobody named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from transit.batch.venues import BestPlaces, VenueDesk
from transit.batch.windows import WindowStudy
from transit.disclosure import Audience, count_words, disclosure_rules, may_tell
from transit.model.parameters import Parameters
from transit.sessions.venues import Change
from transit.sessions.venues_room import room_sentences
from transit.sessions.venues_shared import share_outcome
from transit.sessions.venues_told import VenueOutcome
from transit.sessions.venues_words import RUNG_HEADS, change_words
from transit.sessions.windows_shared import share_windows
from transit.sessions.windows_words import dates_sentences, hours_sentences

_WINDOW_HEADS: Final = (
    "When", "Today", "People", "Now", "Training", "Companion", "Door to door",
)  # fmt: skip
_BEST_HEADS: Final = ("Building", "What", "Choice", "People", "Newly", "Confirmed")
_SHOWN: Final = 10
_PENCE: Final = 100


@dataclass(frozen=True, slots=True)
class SharedTable:
    """A table that may be handed on.

    Parameters
    ----------
    caption
        What it shows.
    heads
        Headings.
    rows
        Cells as text.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """An answer that may be handed on.

    Parameters
    ----------
    audience
        Who may have it.
    title
        What it answers.
    sentences
        What is said beside the tables.
    tables
        The tables.
    """

    audience: Audience
    title: str
    sentences: tuple[str, ...]
    tables: tuple[SharedTable, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON.

        Returns
        -------
        dict
            ``audience``, ``title``, ``sentences`` and ``tables`` (caption, heads, rows each).
        """
        return {
            "audience": self.audience.value,
            "title": self.title,
            "sentences": list(self.sentences),
            "tables": [[each.caption, list(each.heads), list(each.rows)] for each in self.tables],
        }


def shared_windows(found: WindowStudy, audience: Audience, parameters: Parameters) -> SharedAnswer:
    """Return a choice of windows as an audience may have it.

    Parameters
    ----------
    found
        The choice.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    SharedAnswer
        Windows with people by verdict, the proof, and what is not known.
    """
    shared = share_windows(found.choice, found.told, found.people, audience, parameters)
    sentences = [*shared.sentences()]
    sentences += hours_sentences(
        found.closed, hours_known=found.hours_known, closed_too=found.closed_too
    )
    sentences += dates_sentences(term_only=found.term_only, today_differs=found.today_differs)
    if not found.has_places:
        sentences.append("Nobody has recorded how many places there are: all come who can.")
    sentences += _runs(found, audience, parameters)
    return SharedAnswer(
        audience,
        f"{found.venue}: {len(found.choice.chosen)} windows chosen from {found.offered}",
        tuple(sentences),
        (SharedTable("Windows chosen, people a week", _WINDOW_HEADS, tuple(shared.rows())),),
    )


def _runs(found: WindowStudy, audience: Audience, parameters: Parameters) -> Iterator[str]:
    runs = found.runs
    # Not how many rides: there are two for each time that somebody rides, who may be few.
    if runs is not None and may_tell(runs.riders, audience, parameters):
        yield (
            f"Planned as if the fleet had nothing else to do: {runs.vehicles} vehicles at one "
            f"time at the most, £{runs.week_pence / _PENCE:,.0f} a week, taxis included."
        )


def shared_change(
    desk: VenueDesk, change: Change, where: str, outcome: VenueOutcome, audience: Audience
) -> SharedAnswer:
    """Return what a change of a venue means, as an audience may have it.

    Parameters
    ----------
    desk
        Register and area.
    change
        What changes.
    where
        What the new building is called.
    outcome
        What the change means.
    audience
        Who reads.

    Returns
    -------
    SharedAnswer
        People by verdict before and after, and who gains and loses as counts.
    """
    found = share_outcome(outcome, audience, desk.parameters)
    sentences = [*found.sentences()]
    if audience is Audience.INSIDE:
        # That more come than there are places tells how many come.
        sentences += room_sentences(desk.places, change, desk.known.people.values())
    caption = "Everybody, by the easiest place of this kind"
    return SharedAnswer(
        audience,
        f"If {change_words(change, desk.places.opportunities, where)}",
        tuple(sentences),
        (SharedTable(caption, RUNG_HEADS, tuple(found.rows())),),
    )


def shared_best(found: BestPlaces, audience: Audience, parameters: Parameters) -> SharedAnswer:
    """Return where one more venue would help most, as an audience may have it.

    Parameters
    ----------
    found
        Buildings and the best choice of them.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    SharedAnswer
        The best buildings; what they are worth is rounded where counts are.
    """
    rules = disclosure_rules(audience, parameters)

    def worth(people: float) -> str:
        if may_tell(int(people), audience, parameters) and rules.base == 1:
            return f"{people:.1f}"
        return count_words(int(people), audience, parameters)

    order = _best_first(found.each)
    proven = "proven" if found.best.is_proven else "not proven, time ran out"
    rows = tuple(
        (
            found.buildings[at].name,
            found.buildings[at].kind.replace("_", " "),
            "chosen" if at in found.best.chosen else "",
            worth(found.each[at]),
            count_words(found.newly[at], audience, parameters),
            worth(found.confirmed[at]),
        )
        for at in order[:_SHOWN]
    )
    sentences = (
        f"Of {len(found.buildings)} buildings the best choice helps {worth(found.best.gain)} "
        f"people ({proven}). Nobody has asked the buildings.",
        "People count by what it is worth that they come more easily. Newly are those who "
        "could come to no such place by themselves today. Both take unknown facts of a "
        "building for fine, the last column takes them for barriers: ask.",
    )
    title = "Where one more venue would help most"
    tables = (SharedTable("The ten best buildings", _BEST_HEADS, rows),)
    return SharedAnswer(audience, title, sentences, tables)


def _best_first(each: Sequence[float]) -> list[int]:
    return sorted(range(len(each)), key=lambda at: (-each[at], at))
