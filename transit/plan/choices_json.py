"""Options and saved plans as plain values, for scripts."""

from typing import Any

from transit.model.clock import to_local
from transit.model.plan import Plan
from transit.model.saved_plan import Choice, RiskEdit, SavedPlan, StepEdit
from transit.plan.choose import Choices, Difference, Option
from transit.plan.edited import edited_plan
from transit.present.journey_json import journey_as_dict
from transit.present.words import Words


def choices_as_dict(choices: Choices, words: Words) -> dict[str, Any]:
    """Return options as plain values.

    Parameters
    ----------
    choices
        The options.
    words
        The language.

    Returns
    -------
    dict
        For JSON; journeys are in the form of ``docs/journey.schema.json``.
    """
    return {
        "person": choices.person.id,
        "place": choices.place,
        "session": choices.session.id,
        "choice": _choice(choices.choice),
        "missing": list(choices.missing),
        "unmet": [
            {"thing": thing, "beyond": None if beyond is None else _difference(beyond)}
            for thing, beyond in choices.unmet
        ],
        "edition": choices.edition.edition,
        "without_choice": None if choices.free is None else option_as_dict(choices.free, words),
        "options": [option_as_dict(each, words) for each in choices.options],
    }


def option_as_dict(option: Option, words: Words) -> dict[str, Any]:
    """Return one option as plain values.

    Parameters
    ----------
    option
        The option.
    words
        The language.

    Returns
    -------
    dict
        For JSON.
    """
    bus, home = option.next_bus, option.next_home

    def local(seconds: int) -> str:
        moment = to_local(seconds, option.out.date, option.out.zone)
        return moment.isoformat(timespec="seconds")

    return {
        "number": option.number,
        "why": option.why,
        "rung": option.rung.word,
        "confirmed": option.confirmed,
        "status": "for review",
        "skills": list(option.skills),
        "spare_s": option.spare_s,
        "next_bus": None
        if bus is None
        else {"line": bus.line, "leaves": local(bus.leaves_s), "later_s": bus.later_s},
        "next_home": None if home is None else {"leave": local(home[0]), "arrive": local(home[1])},
        "companion": {
            "legs": list(option.together.legs),
            "seconds": option.together.seconds,
            "needed": option.part_along,
            "meetings": [
                {
                    "way": each.direction.value,
                    "from": each.start,
                    "to": each.end,
                    "meet": local(each.starts_s),
                    "part": local(each.ends_s),
                }
                for each in option.together.meetings
            ],
        },
        "other_days": [
            {
                "date": each.date.isoformat(),
                "leave_s": each.out.leave_s,
                "lines": list(each.out.lines),
                "home_s": each.back.arrive_s,
                "lines_home": list(each.back.lines),
            }
            for each in option.other_days
        ],
        "beyond": None if option.beyond is None else _difference(option.beyond),
        "steps": _steps(option.plan),
        "out": journey_as_dict(option.out, words),
        "back": journey_as_dict(option.back, words),
    }


def saved_as_dict(saved: SavedPlan) -> dict[str, Any]:
    """Return a saved plan as plain values, with its latest version.

    Parameters
    ----------
    saved
        The plan.

    Returns
    -------
    dict
        For JSON.
    """
    latest = saved.latest
    return {
        "id": saved.id,
        "person": saved.person,
        "place": saved.place,
        "session": saved.session,
        "opportunity": saved.opportunity,
        "trial_weeks": saved.terms.trial_weeks,
        "fallback": saved.terms.fallback,
        "review_on": saved.terms.review_on.isoformat(),
        "version": latest.number,
        "made_at": latest.made_at.isoformat(timespec="seconds"),
        "made_by": latest.made_by,
        "edition": latest.edition.edition,
        "choice": _choice(latest.choice),
        "rung": latest.plan.rung.word,
        "confirmed": latest.plan.confirmed,
        "status": "for review",
        "revision": latest.edits.revision,
        "conflicts": [_conflict(each) for each in latest.edits.conflicts],
        "steps": _steps(edited_plan(latest)),
        "out": latest.journeys[latest.plan.out.direction],
        "back": latest.journeys[latest.plan.back.direction],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "avoid": list(choice.avoid),
        "prefer": list(choice.prefer),
        "companion_legs": list(choice.companion_legs),
        "earlier_min": choice.earlier_min,
        "later_min": choice.later_min,
    }


def _difference(beyond: Difference) -> dict[str, int]:
    return {name: getattr(beyond, name) for name in Difference.__dataclass_fields__}


def _conflict(edit: StepEdit | RiskEdit) -> dict[str, Any]:
    words = edit.sentences if isinstance(edit, StepEdit) else None
    assert edit.conflict is not None
    return {"key": edit.key, "why": edit.conflict.value, "words": list(words or ()), "by": edit.by}


def _steps(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "key": step.key,
            "number": step.number,
            "way": way.direction.value,
            "leg": step.leg + 1,
            "action": step.action.value,
            "sentences": list(step.sentences),
        }
        for way in plan.ways
        for step in way.steps
    ]
