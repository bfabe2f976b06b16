"""Verdicts, the runs that made them, overrides, and what people went and saw."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "observation",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("fact", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=7), nullable=True),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("crossing", sa.String(length=20), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("osm_way", sa.BigInteger(), nullable=True),
        sa.Column("along_m", sa.Integer(), nullable=False),
        sa.Column("uphill_deg", sa.Double(), nullable=True),
        sa.Column("stop_id", sa.String(length=200), nullable=True),
        sa.Column("route", sa.String(length=200), nullable=True),
        sa.Column("opportunity_id", sa.String(length=40), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("seen_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("photo", sa.String(length=200), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_table(
        "score_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=200), nullable=False),
        sa.Column("parameters_hash", sa.String(length=64), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("scored", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_run")),
    )
    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("opportunity_id", sa.String(length=40), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("rung_then", sa.String(length=20), nullable=True),
        sa.Column("sure_then", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_override_opportunity_id_opportunity"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_override_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_override_session_id_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
    )
    with op.batch_alter_table("override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_override_person_id"), ["person_id"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("opportunity_id", sa.String(length=40), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=False),
        sa.Column("sure", sa.String(length=20), nullable=False),
        sa.Column("fit", sa.String(length=7), nullable=False),
        sa.Column("lessons_low", sa.Integer(), nullable=True),
        sa.Column("lessons_high", sa.Integer(), nullable=True),
        sa.Column("main_reason", sa.String(length=200), nullable=False),
        sa.Column("out_date", sa.Date(), nullable=True),
        sa.Column("out_leave_s", sa.Integer(), nullable=True),
        sa.Column("out_arrive_s", sa.Integer(), nullable=True),
        sa.Column("out_changes", sa.Integer(), nullable=True),
        sa.Column("out_walk_m", sa.Integer(), nullable=True),
        sa.Column("out_burden_s", sa.Integer(), nullable=True),
        sa.Column("out_lines", sa.Text(), nullable=True),
        sa.Column("out_fragile", sa.Boolean(), nullable=True),
        sa.Column("back_date", sa.Date(), nullable=True),
        sa.Column("back_leave_s", sa.Integer(), nullable=True),
        sa.Column("back_arrive_s", sa.Integer(), nullable=True),
        sa.Column("back_changes", sa.Integer(), nullable=True),
        sa.Column("back_walk_m", sa.Integer(), nullable=True),
        sa.Column("back_burden_s", sa.Integer(), nullable=True),
        sa.Column("back_lines", sa.Text(), nullable=True),
        sa.Column("back_fragile", sa.Boolean(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("rests_ways", sa.Text(), nullable=False),
        sa.Column("rests_stops", sa.Text(), nullable=False),
        sa.Column("rests_routes", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stale_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_verdict_opportunity_id_opportunity"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_verdict_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["score_run.id"], name=op.f("fk_verdict_run_id_score_run")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_verdict_session_id_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "place", "session_id", name=op.f("pk_verdict")),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verdict_opportunity_id"), ["opportunity_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_verdict_session_id"), ["session_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdict_session_id"))
        batch_op.drop_index(batch_op.f("ix_verdict_opportunity_id"))

    op.drop_table("verdict")
    with op.batch_alter_table("override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_override_person_id"))

    op.drop_table("override")
    op.drop_table("score_run")
    op.drop_table("observation")
