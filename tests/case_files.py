"""Cases for travel trainers: a sketch of streets, a person, and the verdict to expect.

``tests/cases/README.md`` says how a case is written. Here one is read and turned into files that
the readers read (a street map and a timetable), and into the records of a person and a session.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.case_words import POINT_WORDS, STATES, clock_s, split, street_tags
from tests.feeds import write_files
from tests.town_files import OsmFile, at
from transit.model.abilities import Ability, Lessons, Level
from transit.model.fact import Fact, Source, State
from transit.model.limits import Limits
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import (
    Companion,
    CompanionKind,
    Needs,
    Pass,
    Person,
    PlaceKind,
    StartPlace,
)
from transit.model.positions import Position
from transit.model.skills import Catalogue
from transit.model.weekdays import Weekday

FOLDER: Final = Path(__file__).parent / "cases"
DAYS: Final = {
    "mondays": Weekday.MON,
    "tuesdays": Weekday.TUE,
    "wednesdays": Weekday.WED,
    "thursdays": Weekday.THU,
    "fridays": Weekday.FRI,
    "saturdays": Weekday.SAT,
    "sundays": Weekday.SUN,
}
LEVELS: Final = {
    "alone": Level.ALONE,
    "with an aid": Level.WITH_AID,
    "with prompts": Level.WITH_PROMPTS,
    "not yet": Level.NOT_YET,
}
_USUAL: Final = {"first": "2026-06-16", "last": "2026-06-16"}
"""A Tuesday in June: long light, no holiday."""


@dataclass(frozen=True)
class Case:
    """One case as written."""

    name: str
    title: str
    scale: tuple[float, float]
    points: dict[str, tuple[float, float]]
    sections: dict[str, list[tuple[str, str]]]

    def rows(self, section: str) -> list[tuple[str, str]]:
        """Return the lines of a section as key and words."""
        return self.sections.get(section, [])

    def first(self, section: str, key: str, otherwise: str = "") -> str:
        """Return what a section says of a key."""
        return next((words for own, words in self.rows(section) if own == key), otherwise)

    def all(self, section: str, key: str) -> list[str]:
        """Return everything that a section says of a key."""
        return [words for own, words in self.rows(section) if own == key]


def read_case(path: Path) -> Case:
    """Read one case."""
    title, *lines = path.read_text(encoding="utf-8").splitlines()
    sections: dict[str, list[tuple[str, str]]] = {}
    sketch: list[str] = []
    scale = (10.0, 20.0)
    section = ""
    for number, line in enumerate(lines, start=2):
        heading = re.fullmatch(r"([A-Z]{4,})\b.*", line)
        if heading:
            section = heading[1]
            if metres := re.search(r"(\d+) metres across(?: and (\d+) down)?", line):
                across = float(metres[1])
                scale = (across, float(metres[2]) if metres[2] else 2 * across)
        elif section == "SKETCH":
            sketch.append(line)
        elif section and line.strip():
            key, colon, words = line.partition(":")
            if not colon:
                raise ValueError(f"{path.name}, line {number}: a line needs a colon")
            sections.setdefault(section, []).append((key.strip(), words.strip()))
    return Case(path.stem, title, scale, _points(sketch, scale, path.name), sections)


def _points(sketch: list[str], scale: tuple[float, float], file: str) -> dict[str, Any]:
    """Return where each letter or digit of the sketch lies, metres from its upper left corner."""
    points: dict[str, tuple[float, float]] = {}
    for row, line in enumerate(sketch):
        for column, sign in enumerate(line):
            if sign.isalnum():
                if sign in points:
                    raise ValueError(f"{file}: {sign} is twice in the sketch")
                points[sign] = (column * scale[0], -row * scale[1])
    return points


def write_inputs(case: Case, folder: Path) -> tuple[Path, Path]:
    """Write the case's street map and timetable; return their paths."""
    osm = OsmFile()
    for key, words in case.rows("STREETS"):
        tags = street_tags(split(words), case.name)
        osm.way([case.points[name] for name in key.split()], **_named(tags))
    stops: dict[str, tuple[str, str]] = {}
    for key, words in case.rows("POINTS"):
        tags, wheelchair = {}, ""
        for word in split(words):
            if word.startswith("stop "):
                stops[key] = (word.removeprefix("stop "), "")
                tags["highway"] = "bus_stop"
            elif word in ("step-free", "not step-free"):
                wheelchair = "1" if word == "step-free" else "2"
            else:
                tags |= POINT_WORDS[word]
        if key in stops:
            stops[key] = (stops[key][0], wheelchair)
        osm.node(*case.points[key], **_named(tags))
    return osm.write(folder / "streets.osm"), write_files(folder / "feed.zip", _feed(case, stops))


def _named(tags: dict[str, str]) -> dict[str, str]:
    return {key.replace(":", "__"): value for key, value in tags.items()}


