"""The sheets for staff and carers: risks, what to look at outside, and a summary."""

from collections.abc import Iterator
from typing import Final

from transit.model.clock import to_local
from transit.model.plan import Hazard, Plan, Question
from transit.plan.booklet import Blanks, Block, Grid, Lines, Section
from transit.present.words import Words
from transit.route.journey import Journey

_RISK_WIDTHS: Final = (10, 34, 11, 10, 37, 12, 12)
_SURVEY_WIDTHS: Final = (9, 40, 36, 24, 12)


def risk_section(plan: Plan, words: Words) -> Section:
    """Return the route risk assessment; what no trainer has decided is left blank.

    Parameters
    ----------
    plan
        The plan.
    words
        The language.

    Returns
    -------
    Section
        One line a hazard, in the order of the journey.
    """
    rows = tuple(
        (
            _where(hazard, words),
            hazard.what,
            str(hazard.likelihood or ""),
            str(hazard.severity),
            hazard.control,
            hazard.owner,
            "" if hazard.due is None else words.date(hazard.due),
        )
        for hazard in plan.hazards
    )
    columns = tuple(map(str, words.tables["risk"]["columns"]))
    blocks: tuple[Block, ...] = (
        Lines((words.say("risk", "for"), words.say("risk", "how"))),
        Grid(columns, _RISK_WIDTHS, rows),
        Blanks(tuple(map(str, words.tables["risk"]["signs"]))),
    )
    return Section(words.say("risk", "title"), blocks, for_staff=True, wide=True)


def _where(hazard: Hazard, words: Words) -> str:
    name = hazard.direction.value
    if hazard.step is None:
        return words.say("risk", f"{name}_whole")
    return words.say("risk", name, step=hazard.step)


def survey_section(plan: Plan, words: Words) -> Section:
    """Return the sheet of facts that nobody has recorded.

    Parameters
    ----------
    plan
        The plan.
    words
        The language.

    Returns
    -------
    Section
        One line a fact and place, those on which the journey depends first.
    """
    title = words.say("survey", "title")
    if not plan.questions:
        return Section(title, (Lines((words.say("survey", "none"),)),), for_staff=True, wide=True)
    columns = tuple(map(str, words.tables["survey"]["columns"]))
    rows = tuple(_asked(question, words) for question in plan.questions)
    blocks: tuple[Block, ...] = (
        Lines((words.say("survey", "for"),)),
        Grid(columns, _SURVEY_WIDTHS, rows),
    )
    return Section(title, blocks, for_staff=True, wide=True)


def _asked(question: Question, words: Words) -> tuple[str, ...]:
    asked = question.asked
    if question.decides:
        asked = words.say("survey", "must", asked=asked)
    return words.say("risk", f"{question.direction.value}_whole"), asked, question.why, "", ""


def landmark_sections(plan: Plan, words: Words, *, kept: bool) -> tuple[Section, ...]:
    """Return a sheet to write landmarks on, where no step tells one.

    Parameters
    ----------
    plan
        The plan.
    words
        The language.
    kept
        Whether the area keeps landmarks; one built before they were kept has none.

    Returns
    -------
    tuple of Section
        One, or none.
    """
    told = (name for way in plan.ways for step in way.steps for name in step.facts)
    if any(name.endswith("_osm") for name in told):
        return ()
    said = words.say("landmarks", "none" if kept else "built")
    lines = Lines((said,)), Blanks(("1.", "2.", "3.", "4."))
    return (Section(words.say("landmarks", "title"), lines, for_staff=True),)


def carer_section(plan: Plan, journeys: tuple[Journey, Journey], words: Words) -> Section:
    """Return what somebody at home needs to know.

    Parameters
    ----------
    plan
        The plan.
    journeys
        Its journeys, out and back.
    words
        The language.

    Returns
    -------
    Section
        Times, buses, and whom to ring when.
    """

    def said(name: str, **values: object) -> str:
        return words.say("carer", name, **values)

    ends = [
        said(
            way.direction.value,
            leave=words.clock(way.leave),
            arrive=words.clock(way.arrive),
        )
        for way in plan.ways
    ]
    answer = said("answer", rung=words.say("rung", plan.rung.word))
    blocks: tuple[Block, ...] = (
        Lines((said("what", person=plan.person, venue=plan.venue), answer, said("review"))),
        Lines((said("confirmed" if plan.confirmed else "check"),)),
        Lines((ends[0], *_rides(journeys[0], words), ends[1], *_rides(journeys[1], words))),
        Blanks((said("late_out", venue=plan.venue), said("then"), said("next"))),
        Blanks((said("late_back"), said("then"), said("next"))),
        Lines((said("change"),)),
    )
    return Section(said("title"), blocks, for_staff=True)


def _rides(journey: Journey, words: Words) -> Iterator[str]:
    for ride in journey.rides:
        times = [
            words.clock(to_local(seconds, journey.date, journey.zone))
            for seconds in (ride.depart_s, ride.arrive_s)
        ]
        mode = words.say("mode", ride.mode.value)
        yield words.say(
            "carer",
            "bus",
            mode=mode[:1].upper() + mode[1:],
            route=ride.route,
            start=ride.board.name,
            end=ride.alight.name,
            leave=times[0],
            arrive=times[1],
        )
