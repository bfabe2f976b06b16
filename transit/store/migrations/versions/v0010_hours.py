"""When staff are at venues, and somebody at people's homes; nothing is known of it yet."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ADDED = {"opportunity": "staff_hours", "person": "carer_home"}


def upgrade() -> None:
    """Go to this version."""
    # Added in place: copying the table would drop it, and with it what points at its rows.
    for table, column in _ADDED.items():
        default = sa.text("''")
        op.add_column(table, sa.Column(column, sa.Text(), nullable=False, server_default=default))


def downgrade() -> None:
    """Go back."""
    for table, column in _ADDED.items():
        op.drop_column(table, column)
