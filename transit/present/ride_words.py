"""What to do on a bus, in sentences."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from transit.model.clock import to_local
from transit.present.sight_words import look_sentence
from transit.present.words import Words
from transit.route.journey import Call, RideLeg


def wait_sentences(words: Words, leg: RideLeg, date: dt.date, zone: ZoneInfo) -> tuple[str, ...]:
    """Return what to do until the bus comes.

    Parameters
    ----------
    words
        The language.
    leg
        The ride.
    date
        Service date from which its seconds count.
    zone
        Time zone of the feed's agency.

    Returns
    -------
    tuple of str
        One idea each.
    """
    said = []
    if leg.board.indicator:
        said.append(stand_sentence(words, leg.board))
    said.append(words.say("ride", "wait", mode=words.say("mode", leg.mode.value), route=leg.route))
    if leg.headsign:
        said.append(words.say("ride", "front", headsign=leg.headsign))
    leaves = words.clock(to_local(leg.depart_s, date, zone))
    said.append(words.say("ride", "leaves" if leg.board.exact else "leaves_about", clock=leaves))
    if leg.others:
        routes = other_routes(leg)
        most = int(words.tables["ride"]["others_most"])
        if len(routes) > most:
            more = words.say("ride", "others_more", count=words.number(len(routes) - most))
            routes = [*routes[:most], more]
        said.append(words.say("ride", "others", routes=words.listed(routes)))
        said.append(words.say("ride", "read"))
    if leg.ask_to_board:
        said.append(words.say("ride", "ask_to_board"))
    return tuple(said)


def other_routes(leg: RideLeg) -> list[str]:
    """Return the numbers of other buses that leave from the stop while one waits.

    Parameters
    ----------
    leg
        The ride.

    Returns
    -------
    list of str
        Each once, the first to leave first.
    """
    return list(dict.fromkeys(other.route for other in leg.others))


def stand_sentence(words: Words, stop: Call) -> str:
    """Return where to stand: what the pole says, or where it is ("opp 59", "adj").

    Parameters
    ----------
    words
        The language.
    stop
        A stop that has an indicator.

    Returns
    -------
    str
        One sentence.
    """
    if stop.bay:
        return words.say("ride", "stand", indicator=stop.indicator)
    listed = stop.indicator.lower()
    for name in sorted(words.tables["indicator"], key=len, reverse=True):
        if listed == name or listed.startswith(f"{name} "):
            rest = stop.indicator[len(name) :].strip()
            landmark = _thing(words, rest) if rest else stop.name
            return words.say("indicator", name, landmark=landmark)
    return words.say("ride", "stand_as_listed", indicator=stop.indicator)


def _thing(words: Words, listed: str) -> str:
    """A thing beside a stop: "59" is a house, "Footbridge" is no name."""
    if listed.isdecimal():
        return words.say("thing", "number", number=listed)
    return words.say("thing", listed.lower()) if words.has("thing", listed.lower()) else listed


def ring_sentences(words: Words, leg: RideLeg) -> Iterator[str]:
    """Yield what is seen before getting off, and when to ring the bell.

    Parameters
    ----------
    words
        The language.
    leg
        The ride.

    Yields
    ------
    str
        One idea each. Where a stop before is called like the one to get off at, that they are to
        be counted: its name says nothing.
    """
    for sign in leg.signs:
        which = "sign_last" if sign.stops_left == 1 else "sign"
        left = words.number(sign.stops_left)
        yield words.say("ride", which, stop=sign.call.name, left=left)
        if sign.landmark is not None:
            yield look_sentence(words, sign.landmark)
    name = leg.alight.name
    if any(call.name.casefold() == name.casefold() for call in leg.calls[1:-1]):
        yield words.say("ride", "same_name", stop=name)
    yield words.say("ride", "bell" if leg.signs else "bell_now")


def ride_sentences(words: Words, leg: RideLeg, date: dt.date, zone: ZoneInfo) -> tuple[str, ...]:
    """Return what to do from getting on to getting off.

    Parameters
    ----------
    words
        The language.
    leg
        The ride.
    date
        Service date from which its seconds count.
    zone
        Time zone of the feed's agency.

    Returns
    -------
    tuple of str
        One idea each.
    """
    count = leg.stops_to_count
    said = [words.say("ride", "ride" if count > 1 else "ride_one", count=count)]
    for change in leg.through:
        said.append(words.say("ride", "through", stop=change.at, route=change.route))
        said.append(words.say("ride", "stay"))
    said += ring_sentences(words, leg)
    if leg.ask_to_alight:
        said.append(words.say("ride", "ask_to_alight"))
    arrives = words.clock(to_local(leg.arrive_s, date, zone))
    said.append(words.say("ride", "get_off", stop=leg.alight.name))
    if leg.landmark is not None:
        said.append(look_sentence(words, leg.landmark))
    said.append(
        words.say("ride", "arrives" if leg.alight.exact else "arrives_about", clock=arrives)
    )
    return tuple(said)
