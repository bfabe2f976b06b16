"""When staff are at venues; nothing is known of it yet."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    # Added in place: copying the table would drop it, and with it what points at its rows.
    op.add_column(
        "opportunity",
        sa.Column("staff_hours", sa.Text(), nullable=False, server_default=sa.text("''")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_column("opportunity", "staff_hours")
