"""Commands that look after a register: its version, backups, and the right to be forgotten."""

from pathlib import Path
from typing import Annotated

import typer

from transit.cli import output

app = typer.Typer(help="Look after a register.", no_args_is_help=True, add_completion=False)

Register = Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("upgrade")
def upgrade(register: Register, as_json: Json = False) -> None:
    """Bring a register to this version, or make an empty one."""
    from transit.store import create_store
    from transit.store.migrate import current_revision

    store = create_store(register)
    try:
        version = current_revision(store.engine)
    finally:
        store.close()
    if as_json:
        output.print_json({"version": version})
    else:
        output.out.print(f"{store.name}: version {version}", markup=False)


@app.command("backup")
def backup(
    register: Register,
    file: Annotated[Path, typer.Argument(help="Zip to write.")],
    as_json: Json = False,
) -> None:
    """Write a register into one file, to be kept as safely as the register."""
    from transit.store.backup import write_backup

    _counts(f"Wrote {file}", write_backup(register, file), as_json)


@app.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    register: Annotated[str, typer.Argument(help="A new file, or an empty database's address.")],
    as_json: Json = False,
) -> None:
    """Make a register of a backup."""
    from transit.store.backup import restore_backup

    _counts("Restored", restore_backup(file, register), as_json)


@app.command("erase-person")
def erase_person(
    register: Register,
    person: Annotated[str, typer.Argument(help="The person's id.")],
    as_json: Json = False,
) -> None:
    """Remove everything that a register holds of a person, and say what."""
    from transit.store import open_store
    from transit.store.erase import erase_person

    store = open_store(register)
    try:
        removed = erase_person(store, person)
    finally:
        store.close()
    _counts("Removed for good", removed, as_json)
    if not as_json:
        output.out.print("Backups and exported files made before still hold this person.")


def _counts(said: str, counts: dict[str, int], as_json: bool) -> None:
    if as_json:
        output.print_json({"rows": counts})
        return
    shown = ", ".join(f"{count:,} {table}" for table, count in counts.items())
    output.out.print(f"{said}: {shown}", markup=False)
