"""Clocks, certificates, sheets of changes, photos: what is printed beside a plan's steps."""

import datetime as dt
import math
import re
from dataclasses import replace

import pytest

from tests.plan.planning import WORDS, figures_of, planned, sentences_of, text_of
from transit.plan.booklet import Blanks, Booklet, Card, Lines, Photo
from transit.plan.certificate import Learnt, make_certificate
from transit.plan.changed import make_changed_sheet
from transit.plan.clocks import clock_alt, clock_picture
from transit.plan.docx import docx_of
from transit.plan.pdf import pages_of, pdf_of, png_of
from transit.plan.sheets import landmark_sections
from transit.read.printing import PictureFile, read_symbols

SYMBOLS = read_symbols()
DATE = dt.date(2026, 12, 1)


@pytest.mark.parametrize(("hour", "minute"), [(9, 15), (12, 0), (15, 30), (0, 45)])
def test_hands_stand_where_the_time_is(hour: int, minute: int) -> None:
    """The long hand turns 6 degrees a minute, the short one 30 an hour and half a degree more."""
    moment = dt.datetime(2026, 12, 1, hour, minute)
    drawn = clock_picture(moment).content.decode()
    hands = re.findall(r'M60 60L([\d.]+) ([\d.]+)" stroke="(#\w+)"', drawn)
    angles = [math.degrees(math.atan2(float(x) - 60, 60 - float(y))) % 360 for x, y, _ in hands]
    short, long = angles
    assert abs((short - (30 * (hour % 12) + minute / 2) + 180) % 360 - 180) < 1
    assert abs((long - 6 * minute + 180) % 360 - 180) < 1
    assert clock_alt(WORDS, moment) == f"A clock that shows {WORDS.clock(moment)}."


def test_times_are_shown_as_clocks_on_choice() -> None:
    """None are drawn unless they are asked for; each has its words."""
    plain, drawn = planned().booklet(), planned().booklet(clocks=True)
    assert not any(name.startswith("clock ") for name in plain.pictures)
    shown = [each for each in drawn.pictured() if each.name.startswith("clock ")]
    assert len(shown) >= 6
    assert figures_of(pdf_of(drawn)) == [picture.alt for picture in drawn.pictured()]


def test_a_photo_stands_beside_its_step() -> None:
    """Under the picture of the step whose key it has, with the words of who took it."""
    made = planned()
    step = made.plan.out.steps[2]
    photo = Photo(PictureFile("png", png_of(SYMBOLS["home"], 20)), "The gate with the blue paint.")
    booklet = made.booklet(photos={step.key: photo})
    cards = [b for s in booklet.sections for b in s.blocks if isinstance(b, Card) and b.beside]
    assert [card.lines for card in cards] == [step.sentences]
    assert photo.alt in figures_of(pdf_of(booklet))
    assert docx_of(booklet).startswith(b"PK")


def one_page(booklet: Booklet) -> str:
    """Return what a booklet of one page says; its sentences are short and its pictures told."""
    assert len(pages_of(booklet, 20)) == 1
    pdf = pdf_of(booklet)
    assert figures_of(pdf) == [picture.alt for picture in booklet.pictured()]
    assert max(len(said.split()) for said in sentences_of(booklet)) <= 15
    assert docx_of(booklet).startswith(b"PK")
    return text_of(pdf)


def test_a_certificate_names_nobody() -> None:
    """The name is a line to write on; what was learnt stands there."""
    learnt = Learnt(venue="The Hall", signed_off_on=DATE, skills=("cross at the lights",))
    text = one_page(make_certificate(learnt, WORDS, SYMBOLS))
    for said in ("Name:", "The Hall", "on my own", "cross at the lights", "1 December 2026"):
        assert said in text
    together = Learnt(venue="The Hall", signed_off_on=DATE, alone=False)
    assert "with somebody" in one_page(make_certificate(together, WORDS, SYMBOLS))


def test_a_change_says_what_was_and_what_is() -> None:
    """Before, now, from when, and what to do."""
    before, now = ["Your bus was number 6."], ["Your bus is number 8."]
    text = one_page(make_changed_sheet("The Hall", before, now, WORDS, SYMBOLS, from_date=DATE))
    places = [text.find(said) for said in ("Tuesday 1 December 2026", before[0], now[0], "I ring")]
    assert -1 not in places and places == sorted(places)


def test_where_no_bus_is_left_nobody_goes_alone() -> None:
    """Nothing new: there is no bus, and the trainer is asked."""
    text = one_page(make_changed_sheet("The Hall", ["Your bus was number 6."], [], WORDS, SYMBOLS))
    assert "There is no bus that fits." in text and "Do not go alone." in text


def test_where_no_landmark_is_told_there_are_lines_to_write_them_on() -> None:
    """Also where the area was built before landmarks were kept, which is said."""
    plan = planned().plan
    assert landmark_sections(plan, WORDS, kept=True) == ()
    ways = [
        replace(way, steps=tuple(replace(step, facts={}) for step in way.steps))
        for way in plan.ways
    ]
    bare = replace(plan, out=ways[0], back=ways[1])
    for kept, name in ((True, "none"), (False, "built")):
        (section,) = landmark_sections(bare, WORDS, kept=kept)
        lines, blanks = section.blocks
        assert isinstance(lines, Lines) and lines.lines == (WORDS.say("landmarks", name),)
        assert isinstance(blanks, Blanks) and len(blanks.labels) == 4
