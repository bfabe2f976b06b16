"""The review pack: its headings, its figures, and what it keeps to itself."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from tests.report.packs import (
    PARAMETERS,
    SECRET,
    evidence,
    nobody,
    reach,
    scenario,
    study,
    travellers,
)
from tests.route.small_city import City
from transit.disclosure import Audience, Protected, key
from transit.fleet.study import Study
from transit.network.walk import WalkNetwork
from transit.plan.booklet import Booklet, Grid, Lines
from transit.report.counts import protected_counts
from transit.report.duties import risks
from transit.report.evidence import AreaEvidence, CoverageEvidence, Nest, Reach
from transit.report.money import money
from transit.report.pack import review_pack
from transit.report.teller import Teller
from transit.report.years import options

HEADINGS = [
    "1 Purpose of this report",
    "2 Options",
    "3 Financial implications",
    "4 Equality impact",
    "5 Service users and carers",
    "6 Data protection",
    "7 Environment and carbon",
    "8 Risks",
    "9 Next steps",
    "Appendix A: Where the figures come from",
    "Appendix B: Assumptions",
    "Appendix C: What was not worked out",
]


def pack(audience: Audience = Audience.PUBLIC, **changed: object) -> Booklet:
    """Return a pack of the hand-made evidence."""
    if not changed:
        return plain_pack(audience)
    return review_pack(evidence(**changed), audience, PARAMETERS)


@cache
def plain_pack(audience: Audience) -> Booklet:
    """Return the pack of the evidence as it is; a second or so each."""
    return review_pack(evidence(), audience, PARAMETERS)


@cache
def plain_counts() -> Protected:
    """Return the counts of the evidence as it is."""
    return protected_counts(evidence(), Audience.PUBLIC, PARAMETERS)


def money_part(made: Study) -> Booklet:
    """Return what a public pack says of the money of a study; its counts are not looked at."""
    changed = evidence(scenario=replace(scenario(), study=made))
    teller = Teller(changed, plain_counts(), Audience.PUBLIC, PARAMETERS)
    return replace(plain_pack(Audience.PUBLIC), sections=money(teller), pictures=teller.pictures)


def text_of(booklet: Booklet) -> str:
    """Return every word of a pack."""
    said = [booklet.title, *(picture.alt for picture in booklet.pictured())]
    said += [file.content.decode() for file in booklet.pictures.values()]
    for section in booklet.sections:
        said.append(section.title)
        for block in section.blocks:
            if isinstance(block, Lines):
                said += block.lines
            if isinstance(block, Grid):
                said += [cell for row in (block.columns, *block.rows) for cell in row]
    return "\n".join(said)


def rows_of(booklet: Booklet, heading: str) -> dict[str, tuple[str, ...]]:
    """Return the rows of a section's tables by their first cell."""
    section = next(each for each in booklet.sections if each.title == heading)
    grids = [block for block in section.blocks if isinstance(block, Grid)]
    return {row[0]: row[1:] for grid in grids for row in grid.rows}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("made", [evidence(), nobody()], ids=["full", "empty"])
def test_the_standing_headings_are_there_in_their_order(audience: Audience, made: object) -> None:
    """A committee finds each heading, also where there is nothing to tell beneath it."""
    booklet = review_pack(made, audience, PARAMETERS)  # type: ignore[arg-type]
    assert [each.title for each in booklet.sections if each.level == 2] == HEADINGS
    assert booklet.sections[0].level == 1
    assert all(each.blocks for each in booklet.sections)


def test_headings_go_down_one_level_at_a_time() -> None:
    """Nobody who listens to it is left to wonder about a level in between."""
    levels = [each.level for each in pack().sections]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels))


def test_money_is_that_of_the_run() -> None:
    """£591,111, £562,222 and £500,988 stand under their options; cashable apart from the rest."""
    booklet = pack()
    assert rows_of(booklet, "2 Options")["Cost, £ a year"] == ("591,111", "562,222", "500,988")
    cashable = rows_of(booklet, "3.1 Cashable: money that is no longer paid")
    assert cashable["Cashable in all"] == ("43,210",)
    other = rows_of(booklet, "3.2 Not cashable: time and room that become free")
    assert other["The whole saving"] == ("61,234",)
    assert other["Not cashable: saving less what is cashable"] == ("18,024",)  # 61,234 - 43,210


