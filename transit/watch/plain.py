"""What became of a plan as plain values, for scripts."""

from typing import Any

from transit.model.watch import Told
from transit.present.words import Words
from transit.store.watched import Look
from transit.watch.say import said_told


def look_as_plain(look: Look, words: Words) -> dict[str, Any]:
    """Return a look at a plan as plain values.

    Parameters
    ----------
    look
        The look.
    words
        The language of its sentences.

    Returns
    -------
    dict
        Of the person nothing but what the plan's id stands for; journeys in the form of
        docs/journey.schema.json.
    """
    watched = look.watched
    return {
        "plan": watched.plan,
        "version": watched.version,
        "outcome": watched.outcome.value,
        "from": None if watched.starts is None else watched.starts.isoformat(),
        "known_until": None if watched.known_until is None else watched.known_until.isoformat(),
        "out_of_date_since": None if look.since is None else look.since.isoformat(),
        "edition": look.edition,
        "old_edition": look.old_edition,
        "changes": [_told(told, words) for told in watched.told],
        "proposals": [
            {
                "rung": offer.rung.word,
                "confirmed": offer.confirmed,
                "keeps": list(offer.same),
                "dates": [date.isoformat() for date in offer.dates],
                "out": offer.out,
                "back": offer.back,
            }
            for offer in watched.proposals
        ],
    }


def _told(told: Told, words: Words) -> dict[str, Any]:
    return {
        "kind": told.changed.value,
        "breaks": told.breaks,
        "gravity": told.gravity.value,
        "direction": None if told.direction is None else told.direction.value,
        "ride": told.ride,
        "values": dict(told.values),
        "dates": [date.isoformat() for date in told.dates],
        "text": said_told(words, told),
    }
