"""A sheet for the person: what was so about their journey, and what is so from then on."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from transit.model.saved_plan import SavedPlan
from transit.model.verdict import Direction
from transit.model.watch import Changed, Watched
from transit.plan.booklet import Booklet
from transit.plan.changed import make_changed_sheet
from transit.present.words import Words
from transit.read.printing import PictureFile
from transit.watch.say import clock_of

_Line = tuple[str, str]
"""What a sentence is about, and the sentence."""


def changed_sheet(
    watched: Watched,
    saved: SavedPlan,
    words: Words,
    symbols: dict[str, PictureFile],
    *,
    logo: PictureFile | None = None,
    size_pt: int = 18,
) -> Booklet:
    """Return the sheet "Your bus has changed" of a plan.

    Parameters
    ----------
    watched
        What became of the plan.
    saved
        The plan.
    words
        The language, with the words of watching.
    symbols
        Pictures by name.
    logo
        The council's own; none when None.
    size_pt
        Size of the words, points.

    Returns
    -------
    Booklet
        To be printed; without words of what is as it was.
    """
    before, now = sheet_lines(watched, saved, words)
    return make_changed_sheet(
        saved.latest.plan.venue,
        before,
        now,
        words,
        symbols,
        from_date=watched.starts,
        logo=logo,
        size_pt=size_pt,
    )


def sheet_lines(
    watched: Watched, saved: SavedPlan, words: Words
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what was so, and what is so now, in short sentences.

    Parameters
    ----------
    watched
        What became of the plan.
    saved
        The plan.
    words
        The language, with the words of watching.

    Returns
    -------
    before, now : tuple of str
        One fact each; only what differs, way after way. ``now`` is empty where there is no
        journey any more.
    """
    offer = watched.proposals[0] if watched.proposals else None
    new = {} if offer is None else {Direction.OUT: offer.out, Direction.BACK: offer.back}
    before: list[str] = []
    now: list[str] = []
    for way in Direction:
        was = _lines(words, saved, way, saved.latest.journeys[way])
        journey = new.get(way)
        if journey is None:
            before += _with_way(words, way, was)
            continue
        is_now = [*_lines(words, saved, way, journey), *_moved(words, watched, way)]
        fell_back, left = _later_home(words, watched, way)
        was, is_now = [*was, *fell_back], [*is_now, *left]
        before += _with_way(words, way, [line for line in was if line not in is_now])
        now += _with_way(words, way, [line for line in is_now if line not in was])
    return tuple(before), tuple(now)


def changed_steps(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the steps of one journey that another has not, and the other way round.

    Parameters
    ----------
    old, new
        Journeys in the form of docs/journey.schema.json.

    Returns
    -------
    gone, added : tuple of str
        What is said of them, in their order.
    """
    was, is_now = (list(_texts(journey)) for journey in (old, new))
    return (
        tuple(text for text in was if text not in is_now),
        tuple(text for text in is_now if text not in was),
    )


def _texts(journey: Mapping[str, Any]) -> Iterator[str]:
    for leg in journey["legs"]:
        if leg["mode"] == "walk":
            yield from (str(step["text"]) for step in leg["steps"])
        else:
            yield from map(str, leg["text"])


def _with_way(words: Words, way: Direction, lines: Sequence[_Line]) -> list[str]:
    if not lines:
        return []
    return [words.say("watch_sheet", f"way_{way.value}"), *(said for _, said in lines)]


def _lines(
    words: Words, saved: SavedPlan, way: Direction, journey: Mapping[str, Any]
) -> list[_Line]:
    """Everything that could differ, each with what it is about."""

    def said(about: str, name: str, **values: object) -> _Line:
        return about, words.say("watch_sheet", name, **values)

    leave = words.clock(_minute(journey["depart"]))
    venue = saved.latest.plan.venue
    made = [
        said("leave", "leave_home", clock=leave)
        if way is Direction.OUT
        else said("leave", "leave_venue", clock=leave, venue=venue)
    ]
    rides = [leg for leg in journey["legs"] if leg["mode"] != "walk"]
    for number, leg in enumerate(rides):
        stops = len(leg["stops"]) - 1
        made += [
            said(f"{number} bus", "bus" if number == 0 else "bus_again", route=leg["route"]),
            said(f"{number} stop", "stop", stop=leg["board"]["name"]),
            said(f"{number} leaves", "leaves", clock=words.clock(_minute(leg["depart"]))),
            said(f"{number} alight", "alight", stop=leg["alight"]["name"]),
            said(
                f"{number} count",
                "count_one" if stops == 1 else "count",
                stops=words.number(stops),
            ),
        ]
        if leg["headsign"]:
            made.append(said(f"{number} sign", "sign", headsign=leg["headsign"]))
    if not rides:
        made.append(said("foot", "on_foot"))
    return made


def _moved(words: Words, watched: Watched, way: Direction) -> Iterator[_Line]:
    """Say of a stop that has kept its name where it is now."""
    for told in watched.told:
        if told.changed is not Changed.STOP_MOVED or told.direction is not way:
            continue
        about, stop = f"{told.ride} place", told.values["new_stop"]
        yield about, words.say("watch_sheet", "stop_here", stop=stop)
        if told.values["across"]:
            yield about, words.say("watch_sheet", "stop_other_side")
        else:
            distance = words.distance(int(told.values["moved_m"]))
            yield about, words.say("watch_sheet", "stop_along", distance=distance)


def _later_home(words: Words, watched: Watched, way: Direction) -> tuple[list[_Line], list[_Line]]:
    """Say that there was a bus home after the learnt one, and is none now."""
    for told in watched.told:
        if told.changed is not Changed.LATER_HOME or told.direction is not way:
            continue
        none = words.say("watch_sheet", "later_home_none")
        if not told.values["route"]:
            return [], [("later", none)]
        clock = clock_of(words, int(told.values["old_depart_s"]))
        was = words.say("watch_sheet", "later_home", route=told.values["route"], clock=clock)
        return [("later", was)], [("later", none)]
    return [], []


def _minute(local: str) -> dt.datetime:
    """A time to the minute: whoever leaves then is not late."""
    return dt.datetime.fromisoformat(local).replace(second=0)
