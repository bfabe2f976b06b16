"""What became of a plan, in sentences for the trainer."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from transit.model.verdict import Direction, Rung
from transit.model.watch import Changed, Outcome, Proposal, Told, Watched
from transit.present.words import Words

_CLOCKS = ("old_depart", "new_depart", "old_arrive", "new_arrive", "from", "to", "start", "end")


def said_told(words: Words, told: Told) -> str:
    """Return a change as a sentence, or two.

    Parameters
    ----------
    words
        The language, with the words of watching.
    told
        The change.

    Returns
    -------
    str
        Without the way, and without the days.
    """
    values = _values(words, told)
    first = words.say("watch_told", _template(told), **values)
    return " ".join((first, *_further(words, told, values)))


def said_way(words: Words, told: Told) -> str:
    """Return on which way a change is.

    Parameters
    ----------
    words
        The language.
    told
        The change.

    Returns
    -------
    str
        Empty where it is on both.
    """
    if told.direction is None:
        return ""
    return words.say("watch_way", told.direction.value)


def said_apart(words: Words, watched: Watched, told: Told) -> str:
    """Return on which dates a change holds, where that is not all of them.

    Parameters
    ----------
    words
        The language.
    watched
        What became of the plan.
    told
        One of its changes.

    Returns
    -------
    str
        Empty where it holds from the date on from which something is other.
    """
    if told.dates == watched.dates:
        return ""
    return said_when(words, told.dates, watched.dates)


def said_from(words: Words, watched: Watched) -> str:
    """Return from when something is other.

    Parameters
    ----------
    words
        The language.
    watched
        What became of the plan.

    Returns
    -------
    str
        E.g. "From Monday 5 January 2026:"; empty where no date is known.
    """
    if watched.starts is None:
        return ""
    return words.say("watch_when", "starts", date=words.date(watched.starts))


def said_when(words: Words, dates: Sequence[dt.date], of: Sequence[dt.date]) -> str:
    """Return on which dates something is so.

    Parameters
    ----------
    words
        The language.
    dates
        The dates, in order.
    of
        All dates of the session that something could be so on.

    Returns
    -------
    str
        E.g. "from 5 January", "from 5 January, on Mondays", "on 3 April"; empty without dates.
    """
    if not dates:
        return ""
    first = words.short_date(dates[0])
    if set(dates) >= {date for date in of if date >= dates[0]}:
        return words.say("watch_when", "all", date=first)
    names = words.tables["date"]["weekdays"]
    days = sorted({date.weekday() for date in dates})
    others = {date.weekday() for date in of} - set(days)
    if others and not any(date.weekday() in days and date not in dates for date in of):
        listed = words.listed([str(names[day]) for day in days])
        return words.say("watch_when", "some", date=first, days=listed)
    if len(dates) <= 3:
        listed = words.listed([words.short_date(date) for date in dates])
        return words.say("watch_when", "few", dates=listed)
    span = words.say(
        "date",
        "several",
        count=len(dates),
        first=first,
        last=words.short_date(dates[-1]),
    )
    return words.say("watch_when", "few", dates=span)


def said_summary(words: Words, watched: Watched) -> str:
    """Return the most urgent change of a plan in one sentence, and how many more there are.

    Parameters
    ----------
    words
        The language.
    watched
        What became of it.

    Returns
    -------
    str
        E.g. "Way there: Bus 7 is now bus 70."; that it is as it was where it is.
    """
    if not watched.told:
        return words.say("watch_outcome", watched.outcome.value)
    told = watched.told[0]
    way = said_way(words, told)
    said = words.say("watch_told", _template(told), **_values(words, told))
    more = len(watched.told) - 1
    if more:
        name = "more_one" if more == 1 else "more"
        said = " ".join((said, words.say("watch_summary", name, count=words.number(more))))
    return f"{way}: {said}" if way else said


def said_offer(words: Words, watched: Watched, offer: Proposal) -> tuple[str, ...]:
    """Return what a new version is, in sentences.

    Parameters
    ----------
    words
        The language.
    watched
        What became of the plan.
    offer
        One of its proposals.

    Returns
    -------
    tuple of str
        How it could be made, what of the routine it keeps, and for which days.
    """
    made = [words.say("watch_offer", offer.rung.word)]
    if offer.rung is not Rung.DOOR_TO_DOOR:
        if not offer.confirmed:
            made.append(words.say("watch_offer", "check"))
        kept = [words.say("watch_offer", f"keeps_{name}") for name in offer.same]
        if kept:
            made.append(words.say("watch_offer", "keeps", what=words.listed(kept)))
        else:
            made.append(words.say("watch_offer", "keeps_nothing"))
    if len(watched.proposals) > 1:
        days = said_when(words, offer.dates, watched.dates)
        made.append(words.say("watch_offer", "several", days=days))
    return tuple(made)


def clock_of(words: Words, seconds: int) -> str:
    """Return seconds of a service date as a time that people say.

    Parameters
    ----------
    words
        The language.
    seconds
        Seconds of the service date; those of the next day count on.

    Returns
    -------
    str
        E.g. "9:12 in the morning".
    """
    return words.clock(dt.datetime(2000, 1, 1) + dt.timedelta(seconds=seconds))


def _template(told: Told) -> str:
    name, values = told.changed.value, told.values
    if told.changed is Changed.STOP_GONE:
        return f"{name}_{'board' if values['board_gone'] else 'alight'}"
    if told.changed is Changed.PASS_HOURS and "crowded" in values:
        return f"{name}_crowded"
    if told.changed is Changed.TOO_LATE:
        return f"{name}_{'back' if told.direction is Direction.BACK else 'out'}"
    if told.changed is Changed.NOT_ABLE:
        return (
            name if "ask" in values else f"{name}_limit" if "reason" in values else f"{name}_plain"
        )
    if told.changed in (Changed.BARRIER_SEEN, Changed.FACT_SETTLED) and values["place"]:
        return f"{name}_at"
    if told.changed is Changed.STOP_MOVED and values["across"]:
        return f"{name}_across"
    if told.changed is Changed.LATER_HOME and not values["route"]:
        return f"{name}_plain"
    if told.changed is Changed.WALK:
        return f"{name}_new" if "new_kind" in values else f"{name}_old"
    if told.changed is Changed.VEHICLE:
        return f"{name}_{values['what']}"
    if told.changed is Changed.TIMETABLE_ENDS:
        over = "_over" if "session_over" in values else "_days" if "weekdays" in values else ""
        return f"{name}{over}"
    return name


def _values(words: Words, told: Told) -> dict[str, object]:
    values: dict[str, Any] = dict(told.values)
    for name in _CLOCKS:
        if f"{name}_s" in values:
            values[name] = clock_of(words, int(values[f"{name}_s"]))
    for name in ("first", "last", "seen_on", "session_over"):
        if name in values:
            values[name.removeprefix("session_")] = words.date(dt.date.fromisoformat(values[name]))
    if "weekdays" in values:
        names = words.tables["date"]["weekdays"]
        days = [str(names[int(day)]) for day in str(values["weekdays"]).split()]
        values["days"] = words.listed(days)
    if "shift_s" in values:
        values["shift"] = _shift(words, int(values["shift_s"]))
    if "moved_m" in values:
        values["distance"] = words.distance(int(values["moved_m"]))
    if "fact" in values:
        values["what"] = _seen(words, values)
    if told.changed is Changed.NOT_ABLE:
        values["what"] = _able(words, values)
    if told.changed is Changed.WALK:
        which = "new" if "new_kind" in values else "old"
        unnamed = words.say("watch_told", "walk_unnamed")
        values["street"] = values[f"{which}_street"] or unnamed
        values["how"] = words.say("crossing", str(values[f"{which}_kind"]))
    return values


def _further(words: Words, told: Told, values: Mapping[str, object]) -> list[str]:
    made = []
    if told.changed is Changed.TIMES and "within" in told.values:
        held = "times_within" if told.values["within"] else "times_beyond"
        made.append(words.say("watch_told", held))
    if told.changed is Changed.STOP_MOVED and values["new_stop"] != values["stop"]:
        made.append(words.say("watch_told", "stop_renamed", new_stop=values["new_stop"]))
    return made


def _shift(words: Words, seconds: int) -> str:
    said = words.duration(abs(seconds))
    return words.say("watch_shift", "later" if seconds > 0 else "earlier", duration=said)


def _seen(words: Words, values: Mapping[str, Any]) -> str:
    fact, found = str(values["fact"]), str(values["found"])
    for name in (f"{fact}_{found}", fact):
        if words.has("watch_fact", name):
            return words.say("watch_fact", name, found=found)
    return words.say("watch_fact", "other")


def _able(words: Words, values: Mapping[str, Any]) -> str:
    if "ask" in values:
        kind, detail = str(values["ask"]), str(values["detail"])
        for name in (f"{kind}_{detail}", kind):
            if words.has("watch_ask", name):
                return words.say("watch_ask", name)
    reason = str(values.get("reason", "other"))
    for name in (f"{reason}_plain", reason, "other"):
        if words.has("reason", name) and not words.asked("reason", name):
            return words.say("reason", name).rstrip(".").lower()
    return ""


def outcome_word(words: Words, outcome: Outcome) -> str:
    """Return an outcome in words.

    Parameters
    ----------
    words
        The language.
    outcome
        The outcome.

    Returns
    -------
    str
        E.g. "does not work any more".
    """
    return words.say("watch_outcome", outcome.value)