@dataclass
class _Feed:
    routes: list[str] = field(default_factory=list)
    trips: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    calendar: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)


def _feed(case: Case, stops: dict[str, tuple[str, str]]) -> dict[str, str]:
    feed = _Feed()
    buses = case.rows("BUSES")
    if not buses:
        # A timetable cannot be empty: one bus runs at night along a bit of the first street.
        first, last = case.rows("STREETS")[0][0].split()[:2]
        stops = stops | {first: ("First", ""), last: ("Last", "")}
        buses = [("night", f"{first} 3:00, {last} 3:05")]
    for number, (key, words) in enumerate(buses):
        _line(feed, number, key, words)
    places = {key: at(*case.points[key]) for key in stops}
    stop_rows = [
        f"{key},{name},{places[key][0]:.7f},{places[key][1]:.7f},{wheelchair}"
        for key, (name, wheelchair) in stops.items()
    ]
    days = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    return {
        "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
        "a,Town Buses,https://example.org,Europe/London\n",
        "stops.txt": _text("stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding", stop_rows),
        "routes.txt": _text("route_id,agency_id,route_short_name,route_type", feed.routes),
        "trips.txt": _text("route_id,service_id,trip_id,wheelchair_accessible", feed.trips),
        "stop_times.txt": _text(
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type",
            feed.times,
        ),
        "calendar.txt": _text(f"service_id,{days},start_date,end_date", feed.calendar),
        "calendar_dates.txt": _text("service_id,date,exception_type", feed.dates),
    }


