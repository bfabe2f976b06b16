"""What of an answer may leave the service: the option ``--hand-on``, and how it is printed."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE
from rich.markup import escape
from rich.table import Table

from transit.cli import output
from transit.disclosure import Audience

if TYPE_CHECKING:
    from transit.batch.places_shared import SharedAnswer

HandOn = Annotated[
    Audience | None,
    typer.Option(
        help="Only what may leave the service, small numbers hidden: for readers who are inside "
        "the council (inside) or anybody (public)."
    ),
]
"""The option, of commands whose answers count people."""


def refuse_ids(hand_on: Audience | None, *, ids: bool) -> None:
    """Refuse to name people in what is handed on.

    Parameters
    ----------
    hand_on
        Who reads; None for those who may read the register.
    ids
        Whether people are asked for.

    Raises
    ------
    BadParameter
        Both are asked for.
    """
    if hand_on is not None and ids:
        raise typer.BadParameter("--ids names people: leave out --hand-on")


def print_answer(answer: "SharedAnswer", register: str, what: str, *, json: bool) -> None:
    """Print an answer that may be handed on, and note that in the audit.

    Parameters
    ----------
    answer
        The answer.
    register
        File or address of the register.
    what
        Which table it is, for the audit.
    json
        Whether it is printed as JSON.
    """
    from transit.store import open_store
    from transit.store.audit import write_audit

    store = open_store(register)
    try:
        with store.writing() as session:
            write_audit(session, "export", {"table": what, "audience": answer.audience.value})
    finally:
        store.close()
    if json:
        output.print_json(answer.as_dict())
        return
    output.out.print(answer.title, markup=False)
    for each in answer.tables:
        table = Table(
            title=escape(each.caption), title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0)
        )
        for head in each.heads:
            table.add_column(head)
        for row in each.rows:
            table.add_row(*map(escape, row))
        output.out.print(table)
    for sentence in answer.sentences:
        output.out.print(sentence, markup=False)
