"""What people's taxi contracts cost a day; nothing is known of it yet."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("ride_need", sa.Column("taxi_day_pence", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("ride_need", "taxi_day_pence")