def test_carbon_is_that_of_the_run() -> None:
    """5,000 kg are 5.0 tonnes in each option."""
    rows = rows_of(pack(), "7 Environment and carbon")
    assert rows["Carbon, tonnes CO2e a year"] == ("5.0", "5.0", "5.0")


def test_counts_of_people_are_those_of_the_register_rounded_for_the_public() -> None:
    """Of 12 alone, 6 ride: too few for the public; inside they are 6 and 12. All are 30 and 60."""
    heading = "5.2 How they could travel"
    public, inside = rows_of(pack(), heading), rows_of(pack(Audience.INSIDE), heading)
    assert public["All"] == ("30", "60") and inside["All"] == ("30", "60")
    assert public["Alone, as things are"][0] == "not shown"
    assert inside["Alone, as things are"] == ("6", "12")


def test_every_count_of_people_is_protected_as_one_table() -> None:
    """No small count of the public version is told, whatever the table it stands in."""
    told = protected_counts(evidence(), Audience.PUBLIC, PARAMETERS)
    assert all(cell.value is None or cell.value >= 10 for cell in told.cells.values())
    assert told.words(venue="O2") == "fewer than 10"


@pytest.mark.parametrize("audience", Audience)
def test_nobody_is_named(audience: Audience) -> None:
    """No id of a person in any word or picture; the public sees no free text of officers."""
    said = text_of(pack(audience))
    assert said.count(SECRET) == (1 if audience is Audience.INSIDE else 0)  # a scenario's own name
    public = text_of(pack()).lower()
    assert SECRET.lower() not in public
    assert "officer-7" not in public and "register-of" not in public


def test_every_figure_has_its_source() -> None:
    """Under each table stands where it is from; the appendix has hashes, editions and version."""
    booklet = pack()
    for section in booklet.sections:
        for block, below in pairwise(section.blocks):
            if isinstance(block, Grid) and not section.title.startswith("Appendix"):
                assert isinstance(below, Lines) and below.lines[0].startswith("Source: ")
    said = text_of(booklet)
    for trace in ("ab" * 32, "cd" * 32, "edition-1", "transit 9.9.9", "A source of the council"):
        assert trace in said


def test_a_group_of_few_is_not_shown_to_the_public() -> None:
    """Nine who leave would be told by the year without them: no such year, saving or training."""
    booklet = pack(scenario=scenario(group=9))
    assert rows_of(booklet, "2 Options")["Cost, £ a year"] == ("591,111", "562,222")
    said = text_of(booklet)
    for figure in ("500,988", "61,234", "43,210", "18,024"):
        assert figure not in said
    inside = text_of(pack(Audience.INSIDE, scenario=scenario(group=9)))
    assert "500,988" in inside and "43,210" in inside
    assert "500,988" not in text_of(pack(Audience.INSIDE, scenario=scenario(group=4)))


def test_what_few_people_in_taxis_cost_is_not_told_by_itself() -> None:
    """Three in taxis: miles and taxis stand in one row, for money and for carbon."""
    few = replace(study(), before=replace(study().before, people_taxi=3))
    booklet = pack(scenario=replace(scenario(), study=few))
    money = rows_of(booklet, "3 Financial implications")
    assert "of it: taxis, £" not in money and "of it: miles and taxis, £" in money
    assert "of it: taxis" not in rows_of(booklet, "7 Environment and carbon")
    assert "of it: taxis, £" in rows_of(pack(), "3 Financial implications")


def test_what_two_people_in_taxis_cost_is_not_told_by_a_difference() -> None:
    """Of 20 in taxis two leave them: two amounts, or contracts that end, would be theirs."""
    made = study()
    before, after = (replace(y, people_taxi=n) for y, n in ((made.before, 20), (made.after, 18)))
    fewer = replace(made, whole_fleet=before, before=before, after=after)
    booklet = money_part(fewer)
    assert "of it: taxis, £" not in rows_of(booklet, "3 Financial implications")
    cashable = rows_of(booklet, "3.1 Cashable: money that is no longer paid")
    assert "Taxi contracts that end" not in cashable
    same = replace(fewer, after=replace(after, people_taxi=20))
    assert "of it: taxis, £" in rows_of(money_part(same), "3 Financial implications")


