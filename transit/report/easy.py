"""The easy-read summary: a picture on the left, words on the right, one idea at a time."""

from collections.abc import Mapping
from typing import Final

from transit.disclosure import Audience, Protected, State
from transit.model.parameters import Parameters
from transit.plan.booklet import Block, Booklet, Card, Picture, Section
from transit.present.fleet_words import pounds
from transit.read.printing import PictureFile, read_symbols
from transit.report.counts import protected_counts
from transit.report.evidence import Evidence
from transit.report.teller import Teller

_SIZE_PT: Final = 16
_ROUND_POUNDS: Final = 1000
_PICTURES: Final = {
    "what": "ready",
    "today": "board",
    "found": "bus_stop",
    "alone": "ride",
    "learn": "medal",
    "helper": "helper",
    "door": "home",
    "money": "check",
    "air": "walk",
    "next": "phone",
}
"""Which picture stands beside which words."""


def easy_read(evidence: Evidence, parameters: Parameters, told: Protected | None = None) -> Booklet:
    """Return the easy-read summary; it is as open as the public version.

    Parameters
    ----------
    evidence
        What it is made from.
    parameters
        The parameters named ``disclosure_…``.
    told
        Its counts of people; those of a first pack when None.

    Returns
    -------
    Booklet
        Cards: a picture, and sentences of at most 15 words.
    """
    counts = told or protected_counts(evidence, Audience.PUBLIC, parameters)
    teller = Teller(evidence, counts, Audience.PUBLIC, parameters)
    symbols = read_symbols()
    cards = tuple(_card(teller, name, lines) for name, lines in _said(teller).items())
    shown: dict[str, PictureFile] = {
        picture.name: symbols[picture.name] for card in cards for picture in card.pictures
    }
    blocks: tuple[Block, ...] = cards
    return Booklet(
        title=teller.say("easy", "title"),
        language="en",
        region="GB",
        sections=(Section(teller.say("easy", "title"), blocks),),
        pictures=shown,
        size_pt=_SIZE_PT,
        page_word=teller.say("easy", "page"),
    )


def _card(teller: Teller, name: str, lines: tuple[str, ...]) -> Card:
    title = teller.say("easy", name)
    alt = teller.say("easy", "alt", what=title)
    return Card(title, Picture(_PICTURES[name], alt), lines)


def _said(teller: Teller) -> Mapping[str, tuple[str, ...]]:
    scored = any(each.rung is not None for each in teller.evidence.travellers)
    fleet = teller.told.value(travel="fleet") if _has_fleet(teller) else None
    made: dict[str, tuple[str, ...]] = {"what": _plain(teller, "what_1", "what_2")}
    if _has_fleet(teller):
        made["today"] = (_counted(teller, "today", "today_1", "fleet", fleet),)
    names = ("found_1", "found_2") if scored else ("found_none",)
    made["found"] = _plain(teller, *names)
    if scored and _has_fleet(teller):
        made |= {
            "alone": (_by_verdict(teller, "alone", "now"),),
            "learn": (_by_verdict(teller, "learn", "with_training"),),
            "helper": (_by_verdict(teller, "helper", "with_companion"),),
            "door": (
                _by_verdict(teller, "door", "door_to_door"),
                *_plain(teller, "door_2"),
            ),
        }
    made["money"] = _money(teller)
    made["air"] = _plain(teller, "air_1" if _less_carbon(teller) else "air_none")
    made["next"] = _plain(teller, "next_1", "next_2", "next_3", "next_4")
    return made


def _has_fleet(teller: Teller) -> bool:
    return any(each.on_fleet for each in teller.evidence.travellers)


def _plain(teller: Teller, *names: str) -> tuple[str, ...]:
    """Return sentences, each on a line of its own."""
    return tuple(
        f"{each.rstrip('.')}." for name in names for each in teller.say("easy", name).split(". ")
    )


def _by_verdict(teller: Teller, name: str, verdict: str) -> str:
    cell = teller.told[(("travel", "fleet"), ("verdict", verdict))]
    count = None if cell.state is State.HIDDEN else cell.value
    return _counted(teller, name, f"{name}_1", "count", count)


def _counted(teller: Teller, name: str, told: str, value: str, count: int | None) -> str:
    if count is None:
        return teller.say("easy", f"{name}_hidden")
    return teller.say("easy", told, **{value: f"{count:,}"})


def _money(teller: Teller) -> tuple[str, ...]:
    if teller.scenario is None or not teller.shows_group:
        return _plain(teller, "money_none")
    study = teller.scenario.study
    assert study.group is not None
    cost = pounds(_rounded(study.before.cost_pence))
    saving = _rounded(study.group.saving.cashable_pence)
    if saving > 0:
        less = teller.say("easy", "money_2", saving=pounds(saving))
    elif saving < 0:
        less = teller.say("easy", "money_more", more=pounds(-saving))
    else:
        less = teller.say("easy", "money_same")
    return (
        teller.say("easy", "money_1", cost=cost),
        less,
        teller.say("easy", "money_3"),
    )


def _rounded(pence: float) -> int:
    """Return pence to the nearest thousand pounds, as they are said to somebody."""
    whole = _ROUND_POUNDS * 100
    return round(pence / whole) * whole


def _less_carbon(teller: Teller) -> bool:
    if teller.scenario is None or not teller.shows_group:
        return False
    study = teller.scenario.study
    return study.after.carbon_kg < study.before.carbon_kg
