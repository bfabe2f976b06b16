"""Sentences on what pass hours and winter take away."""

from collections.abc import Iterator, Sequence

from transit.model.clock import clock_text
from transit.sessions.dusk import SeasonEffect
from transit.sessions.effect import StartEffect
from transit.sessions.sweep_told import hours_words, window_words


def effect_sentences(effects: Sequence[StartEffect], length_s: int) -> Iterator[str]:
    """Say what pass hours do, by themselves.

    Parameters
    ----------
    effects
        Of each day and start.
    length_s
        How long the sessions are, seconds.

    Yields
    ------
    str
        The start that loses most, and the first from which on nobody loses any more on any day.
    """
    lost: dict[int, set[str]] = {}
    for each in effects:
        lost.setdefault(each.start_s, set()).update(each.lost)
    if not any(lost.values()):
        if lost:
            yield (
                "The hours of passes keep nobody from coming by themselves to sessions of "
                f"{hours_words(length_s)}."
            )
        return
    worst = max(lost, key=lambda start: (len(lost[start]), -start))
    count = len(lost[worst])
    yield (
        f"The hours of passes alone keep {count} {'person' if count == 1 else 'people'} from "
        f"coming by themselves to sessions of {hours_words(length_s)} at {clock_text(worst)} on "
        "some day."
    )
    last = max(start for start, who in lost.items() if who)
    after = [start for start in lost if start > last]
    if after:
        yield f"From a start at {clock_text(min(after))} on they keep nobody, as far as was tried."


def season_sentences(effects: Sequence[SeasonEffect], length_s: int) -> Iterator[str]:
    """Say what winter does.

    Parameters
    ----------
    effects
        Of each day and start.
    length_s
        How long the sessions are, seconds.

    Yields
    ------
    str
        The earliest of the times that lose most, and from how many dates that is told.
    """
    if not effects:
        yield (
            "The timetable does not have summer and winter on the same day of the week: what the "
            "dark evenings take away cannot be told."
        )
        return
    worst = max(effects, key=lambda each: len(each.lost))
    if not worst.lost:
        hours = hours_words(length_s)
        yield f"Whoever comes by themselves to sessions of {hours} in summer does in winter, too."
    else:
        lost = len(worst.lost)
        yield (
            f"Winter takes most away on {window_words(worst.window)}: {worst.summer} would come by "
            f"themselves in summer, {worst.winter} in winter; {lost} of those who would in summer "
            f"{'does' if lost == 1 else 'do'} not in winter, when it is dark for longer or other "
            "buses run. Counts for the whole year are of those who come in both."
        )
    summer = min(each.summer_dates for each in effects)
    winter = min(each.winter_dates for each in effects)
    yield (
        f"Of the day with fewest dates the timetable has {summer} in summer and {winter} in "
        "winter; where these are few, the darkest evenings may not be among them."
    )
