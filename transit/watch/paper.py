"""Sheets of changed plans and the trainer's list, written to a folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from transit.model.saved_plan import SavedPlan
from transit.model.watch import Outcome
from transit.plan.booklet import Booklet, Grid, Lines, Section
from transit.plan.pdf import pdf_of
from transit.present.words import Words
from transit.read.printing import LANGUAGE, PictureFile, read_symbols
from transit.read.watching import read_watch_words
from transit.store import open_store
from transit.store.plans import find_saved_plan
from transit.store.private_file import write_private
from transit.store.watched import Look
from transit.watch.say import outcome_word, said_apart, said_offer, said_told, said_way
from transit.watch.sheet import changed_sheet, changed_steps

_NEWS = (Outcome.BROKEN, Outcome.CHANGED)


def write_sheets(
    register: str | Path,
    looks: Iterable[Look],
    folder: Path,
    *,
    size_pt: int = 18,
    language: str = LANGUAGE,
) -> tuple[Path, ...]:
    """Write a sheet for each plan that is other than learnt, and the trainer's list.

    Parameters
    ----------
    register
        File or address of the register.
    looks
        The looks at its plans.
    folder
        Where to write; it must be there.
    size_pt
        Size of the words of sheets, points.
    language
        Language of the sheets; the trainer's list is in English.

    Returns
    -------
    tuple of Path
        ``PL3.pdf`` and the like, and ``list.pdf``; none where nothing is other.

    Raises
    ------
    StoreError
        A file cannot be written.
    InputError
        There is no such language.
    """
    words, symbols = Words(read_watch_words()), read_symbols()
    theirs = Words(read_watch_words(language))
    told = [look for look in looks if look.watched.outcome is not Outcome.UNCHANGED]
    store = open_store(register)
    try:
        plans = {look.watched.plan: find_saved_plan(store, look.watched.plan) for look in told}
    finally:
        store.close()
    both = [(look, plans[look.watched.plan]) for look in told]
    known = [(look, saved) for look, saved in both if saved is not None]
    made = []
    for look, saved in known:
        if look.watched.outcome in _NEWS:
            sheet = changed_sheet(look.watched, saved, theirs, symbols, size_pt=size_pt)
            made.append(_write(folder / f"{saved.id}.pdf", sheet))
    if known:
        made.append(_write(folder / "list.pdf", trainers_list(known, words, symbols)))
    return tuple(made)


def trainers_list(
    looks: Sequence[tuple[Look, SavedPlan]], words: Words, symbols: dict[str, PictureFile]
) -> Booklet:
    """Return the trainer's list of plans that are other than learnt.

    Parameters
    ----------
    looks
        Looks with their plans, the most urgent first.
    words
        The language, with the words of watching.
    symbols
        Pictures by name; the list has none.

    Returns
    -------
    Booklet
        A table, and for each plan the steps that are other.
    """
    del symbols
    column = words.tables["watch_list"]
    rows = tuple(_row(look, saved, words) for look, saved in looks)
    grid = Grid(
        (column["plan"], column["what"], column["starts"], column["do"]), (2, 6, 2, 4), rows
    )
    sections = [Section(column["title"], (grid,), for_staff=True, wide=True)]
    for look, saved in looks:
        lines = _steps(look, saved, words)
        if lines:
            title = words.say("watch_list", "steps", plan=saved.id, venue=saved.latest.plan.venue)
            sections.append(Section(title, (Lines(lines),), level=2, for_staff=True))
    return Booklet(
        title=column["title"],
        language=words.say("plan", "language"),
        region=words.say("plan", "region"),
        sections=tuple(sections),
        pictures={},
        size_pt=16,
        page_word=words.say("plan", "page"),
    )


def _row(look: Look, saved: SavedPlan, words: Words) -> tuple[str, ...]:
    watched = look.watched
    changes = []
    for told in watched.told:
        way, when = said_way(words, told), said_apart(words, watched, told)
        said = said_told(words, told)
        changes.append(" ".join(filter(None, (way and f"{way}:", said, when and f"({when})"))))
    starts = "" if watched.starts is None else words.date(watched.starts)
    offers = [" ".join(said_offer(words, watched, offer)) for offer in watched.proposals]
    name = words.say(
        "watch_list",
        "name",
        plan=saved.id,
        person=saved.person,
        venue=saved.latest.plan.venue,
        outcome=outcome_word(words, watched.outcome),
    )
    return name, " ".join(changes), starts, " ".join(offers)


def _steps(look: Look, saved: SavedPlan, words: Words) -> tuple[str, ...]:
    """Steps that fall away and steps that come, way after way, of the first proposal."""
    made: list[str] = []
    for offer in look.watched.proposals[:1]:
        for way, new in zip(saved.latest.journeys, (offer.out, offer.back), strict=True):
            if new is None:
                continue
            gone, added = changed_steps(saved.latest.journeys[way], new)
            name = words.say("watch_way", way.value)
            made += [words.say("watch_list", "gone", way=name, step=each) for each in gone]
            made += [words.say("watch_list", "added", way=name, step=each) for each in added]
    return tuple(made)


def _write(path: Path, booklet: Booklet) -> Path:
    """Write a PDF whole or not at all, to be read by its owner only."""
    write_private(path, pdf_of(booklet))
    return path
