"""Rules by hours of the day: when a pass is valid, when buses are crowded."""

from dataclasses import dataclass

from transit.errors import InputError
from transit.model.clock import DAY_S
from transit.model.parameters import CONFIDENCES
from transit.model.people import Pass
from transit.model.riding import Hours


def is_within(second: int, hours: Hours | None) -> bool:
    """Tell whether a time lies in hours, which may run past midnight.

    Parameters
    ----------
    second
        Seconds of a service date.
    hours
        Seconds of the day; None for the whole day.

    Returns
    -------
    bool
        False from the end of the hours on.
    """
    return hours is None or any(hours[0] <= second % DAY_S + day < hours[1] for day in (0, DAY_S))


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRule:
    """When a concessionary pass is valid.

    Parameters
    ----------
    name
        Name in snake case.
    label
        Name in plain words.
    weekdays, other_days
        Hours from Monday to Friday, and on Saturdays, Sundays and bank holidays, seconds of the
        day by the clock; None for the whole day.
    source, date, confidence
        Where that comes from, as for a parameter.
    """

    name: str
    label: str
    weekdays: Hours | None
    other_days: Hours | None
    source: str
    date: str
    confidence: str

    def __post_init__(self) -> None:
        """Refuse an unknown confidence."""
        if self.confidence not in CONFIDENCES:
            raise InputError(f"pass rule {self.name}: confidence is {self.confidence!r}")

    def hours_of(self, pass_: Pass, *, is_weekday: bool) -> Hours | None:
        """Return when somebody's pass is valid.

        Parameters
        ----------
        pass_
            The pass; its own hours on weekdays go before the rule.
        is_weekday
            Whether it is a day from Monday to Friday, and no bank holiday.

        Returns
        -------
        Hours or None
            Seconds of the day; None for the whole day.
        """
        usual = self.weekdays if is_weekday else self.other_days
        if not is_weekday or (pass_.from_s is None and pass_.to_s is None):
            return usual
        start, end = usual or (0, DAY_S)
        start = start if pass_.from_s is None else pass_.from_s
        end = end if pass_.to_s is None else pass_.to_s
        # Hours that end before they start run past midnight.
        return start, end if end > start else end + DAY_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowding:
    """When buses are crowded, on school days.

    Parameters
    ----------
    hours
        Hours of the day by the clock.
    source, date, confidence
        Where that comes from, as for a parameter.
    """

    hours: tuple[Hours, ...]
    source: str
    date: str
    confidence: str

    def __post_init__(self) -> None:
        """Refuse an unknown confidence."""
        if self.confidence not in CONFIDENCES:
            raise InputError(f"crowded hours: confidence is {self.confidence!r}")
