"""An index that holds what pages count and sort verdicts by: a verdict's row is much longer."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_index(
        "ix_verdict_counts",
        "verdict",
        [
            "opportunity_id",
            "person_id",
            "rung",
            "sure",
            "stale_since",
            "place",
            "session_id",
            "run_id",
            "out_leave_s",
            "back_arrive_s",
            "lessons_low",
            "lessons_high",
        ],
        unique=False,
    )
    # The new one begins with the same column.
    op.drop_index(op.f("ix_verdict_opportunity_id"), table_name="verdict")


def downgrade() -> None:
    """Go back."""
    op.create_index(op.f("ix_verdict_opportunity_id"), "verdict", ["opportunity_id"], unique=False)
    op.drop_index("ix_verdict_counts", table_name="verdict")
