"""What a change of a venue means, in words, rows and plain values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from transit.model.opportunities import Opportunity
from transit.model.verdict import Rung
from transit.sessions.venues import Change, Close, Merge, Move, Open
from transit.sessions.venues_told import PersonChange, Standing, VenueOutcome

RUNG_WORDS: Final[Mapping[Rung | None, str]] = {
    Rung.NOW: "Alone, as things are",
    Rung.WITH_TRAINING: "Alone after training",
    Rung.WITH_COMPANION: "With somebody",
    Rung.DOOR_TO_DOOR: "Door-to-door transport",
    None: "Nothing there",
}


def change_words(change: Change, venues: Mapping[str, Opportunity], where: str = "") -> str:
    """Say what would change.

    Parameters
    ----------
    change
        What changes.
    venues
        The directory as it is.
    where
        What the new building is called.

    Returns
    -------
    str
        E.g. ``Alway Contact Centre closes``.
    """
    match change:
        case Close():
            return f"{venues[change.venue].name} closes"
        case Move():
            return f"{venues[change.venue].name} moves to {where or 'another building'}"
        case Merge():
            return f"{venues[change.venue].name} merges into {venues[change.into].name}"
        case Open():
            return f"{change.name} opens with sessions such as {venues[change.like].name} has"


RUNG_HEADS: Final = ("How", "Before", "After", "Before, confirmed", "After, confirmed")
"""What the columns of :func:`rung_rows` are called."""


def rung_rows(outcome: VenueOutcome) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how many come how, before and after, unknown facts counting as fine and as barriers.

    Parameters
    ----------
    outcome
        What a change means.

    Yields
    ------
    tuple
        How, people before and after, and the same where only what is confirmed counts.
    """
    before, after = outcome.counts(after=False), outcome.counts(after=True)
    sure = [outcome.counts(after=each, sure=True) for each in (False, True)]
    for rung, word in RUNG_WORDS.items():
        if rung is not None or before[rung] or after[rung]:
            yield word, before[rung], after[rung], sure[0][rung], sure[1][rung]


def outcome_sentences(outcome: VenueOutcome) -> Iterator[str]:
    """Say who gains and who loses, in numbers.

    Parameters
    ----------
    outcome
        What a change means.

    Yields
    ------
    str
        Sentences; nobody is named.
    """
    mine = outcome.only_who_comes()
    if not mine.people:
        every = _people(len(outcome.people))
        yield f"{every}, by the easiest place of this kind: {_gains(outcome)}."
        return
    yield f"Those who come today ({_people(len(mine.people))}): {_gains(mine)}."
    rest = tuple(each for each in outcome.people if not each.comes_today)
    others = VenueOutcome(people=rest, nearly_min=outcome.nearly_min)
    yield f"All others ({_people(len(rest))}), by the easiest place of this kind: {_gains(others)}."


def change_rows(changes: Sequence[PersonChange]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each person whose way changes.

    Parameters
    ----------
    changes
        Who.

    Yields
    ------
    tuple of str
        Person, whether they come today, how and how long before, how and how long after.
    """
    for each in changes:
        yield (
            each.person,
            "yes" if each.comes_today else "no",
            standing_words(each.before),
            standing_words(each.after),
        )


def standing_words(standing: Standing | None) -> str:
    """Say how somebody could come.

    Parameters
    ----------
    standing
        How; None where there is nothing for them.

    Returns
    -------
    str
        E.g. ``Alone, as things are, 48 min there and back (O03)``.
    """
    if standing is None:
        return RUNG_WORDS[None]
    judged = standing.judged
    check = "" if judged.sure == judged.rung else ", route check needed"
    minutes = "" if judged.minutes is None else f", {judged.minutes:.0f} min there and back"
    return f"{RUNG_WORDS[judged.rung]}{minutes} ({standing.venue}){check}"


def outcome_plain(outcome: VenueOutcome, *, ids: bool) -> dict[str, Any]:
    """Return what a change means as plain values.

    Parameters
    ----------
    outcome
        What a change means.
    ids
        Whether to name who gains and loses; else they are counted.

    Returns
    -------
    dict
        For JSON.
    """
    made: dict[str, Any] = {
        "everybody": _plain(outcome),
        "come_today": _plain(outcome.only_who_comes()),
    }
    if ids:
        made["changes"] = [_person(each) for each in (*outcome.gain, *outcome.lose)]
    return made


def _plain(outcome: VenueOutcome) -> dict[str, Any]:
    def words(*, after: bool, sure: bool = False) -> dict[str, int]:
        counts = outcome.counts(after=after, sure=sure)
        return {"nothing" if rung is None else rung.word: n for rung, n in counts.items()}

    return {
        "people": len(outcome.people),
        "before": words(after=False),
        "after": words(after=True),
        "before_confirmed": words(after=False, sure=True),
        "after_confirmed": words(after=True, sure=True),
        "gain": len(outcome.gain),
        "gain_if_it_suits": len(outcome.gain_if_it_suits),
        "less_sure": len(outcome.less_sure),
        "lose": len(outcome.lose),
        "shorter": len(outcome.shorter),
        "longer": len(outcome.longer),
    }


def _person(each: PersonChange) -> dict[str, Any]:
    return {
        "person": each.person,
        "comes_today": each.comes_today,
        "before": _standing(each.before),
        "after": _standing(each.after),
    }


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "session": standing.session,
        "venue": standing.venue,
        "rung": standing.judged.rung.word,
        "sure": standing.judged.sure.word,
        "minutes": standing.judged.minutes,
    }


def _gains(outcome: VenueOutcome) -> str:
    unknown = len(outcome.gain_if_it_suits)
    only = f" ({unknown} of them only if the building suits: ask)" if unknown else ""
    less = len(outcome.less_sure)
    unsure = f"; {less} as before, but with less of it confirmed: ask" if less else ""
    return (
        f"{len(outcome.gain)} more easily than now{only}, "
        f"{len(outcome.lose)} less easily or not at all{unsure}; "
        f"{len(outcome.shorter)} on a shorter way, {len(outcome.longer)} on a longer one, by more "
        f"than {outcome.nearly_min:g} minutes there and back"
    )


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
