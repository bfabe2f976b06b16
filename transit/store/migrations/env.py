"""Run migrations on the connection that the caller holds. Alembic loads this file."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import String
from sqlalchemy.types import TypeDecorator

from transit.store.schema import metadata


def _plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own types as what they are in the database: migrations outlive them."""
    own = kind == "type" and isinstance(item, TypeDecorator) and isinstance(item.impl, String)
    return f"sa.String(length={item.impl.length})" if own else False


def _run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        # SQLite cannot alter most things in place; Alembic then copies the table.
        render_as_batch=True,
        compare_type=True,
        render_item=_plain,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
