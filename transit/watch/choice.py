"""What a plan avoids and prefers, in the ids of another edition."""

from collections.abc import Iterator
from dataclasses import replace

from transit.model.saved_plan import Choice
from transit.plan.things import Kind, Thing, parse_thing
from transit.watch.edition import Edition


def in_new_ids(choice: Choice, old: Edition | None, new: Edition) -> Choice:
    """Return a choice with its stops under the ids that they have now.

    Parameters
    ----------
    choice
        As it was made in the old edition.
    old
        That edition; None where it is not at hand.
    new
        The new edition.

    Returns
    -------
    Choice
        The same where stops are not named, or the old edition is not at hand. A stop that the new
        edition has not keeps its id.
    """
    if old is None:
        return choice
    avoid, prefer = (
        tuple(new_id for each in things for new_id in _now(each, old, new))
        for things in (choice.avoid, choice.prefer)
    )
    return replace(choice, avoid=avoid, prefer=prefer)


def _now(thing: str, old: Edition, new: Edition) -> Iterator[str]:
    parsed = parse_thing(thing)
    at_stop = parsed.kind in (Kind.STOP, Kind.CHANGE)
    was = old.book.stops.as_learnt(parsed.value) if at_stop else None
    found = () if was is None else new.book.stops.find(was)
    if not found:
        yield thing
        return
    for each in found:
        yield str(Thing(parsed.kind, new.book.stops.ids[each.stop]))
