"""A course as plain values, for JSON."""

import datetime as dt
from typing import Any

from transit.present.words import Words
from transit.training.after import breaks_of
from transit.training.hints import chance_to_fit, hints
from transit.training.own import Own
from transit.training.progress import Progress, forecast_of, skill_progress, step_progress
from transit.training.sign_off import Condition, conditions
from transit.training.situation import Situation
from transit.training.words import condition_sentence, hint_sentences


def course_values(situation: Situation) -> dict[str, Any]:
    """Return a course in short; notes and what was done in incidents stay in the register.

    Parameters
    ----------
    situation
        The course on a day.

    Returns
    -------
    dict
        Plain values.
    """
    record = situation.record
    course, made = record.course, record.sign_off
    upcoming = [each for each in record.bookings if not each.is_cancelled]
    return {
        "course": course.code,
        "person": course.person,
        "session": course.session,
        "plan": course.plan,
        "trainer": course.trainer,
        "started_on": course.started_on.isoformat(),
        "stopped_on": _day(course.stopped_on),
        "stopped_why": course.stopped_why,
        "stage": record.stage,
        "stages": [
            {
                "stage": each.stage,
                "entered_on": _day(each.entered_on),
                "left_on": _day(each.left_on),
            }
            for each in record.stages
        ],
        "agreements": {
            each.role.value: {"answer": each.answer.value, "on": _day(each.on)}
            for each in record.agreements
        },
        "lessons": len(record.lessons),
        "booked": [each.starts.isoformat(timespec="minutes") for each in upcoming],
        "open_incidents": [
            {"incident": each.id, "kind": each.kind, "severity": each.severity}
            for each in record.incidents
            if each.closed_on is None
        ],
        "signed_off": None
        if made is None
        else {
            "on": _day(made.on),
            "by": made.by,
            "version": made.version,
            "trial_until": _day(made.trial_until),
            "fallback_until": _day(made.fallback_until),
            "review_on": _day(made.review_on),
            "out_of_date": list(breaks_of(situation)),
        },
        "follow_ups": [
            {
                "follow_up": each.id,
                "name": each.name,
                "due_on": _day(each.due_on),
                "done_on": _day(each.done_on),
                "outcome": each.outcome,
            }
            for each in record.follow_ups
        ],
    }


def progress_values(situation: Situation, words: Words) -> dict[str, Any]:
    """Return how a course goes.

    Parameters
    ----------
    situation
        The course on a day.
    words
        Words of training.

    Returns
    -------
    dict
        Plain values; levels are 0 to 3, null where not tried.
    """
    made, chance = forecast_of(situation), chance_to_fit(situation)
    return {
        **course_values(situation),
        "lesson_dates": [each.on.isoformat() for each in situation.record.lessons],
        "lesson_numbers": [each.id for each in situation.record.lessons],
        "skills": [_progress(each) for each in skill_progress(situation)],
        "steps": [_progress(each) for each in step_progress(situation)],
        "forecast": {
            "low": made.low,
            "middle": made.middle,
            "high": made.high,
            "range_share": situation.rules.forecast.range_share,
            "usual_only": made.is_usual,
            "may_be_more": made.is_open,
            "chance_to_fit": None if chance is None else round(chance, 2),
            "weeks": situation.rules.hints.weeks,
        },
        "hints": list(hint_sentences(words, hints(situation))),
        "out_of_date": [words.say("break", each) for each in breaks_of(situation)],
        "conditions": [condition_values(each, words) for each in conditions(situation)],
    }


def condition_values(condition: Condition, words: Words) -> dict[str, Any]:
    """Return a condition of signing off.

    Parameters
    ----------
    condition
        The condition.
    words
        Words of training.

    Returns
    -------
    dict
        Plain values.
    """
    return {
        "code": condition.code,
        "met": condition.is_met,
        "text": condition_sentence(words, condition),
    }


def own_values(own: Own) -> dict[str, Any]:
    """Return a skill that may become the person's own.

    Parameters
    ----------
    own
        The skill.

    Returns
    -------
    dict
        Plain values.
    """
    return {
        "skill": own.skill,
        "level": int(own.level),
        "before": None if own.before is None else int(own.before),
        "places": own.places,
        "lessons": own.lessons,
    }


def _progress(row: Progress) -> dict[str, Any]:
    return {
        "name": row.name,
        "label": row.label,
        "needed": None if row.needed is None else int(row.needed),
        "now": None if row.now is None else int(row.now),
        "alone": row.is_alone,
        "levels": [None if each is None else int(each) for each in row.levels],
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
