"""Equality, service users and carers: how people travel, how they could, and where they go."""

from collections.abc import Sequence
from typing import Final

from transit.disclosure import State, shared_layers
from transit.fleet.study import RiderRow
from transit.model.people import Mode
from transit.model.verdict import Rung
from transit.plan.booklet import Block, Section
from transit.report.charts import Bar, bar_chart, chart_mm
from transit.report.counts import UNKNOWN, verdict_of
from transit.report.map import venue_map
from transit.report.reach import reach
from transit.report.teller import Teller
from transit.report.times import session_times

VERDICTS: Final = (*(verdict_of(rung) for rung in Rung), UNKNOWN)
"""Categories of verdicts in the order in which they are told."""


def equality(teller: Teller) -> tuple[Section, ...]:
    """Tell how answers differ between groups.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    tuple of Section
        The heading; by cohort, by age, by place.
    """
    sentences = [teller.say("equality", name) for name in ("intro", "disability", "lacking")]
    return (
        Section(teller.say("headings", "equality"), (teller.lines(*sentences),), level=2),
        Section(teller.say("headings", "cohorts"), _by(teller, "cohort", "cohorts"), level=3),
        Section(teller.say("headings", "ages"), _by(teller, "age", "ages"), level=3),
        Section(teller.say("headings", "coverage"), reach(teller), level=3),
    )


def users(teller: Teller) -> tuple[Section, ...]:
    """Tell of service users and carers.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    tuple of Section
        The heading; today, how they could, where they go, session times, carers and staff.
    """
    return (
        Section(
            teller.say("headings", "users"), (teller.lines(teller.say("users", "views")),), level=2
        ),
        Section(teller.say("headings", "today"), _modes(teller), level=3),
        Section(teller.say("headings", "could"), _could(teller), level=3),
        Section(teller.say("headings", "venues"), _venues(teller), level=3),
        session_times(teller),
        Section(teller.say("headings", "carers"), (teller.lines(*_carers(teller)),), level=3),
    )


def _by(teller: Teller, dimension: str, name: str) -> tuple[Block, ...]:
    groups = sorted(
        {dict(cell)[dimension] for cell in teller.told.cells if dimension in dict(cell)}
    )
    if groups == [UNKNOWN] or not teller.evidence.travellers:
        return (teller.lines(teller.say("equality", f"no_{dimension}")),)
    heads = (
        teller.say("rows", "verdict"),
        *map(_group_word, groups),
        teller.say("rows", "everybody"),
    )
    rows = [
        (
            teller.say("verdicts", verdict),
            *(teller.told.words(verdict=verdict, **{dimension: group}) for group in groups),
            teller.told.words(verdict=verdict),
        )
        for verdict in _verdicts(teller)
    ]
    whole = (teller.told.words(**{dimension: group}) for group in groups)
    rows.append((teller.say("rows", "everybody"), *whole, teller.told.words()))
    title = teller.say("equality", name)
    return (
        teller.lines(title),
        *teller.table(title, heads, rows, source=teller.from_register),
        teller.lines(*teller.told.notes()),
    )


def _group_word(group: str) -> str:
    said = group.replace("_", " ")
    return said[:1].upper() + said[1:]


def _verdicts(teller: Teller) -> list[str]:
    """Return the verdicts to tell; that nothing was worked out only where it is so for somebody."""
    lacking = any(each.rung is None for each in teller.evidence.travellers)
    return [verdict for verdict in VERDICTS if verdict != UNKNOWN or lacking]


def _modes(teller: Teller) -> tuple[Block, ...]:
    going = len(teller.evidence.travellers)
    if not going:
        return (teller.lines(teller.say("missing", "nobody")),)
    rows = []
    for mode in Mode:
        if any(mode in each.modes for each in teller.evidence.travellers):
            said = teller.told.words(mode=mode.value)
            rows.append((teller.words_of("modes").get(mode.value, mode.value), said))
    heads = [teller.say("rows", name) for name in ("mode", "people")]
    title = teller.say("users", "today")
    return (
        teller.lines(title),
        *teller.table(title.partition(".")[0], heads, rows, source=teller.from_register),
    )


