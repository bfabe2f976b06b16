"""Session times against today's: who would come by themselves, and who no longer would."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from transit.errors import InputError
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.sessions.swept import Swept, Window


class Lost(StrEnum):
    """What somebody loses who would no longer come."""

    WAY_OUT = "way_out"
    WAY_HOME = "way_home"
    BOTH = "both"
    TOGETHER = "together"
    """Each end alone would do, the two together do not."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Somebody who would no longer come by themselves on a day.

    Parameters
    ----------
    person
        Id.
    day
        The day.
    lost
        What they lose; None where it was not swept.
    rung
        How they could still come.
    """

    person: str
    day: Weekday
    lost: Lost | None
    rung: Rung


@dataclass(frozen=True, slots=True)
class Against:
    """A session at other times against today's, on the same days.

    Parameters
    ----------
    old, new
        Windows, one a day, in the same order.
    kept
        Ids of those who come by themselves on all days, now as then.
    gains
        Ids of those who come by themselves on all days at the new times, but not at the old ones.
    losses
        Of those who come by themselves on all days at the old times: each day on which they no
        longer would.
    """

    old: tuple[Window, ...]
    new: tuple[Window, ...]
    kept: tuple[str, ...]
    gains: tuple[str, ...]
    losses: tuple[Loss, ...]

    @property
    def shut_out(self) -> tuple[str, ...]:
        """Ids of those who lose some day."""
        return tuple(dict.fromkeys(loss.person for loss in self.losses))


def against_today(
    swept: Swept, old: Sequence[Window], start_s: int, end_s: int, *, most: Rung = Rung.NOW
) -> Against:
    """Compare other times with today's, on the same days.

    Parameters
    ----------
    swept
        The sweep.
    old
        Today's windows, one a day.
    start_s, end_s
        The new times, seconds of the day.
    most
        Who counts as coming: by themselves, or with training too.

    Returns
    -------
    Against
        Who gains and who loses.

    Raises
    ------
    InputError
        Either was not swept.
    """
    if not old:
        raise InputError("there is no session today to compare with")
    new = tuple(Window(each.day, start_s, end_s) for each in old)
    before, after = (_coming(swept, windows, most) for windows in (old, new))
    losses = [
        Loss(who, window.day, _lost(swept, was, window, who, most), swept.rungs_at(window)[who])
        for was, window in zip(old, new, strict=True)
        for who in swept.people
        if who in before and swept.rungs_at(window)[who] > most
    ]
    order = {who: at for at, who in enumerate(swept.people)}
    return Against(
        old=tuple(old),
        new=new,
        kept=tuple(who for who in swept.people if who in before & after),
        gains=tuple(who for who in swept.people if who in after - before),
        losses=tuple(sorted(losses, key=lambda loss: (order[loss.person], loss.day))),
    )


def _coming(swept: Swept, windows: Sequence[Window], most: Rung) -> set[str]:
    """Who comes on every day."""
    every = [
        {who for who, rung in swept.rungs_at(each).items() if rung <= most} for each in windows
    ]
    return set.intersection(*every)


def _lost(swept: Swept, old: Window, new: Window, who: str, most: Rung) -> Lost | None:
    """Change one end alone to see which of the two somebody loses."""
    kept = []
    for mixed in (
        Window(old.day, new.start_s, old.end_s),
        Window(old.day, old.start_s, new.end_s),
    ):
        try:
            kept.append(swept.rungs_at(mixed)[who] <= most)
        except InputError:
            return None
    lost = {
        (False, False): Lost.BOTH,
        (False, True): Lost.WAY_OUT,
        (True, False): Lost.WAY_HOME,
        (True, True): Lost.TOGETHER,
    }
    return lost[kept[0], kept[1]]