def _text(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


def _line(feed: _Feed, number: int, key: str, words: str) -> None:
    """Add one line of BUSES: ``6 (wheelchair space): S 9:30, T 9:42``."""
    name, _, extra = key.partition("(")
    extras = split(extra.rstrip(") "))
    wheelchair, asks, service = "", "0", f"s{number}"
    running = "1,1,1,1,1,1,1"
    for word in extras:
        if word in ("wheelchair space", "no wheelchair space"):
            wheelchair = "1" if word == "wheelchair space" else "2"
        elif word == "ask the driver":
            asks = "3"
        elif word == "mondays to fridays":
            running = "1,1,1,1,1,0,0"
        elif word.startswith("not on "):
            feed.dates.append(f"{service},{word.removeprefix('not on ').replace('-', '')},2")
        else:
            raise ValueError(f"{word!r} says nothing about a bus")
    feed.calendar.append(f"{service},{running},20260101,20261231")
    route = name.strip()
    row = f"{route},a,{route},3"
    if row not in feed.routes:
        feed.routes.append(row)
    starts, calls = _calls(words)
    for start in starts:
        trip = f"{number}-{start}"
        feed.trips.append(f"{route},{service},{trip},{wheelchair}")
        for order, (stop, at_s) in enumerate(calls):
            time = _gtfs_time(start + at_s)
            feed.times.append(f"{trip},{time},{time},{stop},{order},{asks},{asks}")


def _calls(words: str) -> tuple[list[int], list[tuple[str, int]]]:
    """Read ``S 9:30, T 9:42`` or ``every 30 minutes from 7:00 to 19:00, S 0, T 12``."""
    first, *rest = split(words)
    if every := re.fullmatch(r"every (\d+) minutes from (\S+) to (\S+)", first):
        starts = list(range(clock_s(every[2]), clock_s(every[3]) + 1, int(every[1]) * 60))
        pairs = [part.split() for part in rest]
        return starts, [(stop, int(minutes) * 60) for stop, minutes in pairs]
    calls = [(part.split()[0], clock_s(part.split()[1])) for part in [first, *rest]]
    return [0], calls


def _gtfs_time(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:00"


def person_of(case: Case, catalogue: Catalogue) -> Person:
    """Return the person of a case; what it does not say is as the README states."""
    by_label = {skill.label: name for name, skill in catalogue.skills.items()}
    said = dict(case.rows("PERSON"))
    levels: dict[str, Level | None] = dict.fromkeys(catalogue.skills, Level.ALONE)
    for words, level in ((words, LEVELS.get(key)) for key, words in case.rows("PERSON")):
        if level is not None:
            levels |= dict.fromkeys(_skills(words, by_label, levels, case.name), level)
    for words in case.all("PERSON", "not assessed"):
        levels |= dict.fromkeys(_skills(words, by_label, levels, case.name))
    learns = dict.fromkeys(catalogue.skills, State.UNKNOWN)
    for key, state in (("can learn", State.YES), ("cannot learn", State.NO)):
        for words in case.all("PERSON", key):
            learns |= dict.fromkeys(_skills(words, by_label, levels, case.name), state)
    lessons = {}
    for words in case.all("PERSON", "lessons"):
        found = re.fullmatch(r"(.+) (\d+) to (\d+)", words)
        assert found, words
        lessons[by_label[found[1]]] = Lessons(int(found[2]), int(found[3]))
    abilities = tuple(
        Ability(
            skill=name,
            level=level,
            assessed_by="" if level is None else "trainer",
            assessed_on=None if level is None else dt.date(2026, 1, 5),
            trainable=learns[name],
            lessons=lessons.get(name),
        )
        for name, level in levels.items()
    )
    home = _position(case, said["home"])
    return Person(
        id="P1",
        places=(StartPlace(PlaceKind.HOME, home),),
        profile=said.get("profile", "walks-well"),
        limits=_limits(said),
        needs=_needs(said),
        pass_=Pass(held=STATES[said.get("pass", "no")], pays_fares=STATES[said.get("pays", "yes")]),
        companion=_companion(said),
        abilities=abilities,
    )


def _skills(
    words: str, by_label: dict[str, str], levels: dict[str, Level | None], file: str
) -> list[str]:
    if words == "everything":
        return list(by_label.values())
    if words == "everything else":
        return [name for name, level in levels.items() if level is Level.ALONE]
    names = []
    for label in (part.strip() for part in words.split(";")):
        if label not in by_label:
            raise ValueError(f"{file}: there is no skill {label!r}")
        names.append(by_label[label])
    return names


def _number(said: dict[str, str], key: str) -> float | None:
    found = re.search(r"\d+(\.\d+)?", said.get(key, ""))
    return None if found is None else float(found[0])


def _whole(said: dict[str, str], key: str) -> int | None:
    number = _number(said, key)
    return None if number is None else int(number)


def _limits(said: dict[str, str]) -> Limits:
    chair = re.findall(r"\d+", said.get("wheelchair", ""))
    return Limits(
        walk_total_m=_whole(said, "walks at most"),
        walk_without_rest_m=_whole(said, "rests after"),
        speed_m_s=_number(said, "speed"),
        steepest_pct=_number(said, "slopes up to"),
        most_steps=0 if said.get("steps") == "none" else _whole(said, "steps"),
        highest_kerb_mm=_whole(said, "kerbs up to"),
        chair=State.YES if "wheelchair" in said else State.UNKNOWN,
        chair_width_mm=int(chair[0]) if chair else None,
        chair_length_mm=int(chair[1]) if chair else None,
        out_after_dark=STATES[said.get("out after dark", "yes")],
        bears_noise=STATES[said.get("crowds", "yes")],
        bears_crowds=STATES[said.get("crowds", "yes")],
        toilet_every_min=_whole(said, "needs a toilet every"),
    )


def _needs(said: dict[str, str]) -> Needs:
    names = [word.replace(" ", "_").replace("-", "_") for word in split(said.get("needs", ""))]
    return Needs(**dict.fromkeys(names, State.YES))


def _companion(said: dict[str, str]) -> Companion:
    kind, *days = split(said.get("companion", "none"))
    return Companion(CompanionKind(kind), tuple(DAYS[day] for day in days), State.YES, 1600)


def _position(case: Case, name: str) -> Position:
    return Position(*at(*case.points[name]), precision_m=5)


def opportunity_of(case: Case) -> Opportunity:
    """Return the venue of a case: each ``door`` is a way in."""
    facts = {
        key.replace(" ", "_").replace("-", "_"): Fact(STATES[words], Source.SURVEYED)
        for key, words in case.rows("VENUE")
        if key not in ("door", "name")
    }
    doors = []
    for words in case.all("VENUE", "door"):
        name, *more = split(words)
        state = {"step-free": State.YES, "a step": State.NO}.get(more[0] if more else "")
        fact = Fact() if state is None else Fact(state, Source.SURVEYED)
        doors.append(Entrance(_position(case, name), "", fact))
    return Opportunity(
        id="O1",
        name=case.first("VENUE", "name", "The Centre"),
        kind="day_centre",
        entrances=tuple(doors),
        facts=facts,
    )


def session_of(case: Case) -> Session:
    """Return the session of a case."""
    hours = split(case.first("SESSION", "hours"))[0].split(" to ")
    days = case.first("SESSION", "days", "tuesdays")
    dates = case.first("SESSION", "dates").split(" to ")
    first, last = (dates[0], dates[-1]) if dates[0] else (_USUAL["first"], _USUAL["last"])
    return Session(
        id="S1",
        opportunity="O1",
        activity="Art",
        days=tuple(sorted(DAYS[day] for day in split(days))),
        start_s=clock_s(hours[0]),
        end_s=clock_s(hours[1]),
        first_date=dt.date.fromisoformat(first),
        last_date=dt.date.fromisoformat(last),
    )


def all_cases() -> list[Path]:
    """Return the cases' files by name."""
    return sorted(FOLDER.glob("*.txt"))
