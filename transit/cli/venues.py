"""The command that tells what a change of a venue would mean, and where one more would help."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.box import SIMPLE
from rich.table import Table

from transit.cli import output
from transit.cli.handing_on import HandOn, print_answer, refuse_ids
from transit.cli.values import point

if TYPE_CHECKING:
    from transit.batch.venues import BestPlaces, VenueDesk
    from transit.model.positions import Position
    from transit.sessions.venues import Change
    from transit.sessions.venues_told import VenueOutcome

_NEW = "new venue"
"""Id of a venue that opens."""


def venues(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[Path, typer.Option(help="Folder of the area.")],
    close: Annotated[str | None, typer.Option(help="This venue closes.")] = None,
    move: Annotated[str | None, typer.Option(help="This venue moves; with --to.")] = None,
    to: Annotated[
        str | None, typer.Option(help="A building's name or id, or LAT,LON; for --move.")
    ] = None,
    merge: Annotated[
        str | None, typer.Option(help="This venue's sessions go to another; with --into.")
    ] = None,
    into: Annotated[str | None, typer.Option(help="The venue that takes them.")] = None,
    open_: Annotated[
        str | None,
        typer.Option("--open", help="A venue opens at a building or LAT,LON; with --like."),
    ] = None,
    best: Annotated[
        int | None,
        typer.Option(min=1, help="Where so many more venues would help most; with --like."),
    ] = None,
    like: Annotated[
        str | None, typer.Option(help="The venue whose sessions a new one would have.")
    ] = None,
    buildings: Annotated[
        bool, typer.Option("--buildings", help="List the buildings of the area.")
    ] = False,
    ids: Annotated[
        bool, typer.Option("--ids", help="List who gains and loses, under their pseudonyms.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; all cores if not given.")
    ] = None,
    hand_on: HandOn = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
) -> None:
    """Tell who gains and who loses if a venue moves, closes, merges or opens.

    By verdicts and minutes both ways, before anybody decides; nothing is changed.
    """
    from transit.batch.places_shared import shared_best, shared_change
    from transit.batch.venues import VenueDesk
    from transit.settings import read_settings

    refuse_ids(hand_on, ids=ids)
    asked = [each for each in (close, move, merge, open_, best) if each is not None]
    if len(asked) + buildings != 1:
        raise typer.BadParameter(
            "give one of --close, --move, --merge, --open, --best or --buildings"
        )
    with output.progress() as tell:
        desk = VenueDesk(
            register,
            area,
            parameters_dir=parameters or read_settings().parameters_dir,
            workers=workers,
            progress=tell,
        )
        if buildings:
            _show_buildings(desk, json=json)
            return
        if best is not None:
            places = desk.best(_needed(like, "--best", "--like"), best)
            if hand_on is None:
                _show_best(places, json=json)
            else:
                answer = shared_best(places, hand_on, desk.parameters)
                print_answer(answer, register, "venues", json=json)
            return
        change, where = _change(desk, close, (move, to), (merge, into), (open_, like))
        found = desk.look(change)
    if hand_on is not None:
        answer = shared_change(desk, change, where, found, hand_on)
        print_answer(answer, register, "venues", json=json)
        return
    _show(desk, change, where, found, ids=ids, json=json)


def _change(
    desk: "VenueDesk",
    close: str | None,
    move: tuple[str | None, str | None],
    merge: tuple[str | None, str | None],
    opens: tuple[str | None, str | None],
) -> "tuple[Change, str]":
    """Return what changes, and what the new building is called."""
    from transit.sessions.venues import Close, Merge, Move, Open

    if close is not None:
        return Close(close), ""
    if move[0] is not None:
        where, at, there = _place(desk, _needed(move[1], "--move", "--to"))
        return Move(move[0], at, there), where
    if merge[0] is not None:
        return Merge(merge[0], _needed(merge[1], "--merge", "--into")), ""
    where, at, there = _place(desk, opens[0] or "")
    like = _needed(opens[1], "--open", "--like")
    return Open(at, like, _NEW, where, there), where


def _place(desk: "VenueDesk", text: str) -> "tuple[str, Position, str]":
    """Return a building by its name or id, or any point, and the venue that is there today."""
    from transit.model.positions import Position

    try:
        lat, lon = point(text)
    except typer.BadParameter:
        found = desk.building(text)
        return found.name, found.at, found.venue
    return f"{lat:.5f}, {lon:.5f}", Position(lat, lon, 1), ""


def _needed(value: str | None, option: str, other: str) -> str:
    if value is None:
        raise typer.BadParameter(f"{option} needs {other}")
    return value


def _show(
    desk: "VenueDesk",
    change: "Change",
    where: str,
    found: "VenueOutcome",
    *,
    ids: bool,
    json: bool,
) -> None:
    from transit.sessions.sweep_told import INSIDE_ONLY
    from transit.sessions.venues_room import room_sentences
    from transit.sessions.venues_words import (
        RUNG_HEADS,
        change_rows,
        change_words,
        outcome_plain,
        outcome_sentences,
        rung_rows,
    )

    title = change_words(change, desk.places.opportunities, where)
    room = [*room_sentences(desk.places, change, desk.known.people.values())]
    if json:
        about = {"use": INSIDE_ONLY, "change": title, "room": room}
        output.print_json(about | outcome_plain(found, ids=ids))
        return
    table = _table(f"If {title}: how people could come, for review", *RUNG_HEADS)
    for row in rung_rows(found):
        table.add_row(*map(str, row))
    output.out.print(table)
    for sentence in (*outcome_sentences(found), *room, f"{INSIDE_ONLY.capitalize()}."):
        output.out.print(sentence, markup=False)
    if ids:
        names = _table("Who gains and who loses", "Person", "Comes", "Before", "After", right=False)
        for person in change_rows((*found.gain, *found.lose)):
            names.add_row(*person)
        output.out.print(names)


def _show_best(found: "BestPlaces", *, json: bool) -> None:
    from transit.sessions.sweep_told import INSIDE_ONLY

    order = sorted(range(len(found.buildings)), key=lambda at: (-found.each[at], at))
    if json:
        output.print_json(
            {
                "use": INSIDE_ONLY,
                "chosen": [_plain(found, at) for at in found.best.chosen],
                "gain": found.best.gain,
                "bound": found.best.bound,
                "proven": found.best.is_proven,
                "buildings": [_plain(found, at) for at in order],
            }
        )
        return
    table = _table(
        "Where one more venue would help, for review",
        "Building",
        "What",
        "People",
        "Newly",
        "Confirmed",
    )
    for at in order[:10]:
        building = found.buildings[at]
        chosen = " (chosen)" if at in found.best.chosen else ""
        table.add_row(
            f"{building.name}{chosen}",
            building.kind,
            f"{found.each[at]:.1f}",
            f"{found.newly[at]}",
            f"{found.confirmed[at]:.1f}",
        )
    output.out.print(table)
    output.out.print(
        f"Of {len(found.buildings)} buildings the best choice helps {found.best.gain:.1f} people: "
        + ("proven." if found.best.is_proven else "not proven, time ran out.")
    )
    output.out.print(
        "People: by what it is worth that they come more easily; with training counts as "
        "window_rung_worth says. Newly: who could come to no such place by themselves today. "
        "Both take unknown facts for fine; Confirmed takes them for barriers. "
        "Nobody has asked the buildings: ask."
    )
    output.out.print(f"{INSIDE_ONLY.capitalize()}.", markup=False)


def _plain(found: "BestPlaces", at: int) -> dict[str, Any]:
    building = found.buildings[at]
    return {
        "id": building.id,
        "name": building.name,
        "kind": building.kind,
        "venue": building.venue,
        "people": found.each[at],
        "newly": found.newly[at],
        "confirmed": found.confirmed[at],
    }


def _show_buildings(desk: "VenueDesk", *, json: bool) -> None:
    every = desk.buildings()
    if json:
        output.print_json(
            [
                {
                    "id": each.id,
                    "name": each.name,
                    "kind": each.kind,
                    "lat": each.at.lat,
                    "lon": each.at.lon,
                    "venue": each.venue,
                }
                for each in every
            ]
        )
        return
    table = _table("Buildings where a venue could open", "Id", "Name", "What", right=False)
    for each in every:
        table.add_row(each.id, each.name, each.kind)
    output.out.print(table)


def _table(title: str, first: str, *others: str, right: bool = True) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right" if right else "left")
    return table
