"""A sheet that says what is new about a journey: "Your bus has changed"."""

import datetime as dt
from collections.abc import Sequence

from transit.plan.booklet import Blanks, Block, Booklet, Card, Lines, Section
from transit.plan.names import in_full
from transit.plan.pictures import Pictures
from transit.present.words import Words
from transit.read.printing import PictureFile


def make_changed_sheet(
    venue: str,
    before: Sequence[str],
    now: Sequence[str],
    words: Words,
    symbols: dict[str, PictureFile],
    *,
    from_date: dt.date | None = None,
    logo: PictureFile | None = None,
    size_pt: int = 18,
) -> Booklet:
    """Return a sheet that tells a person what has changed about their journey.

    Parameters
    ----------
    venue
        Where the journey goes.
    before, now
        Short sentences, one fact each: what was so, and what is so from then on. Where nothing is
        left of the journey, ``now`` is empty: the sheet says that there is no bus and whom to ask.
    words
        The language, with the words of printed plans.
    symbols
        Pictures by name.
    from_date
        First day on which it is so; not told when None.
    logo
        The council's own; none when None.
    size_pt
        Size of the words, points.

    Returns
    -------
    Booklet
        For :func:`~transit.plan.pdf.pdf_of` and :func:`~transit.plan.docx.docx_of`.
    """
    pictures = Pictures(words, symbols)

    def said(name: str, **values: object) -> str:
        return words.say("changed", name, **values)

    when = () if from_date is None else (said("from", date=words.date(from_date)),)
    old = tuple(in_full(words, each) for each in before)
    new = tuple(in_full(words, each) for each in now) or (said("no_bus"),)
    do = ("go_together", "new_plan") if now else ("stay", "ask")
    blocks: list[Block] = []
    if logo is not None:
        blocks.append(Card("", pictures.keep("logo", logo, words.say("alt", "logo")), ()))
    blocks += [
        Lines((said("about", venue=venue), *when), strong=True),
        Card(said("before"), pictures.symbol("wrong_bus"), old),
        Card(said("now"), pictures.symbol("bus_stop" if now else "late"), new),
        Card(said("do"), pictures.symbol("helper"), tuple(said(name) for name in do)),
        Card("", pictures.symbol("phone"), (said("ring"),)),
        Blanks((words.say("wrong", "ring"),)),
    ]
    return Booklet(
        title=said("title"),
        language=words.say("plan", "language"),
        region=words.say("plan", "region"),
        sections=(Section(said("title"), tuple(blocks)),),
        pictures=pictures.kept,
        size_pt=size_pt,
    )
