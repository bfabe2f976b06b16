"""The options side by side: what a year of each costs, emits and asks of people."""

from itertools import combinations
from typing import TYPE_CHECKING, Final

from transit.fleet.figures import YearFigures
from transit.model.clock import clock_text
from transit.plan.booklet import Block, Section
from transit.present.fleet_words import noise_sentence, pounds
from transit.report.charts import Bar, bar_chart, chart_mm
from transit.report.counts import years_of
from transit.report.evidence import ScenarioEvidence
from transit.report.teller import Teller

if TYPE_CHECKING:
    from collections.abc import Callable

_KG_PER_TONNE: Final = 1000
Row = tuple[str, ...]


def shown_years(teller: Teller) -> dict[str, YearFigures]:
    """Return the years that may be told, by the name of their option.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    dict
        ``today``, ``whole``, ``before`` and ``after``, those there are.
    """
    if teller.scenario is None:
        return {}
    study = teller.scenario.study
    made = {"today": study.today, "whole": study.whole_fleet, "before": study.before}
    if teller.shows_after:
        made["after"] = study.after
    return {name: year for name, year in made.items() if year is not None}


def splits_taxis(teller: Teller) -> bool:
    """Return whether what taxis cost and emit may stand by itself.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    bool
        False where so few ride in taxis, or fewer or more in one year than in another, that it
        would tell of them.
    """
    people = [year.people_taxi for year in shown_years(teller).values()]
    apart = [abs(one - two) for one, two in combinations(people, 2)]
    return all(map(teller.may_tell, (*people, *apart)))


def options(teller: Teller) -> Section:
    """Tell the options.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    Section
        With a table and a chart, or what is missing.
    """
    title = teller.say("headings", "options")
    scenario = teller.scenario
    if scenario is None:
        return Section(title, (teller.lines(teller.say("options", "none")),), level=2)
    before: list[str] = []
    if not scenario.is_current:
        before.append(teller.say("options", "stale", number=scenario.number))
    if teller.evidence.scenario_is_of_another_area:
        before.append(teller.say("options", "other_area", number=scenario.number))
    before += _group(teller, scenario)
    if scenario.study.today is None:
        before.append(teller.say("options", "no_today"))
    intro = teller.say("options", "intro")
    blocks: list[Block] = [
        teller.lines(*before, intro),
        *teller.table(intro, _heads(teller), _rows(teller), source=teller.from_scenario),
        _chart(teller),
        teller.lines(noise_sentence(scenario.study.noise)),
        *_moves(teller, scenario),
    ]
    return Section(title, tuple(blocks), level=2)


def money_rows(teller: Teller) -> list[Row]:
    """Return what a year of each option costs, by what is paid for.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    list of tuple of str
        What each row is, then an amount an option: the whole cost, its parts, and beside it bus
        fares that are no part of it.
    """
    years = shown_years(teller).values()
    parts = ["cost", "keeping", "drivers", "assistants"]
    parts += ["miles", "taxis"] if splits_taxis(teller) else ["miles_taxis"]
    parts += ["fares"] if any(year.fares_pence for year in years) else []
    parts += ["fares_of_people"] if any(year.fares_of_people_pence for year in years) else []
    amount: dict[str, Callable[[YearFigures], float]] = {
        "cost": lambda year: year.cost_pence,
        "keeping": lambda year: year.vehicles_pence,
        "drivers": lambda year: year.drivers_pence,
        "assistants": lambda year: year.assistants_pence,
        "miles": lambda year: year.miles_pence,
        "taxis": lambda year: year.taxis_pence,
        "miles_taxis": lambda year: year.miles_pence + year.taxis_pence,
        "fares": lambda year: year.fares_pence,
        "fares_of_people": lambda year: year.fares_of_people_pence,
    }
    return [
        (teller.say("rows", name), *(pounds(amount[name](year)) for year in years))
        for name in parts
    ]