def money_of(**changed: float) -> Booklet:
    """Return the money of a study whose saving has other parts, pounds."""
    whole = study()
    group = whole.group
    assert group is not None
    figures = replace(group.saving, **{f"{name}_pence": 100 * n for name, n in changed.items()})
    group = replace(group, saving=figures)
    return money_part(replace(whole, group=group))


def whole(text: str) -> int:
    """Return the figure of a cell."""
    return int(text.replace(",", ""))


@pytest.mark.parametrize(
    ("parts", "row", "pounds"),
    [
        ({"vehicles": 30_000, "crews": 9000, "taxis": 4210}, "", 0),
        (
            {"vehicles": 30_000, "crews": 9000, "taxis": 4210, "fares": 210, "cashable": 43_000},
            "Less bus fares that the council then pays",
            -210,
        ),
        (
            {"vehicles": 60_000, "crews": 9000, "taxis": 0, "cashable": 61_234},
            "Less what these come to beyond the whole saving",
            -7766,  # 61,234 - 69,000
        ),
        (
            {"vehicles": 0, "crews": -500, "taxis": 0, "cashable": 0},
            "Left out of what these come to below nothing",
            500,
        ),
    ],
)
def test_cashable_adds_up(parts: dict[str, float], row: str, pounds: int) -> None:
    """Parts, less fares and what is capped, are what stands at the foot of the table."""
    rows = rows_of(money_of(**parts), "3.1 Cashable: money that is no longer paid")
    names = [name for name in rows if name != "Cashable in all"]
    assert sum(whole(rows[name][0]) for name in names) == whole(rows["Cashable in all"][0])
    extra = {name: whole(rows[name][0]) for name in names if name.startswith(("Le", "Less"))}
    assert extra == ({row: pounds} if row else {})


def test_fares_stand_where_their_payer_pays_them() -> None:
    """£1,200 paid by the council are a part of £500,988; paid by people they stand beside it."""
    costs = "3 Financial implications"
    after = study().after
    ours = replace(study(), after=replace(after, fares_pence=120_000, taxis_pence=0))
    booklet = money_part(ours)
    assert rows_of(booklet, costs)["of it: bus fares that the council pays, £"][-1] == "1,200"
    assert "The council pays the bus fares of those who leave, £1,200 a year" in text_of(booklet)
    theirs = replace(study(), after=replace(after, fares_of_people_pence=120_000))
    booklet = money_part(theirs)
    own = "Bus fares that people pay themselves, not in the cost, £"
    assert rows_of(booklet, costs)[own] == ("0", "0", "1,200")
    assert "pay their bus fares themselves, £1,200 a year together" in text_of(booklet)
    assert "No bus fares of those who leave are counted" in text_of(money_part(study()))
    assert "bus fares of those who leave" not in text_of(money_part(study(group=9)))


def test_quantiles_are_called_by_their_share() -> None:
    """Of 95% of the draws the lowest ends are 2.5% and 97.5%; of 80% they are 10% and 90%."""
    whole_study = study()
    group = whole_study.group
    assert group is not None
    group = replace(group, learning=3, forecast=replace(group.forecast, shown_share=0.95))
    said = text_of(money_part(replace(whole_study, group=group)))
    assert "In 2.5% of draws at most" in said and "In 97.5% of draws at most" in said
    group = replace(group, forecast=replace(group.forecast, shown_share=0.8))
    said = text_of(money_part(replace(whole_study, group=group)))
    assert "In 10% of draws at most" in said and "In 90% of draws at most" in said


def test_nothing_scored_is_said_plainly() -> None:
    """No figure is made up where journeys were never worked out, and the way is told."""
    unknown = tuple(replace(each, rung=None, needs_check=False) for each in travellers())
    said = text_of(pack(travellers=unknown, scenario=None, runs=()))
    assert "No journeys were worked out yet: run transit score first" in said
    assert "No scenario was worked out yet" in said
    assert "transit score REGISTER --area AREA" in said
    assert "0%" not in said


