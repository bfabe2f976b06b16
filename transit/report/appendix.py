"""Appendices: where each figure comes from, on which assumptions, and what was not worked out."""

from collections.abc import Iterable

from transit.disclosure import Audience, disclosure_rules
from transit.plan.booklet import Section
from transit.report.evidence import AreaEvidence, Evidence, ScenarioEvidence
from transit.report.rates import VEHICLE, rates_of
from transit.report.teller import Teller, day_of, day_words, report_words
from transit.report.times_evidence import TimesEvidence


def appendices(teller: Teller) -> tuple[Section, ...]:
    """Return the appendices.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    tuple of Section
        Sources, assumptions, what is missing.
    """
    return _sources(teller), _assumptions(teller), _missing(teller)


def missing_words(evidence: Evidence) -> list[tuple[str, str]]:
    """Return which parts were not worked out, and how to do it.

    Parameters
    ----------
    evidence
        What a pack is made from.

    Returns
    -------
    list of tuple of str
        The part, and the way.
    """
    say = report_words().say
    return [(say("missing", name), say("missing", f"{name}_how")) for name in _lacking(evidence)]


def _lacking(evidence: Evidence) -> list[str]:
    scenario = evidence.scenario
    lacking = {
        "scored": not any(each.rung is not None for each in evidence.travellers),
        "scenario": scenario is None,
        "today": scenario is not None and scenario.study.today is None,
        "group": scenario is not None and scenario.study.group is None,
        "map": evidence.area is None,
        "coverage": evidence.coverage is None,
        "sessions": evidence.times is None,
        "views": True,
    }
    return [name for name, lacks in lacking.items() if lacks]


def _sources(teller: Teller) -> Section:
    heads = [teller.say("rows", name) for name in ("kind", "made", "from")]
    rows = [_program(teller), _register(teller), *_runs(teller)]
    if teller.scenario is not None:
        rows.append(_scenario(teller, teller.scenario))
    if teller.evidence.area is not None:
        rows += _area(teller, teller.evidence.area)
    if teller.evidence.coverage is not None:
        rows += _inputs(teller, teller.evidence.coverage.inputs)
    if teller.evidence.times is not None:
        rows.append(_times(teller, teller.evidence.times))
    title = teller.say("headings", "sources")
    return Section(
        title,
        (
            teller.lines(teller.say("sources", "intro")),
            *teller.table(
                title.partition(": ")[2],
                heads,
                rows,
                source=" ".join(teller.evidence.area.attribution) if teller.evidence.area else "",
                widths=(3, 2, 6),
            ),
        ),
        level=2,
        wide=True,
    )


Row = tuple[str, str, str]


def _program(teller: Teller) -> Row:
    rules = disclosure_rules(teller.audience, teller.parameters)
    told = teller.say(
        "sources",
        "program_from",
        program=teller.evidence.made_with,
        audience=teller.say("sources", teller.audience.value),
        fewest=rules.fewest,
        base=rules.base,
        interval=rules.interval,
    )
    return teller.say("sources", "program"), day_words(teller.evidence.made_on), told


def _register(teller: Teller) -> Row:
    day = day_words(teller.evidence.made_on)
    name = (
        teller.say("sources", "register_named", name=teller.evidence.register)
        if teller.audience is Audience.INSIDE
        else teller.say("sources", "register")
    )
    people = teller.count("register")
    return (
        name,
        day,
        teller.say("sources", "register_from", people=people, going=teller.told.words()),
    )


def _runs(teller: Teller) -> list[Row]:
    rows = []
    for run in teller.evidence.runs:
        made = teller.say("sources", "stopped")
        if run.finished is not None:
            made = day_words(run.finished.date())
        told = teller.say(
            "sources",
            "scored_from",
            edition=run.edition,
            rules=run.rules,
            verdicts=f"{run.verdicts:,}",
        )
        rows.append((teller.say("sources", "scored", number=run.id), made, told))
    return rows or [(teller.say("sources", "not_run"), "", "")]


def _scenario(teller: Teller, scenario: ScenarioEvidence) -> Row:
    name = teller.say("sources", "scenario", number=scenario.number)
    if teller.audience is Audience.INSIDE:
        name = teller.say(
            "sources",
            "scenario_named",
            number=scenario.number,
            name=scenario.name,
            who=scenario.made_by,
        )
    told = teller.say(
        "sources", "scenario_from", edition=scenario.edition, made_from=scenario.made_from
    )
    return name, day_words(scenario.made_at.date()), told


def _area(teller: Teller, area: AreaEvidence) -> list[Row]:
    told = teller.say(
        "sources",
        "area_from",
        program=area.made_by,
        first=day_of(area.first),
        last=day_of(area.last),
    )
    rows = [(teller.say("sources", "area", edition=area.edition), day_of(area.made[:10]), told)]
    return rows + _inputs(teller, area.inputs)


def _times(teller: Teller, times: TimesEvidence) -> Row:
    tried = len(times.venues) + times.left_out
    told = teller.say("sources", "times_from", edition=times.edition, count=tried)
    return teller.say("sources", "times"), "", told


def _inputs(teller: Teller, inputs: Iterable[tuple[str, str, str]]) -> list[Row]:
    return [
        (
            teller.say("sources", "input", kind=kind, name=name),
            "",
            teller.say("sources", "input_from", sha=sha),
        )
        for kind, name, sha in inputs
    ]


def _assumptions(teller: Teller) -> Section:
    title = teller.say("headings", "assumptions")
    scenario = teller.scenario
    if scenario is None:
        nothing = teller.lines(teller.say("assumptions", "none"))
        return Section(title, (nothing,), level=2)
    vehicles = {name.partition(":")[0] for name in scenario.parameters if name.startswith(VEHICLE)}
    said = [teller.say("assumptions", "intro", number=scenario.number)]
    if vehicles:
        said.append(teller.say("assumptions", "vehicles", count=len(vehicles)))
    parts, left_out = rates_of(scenario.parameters, teller.say("assumptions", "own"))
    if left_out:
        said.append(teller.say("assumptions", "unchanged", count=left_out, number=scenario.number))
    heads = [teller.say("rows", name) for name in ("rate", "value", "source", "confidence")]
    tables = [
        block
        for name, rows in parts
        for block in teller.table(
            name, heads, rows, source=teller.from_scenario, widths=(4, 5, 9, 2)
        )
    ]
    return Section(title, (teller.lines(*said), *tables), level=2, wide=True)


def _missing(teller: Teller) -> Section:
    heads = [teller.say("rows", name) for name in ("part", "how")]
    rows = missing_words(teller.evidence)
    title = teller.say("headings", "missing")
    table = teller.table(
        title.partition(": ")[2], heads, rows, source=teller.from_register, widths=(2, 3)
    )
    return Section(title, (teller.lines(teller.say("missing", "intro")), *table), level=2)
