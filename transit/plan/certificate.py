"""A certificate: that somebody has learnt a journey, to put on the wall."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from transit.plan.booklet import Blanks, Block, Booklet, Card, Lines, Section
from transit.plan.pictures import Pictures
from transit.present.words import Words
from transit.read.printing import PictureFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What a certificate says; the name is written in by hand.

    Parameters
    ----------
    venue
        Where the journey goes.
    signed_off_on
        When everybody agreed that it is learnt.
    alone
        It is made alone; False where somebody goes along.
    skills
        What was learnt, short and in words, such as "cross at the lights"; at most ten are printed.
    trainer
        Name of the trainer; ``""`` leaves a line to sign on.
    """

    venue: str
    signed_off_on: dt.date
    alone: bool = True
    skills: tuple[str, ...] = ()
    trainer: str = ""


_MOST_SKILLS = 10


def make_certificate(
    learnt: Learnt,
    words: Words,
    symbols: dict[str, PictureFile],
    *,
    logo: PictureFile | None = None,
    size_pt: int = 20,
) -> Booklet:
    """Return a certificate of one page.

    Parameters
    ----------
    learnt
        What it says.
    words
        The language, with the words of printed plans.
    symbols
        Pictures by name.
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
        return words.say("certificate", name, **values)

    journey = said("alone" if learnt.alone else "together", venue=learnt.venue)
    signs = (said("trainer", trainer=learnt.trainer),) if learnt.trainer else ()
    blocks: list[Block] = []
    if logo is not None:
        blocks.append(Card("", pictures.keep("logo", logo, words.say("alt", "logo")), ()))
    blocks += [
        Blanks((said("name"),)),
        Card("", pictures.symbol("medal"), (journey,)),
        *_skills(words, pictures, learnt.skills),
        Lines((said("date", date=words.date(learnt.signed_off_on)), *signs), strong=True),
        Blanks((said("sign_trainer"), said("sign_person"))),
    ]
    return Booklet(
        title=said("title"),
        language=words.say("plan", "language"),
        region=words.say("plan", "region"),
        sections=(Section(said("title"), tuple(blocks)),),
        pictures=pictures.kept,
        size_pt=size_pt,
    )


def _skills(words: Words, pictures: Pictures, skills: Sequence[str]) -> list[Block]:
    if not skills:
        return []
    told = tuple(words.say("certificate", "skill", skill=each) for each in skills[:_MOST_SKILLS])
    title = words.say("certificate", "skills")
    return [Card(title, pictures.symbol("helper"), told)]
