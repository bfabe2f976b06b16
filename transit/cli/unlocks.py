"""What would open more, as the command that scores shows it."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from transit.cli import output

if TYPE_CHECKING:
    from transit.model.unlock import Change, ChangeKind, RegisterUnlocks
    from transit.present.unlock_words import UnlockSpeech
    from transit.store.verdict_pages import Chosen

_ROWS = 10
"""Changes of each kind shown on a terminal; --json has them all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Unlocks and how they are told.

    Parameters
    ----------
    unlocks
        The unlocks.
    speech
        Language, names, and what is hidden.
    """

    unlocks: "RegisterUnlocks"
    speech: "UnlockSpeech"


def find_unlocks(
    register: str,
    area: str,
    chosen: "Chosen",
    parameters_dir: Path | None,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    public: bool,
) -> Shown:
    """Find what would open more, with progress.

    Parts that are done are kept beside the register, where that is a file.

    Parameters
    ----------
    register, area, chosen, parameters_dir, workers, scheduler
        As for :func:`~transit.batch.unlocks.score_unlocks`.
    public
        Whether counts of few people are hidden.

    Returns
    -------
    Shown
        The unlocks and how they are told.
    """
    from transit.batch.unlocks import score_unlocks
    from transit.present.unlock_words import UnlockSpeech
    from transit.present.words import english
    from transit.read.parameters import read_parameters
    from transit.read.skills import read_skills

    with output.progress() as tell:
        made = score_unlocks(
            register,
            area,
            chosen=chosen,
            parameters_dir=None if parameters_dir is None else str(parameters_dir),
            workers=workers,
            scheduler=scheduler,
            keep=None if "://" in register else Path(f"{register}.unlocks"),
            progress=tell,
        )
    least = int(read_parameters(parameters_dir).number("unlock_public_least")) if public else None
    speech = UnlockSpeech(words=english(), catalogue=read_skills(), venues=made.venues, least=least)
    return Shown(made.unlocks, speech)


def as_plain(shown: Shown) -> dict[str, Any]:
    """Return unlocks as plain values, without anything about a person.

    Parameters
    ----------
    shown
        The unlocks.

    Returns
    -------
    dict
        For JSON.
    """
    from transit.present.unlock_table import unlocks_json

    return unlocks_json(shown.unlocks, shown.speech)


def write_map(shown: Shown, file: Path) -> None:
    """Write the places of changes outside as GeoJSON, whole or not at all.

    Parameters
    ----------
    shown
        The unlocks.
    file
        Where to.
    """
    from transit.present.unlock_table import unlocks_geojson

    text = json.dumps(unlocks_geojson(shown.unlocks, shown.speech), ensure_ascii=False, indent=1)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as part:
        part.write(text)
    Path(part.name).replace(file)
    output.err.print(f"Wrote {file}", markup=False)


def show_unlocks(shown: Shown) -> None:
    """Print what would open more: a table for each kind of change, and the survey list.

    Parameters
    ----------
    shown
        The unlocks.
    """
    from transit.model.unlock import ChangeKind, Unlock
    from transit.present.unlock_words import change_words, is_hidden, survey_line

    some = [_table(shown, kind) for kind in ChangeKind]
    for table in some:
        if table is not None:
            output.out.print(table)
    words = shown.speech.words
    if not any(some):
        output.out.print(words.say("unlock", "nothing"))
    if not shown.unlocks.survey:
        return
    output.out.print(survey_line(shown.unlocks, shown.speech), markup=False)
    output.out.print(words.say("unlock", "survey_means"), markup=False)
    for order, step in enumerate(shown.unlocks.survey, start=1):
        hidden = is_hidden(Unlock(step.looks[0], step.moves), shown.speech.least)
        looks = "; ".join(
            " ".join(filter(None, (change_words(look, shown.speech), _where(look, hidden))))
            for look in step.looks
        )
        count = "" if hidden else f"{len(step.moves):,}"
        output.out.print(f"  {order:>3}  {count:>7}  {looks}", markup=False)


def _where(change: "Change", hidden: bool) -> str:
    """Tell streets of one name, and ways without one, apart; of few people no place is told."""
    spot = change.spot
    if spot is None or spot.route is not None or hidden:
        return ""
    return f"({spot.lat:.5f}, {spot.lon:.5f})"


def _table(shown: Shown, kind: "ChangeKind") -> Table | None:
    from transit.model.unlock import without_longer
    from transit.present.unlock_words import change_words, is_hidden, people_words

    every = without_longer(shown.unlocks.unlocks)
    some = [one for one in every if one.change.kind is kind]
    if not some:
        return None
    title = shown.speech.words.say("unlock", f"title_{kind.value}")
    table = Table(title=title, title_justify="left")
    is_placed = any(one.change.spot is not None for one in some)
    for name in ("Change", "People", "More sessions alone", "Verdicts better"):
        table.add_column(name, justify="left" if name == "Change" else "right")
    if is_placed:
        table.add_column("Where", no_wrap=True)
    for one in some[:_ROWS]:
        hidden = is_hidden(one, shown.speech.least)
        table.add_row(
            change_words(one.change, shown.speech),
            people_words(one.people, shown.speech) if hidden else f"{one.people:,}",
            "" if hidden else f"{one.opened:,}",
            "" if hidden else f"{len(one.moves):,}",
            *([_where(one.change, hidden)] if is_placed else []),
        )
    if len(some) > _ROWS:
        table.caption = f"{len(some) - _ROWS:,} more in --json"
    return table
