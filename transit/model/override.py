"""Overrides: a practitioner's own judgement beside the computed verdict. Both stay visible."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from transit.errors import InputError
from transit.model.verdict import Rung

MOST_LETTERS: Final = 2_000
"""Of a reason: a note, not a case file."""
MOST_NAME_LETTERS: Final = 200
"""Of a name or reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a named practitioner decided, and why. The verdict itself is left as it is.

    Parameters
    ----------
    person, place, opportunity, session
        What it is about, as in a verdict.
    rung
        What was decided; None takes the override before it back.
    by
        Who stands for it: name or staff reference.
    reason
        Why.
    made_at
        When, with its time zone.
    review_on
        When it is to be looked at again.
    rung_then, sure_then
        The computed verdict at that time; None where there was none.
    """

    person: str
    place: int
    opportunity: str
    session: str
    rung: Rung | None
    by: str
    reason: str
    made_at: dt.datetime
    review_on: dt.date
    rung_then: Rung | None = None
    sure_then: Rung | None = None

    def __post_init__(self) -> None:
        """Refuse an override that nobody stands for, or that is never looked at again."""
        if not self.by.strip() or not self.reason.strip():
            raise InputError("an override needs who decided it, and why")
        if len(self.by) > MOST_NAME_LETTERS or len(self.reason) > MOST_LETTERS:
            raise InputError(
                f"an override has at most {MOST_NAME_LETTERS} letters for who decided it and "
                f"{MOST_LETTERS:,} for why"
            )
        if self.made_at.tzinfo is None:
            raise InputError("an override's moment needs a time zone")
        if self.review_on <= self.made_at.date():
            raise InputError("an override needs a review date after today")
