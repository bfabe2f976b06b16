"""What would open more, in plain lines; and how many it would, small numbers hidden if asked to."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from transit.model.skills import Catalogue
from transit.model.unlock import Change, ChangeKind, RegisterUnlocks, Unlock
from transit.model.weekdays import Days
from transit.present.voices import Voice, voiced
from transit.present.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockSpeech:
    """What lines about unlocks are made with.

    Parameters
    ----------
    words
        The language.
    catalogue
        The skills, for their names.
    venues
        Names of venues by session.
    voice
        Who reads.
    least
        Fewer people than that are not told exactly, nor what opens to them; None tells all.
    """

    words: Words
    catalogue: Catalogue
    venues: Mapping[str, str] = field(default_factory=dict)
    voice: Voice = Voice.PERSON
    least: int | None = None


def unlock_lines(unlocks: Iterable[Unlock], speech: UnlockSpeech) -> tuple[str, ...]:
    """Return what would open more to one person, a line a change.

    Parameters
    ----------
    unlocks
        Those of one person, or of one venue.
    speech
        Language, names and voice.

    Returns
    -------
    tuple of str
        E.g. "Learning to change buses: 12 more sessions alone, 15 verdicts better."; one line that
        says so where nothing would.
    """
    words = speech.words
    made = tuple(
        words.say(
            "unlock", "line", change=change_words(one.change, speech), effects=_effects(one, speech)
        )
        for one in unlocks
    )
    return made or (words.say("unlock", "nothing"),)


def register_lines(unlocks: Iterable[Unlock], speech: UnlockSpeech) -> tuple[str, ...]:
    """Return what would open more to a register, a line a change.

    Parameters
    ----------
    unlocks
        Those of the register, or some.
    speech
        Language, names, and what is hidden.

    Returns
    -------
    tuple of str
        E.g. "Learning to change buses: 31 people, 212 more sessions alone, 250 verdicts better.".
    """
    words = speech.words
    made = []
    for one in unlocks:
        people = people_words(one.people, speech)
        hidden = is_hidden(one, speech.least)
        effects = people if hidden else f"{people}, {_effects(one, speech)}"
        change = change_words(one.change, speech)
        made.append(words.say("unlock", "line", change=change, effects=effects))
    return tuple(made) or (words.say("unlock", "nothing"),)


def survey_line(made: RegisterUnlocks, speech: UnlockSpeech) -> str:
    """Return what a survey list is worth.

    Parameters
    ----------
    made
        With the list.
    speech
        Language.

    Returns
    -------
    str
        E.g. "Looking at these 20 places settles 160 verdicts."; "" where there is no list.
    """
    if not made.survey:
        return ""
    people = {move.person for step in made.survey for move in step.moves}
    if speech.least is not None and len(people) < speech.least:
        return speech.words.say("unlock", "survey_few", looks=made.surveyed)
    name = "survey_one" if made.surveyed == 1 else "survey"
    return speech.words.say("unlock", name, looks=made.surveyed, count=made.settled)


def is_hidden(one: Unlock, least: int | None) -> bool:
    """Tell whether an unlock is about too few people to be told exactly.

    Parameters
    ----------
    one
        The unlock.
    least
        Fewest people that are told; None tells all.

    Returns
    -------
    bool
        True if so.
    """
    return least is not None and one.people < least


def people_words(people: int, speech: UnlockSpeech) -> str:
    """Return a number of people.

    Parameters
    ----------
    people
        How many.
    speech
        Language, and what is hidden.

    Returns
    -------
    str
        E.g. "31 people", or "fewer than 5 people".
    """
    words = speech.words
    if speech.least is not None and people < speech.least:
        return words.say("unlock", "people_few", count=speech.least)
    return _counted(words, "people", people)


def change_words(change: Change, speech: UnlockSpeech) -> str:
    """Return a change in words.

    Parameters
    ----------
    change
        The change.
    speech
        Language, names and voice.

    Returns
    -------
    str
        Without a stop, e.g. "Learning to change buses".
    """
    words = speech.words
    values: dict[str, object] = dict(voiced(words, speech.voice))
    if change.kind is ChangeKind.SKILL:
        return words.say("unlock", "skill", skill=_skill(change.what, speech))
    if change.kind is ChangeKind.TIME:
        ending = "later" if change.seconds > 0 else "earlier"
        venue = speech.venues.get(change.session, change.session)
        time = words.duration(abs(change.seconds))
        return words.say("unlock", f"{change.what}_{ending}", venue=venue, time=time)
    if change.kind is ChangeKind.PASS:
        time = words.clock(dt.datetime(2000, 1, 1) + dt.timedelta(seconds=change.seconds))
        name = "valid_from" if change.seconds else "valid_always"
        return words.say("unlock", name, time=time)
    if change.spot is not None:
        return _placed(change, change.spot.name, change.spot.route, words)
    values |= {"skill": _skill(change.skill, speech), "days": _days(change.days, words)}
    return words.say("unlock", change.what, **values)


def _placed(change: Change, place: str, route: str | None, words: Words) -> str:
    name = "look" if change.kind is ChangeKind.LOOK else change.what
    fact = change.what
    for table in ("fact", "venue"):
        if words.has(table, change.what):
            fact = words.say(table, change.what)
            break
    said = words.say("unknown", "bus", route=place) if route is not None else place
    fact = fact[:1].lower() + fact[1:]
    return words.say("unlock", f"{name}_at" if place else name, place=said, fact=fact)


def _effects(one: Unlock, speech: UnlockSpeech) -> str:
    words = speech.words
    opened = [_counted(words, "opens", one.opened)] if one.opened else []
    return ", ".join([*opened, _counted(words, "moves", len(one.moves))])


def _counted(words: Words, name: str, count: int) -> str:
    return words.say("unlock", f"{name}_one" if count == 1 else name, count=f"{count:,}")


def _skill(name: str, speech: UnlockSpeech) -> str:
    skill = speech.catalogue.skills.get(name)
    return skill.label if skill else name


def _days(days: Days, words: Words) -> str:
    names: Sequence[str] = words.tables["date"]["weekdays"]
    return words.listed([names[day] for day in days]) if days else ""
