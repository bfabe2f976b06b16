"""Data protection, environment, risks and next steps."""

from typing import Final

from transit.disclosure import disclosure_rules
from transit.plan.booklet import Block, Section
from transit.present.fleet_words import pounds
from transit.report.teller import Teller, day_of
from transit.report.years import carbon_rows, option_heads

_KG_PER_TONNE: Final = 1000


def data_protection(teller: Teller) -> Section:
    """Tell what is done with data about people.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    Section
        Sentences.
    """
    rules = disclosure_rules(teller.audience, teller.parameters)
    said = [
        teller.say("data", "what"),
        teller.say("data", "report"),
        teller.say("data", "small", fewest=rules.fewest),
    ]
    if rules.base > 1:
        said.append(teller.say("data", "rounded", base=rules.base))
    said += [teller.say("data", "auto"), teller.say("data", "kept")]
    return Section(teller.say("headings", "data"), (teller.lines(*said),), level=2)


def carbon(teller: Teller) -> Section:
    """Tell what options emit.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    Section
        A table, or what is missing.
    """
    title = teller.say("headings", "carbon")
    if teller.scenario is None:
        return Section(title, (teller.lines(teller.say("carbon", "none")),), level=2)
    study = teller.scenario.study
    said = [teller.say("carbon", "intro", edition=study.edition), teller.say("carbon", "buses")]
    blocks: list[Block] = [
        teller.lines(*said),
        *teller.table(
            title.partition(" ")[2],
            option_heads(teller, "option"),
            carbon_rows(teller),
            source=teller.from_scenario,
        ),
    ]
    if teller.shows_after:
        change = (study.after.carbon_kg - study.before.carbon_kg) / _KG_PER_TONNE
        way = teller.say("carbon", "more" if change > 0 else "less")
        blocks.append(
            teller.lines(
                teller.say("carbon", "change", tonnes=f"{abs(change):,.1f}", more_or_less=way)
            )
        )
    return Section(title, tuple(blocks), level=2)


def risks(teller: Teller) -> Section:
    """Tell what may be otherwise.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    Section
        A table of risks, what the figures show, and what is done.
    """
    rows = [
        (teller.say("risks", name), shows, teller.say("risks", f"{name}_answer"))
        for name, shows in _shows(teller).items()
    ]
    heads = [teller.say("rows", name) for name in ("risk", "shows", "answer")]
    title = teller.say("headings", "risks")
    table = teller.table(
        title.partition(" ")[2], heads, rows, source=teller.from_register, widths=(2, 3, 3)
    )
    return Section(title, table, level=2)


def next_steps(teller: Teller) -> Section:
    """Tell what is to be done next.

    Parameters
    ----------
    teller
        The pack.

    Returns
    -------
    Section
        Sentences.
    """
    names = [] if teller.evidence.runs else ["score"]
    names += [] if teller.scenario else ["scenario"]
    names += ["consult", "review", "walk", "train", "again"]
    said = [teller.say("next", name) for name in names]
    return Section(teller.say("headings", "next"), (teller.lines(*said),), level=2)


def _shows(teller: Teller) -> dict[str, str]:
    evidence, scenario = teller.evidence, teller.scenario
    checks = teller.told.words(check="yes")
    made = {
        "check": teller.say("risks", "check_shows", count=checks),
        "training": teller.say("risks", "training_shows"),
        "stale": _stale(teller),
        "timetable": teller.say("risks", "timetable_none"),
        "search": teller.say("risks", "search_none"),
        "confirmed": teller.say("risks", "confirmed_none"),
    }
    if evidence.area is not None:
        first, last = map(day_of, (evidence.area.first, evidence.area.last))
        made["timetable"] = teller.say("risks", "timetable_shows", first=first, last=last)
    if scenario is not None:
        anew = scenario.study.noise.anew_pence
        apart = pounds(max(anew, default=0) - min(anew, default=0))
        made["search"] = teller.say("risks", "search_shows", apart=apart)
        names = {name: teller.count(name) for name in ("candidates", "confirmed")}
        made["confirmed"] = teller.say("risks", "confirmed_shows", **names)
    return made


def _stale(teller: Teller) -> str:
    evidence = teller.evidence
    if evidence.stale:
        said = [teller.say("risks", "stale_shows", stale=f"{evidence.stale:,}")]
    else:
        said = [teller.say("risks", "stale_none" if evidence.area else "stale_unknown")]
    if evidence.scenario is not None and not evidence.scenario.is_current:
        said.append(teller.say("options", "stale", number=evidence.scenario.number))
    if evidence.scenario is not None and evidence.scenario_is_of_another_area:
        said.append(teller.say("options", "other_area", number=evidence.scenario.number))
    return " ".join(said)
