"""What a sign-off is made of, and what follows it: trial, kept fallback, review, follow-ups."""

import calendar
import datetime as dt
from typing import Final

from transit.model.training import FollowUp, SignOff
from transit.model.training_rules import AfterRule
from transit.training.sign_off import shown_levels
from transit.training.situation import Situation

NEW_STEPS: Final = "new_steps"
"""Why a sign-off is out of date when the plan's newest version asks what was never shown."""


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last day.

    Parameters
    ----------
    day
        The day.
    months
        How many later.

    Returns
    -------
    date
        E.g. 28 February for three months after 30 November.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def make_sign_off(
    situation: Situation,
    by: str,
    *,
    trial_days: int | None = None,
    fallback_until: dt.date | None = None,
    review_on: dt.date | None = None,
) -> SignOff:
    """Return the sign-off of a course that meets the rule.

    Parameters
    ----------
    situation
        The course on a day, which is that of the sign-off.
    by
        Who stands for it.
    trial_days
        Length of the trial; the rule's when None.
    fallback_until
        Until when the transport of before stays booked; the rule's when None.
    review_on
        When it is looked at again; the rule's when None.

    Returns
    -------
    SignOff
        The fallback never ends before the trial.
    """
    today, rule = situation.today, situation.rules.after
    trial = today + dt.timedelta(days=rule.trial_days if trial_days is None else trial_days)
    kept = fallback_until or max(trial, today + dt.timedelta(days=rule.fallback_days))
    return SignOff(
        on=today,
        by=by,
        version=situation.version,
        steps=frozenset(step.key for step in situation.trained.steps if step.is_critical),
        levels=shown_levels(situation),
        trial_until=trial,
        fallback_until=kept,
        review_on=review_on or today + dt.timedelta(days=rule.review_days),
    )


def follow_ups_of(day: dt.date, rule: AfterRule) -> tuple[FollowUp, ...]:
    """Return what is due after a sign-off.

    Parameters
    ----------
    day
        Day of the sign-off.
    rule
        The months.

    Returns
    -------
    tuple of FollowUp
        By date.
    """
    due = sorted((months, name) for name, months in rule.months.items())
    return tuple(FollowUp(name=name, due_on=months_after(day, months)) for months, name in due)


def breaks_of(situation: Situation) -> tuple[str, ...]:
    """Return why a sign-off no longer fits the plan.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    tuple of str
        Names of their words: the plan's own breaks, and ``new_steps`` where its newest version has
        critical steps that were not signed off.
    """
    made = situation.record.sign_off
    if made is None:
        return situation.breaks
    critical = {step.key for step in situation.trained.steps if step.is_critical}
    return (*situation.breaks, NEW_STEPS) if critical - made.steps else situation.breaks