def _could(teller: Teller) -> tuple[Block, ...]:
    if not any(each.rung is not None for each in teller.evidence.travellers):
        return (teller.lines(teller.say("purpose", "not_scored")),)
    rows = [
        (
            teller.say("verdicts", verdict),
            teller.told.words(verdict=verdict, travel="fleet"),
            teller.told.words(verdict=verdict),
        )
        for verdict in _verdicts(teller)
    ]
    rows.append(
        (teller.say("rows", "everybody"), teller.told.words(travel="fleet"), teller.told.words())
    )
    heads = [teller.say("rows", name) for name in ("verdict", "on_fleet", "everybody")]
    title = teller.say("users", "could")
    return (
        teller.lines(title),
        *teller.table(title, heads, rows, source=teller.from_register),
        *_chart(teller),
        teller.lines(*teller.told.notes()),
    )


def _chart(teller: Teller) -> tuple[Block, ...]:
    bars = []
    for verdict in _verdicts(teller):
        cell = teller.told[(("travel", "fleet"), ("verdict", verdict))]
        length = 0.0 if cell.state is State.HIDDEN else float(cell.value or 0)
        bars.append(Bar(teller.say("verdicts", verdict), (length,), cell.words))
    if not any(bar.parts[0] for bar in bars):
        return ()
    told = "; ".join(f"{bar.label}, {bar.said}" for bar in bars)
    alt = teller.say("users", "chart", bars=told)
    return (teller.plate("could", bar_chart(bars), alt, chart_mm(len(bars))),)


def _venues(teller: Teller) -> tuple[Block, ...]:
    venues = teller.evidence.venues
    if not venues:
        return (teller.lines(teller.say("missing", "nobody")),)
    rows = [
        (str(at), venue.name, teller.told.words(venue=venue.id))
        for at, venue in enumerate(venues, start=1)
    ]
    heads = [teller.say("rows", name) for name in ("number", "place", "people")]
    title = teller.say("users", "venues")
    area = teller.evidence.area
    if area is None:
        drawn: Block = teller.lines(teller.say("users", "no_map"))
    else:
        layers = {"streets": area.streets, "venues": venues}
        shared_layers(layers, teller.audience, teller.parameters)
        drawn = teller.plate("map", venue_map(area.streets, venues), teller.say("users", "map"))
    table = teller.table(
        title.partition(",")[0], heads, rows, source=teller.from_register, widths=(1, 6, 3)
    )
    return teller.lines(title), drawn, *table


def _carers(teller: Teller) -> list[str]:
    said = []
    if teller.scenario is not None:
        study = teller.scenario.study
        if teller.shows_after:
            said += _changes(teller)
        said += _away(teller, study.riders)
        if study.lost:
            said.append(teller.say("users", "lost", count=teller.count("lost")))
    if any(each.rung is not None for each in teller.evidence.travellers):
        helped = teller.told.words(verdict="with_companion")
        at_door = teller.told.words(verdict="door_to_door", travel="fleet")
        said.append(teller.say("users", "companion", count=helped))
        said.append(teller.say("users", "door", count=at_door))
    return [*said, teller.say("users", "safe")]


def _changes(teller: Teller) -> list[str]:
    assert teller.scenario is not None
    before, after = teller.scenario.study.before, teller.scenario.study.after
    return [
        teller.say("users", "ride", before=f"{before.ride_min:.0f}", after=f"{after.ride_min:.0f}"),
        teller.say(
            "users",
            "staff",
            before=f"{before.paid_driver_hours:,.0f}",
            after=f"{after.paid_driver_hours:,.0f}",
            assistants_before=f"{before.assistant_hours:,.0f}",
            assistants_after=f"{after.assistant_hours:,.0f}",
        ),
    ]


def _away(teller: Teller, riders: Sequence[RiderRow]) -> list[str]:
    known = [
        (each.away_min, each.away_by_bus_min)
        for each in riders
        if each.is_candidate and each.away_min is not None and each.away_by_bus_min is not None
    ]
    if not known or not teller.may_tell(len(known)):
        return []
    today, bus = (sum(minutes) / len(known) for minutes in zip(*known, strict=True))
    count = teller.count("away")
    return [teller.say("users", "away", count=count, today=f"{today:,.0f}", bus=f"{bus:,.0f}")]
