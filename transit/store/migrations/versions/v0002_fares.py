"""Whether somebody would pay a fare where the pass is not valid."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    # Added in place: to copy the table, as taking the default away again would, is to drop it, and
    # SQLite then deletes whatever points at people.
    default = sa.text("'unknown'")
    op.add_column(
        "person",
        sa.Column("pays_fares", sa.String(length=7), nullable=False, server_default=default),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_column("person", "pays_fares")