def test_a_scenario_out_of_date_is_said_first() -> None:
    """Whoever reads the options reads before them that they are of another register."""
    section = next(
        each
        for each in pack(scenario=replace(scenario(), is_current=False)).sections
        if each.title == "2 Options"
    )
    assert isinstance(section.blocks[0], Lines)
    assert "have changed since scenario 3" in section.blocks[0].lines[0]


def risk_of(teller: Teller) -> str:
    """Return what stands beside the risk that figures are out of date."""
    booklet = replace(plain_pack(Audience.PUBLIC), sections=(risks(teller),))
    return rows_of(booklet, "8 Risks")["Figures are out of date"][0]


def _streets() -> WalkNetwork:
    """Return one street beside the two places."""
    city = City()
    city.road("High Street", (0.0, 0.0), (100.0, 0.0))
    return city.network()


def test_a_scenario_of_another_area_is_said_first() -> None:
    """Where the area is named that it was not worked out with, options and risks say so."""
    area = AreaEvidence(
        edition="edition-2",
        made="2026-11-22",
        made_by="transit 9.9.9",
        inputs=(),
        first="2026-09-01",
        last="2027-08-31",
        attribution=(),
        streets=_streets(),
    )
    said = "Scenario 3 was worked out with another edition of the area"
    other, own = (
        Teller(evidence(area=named, stale=0), plain_counts(), Audience.PUBLIC, PARAMETERS)
        for named in (area, replace(area, edition="edition-1"))
    )
    first = options(other).blocks[0]
    assert isinstance(first, Lines) and said in first.lines[0]
    assert said in risk_of(other)
    assert said not in risk_of(own) and "No verdict was out of date" in risk_of(own)


def test_that_no_verdict_is_out_of_date_is_said_of_what_was_looked_at() -> None:
    """Without an area nobody looked whether they are of its edition."""
    shows = risk_of(Teller(evidence(stale=0), plain_counts(), Audience.PUBLIC, PARAMETERS))
    assert "No area was named" in shows and "No verdict was out of date" not in shows


def test_every_picture_says_what_it_shows() -> None:
    """The charts' words carry their figures."""
    shown = pack().pictured()
    assert len(shown) == 3
    assert "£562,222" in shown[0].alt and "43,210 pounds are cashable" in shown[1].alt


@pytest.mark.parametrize("crossing", [0, 2])
def test_wards_are_not_taken_from_the_fifth_that_they_lie_in(crossing: int) -> None:
    """Fifth 1 is A, B and C, of 2, 14 and 14: told with B and C it tells A, or those of A in it."""
    more = crossing // 2
    sizes = {("ward", "A"): (2 + crossing, 1 + more), ("ward", "B"): (14, 7),
             ("ward", "C"): (14, 7), ("ward", "X"): (3 - crossing, 1 - more),
             ("ward", "Y"): (27, 13), ("fifth", "1"): (30, 15),
             ("fifth", "2"): (30, 14)}  # fmt: skip
    rows = tuple(
        Reach(grouping=at, group=group, label="", people=n, nothing=none, mean=1.0)
        for (at, group), (n, none) in sizes.items()
    )
    inside = tuple(("ward", ward) for ward in ("BC" if crossing else "ABC"))
    left = 2 if crossing else 0
    nest = Nest(whole=(("fifth", "1"),), inside=inside, people=left, nothing=left // 2)
    coverage = CoverageEvidence(minutes=45, rows=rows, inputs=(), nests=(nest,))
    told = protected_counts(evidence(coverage=coverage), Audience.INSIDE, PARAMETERS)
    assert None in [told[key(place=at)].value for at in ("fifth 1", "ward B", "ward C")]


def test_reach_by_ward_keeps_few_people_apart() -> None:
    """35 and 20 of 60, each rounded, leave 0 to 11 for the 4 in no ward; their mean is not told."""
    booklet = pack(coverage=reach())
    rows = rows_of(booklet, "4.3 By ward and by deprivation")
    assert rows["1"] == ("Malpas", "35", "10", "3.2")
    assert rows["2"] == ("Alway", "20", "not shown", "not given")
    assert rows["3"] == ("In none of them", "not shown", "not shown", "not given")
    assert "ef" * 32 in text_of(booklet)
    assert "Reach by ward and deprivation fifth" not in dict(
        rows_of(booklet, "Appendix C: What was not worked out")
    )
