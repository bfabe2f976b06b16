"""Financial implications: what is cashable, and apart from it what is not."""

from typing import Final

from transit.fleet.study import GroupStudy
from transit.plan.booklet import Block, Section
from transit.present.fleet_words import basis_sentence, pounds
from transit.present.group_words import swing_rows
from transit.report.charts import Bar, bar_chart, chart_mm
from transit.report.teller import Teller
from transit.report.years import money_rows, option_heads, shown_years, splits_taxis

_MOST_SWINGS: Final = 8


def money(teller: Teller) -> tuple[Section, ...]:
    """Tell what options cost and save.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    tuple of Section
        The heading with what a year costs; cashable; not cashable; training; what it rests on.
    """
    first = _costs(teller)
    group = teller.scenario.study.group if teller.scenario else None
    if group is None or not teller.shows_group:
        nothing = (teller.lines(teller.say("money", "none")),)
        names = ("cashable", "not_cashable")
        rest = tuple(Section(teller.say("headings", name), nothing, level=3) for name in names)
        return first, *rest
    return (
        first,
        _part(teller, "cashable", _cashable(teller, group)),
        _part(teller, "not_cashable", _not_cashable(teller, group)),
        _part(teller, "training", _training(teller, group)),
        _part(teller, "rests", _rests(teller, group)),
    )


def _part(teller: Teller, name: str, blocks: tuple[Block, ...]) -> Section:
    return Section(teller.say("headings", name), blocks, level=3)


def _costs(teller: Teller) -> Section:
    title = teller.say("headings", "money")
    if not shown_years(teller):
        return Section(title, (teller.lines(teller.say("options", "none")),), level=2)
    blocks = (
        teller.lines(basis_sentence(), *_fares(teller)),
        *teller.table(
            teller.say("money", "costs"),
            option_heads(teller, "option"),
            money_rows(teller),
            source=teller.from_scenario,
        ),
    )
    return Section(title, blocks, level=2)


def _fares(teller: Teller) -> tuple[str, ...]:
    """Say who pays the bus fares of those who leave, where their year may be told."""
    after = shown_years(teller).get("after")
    if after is None:
        return ()
    if after.fares_pence:
        return (teller.say("money", "fares_of_council", fares=pounds(after.fares_pence)),)
    if after.fares_of_people_pence:
        theirs = pounds(after.fares_of_people_pence)
        return (teller.say("money", "fares_of_people", fares=theirs),)
    return (teller.say("money", "fares_none"),)


def _cashable(teller: Teller, group: GroupStudy) -> tuple[Block, ...]:
    saving = group.saving
    parts = saving.vehicles_pence + saving.crews_pence + saving.taxis_pence - saving.fares_pence
    beyond = saving.cashable_pence - parts
    names = {
        "vehicles_end": saving.vehicles_pence,
        "crews_end": saving.crews_pence,
        "taxis_end": saving.taxis_pence,
        "fares_off": -saving.fares_pence,
        "more_than_all": min(beyond, 0.0),
        "less_than_all": max(beyond, 0.0),
        "cashable": saving.cashable_pence,
    }
    for name in ("fares_off", "more_than_all", "less_than_all"):
        if pounds(names[name]) == "0":
            del names[name]
    if not splits_taxis(teller):
        names["crews_end"] += names.pop("taxis_end")
    rows = [(_row_name(teller, name, names), pounds(pence)) for name, pence in names.items()]
    sentences = [teller.say("money", "cashable")]
    if not saving.vehicles_pence > 0:
        sentences.append(teller.say("money", "no_vehicle"))
    title = teller.say("headings", "cashable").partition(" ")[2]
    heads = [teller.say("rows", name) for name in ("what", "pounds")]
    return (
        teller.lines(*sentences),
        *teller.table(title, heads, rows, source=teller.from_scenario, widths=(4, 1)),
    )


def _row_name(teller: Teller, name: str, names: dict[str, float]) -> str:
    if name == "crews_end" and "taxis_end" not in names:
        return f"{teller.say('rows', 'crews_end')}; {teller.say('rows', 'taxis_end').lower()}"
    return teller.say("rows", name)


def _not_cashable(teller: Teller, group: GroupStudy) -> tuple[Block, ...]:
    saving = group.saving
    rest = saving.saving_pence - saving.cashable_pence
    rows = [
        (teller.say("rows", "saving"), pounds(saving.saving_pence)),
        (teller.say("rows", "rest"), pounds(rest)),
        (teller.say("rows", "average"), pounds(saving.average_pence)),
    ]
    title = teller.say("headings", "not_cashable").partition(" ")[2]
    heads = [teller.say("rows", name) for name in ("what", "pounds")]
    blocks: list[Block] = [
        teller.lines(
            teller.say("money", "not_cashable"),
            teller.say("money", "noise", apart=pounds(saving.apart_pence)),
        ),
        *teller.table(title, heads, rows, source=teller.from_scenario, widths=(4, 1)),
    ]
    if min(saving.cashable_pence, rest) >= 0 and saving.saving_pence > 0:
        blocks.append(_chart(teller, saving.cashable_pence, rest))
    return tuple(blocks)


def _chart(teller: Teller, cashable: float, rest: float) -> Block:
    names = [
        teller.say("headings", name).partition(" ")[2] for name in ("cashable", "not_cashable")
    ]
    bars = [
        Bar(name.partition(":")[0], (pence,), f"£{pounds(pence)}")
        for name, pence in zip(names, (cashable, rest), strict=True)
    ]
    alt = teller.say("money", "chart", cashable=pounds(cashable), rest=pounds(rest))
    return teller.plate("saving", bar_chart(bars), alt, chart_mm(len(bars)))


def _training(teller: Teller, group: GroupStudy) -> tuple[Block, ...]:
    if not group.learning:
        return (teller.lines(teller.say("money", "nobody_learns")),)
    found = group.forecast
    never = teller.say("rows", "never")
    rows = [
        (teller.say("rows", "training_cost"), *map(pounds, found.cost_pence)),
        (teller.say("rows", "training_hours"), *(f"{hours:,.0f}" for hours in found.hours)),
        (teller.say("rows", "later"), *map(pounds, found.saving_pence)),
        (teller.say("rows", "later_cash"), *map(pounds, found.cashable_pence)),
        (
            teller.say("rows", "months"),
            *(never if n is None else f"{n:.0f}" for n in found.payback_months),
        ),
    ]
    heads = [
        teller.say("rows", "what"),
        teller.say("rows", "low", share=_percent((1 - found.shown_share) / 2)),
        teller.say("rows", "likely"),
        teller.say("rows", "high", share=_percent((1 + found.shown_share) / 2)),
    ]
    title = teller.say("headings", "training").partition(" ")[2]
    return (
        teller.lines(teller.say("money", "training")),
        *teller.table(title, heads, rows, source=teller.from_scenario),
        teller.lines(teller.say("money", "paid", share=f"{found.paid_back:.0%}")),
    )


def _rests(teller: Teller, group: GroupStudy) -> tuple[Block, ...]:
    heads = [teller.say("rows", name) for name in ("input", "left_low", "left_high", "even")]
    title = teller.say("money", "rests")
    rows = swing_rows(group.swings[:_MOST_SWINGS])
    return (
        teller.lines(title),
        *teller.table(title, heads, rows, source=teller.from_scenario),
    )


def _percent(share: float) -> str:
    """Return a share of draws in per cent, a part of one only where there is one."""
    return f"{100 * share:.3g}%"
