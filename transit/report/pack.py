"""The review pack: the standing headings of a report to a committee, filled in."""

from transit.disclosure import Audience, Protected, disclosure_rules
from transit.model.parameters import Parameters
from transit.plan.booklet import Booklet, Section
from transit.report.appendix import appendices
from transit.report.counts import protected_counts
from transit.report.duties import carbon, data_protection, next_steps, risks
from transit.report.evidence import Evidence
from transit.report.money import money
from transit.report.people import equality, users
from transit.report.teller import Teller, day_words
from transit.report.years import options

_SIZE_PT = 12
"""Words of a report to a committee; the easy-read summary is larger."""


def review_pack(
    evidence: Evidence,
    audience: Audience,
    parameters: Parameters,
    told: Protected | None = None,
) -> Booklet:
    """Return the review pack of a register.

    Parameters
    ----------
    evidence
        What it is made from.
    audience
        Who reads it: nobody is named for either, but the public is told less.
    parameters
        The parameters named ``disclosure_…``.
    told
        Its counts of people; those of a first pack when None.

    Returns
    -------
    Booklet
        With the standing headings in their order, and appendices.
    """
    counts = told or protected_counts(evidence, audience, parameters)
    teller = Teller(evidence, counts, audience, parameters)
    sections = (
        _cover(teller),
        _purpose(teller),
        options(teller),
        *money(teller),
        *equality(teller),
        *users(teller),
        data_protection(teller),
        carbon(teller),
        risks(teller),
        next_steps(teller),
        *appendices(teller),
    )
    return Booklet(
        title=teller.say("pack", "title"),
        language="en",
        region="GB",
        sections=sections,
        pictures=teller.pictures,
        size_pt=_SIZE_PT,
        page_word=teller.say("pack", "page"),
    )


def _cover(teller: Teller) -> Section:
    fewest = disclosure_rules(teller.audience, teller.parameters).fewest
    said = teller.lines(
        teller.say("pack", teller.audience.value, fewest=fewest),
        teller.say(
            "pack",
            "made",
            day=day_words(teller.evidence.made_on),
            program=teller.evidence.made_with,
        ),
    )
    return Section(teller.say("pack", "title"), (said,))


def _purpose(teller: Teller) -> Section:
    people, going = teller.count("register"), teller.told.words()
    said = [
        teller.say("purpose", "what"),
        teller.say("purpose", "ask"),
        teller.say("purpose", "people", people=people, going=going),
    ]
    if teller.evidence.travellers:
        fleet = teller.told.words(travel="fleet")
        said.append(teller.say("purpose", "fleet", fleet=fleet))
    scored = any(each.rung is not None for each in teller.evidence.travellers)
    said.append(teller.say("purpose", "verdict" if scored else "not_scored"))
    said.append(teller.say("purpose", "review"))
    return Section(teller.say("headings", "purpose"), (teller.lines(*said),), level=2)
