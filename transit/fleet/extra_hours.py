"""Hours of a crew that cost more than their contract: beyond it, in long days, at night."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transit.errors import InputError
from transit.fleet.plan import Out
from transit.model.clock import DAY_S, HOUR_S
from transit.model.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraHours:
    """At what hours beyond a contract are paid; see ``data/parameters/switching.toml``.

    Parameters
    ----------
    times
        Times an hour's price for hours beyond the contracted ones of a day.
    long_day_s, long_times
        Seconds of a day beyond which hours are paid at this instead.
    night_from_s, night_to_s
        Seconds of the day between which, over midnight, it is night.
    night_times
        Times an hour's price at night.
    """

    times: float
    long_day_s: float
    long_times: float
    night_from_s: int
    night_to_s: int
    night_times: float

    def __post_init__(self) -> None:
        """Refuse hours that are paid less for being extra, and a night without an end."""
        if min(self.times, self.long_times, self.night_times) < 1 or self.long_day_s < 0:
            raise InputError("parameters: hours beyond a contract cost no less than others")
        if not 0 <= self.night_to_s <= self.night_from_s <= DAY_S:
            raise InputError("parameters: a night begins in the evening and ends in the morning")

    def paid_s(self, outs: Sequence[Out], contracted_s: float | None) -> float:
        """Return what a day is paid beyond its contract, or beyond the plain hours of its runs.

        Parameters
        ----------
        outs
            Runs of the day.
        contracted_s
            Seconds that are paid whether anybody drives or not; None where the hours of runs are
            paid, once, as they come.

        Returns
        -------
        float
            Seconds, each as often as it is paid.
        """
        out_s = sum(back_s - leave_s for leave_s, back_s in outs)
        long_s = max(self.long_day_s, contracted_s or 0.0)
        beyond_s = max(out_s - long_s, 0.0)
        night_s = self._night_s(outs) * (self.night_times - 1)
        if contracted_s is None:
            return beyond_s * (self.long_times - 1) + night_s
        plain_s = max(min(out_s, long_s) - contracted_s, 0.0)
        return plain_s * self.times + beyond_s * self.long_times + night_s

    def _night_s(self, outs: Iterable[Out]) -> int:
        """Return how long runs are out at night."""
        return sum(
            max(min(back_s, self.night_to_s) - leave_s, 0)
            + max(back_s - max(leave_s, self.night_from_s), 0)
            for leave_s, back_s in outs
        )


def extra_hours(parameters: Parameters) -> ExtraHours:
    """Take the rates from parameters.

    Parameters
    ----------
    parameters
        The parameters.

    Returns
    -------
    ExtraHours
        The rates.
    """

    def number(name: str) -> float:
        return parameters.number(f"fleet_{name}")

    return ExtraHours(
        times=number("extra_hours_times"),
        long_day_s=number("long_day_hours") * HOUR_S,
        long_times=number("long_day_times"),
        night_from_s=int(number("night_from_s")),
        night_to_s=int(number("night_to_s")),
        night_times=number("night_times"),
    )
