"""Whether those who come to two venues find room at one when they merge."""

from collections.abc import Iterable, Iterator

from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.weekdays import Weekday
from transit.sessions.swept import Window
from transit.sessions.venues import Change, Merge, Places
from transit.sessions.windows_words import when


def room_sentences(places: Places, change: Change, people: Iterable[Person]) -> Iterator[str]:
    """Say at which times more people would come to a venue that takes others' than have places.

    Parameters
    ----------
    places
        The directory as it is.
    change
        What changes; only of a merger is there anything to say.
    people
        Everybody, with what they come to today; where no days are recorded, to all of a session.

    Yields
    ------
    str
        Sentences; how many come is not told.
    """
    if not isinstance(change, Merge):
        return
    name = places.opportunities[change.into].name
    taking = places.held_at(change.into)
    recorded = [each.capacity for each in taking.values() if each.capacity is not None]
    if not recorded:
        yield f"Nobody has recorded how many places there are at {name}: ask whether all have room."
        return
    held = taking | places.held_at(change.venue)
    most = max(recorded)
    everybody = tuple(people)
    for day in Weekday:
        on = [each for each in held.values() if day in each.days]
        # Sessions with the same times are one time.
        times = {(each.start_s, each.end_s): each for each in on}
        for _, session in sorted(times.items()):
            together = [each for each in on if each.start_s <= session.start_s < each.end_s]
            if sum(_comes(everybody, each, day) for each in together) > most:
                time = when(Window(day, session.start_s, session.end_s))
                yield f"{time}: more people would come than {name} has places recorded ({most})."


def _comes(people: Iterable[Person], session: Session, day: Weekday) -> int:
    return sum(
        any(
            each.session == session.id and (not each.days or day in each.days)
            for each in person.attends
        )
        for person in people
    )
