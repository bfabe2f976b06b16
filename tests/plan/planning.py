"""What tests of plans share: a plan over the small city, and what a PDF says when it is read."""

import io
import re
from dataclasses import dataclass, replace
from typing import Any

import pypdf

from tests.route.small_city import SmallCity, small_city
from tests.route.test_explain import told
from transit.model.fact import State
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Pass, Person, PlaceKind, StartPlace
from transit.model.plan import Plan
from transit.model.positions import Position
from transit.model.verdict import Rung, Verdict
from transit.model.weekdays import Weekday
from transit.plan.booklet import Booklet
from transit.plan.contents import make_booklet
from transit.plan.make import make_plan
from transit.present.words import Words
from transit.read.printing import read_hazards, read_print_words, read_symbols
from transit.route.journey import Journey
from transit.verdict.closely import Closely

WORDS = Words(read_print_words())
PERSON = Person(
    id="P7",
    places=(StartPlace(PlaceKind.HOME, Position(51.5, -3.0, 1)),),
    profile="walks-well",
    pass_=Pass(held=State.YES),
)
SESSION = Session(
    id="S1",
    opportunity="O1",
    activity="Singing",
    days=(Weekday.MON, Weekday.THU),
    start_s=10 * 3600,
    end_s=12 * 3600,
)
VENUE = Opportunity(
    id="O1", name="The Hall", kind="hall", entrances=(Entrance(Position(51.5, -3.0, 1)),)
)
VERDICT = Verdict(
    person="P7",
    place=0,
    opportunity="O1",
    session="S1",
    rung=Rung.WITH_TRAINING,
    sure=Rung.WITH_COMPANION,
)


@dataclass(frozen=True)
class Planned:
    """A plan with what it was made from."""

    city: SmallCity
    journey: Journey
    plan: Plan

    def booklet(self, **options: Any) -> Booklet:
        """Return the booklet; the way back is printed as the way there, driven again."""
        options = {"symbols": read_symbols(), **options}
        both = self.journey, self.journey
        return make_booklet(self.plan, both, self.city.area.walk, WORDS, **options)


def planned(venue: str = "The Hall", journey: Journey | None = None) -> Planned:
    """Return a plan from home to the hall."""
    city = small_city()
    found = journey or told(city)
    closely = Closely(VERDICT, found, found)
    place = replace(VENUE, name=venue)
    plan = make_plan(closely, PERSON, SESSION, place, WORDS, read_hazards())
    return Planned(city, found, plan)


def text_of(pdf: bytes) -> str:
    """Return what a PDF says, page after page, with single spaces."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def figures_of(pdf: bytes) -> list[str]:
    """Return the texts of a PDF's pictures, as its tags are read aloud."""
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    found: list[str] = []

    def visit(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            for each in node:
                visit(each)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            if "/K" in node:
                visit(node["/K"])

    visit(root)
    return found


def sentences_of(booklet: Booklet) -> list[str]:
    """Return what the person reads, a sentence each."""
    said = [
        line
        for section in booklet.sections
        if not section.for_staff
        for block in section.blocks
        for line in getattr(block, "lines", ())
    ]
    return [each for line in said for each in re.findall(r"[^.?!]+[.?!]+", line)]


def numbers_on_maps(booklet: Booklet, way: str) -> set[int]:
    """Return the numbers of steps on the maps of a way."""
    seen: set[int] = set()
    for name, picture in booklet.pictures.items():
        if name.startswith(f"{way} "):
            for sign in re.findall(r"<title>step ([\d–,]+)", picture.content.decode()):
                first, *rest = map(int, re.split("[–,]", sign))
                seen |= set(range(first, (rest or [first])[0] + 1))
    return seen
