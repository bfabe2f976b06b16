"""Options side by side, in words: what each is like, and what the trainer's choice costs."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from transit.model.clock import to_local
from transit.model.saved_plan import Choice
from transit.model.skills import Catalogue
from transit.model.verdict import Direction, Rung
from transit.plan.accompanied import Meeting
from transit.plan.choose import Choices, Difference, Option
from transit.plan.things import Kind, parse_thing
from transit.present.summary_words import door_times, roads_to_cross
from transit.present.travelling import as_travelled
from transit.present.words import Words
from transit.route.journey import Journey

_SKILLS_NAMED: Final = 3
"""More are counted: a list of thirty says nothing."""


class Row(NamedTuple):
    """One line of the comparison.

    Parameters
    ----------
    label
        What is compared.
    values
        One an option.
    """

    label: str
    values: tuple[str, ...]


def compared(choices: Choices, words: Words, catalogue: Catalogue) -> tuple[Row, ...]:
    """Return what options differ in.

    Parameters
    ----------
    choices
        The options.
    words
        The language.
    catalogue
        The skills, for their names.

    Returns
    -------
    tuple of Row
        A row in which nothing is said of any option is left out.
    """
    if choices.options:
        words = as_travelled(words, choices.options[0].out)
    teller = _Teller(words, catalogue)
    beyond = "beyond_first" if choices.choice == Choice() else "beyond"
    lines: tuple[tuple[str, Callable[[Option], str]], ...] = (
        ("confidence", teller.confidence),
        ("how", teller.how),
        ("learn", teller.learn),
        ("together", teller.together),
        ("leave", teller.leave),
        ("there", teller.there),
        ("buses", lambda each: teller.buses(each.out)),
        ("missed", teller.missed),
        ("home", teller.home),
        ("buses_home", lambda each: teller.buses(each.back)),
        ("next_home", teller.next_home),
        ("other_days", teller.other_days),
        ("away", teller.away),
        ("burden", teller.burden),
        ("walk", teller.walk),
        ("changes", lambda each: str(each.out.changes + each.back.changes)),
        ("crossings", lambda each: str(sum(map(roads_to_cross, (each.out, each.back))))),
        (beyond, lambda each: beyond_words(words, each.beyond)),
    )
    made = []
    for name, tell in lines:
        values = tuple(tell(each) for each in choices.options)
        if any(values):
            made.append(Row(words.say("option", name), values))
    return tuple(made)


def option_title(option: Option, words: Words) -> str:
    """Return why an option is offered.

    Parameters
    ----------
    option
        The option.
    words
        The language.

    Returns
    -------
    str
        A heading.
    """
    return words.say("option", f"why_{option.why}")


def beyond_words(words: Words, beyond: Difference | None) -> str:
    """Return what an option costs beyond another.

    Parameters
    ----------
    words
        The language.
    beyond
        The difference; None where there is nothing to compare with.

    Returns
    -------
    str
        ``""`` where there is nothing to compare with.
    """
    if beyond is None:
        return ""
    parts = list(_parts(words, beyond))
    return ", ".join(parts) if parts else words.say("option", "beyond_nothing")


def unmet_words(words: Words, choices: Choices, names: dict[str, str]) -> tuple[str, ...]:
    """Return what is preferred and not had, with what it would cost.

    Parameters
    ----------
    words
        The language.
    choices
        The options.
    names
        Names of stops by id.

    Returns
    -------
    tuple of str
        A sentence each.
    """
    return tuple(
        words.say(
            "option",
            _unmet(thing) if beyond is None else "unmet",
            thing=thing_words(words, thing, names),
            beyond=beyond_words(words, beyond),
        )
        for thing, beyond in choices.unmet
    )


def _unmet(thing: str) -> str:
    """Which words say that there is none: not every way is looked at for a street or a stop."""
    searched = parse_thing(thing).kind in (Kind.BUS, Kind.CHANGE)
    return "unmet_none" if searched else "unmet_not_found"


def thing_words(words: Words, text: str, names: dict[str, str] | None = None) -> str:
    """Return what is avoided or preferred as people call it.

    Parameters
    ----------
    words
        The language.
    text
        As it is written, e.g. ``stop:5310AWA1``.
    names
        Names of stops by id.

    Returns
    -------
    str
        E.g. "the stop Bus Station".
    """
    thing = parse_thing(text)
    name = "crossing_at" if thing.kind is Kind.CROSSING and thing.at else thing.kind.value
    return words.say("option", f"thing_{name}", name=(names or {}).get(thing.value, thing.value))


def _parts(words: Words, beyond: Difference) -> Iterator[str]:
    pairs = (
        ("more_minutes", "fewer_minutes", _minutes(beyond.away_s)),
        ("harder", "easier", _minutes(beyond.burden_s)),
        ("more_changes", "fewer_changes", beyond.changes),
        ("more_skills", "fewer_skills", beyond.skills),
    )
    for more, less, count in pairs:
        if count:
            one = "_one" if abs(count) == 1 else ""
            yield words.say("option", (more if count > 0 else less) + one, count=abs(count))


def _minutes(seconds: float) -> int:
    """Whole minutes; what is not one is none."""
    return int(seconds / 60)


class _Teller:
    """Says what one option is like."""

    def __init__(self, words: Words, catalogue: Catalogue) -> None:
        self.words = words
        self.catalogue = catalogue

    def say(self, name: str, **values: object) -> str:
        return self.words.say("option", name, **values)

    def time(self, seconds: int, journey: Journey) -> str:
        return f"{to_local(seconds, journey.date, journey.zone):%H:%M}"

    def confidence(self, option: Option) -> str:
        if option.confirmed:
            return self.say("confirmed")
        count = sum(each.decides for each in option.plan.questions)
        if not count:
            return self.say("check_person")
        return self.say("check_one" if count == 1 else "check", count=count)

    def how(self, option: Option) -> str:
        return self.words.say("rung", option.rung.word)

    def learn(self, option: Option) -> str:
        skills = option.skills
        if option.rung is Rung.WITH_COMPANION and not option.part_along:
            return self.say("covered")
        if not skills:
            return self.say("learn_nothing")
        known = self.catalogue.skills
        named = ", ".join(known[each].label if each in known else each for each in skills)
        if len(skills) <= _SKILLS_NAMED:
            return named
        return self.say("learn_count", count=len(skills))

    def together(self, option: Option) -> str:
        said = [self._meeting(each, option) for each in option.together.meetings]
        return "; ".join([*said, self.say("together_own")] if said else said)

    def _meeting(self, each: Meeting, option: Option) -> str:
        out = each.direction is Direction.OUT
        journey = option.out if out else option.back
        ends = (self.say("at_home"), option.plan.venue)
        first, last = ends if out else ends[::-1]
        minutes = -(-(each.ends_s - each.starts_s) // 60)
        stays = each.start == each.end != ""
        name = "cross" if each.crossing else "at" if stays else "from"
        return self.say(
            f"together_{name}" + ("_one" if minutes == 1 else ""),
            way=self.say(f"way_{each.direction.value}"),
            street=each.crossing,
            start=each.start or first,
            end=each.end or last,
            time=self.time(each.starts_s, journey),
            minutes=minutes,
        )

    def leave(self, option: Option) -> str:
        return f"{door_times(option.out)[0]:%H:%M}"

    def there(self, option: Option) -> str:
        there = door_times(option.out)[1]
        return self.say("spare", time=f"{there:%H:%M}", minutes=_minutes(option.spare_s))

    def buses(self, journey: Journey) -> str:
        routes = [ride.route for ride in journey.rides]
        return ", ".join(routes) if routes else self.say("on_foot")

    def missed(self, option: Option) -> str:
        bus = option.next_bus
        if not option.out.rides:
            return self.say("missed_walk")
        if bus is None:
            return self.say("missed_none")
        late_s = bus.later_s - option.spare_s
        name = "missed_late" if late_s > 0 else "missed_in_time"
        if option.out.changes:
            name = "missed_then"
        time = self.time(bus.leaves_s, option.out)
        return self.say(name, line=bus.line, time=time, minutes=-(-late_s // 60))

    def home(self, option: Option) -> str:
        leave, home = door_times(option.back)
        return self.say("home_at", leave=f"{leave:%H:%M}", arrive=f"{home:%H:%M}")

    def next_home(self, option: Option) -> str:
        if not option.back.rides:
            return self.say("missed_walk")
        if option.next_home is None:
            return self.say("next_home_none")
        leave, home = (self.time(each, option.back) for each in option.next_home)
        return self.say("next_home_at", leave=leave, arrive=home)

    def other_days(self, option: Option) -> str:
        said = []
        for each in option.other_days:
            out, back = each.out, each.back
            said.append(
                self.say(
                    "other_days_at",
                    date=self.words.date(each.date),
                    leave=self.time(out.leave_s // 60 * 60, option.out),
                    buses=", ".join(out.lines) or self.say("on_foot"),
                    home=self.time(-(-back.arrive_s // 60) * 60, option.back),
                    buses_home=", ".join(back.lines) or self.say("on_foot"),
                )
            )
        return "; ".join(said)

    def away(self, option: Option) -> str:
        both = option.out.duration_s + option.back.duration_s
        return self.say("minutes", count=round(both / 60))

    def burden(self, option: Option) -> str:
        both = option.out.burden_s + option.back.burden_s
        return self.say("burden_minutes", count=round(both / 60))

    def walk(self, option: Option) -> str:
        return self.say("metres", count=f"{option.out.walk_m + option.back.walk_m:,}")