def carbon_rows(teller: Teller) -> list[Row]:
    """Return what a year of each option emits.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    list of tuple of str
        What each row is, then tonnes an option.
    """
    fields = {"carbon": "carbon_kg"}
    if splits_taxis(teller):
        for part in ("fleet", "taxis", "buses"):
            fields[f"carbon_{part}"] = f"carbon_{part}_kg"
    years = shown_years(teller).values()
    return [
        (
            teller.say("rows", name),
            *(f"{getattr(year, field) / _KG_PER_TONNE:,.1f}" for year in years),
        )
        for name, field in fields.items()
    ]


def option_heads(teller: Teller, first: str) -> Row:
    """Return the headings of a table with a column for each option.

    Parameters
    ----------
    teller
        The pack.
    first
        Name of the first heading.

    Returns
    -------
    tuple of str
        Headings.
    """
    names = [option_name(teller, name) for name in shown_years(teller)]
    return (teller.say("rows", first), *names)


def option_name(teller: Teller, name: str) -> str:
    """Return what an option is called.

    Parameters
    ----------
    teller
        The pack.
    name
        Such as ``before``.

    Returns
    -------
    str
        In words.
    """
    number = teller.scenario.number if teller.scenario else 0
    return teller.say("options", name, number=number)


def _heads(teller: Teller) -> Row:
    return option_heads(teller, "option")


def _rows(teller: Teller) -> list[Row]:
    years = shown_years(teller)

    def plain(name: str, field: str, form: str = ",.0f") -> Row:
        cells = (format(getattr(year, field), form) for year in years.values())
        return (teller.say("rows", name), *cells)

    def people(name: str) -> Row:
        cells = (teller.count(f"{year}_{name}") for year in years)
        return (teller.say("rows", name), *cells)

    assert teller.scenario is not None
    known = years_of(teller.scenario.study)
    return [
        *money_rows(teller)[:1],
        plain("vehicles_kept", "vehicles"),
        *(
            people(name)
            for at, name in enumerate(("fleet", "taxi", "alone"))
            if any(known[year][at] for year in years)
        ),
        plain("ride", "ride_min", ".1f"),
        plain("fleet_miles", "miles"),
        plain("driver_hours", "paid_driver_hours"),
        plain("assistant_hours", "assistant_hours"),
        *carbon_rows(teller)[:1],
    ]


def _chart(teller: Teller) -> Block:
    bars = [
        Bar(option_name(teller, name), (year.cost_pence,), f"£{pounds(year.cost_pence)}")
        for name, year in shown_years(teller).items()
    ]
    told = "; ".join(f"{bar.label}, {bar.said}" for bar in bars)
    return teller.plate(
        "options", bar_chart(bars), teller.say("options", "chart", bars=told), chart_mm(len(bars))
    )


def _group(teller: Teller, scenario: ScenarioEvidence) -> list[str]:
    group = scenario.study.group
    if group is None or not group.people:
        return [teller.say("options", "no_group")]
    if not teller.shows_group:
        return [teller.say("options", "group_small", number=scenario.number)]
    names = ("group", "group_confirmed", "group_learning", "group_checks")
    said = [teller.say("options", name, count=teller.count(name)) for name in names]
    return [*said, teller.say("options", "group_if")]


def _moves(teller: Teller, scenario: ScenarioEvidence) -> tuple[Block, ...]:
    rows = []
    for move in scenario.study.moves:
        at = f"{move.session}@{move.start_s}"
        session = teller.say(
            "options",
            "move_row",
            session=move.session,
            start=clock_text(move.start_s),
            end=clock_text(move.end_s),
        )
        rows.append((session, *(teller.count(f"{at}_{n}") for n in ("people", "before", "after"))))
    if not rows:
        return ()
    heads = [teller.say("rows", name) for name in ("session", "goes", "before", "after")]
    title = teller.say("options", "moves")
    return teller.table(title, heads, rows, source=teller.from_scenario)
