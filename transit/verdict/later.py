"""What is left to whoever misses the journey home."""

from dataclasses import dataclass, replace

from transit.model.clock import DAY_S
from transit.verdict.again import runs_again
from transit.verdict.cases import Case, Steps
from transit.verdict.climb import Held
from transit.verdict.requests import Ask, Wish


@dataclass(frozen=True, slots=True)
class Later:
    """The next journey home after the one that was missed.

    Parameters
    ----------
    within_s
        What counts as soon, seconds.
    is_soon
        Whether one leaves within that time.
    arrive_s
        When the next one is home, seconds of the service date; None where it is soon, and where
        none leaves any more that day.
    """

    within_s: int
    is_soon: bool
    arrive_s: int | None = None

    @property
    def is_none(self) -> bool:
        """Whether no journey home leaves any more that day."""
        return not self.is_soon and self.arrive_s is None

    @property
    def values(self) -> dict[str, float | int | str]:
        """What the words for it need."""
        if self.arrive_s is None:
            return {"within_s": self.within_s}
        return {"within_s": self.within_s, "arrive_s": self.arrive_s}


def later_home(case: Case, held: Held) -> Steps[Later]:
    """Look for a journey home after the one of a verdict.

    Parameters
    ----------
    case
        Whom and what it is about.
    held
        The rung that holds.

    Yields
    ------
    Ask
        Questions for the search: what leaves soon, and where nothing does, what leaves later on
        the day. Hardly two people ask for the same moment, so there is no search to be shared.

    Returns
    -------
    Later
        Soon where the person walks all the way: they miss nothing.
    """
    number = case.desk.basis.parameters.number
    soon_s, window_s = int(number("fallback_within_s")), int(number("fallback_searched_s"))
    first = held.pairs[0]
    hit = first.back
    if not hit.rides:
        return Later(soon_s, is_soon=True)
    by_s = case.home_by(held.allowed, first.kind, hit.request.traveller)
    if runs_again(case.desk, hit, soon_s, by_s):
        return Later(soon_s, is_soon=True)
    start, wide_s = hit.leave_s + 1, soon_s
    while start < DAY_S or wide_s == soon_s:
        asked = replace(hit.request, moment_s=start, window_s=wide_s)
        answers = yield Ask([asked], ways=True)
        if Wish(asked, by_s).grants(answers[0]):
            return Later(soon_s, wide_s == soon_s, None if wide_s == soon_s else answers[0].best_s)
        start, wide_s = start + wide_s, window_s
    return Later(soon_s, is_soon=False)
