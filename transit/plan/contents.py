"""The booklet of a plan: its cover, the two ways, and what is kept at hand."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from transit.model.clock import to_local
from transit.model.plan import Action, Plan, PlanStep, PlanWay
from transit.model.verdict import Direction
from transit.network.walk import WalkNetwork
from transit.plan.booklet import (
    Blanks,
    Block,
    Booklet,
    Card,
    Cutout,
    Lines,
    Photo,
    Picture,
    Plate,
    Section,
)
from transit.plan.clocks import clock_alt, clock_picture
from transit.plan.maps import overview_svg, walk_svg
from transit.plan.pictures import Pictures
from transit.plan.sheets import carer_section, landmark_sections, risk_section, survey_section
from transit.present.summary_words import door_times
from transit.present.travelling import as_travelled
from transit.present.words import Words
from transit.read.printing import PictureFile
from transit.route.journey import Journey, RideLeg


def make_booklet(
    plan: Plan,
    journeys: tuple[Journey, Journey],
    streets: WalkNetwork | None,
    words: Words,
    symbols: dict[str, PictureFile],
    *,
    logo: PictureFile | None = None,
    size_pt: int = 16,
    photos: Mapping[str, Photo] | None = None,
    clocks: bool = False,
    landmarks_kept: bool = True,
) -> Booklet:
    """Return what is printed of a plan.

    Parameters
    ----------
    plan
        The plan.
    journeys
        Its journeys, out and back.
    streets
        Streets for its maps; none when None.
    words
        The language, with the words of printed plans.
    symbols
        Pictures by name.
    logo
        The council's own; none when None.
    size_pt
        Size of the words, points.
    photos
        The trainer's, by the key of their step.
    clocks
        Show times as clocks, too.
    landmarks_kept
        Whether the area keeps landmarks; one built before they were kept has none.

    Returns
    -------
    Booklet
        All sections and the pictures in them.
    """
    words = as_travelled(words, journeys[0])
    pictures = Pictures(words, symbols, wheels=journeys[0].wheels)
    writer = _Writer(plan, words, pictures, photos or {}, clocks)
    sections = [
        writer.cover(logo),
        *writer.way(plan.out, journeys[0], streets),
        *writer.way(plan.back, journeys[1], streets),
        writer.wrong(),
        writer.wallet(journeys),
        carer_section(plan, journeys, words),
        risk_section(plan, words),
        survey_section(plan, words),
        *landmark_sections(plan, words, kept=landmarks_kept),
    ]
    title = words.say("plan", "title", venue=plan.venue)
    return Booklet(
        title=title,
        language=words.say("plan", "language"),
        region=words.say("plan", "region"),
        sections=tuple(sections),
        pictures=writer.pictures.kept,
        size_pt=size_pt,
        page_word=words.say("plan", "page"),
    )


@dataclass(slots=True)
class _Writer:
    """Writes the sections for the person, and keeps the pictures in them."""

    plan: Plan
    words: Words
    pictures: Pictures
    photos: Mapping[str, Photo]
    clocks: bool

    def say(self, name: str, **values: object) -> str:
        return self.words.say("plan", name, **values)

    def map(self, key: str, svg: str, alt: str) -> Plate:
        return Plate(self.pictures.keep(key, PictureFile("svg", svg.encode()), alt))

    def cover(self, logo: PictureFile | None) -> Section:
        plan, words = self.plan, self.words
        blocks: list[Block] = []
        if logo is not None:
            shown = self.pictures.keep("logo", logo, words.say("alt", "logo"))
            blocks.append(Card("", shown, ()))
        days = words.listed(plan.session_days)
        blocks += [
            Lines((self.say("when", activity=plan.activity, days=days),), strong=True),
            self._way_card("there", "venue", plan.out),
            self._way_card("back", "home", plan.back),
            Card(
                "", self.pictures.symbol("helper"), tuple(self.words.tables["use"][plan.rung.word])
            ),
            Lines(
                (
                    self.say("for", person=plan.person),
                    self.say("buses_of", date=words.date(plan.shown or plan.date)),
                )
            ),
        ]
        return Section(self.say("title", venue=plan.venue), tuple(blocks))

    def _way_card(self, name: str, picture: str, way: PlanWay) -> Card:
        return Card(
            self.say(name), self.pictures.symbol(picture), self._times(way), self._clock(way.leave)
        )

    def _times(self, way: PlanWay) -> tuple[str, str]:
        clock = self.words.clock
        return self.say("leave", clock=clock(way.leave)), self.say(
            "arrive", clock=clock(way.arrive)
        )

    def way(self, way: PlanWay, journey: Journey, streets: WalkNetwork | None) -> Iterator[Section]:
        name = way.direction.value
        title = self.say(f"overview_{name}")
        blocks: tuple[Block, ...] = (Lines(self._times(way)),)
        if journey.rides:
            home, venue = self.words.say("plan", "home"), self.plan.venue
            out = way.direction is Direction.OUT
            ends = (home, venue) if out else (venue, home)
            alt = self.words.say("alt", "overview", start=ends[0], end=ends[1])
            drawn = overview_svg(self.words, way, journey, streets)
            blocks = (*blocks, self.map(f"{name} whole", drawn, alt))
        yield Section(title, blocks)
        for leg in range(len(journey.legs)):
            yield self._leg(way, journey, streets, leg)

    def _leg(
        self, way: PlanWay, journey: Journey, streets: WalkNetwork | None, leg: int
    ) -> Section:
        found, name = journey.legs[leg], way.direction.value
        cards = tuple(self._card(step, journey) for step in way.steps if step.leg == leg)
        if isinstance(found, RideLeg):
            mode = self.words.say("mode", found.mode.value)
            return Section(self.say("ride_on", mode=mode, route=found.route), cards, level=2)
        last = leg == len(journey.legs) - 1
        if last and way.direction is Direction.BACK:
            title = self.say("walk_home")
        else:
            title = self.say("walk_to", place=self.plan.venue if last else found.end.name)
        drawn, numbers = walk_svg(self.words, way, journey, streets, leg)
        template = "leg" if len(numbers) > 1 else "one"
        ends = {"first": numbers[0], "last": numbers[-1]} if numbers else {"first": "", "last": ""}
        alt = self.words.say("alt", template, title=title, **ends)
        return Section(title, (self.map(f"{name} {leg}", drawn, alt), *cards), level=2)

    def _card(self, step: PlanStep, journey: Journey) -> Card:
        picture = self.pictures.symbol(step.picture, str(step.facts.get("route", "")))
        beside = (*self._clock(self._moment(step, journey)), *self._photo(step))
        title = self.say("step", number=step.number)
        return Card(title, picture, step.sentences, beside)

    def _moment(self, step: PlanStep, journey: Journey) -> dt.datetime | None:
        """The time that a step tells; None where it tells none."""
        if step.action is Action.LEAVE:
            return door_times(journey)[0]
        if step.action is Action.ARRIVE:
            return door_times(journey)[1]
        leg = journey.legs[step.leg]
        if not isinstance(leg, RideLeg) or step.action not in (Action.WAIT, Action.ALIGHT):
            return None
        seconds = leg.depart_s if step.action is Action.WAIT else leg.arrive_s
        return to_local(seconds, journey.date, journey.zone)

    def _clock(self, moment: dt.datetime | None) -> tuple[Picture, ...]:
        if not self.clocks or moment is None:
            return ()
        key = f"clock {moment:%H:%M}"
        drawn = clock_picture(moment)
        return (self.pictures.keep(key, drawn, clock_alt(self.words, moment)),)

    def _photo(self, step: PlanStep) -> tuple[Picture, ...]:
        photo = self.photos.get(step.key)
        if photo is None:
            return ()
        return (self.pictures.keep(f"photo {step.key}", photo.file, photo.alt),)

    def wrong(self) -> Section:
        words = self.words
        told: Any = words.tables["wrong_cards"]
        rides = any(way.routes for way in self.plan.ways)
        cards_for = [each for each in told if rides or not each["bus"]]
        cards = tuple(
            Card(
                str(each["title"]), self.pictures.symbol(str(each["picture"])), tuple(each["says"])
            )
            for each in cards_for
        )
        phone = self.pictures.symbol("phone")
        rings = Blanks((words.say("wrong", "ring"), words.say("wrong", "ring_next")))
        blocks: tuple[Block, ...] = (
            Card(words.say("wrong", "calm"), phone, ()),
            rings,
            *cards,
            Card(words.say("wrong", "safe"), self.pictures.symbol("safe"), ()),
            Blanks(("1.", "2.", "3.")),
        )
        return Section(words.say("wrong", "title"), blocks)

    def wallet(self, journeys: tuple[Journey, Journey]) -> Section:
        def said(name: str, **values: object) -> str:
            return self.words.say("wallet", name, **values)

        ring = self.words.say("wrong", "ring")
        next_ring = self.words.say("wrong", "ring_next")
        front = Cutout(
            said("front"),
            tuple(self.words.tables["wallet"]["front_says"]),
            (ring, next_ring),
        )
        sides = []
        for name, journey in zip(("out", "back"), journeys, strict=True):
            to = said("going", venue=self.plan.venue) if name == "out" else said("home")
            sides.append(Cutout(said(name), (to, *self._rides(journey)), ()))
        return Section(said("title"), (Lines((said("cut"),)), front, *sides))

    def _rides(self, journey: Journey) -> Iterator[str]:
        if not journey.rides:
            yield self.words.say("wallet", "walk")
        for ride in journey.rides:
            mode = self.words.say("mode", ride.mode.value)
            mode = mode[:1].upper() + mode[1:]
            yield self.words.say(
                "wallet", "by", mode=mode, routes=ride.route, stop=ride.alight.name
            )
