"""What the command for plans does, one thing after another."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from transit.cli import output
from transit.errors import InputError, StoreError, TransitError

if TYPE_CHECKING:
    from transit.model.saved_plan import Choice
    from transit.network.area import Area
    from transit.plan.choose import Choices, Option, Telling
    from transit.plan.find import Found, Searched
    from transit.present.words import Words


@dataclass(frozen=True, slots=True)
class Style:
    """How a plan is printed."""

    size_pt: int
    symbols: Path | None
    logo: Path | None
    language: str
    clocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whom a plan is for, and what is asked of the journey."""

    person: str
    session: str
    place: int
    avoid: tuple[str, ...]
    prefer: tuple[str, ...]
    companion_for: tuple[str, ...]
    earlier_min: int
    later_min: int
    option: int | None

    @property
    def is_choice(self) -> bool:
        """Whether anything is asked beyond the verdict's own journey."""
        things = self.avoid or self.prefer or self.companion_for
        return bool(things or self.earlier_min or self.later_min or self.option or self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of what was found."""

    out: Path | None
    style: Style
    save_by: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What there is to choose from, and where it was searched."""

    choices: "Choices"
    area: "Area"
    words: "Words"


def find(register: str, area: Path, wish: Wish, parameters: Path | None) -> Chosen:
    """Find the options that keep to a wish.

    Parameters
    ----------
    register
        SQLite file, or address of a database.
    area
        Folder of the area.
    wish
        Whom it is for, and what is asked.
    parameters
        The council's own parameters; the shipped ones when None.

    Returns
    -------
    Chosen
        The options.
    """
    from transit.plan.choose import Telling, choose
    from transit.plan.find import open_search, session_of
    from transit.present.words import Words
    from transit.read.printing import read_hazards, read_print_words
    from transit.store import open_store

    store = open_store(register)
    try:
        search = open_search(store, area, wish.person, parameters=parameters)
    finally:
        store.close()
    if wish.place >= len(search.person.places):
        raise InputError(f"--place: {wish.person} has no start place {wish.place}")
    words = Words(read_print_words())
    telling = Telling(words, read_hazards())
    session = session_of(search.desk, wish.session)
    choice = _choice(search, wish, telling)
    found = choose(search.desk, search.person, session, telling, choice, wish.place)
    return Chosen(found, search.area, words)


def _choice(search: "Searched", wish: Wish, telling: "Telling") -> "Choice":
    from transit.model.saved_plan import Choice
    from transit.plan.choose import choose
    from transit.plan.find import session_of
    from transit.plan.pointed import is_key, things_meant

    options: tuple[Option, ...] = ()
    if any(is_key(each) for each in (*wish.avoid, *wish.prefer)):
        session = session_of(search.desk, wish.session)
        options = choose(search.desk, search.person, session, telling, place=wish.place).options
    streets = search.area.walk
    return Choice(
        avoid=things_meant(wish.avoid, options, streets),
        prefer=things_meant(wish.prefer, options, streets),
        companion_legs=wish.companion_for,
        earlier_min=wish.earlier_min,
        later_min=wish.later_min,
    )


def finish(
    register: str, found: Chosen, wish: Wish, show: Outcome, parameters: Path | None
) -> None:
    """Save, print or show what was found.

    Parameters
    ----------
    register
        SQLite file, or address of a database.
    found
        The options.
    wish
        Which of them.
    show
        What becomes of it.
    parameters
        The council's own parameters; the shipped ones when None.
    """
    from transit.plan.choices_json import choices_as_dict
    from transit.plan.compare import unmet_words

    choices, words = found.choices, found.words
    if choices.missing:
        output.err.print(
            words.say("option", "missing", things=", ".join(choices.missing)), markup=False
        )
    stops = found.area.timetable.stops
    names = dict(zip(stops["stop_id"].to_list(), stops["name"].to_list(), strict=True))
    for said in unmet_words(words, choices, names):
        output.err.print(said, markup=False)
    is_used = show.save_by is not None or show.out is not None
    # For scripts that there is none is an answer like others.
    if is_used or not (choices.options or show.as_json):
        option = _option(found, wish.option)
        if show.save_by is not None:
            _save(register, found, option, show.save_by, parameters)
        if show.out is not None:
            _write(_printed(found, option, show.style), show.out, show.style)
    if show.as_json:
        output.print_json(choices_as_dict(choices, words))
    elif show.save_by is None and show.out is None:
        _show_options(found)


def _printed(found: Chosen, option: "Option", style: Style) -> "Found":
    from transit.plan.find import Found
    from transit.plan.make import said_again
    from transit.present.words import Words
    from transit.read.printing import LANGUAGE, read_hazards, read_print_words

    plan, words, journeys = option.plan, found.words, (option.out, option.back)
    if style.language != LANGUAGE:
        words = Words(read_print_words(style.language))
        plan = said_again(plan, journeys, words, read_hazards(), found.words)
    return Found(plan, *journeys, found.area.walk, words)


def _option(found: Chosen, number: int | None) -> "Option":
    options, words = found.choices.options, found.words
    if not options:
        name = "none_at_all" if found.choices.free is None else "none"
        raise TransitError(words.say("option", name))
    if number is not None and number > len(options):
        raise InputError(f"--option: there are {len(options)}")
    return options[(number or 1) - 1]


def _save(register: str, found: Chosen, option: "Option", by: str, parameters: Path | None) -> None:
    from transit.plan.keep import keep_option
    from transit.read.parameters import read_parameters
    from transit.store import open_store

    store = open_store(register)
    try:
        saved = keep_option(
            store,
            found.choices,
            option,
            found.area,
            found.words,
            read_parameters(parameters),
            by=by,
        )
    finally:
        store.close()
    waiting = len(saved.latest.edits.conflicts)
    output.err.print(f"Saved {saved.id}, version {saved.latest.number}", markup=False)
    if waiting:
        output.err.print(
            f"{waiting} edits of the version before no longer fit; decide on the page Plan",
            markup=False,
        )


def _show_options(found: Chosen) -> None:
    from transit.plan.compare import compared, option_title
    from transit.present.reason_words import demand_sentence
    from transit.read.skills import read_skills

    choices, words = found.choices, found.words
    table = Table(title=f"{choices.venue.name}, {choices.session.activity}: for review")
    table.add_column("")
    for each in choices.options:
        table.add_column(f"{each.number}  {option_title(each, words)}")
    for row in compared(choices, words, read_skills()):
        table.add_row(row.label, *row.values)
    output.out.print(table)
    for each in choices.options:
        output.out.print(f"Option {each.number}", style="bold")
        for way, journey in zip(each.plan.ways, (each.out, each.back), strict=True):
            for step in way.steps:
                output.out.print(f"  {step.key:<44}  {' '.join(step.sentences)}", markup=False)
            asked = [demand_sentence(words, journey, each) for each in journey.demands]
            for line in dict.fromkeys(asked):
                output.out.print(f"    - {line}", markup=False)


def show_list(register: str, person: str | None, *, as_json: bool) -> None:
    """List the saved plans.

    Parameters
    ----------
    register
        SQLite file, or address of a database.
    person
        Only those of this person; None for all.
    as_json
        Print JSON.
    """
    from transit.plan.choices_json import saved_as_dict
    from transit.store import open_store
    from transit.store.plans import list_saved_plans

    store = open_store(register)
    try:
        plans = list_saved_plans(store, person)
    finally:
        store.close()
    if as_json:
        output.print_json([saved_as_dict(each) for each in plans])
        return
    table = Table()
    for name in ("Plan", "Person", "Session", "Version", "Saved", "By", "Review", "To decide"):
        table.add_column(name)
    for each in plans:
        latest = each.latest
        table.add_row(
            each.id,
            each.person,
            each.session,
            str(latest.number),
            f"{latest.made_at:%Y-%m-%d}",
            latest.made_by,
            f"{each.terms.review_on:%Y-%m-%d}",
            str(len(latest.edits.conflicts)),
        )
    output.out.print(table)


def show_saved(
    register: str,
    plan_id: str,
    version: int | None,
    area: Path | None,
    out: Path | None,
    style: Style,
    *,
    as_json: bool,
) -> None:
    """Print a saved plan as it was saved, with its edits.

    Parameters
    ----------
    register
        SQLite file, or address of a database.
    plan_id
        The plan's id.
    version
        Number of its version; the latest when None.
    area
        Folder of the area, for streets on the maps; maps of the way alone when None.
    out
        File to write; the steps are shown when None.
    style
        How it is printed.
    as_json
        Print JSON.

    Raises
    ------
    StoreError
        There is no such plan or version.
    """
    from transit.network.store import open_area
    from transit.plan.choices_json import saved_as_dict
    from transit.plan.find import saved_to_print
    from transit.present.words import Words
    from transit.read.printing import read_print_words
    from transit.store import open_store
    from transit.store.plans import find_saved_plan

    store = open_store(register)
    try:
        saved = find_saved_plan(store, plan_id)
        if saved is None:
            raise StoreError(f"{store.name}: there is no plan {plan_id}")
        chosen = [each for each in saved.versions if version in (None, each.number)]
        if not chosen:
            raise StoreError(f"{plan_id} has no version {version}")
        opened = None if area is None else open_area(area)
        words = Words(read_print_words(style.language))
        found = saved_to_print(store, saved, chosen[-1], words, opened)
    finally:
        store.close()
    if out is not None:
        _write(found, out, style)
    if as_json:
        output.print_json(saved_as_dict(saved))
    elif out is None:
        _show_steps(found)


def _show_steps(found: "Found") -> None:
    for way in found.plan.ways:
        output.out.print(found.words.say("plan", f"overview_{way.direction.value}"), style="bold")
        for step in way.steps:
            output.out.print(f"  {step.number:>2}  {' '.join(step.sentences)}", markup=False)
            output.out.print(f"      {step.key}", markup=False, style="dim")


def print_best(
    register: str,
    area: Path,
    person: str,
    session: str,
    out: Path,
    style: Style,
    parameters: Path | None,
) -> None:
    """Print the verdict's own journey without keeping it.

    Parameters
    ----------
    register
        SQLite file, or address of a database.
    area
        Folder of the area.
    person, session
        Ids.
    out
        File to write.
    style
        How it is printed.
    parameters
        The council's own parameters; the shipped ones when None.
    """
    from transit.plan.find import find_plan

    with output.err.status("Finding the journeys"):
        found = find_plan(
            register, area, person, session, parameters=parameters, language=style.language
        )
        _write(found, out, style)


def _write(found: "Found", out: Path, style: Style) -> None:
    from transit.plan.find import write_plan

    write_plan(
        found,
        out,
        size_pt=style.size_pt,
        symbols=style.symbols,
        logo=style.logo,
        clocks=style.clocks,
    )
    output.err.print(f"Wrote {out}", markup=False)
