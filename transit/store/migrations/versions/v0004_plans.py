"""Saved plans: their versions, what trainers wrote into them, and photos."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_person_id_person")
    return sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name, ondelete="CASCADE")


def _of_plan(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_plan_id_plan")
    return sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("opportunity_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("trial_weeks", sa.Integer(), nullable=False),
        sa.Column("fallback", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        _of_person("plan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan_version",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=200), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("out_journey", sa.Text(), nullable=False),
        sa.Column("back_journey", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        _of_person("plan_version"),
        _of_plan("plan_version"),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_plan_version")),
    )
    op.create_table(
        "plan_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _of_person("plan_edit"),
        _of_plan("plan_edit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_edit")),
    )
    op.create_table(
        "plan_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _of_person("plan_photo"),
        _of_plan("plan_photo"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_photo")),
    )
    for table in ("plan", "plan_version", "plan_edit", "plan_photo"):
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"], unique=False)
    for table in ("plan_edit", "plan_photo"):
        op.create_index(op.f(f"ix_{table}_plan_id"), table, ["plan_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    for table in ("plan_photo", "plan_edit", "plan_version", "plan"):
        op.drop_table(table)
