"""Parts of the week by which reach is told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from transit.errors import InputError
from transit.model.opportunities import Session
from transit.model.weekdays import Days, Weekday, in_order
from transit.read.parameters import read_toml
from transit.resources import data_dir

_FIELDS: Final = {"label", "days", "from", "to", "source", "date", "confidence"}
_HOUR_S: Final = 3600


@dataclass(frozen=True, slots=True)
class TimeBand:
    """A part of the week.

    Parameters
    ----------
    name
        Its name in snake case.
    label
        What people call it.
    days
        Its days.
    from_s, to_s
        Sessions that start from when until before when, seconds of the day.
    """

    name: str
    label: str
    days: Days
    from_s: int
    to_s: int

    def holds(self, session: Session) -> bool:
        """Tell whether a session belongs to it.

        Parameters
        ----------
        session
            The session.

        Returns
        -------
        bool
            True where it starts in these hours on one of these days.
        """
        return self.from_s <= session.start_s < self.to_s and bool({*self.days} & {*session.days})


def read_time_bands(file: Path | None = None) -> tuple[TimeBand, ...]:
    """Read the parts of the week.

    Parameters
    ----------
    file
        A council's own file; the shipped one when None.

    Returns
    -------
    tuple of TimeBand
        In the file's order.

    Raises
    ------
    InputError
        The file is not TOML, or a band lacks a field, has an unknown one, or is empty.
    """
    path = file or data_dir() / "rules" / "time_bands.toml"
    bands = []
    for name, table in read_toml(path).items():
        if not isinstance(table, dict) or set(table) != _FIELDS:
            raise InputError(f"{path.name}: {name} must have {', '.join(sorted(_FIELDS))}")
        try:
            days = in_order(Weekday[word.upper()] for word in str(table["days"]).split())
            from_s, to_s = _seconds(str(table["from"])), _seconds(str(table["to"]))
        except (KeyError, ValueError) as fault:
            raise InputError(
                f"{path.name}: {name} needs days such as 'mon tue' and hours such as '09:30'"
            ) from fault
        if not days or not from_s < to_s:
            raise InputError(f"{path.name}: {name} has no days, or ends before it begins")
        bands.append(TimeBand(name, str(table["label"]), days, from_s, to_s))
    return tuple(bands)


def _seconds(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        raise ValueError(text)
    return hour * _HOUR_S + minute * 60
