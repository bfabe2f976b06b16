"""The register's first tables: people, directory, fleet, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_REFUSAL = "the audit is appended to and never changed"
_SQLITE = """
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "opportunity",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("price_pence", sa.Integer(), nullable=True),
        sa.Column("price_per", sa.String(length=20), nullable=True),
        sa.Column("transport_included", sa.String(length=7), nullable=False),
        sa.Column("meals_included", sa.String(length=7), nullable=False),
        sa.Column("surveyed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("cohort", sa.String(length=200), nullable=False),
        sa.Column("age_band", sa.String(length=200), nullable=False),
        sa.Column("profile", sa.String(length=200), nullable=False),
        sa.Column("mode_now", sa.String(length=20), nullable=False),
        sa.Column("pass_held", sa.String(length=7), nullable=False),
        sa.Column("pass_from_s", sa.Integer(), nullable=True),
        sa.Column("pass_to_s", sa.Integer(), nullable=True),
        sa.Column("companion_kind", sa.String(length=20), nullable=False),
        sa.Column("companion_days", sa.String(length=27), nullable=False),
        sa.Column("companion_travels_free", sa.String(length=7), nullable=False),
        sa.Column("companion_hour_pence", sa.Integer(), nullable=True),
        sa.Column("walk_without_rest_m", sa.Integer(), nullable=True),
        sa.Column("walk_total_m", sa.Integer(), nullable=True),
        sa.Column("speed_m_s", sa.Double(), nullable=True),
        sa.Column("steepest_pct", sa.Double(), nullable=True),
        sa.Column("most_steps", sa.Integer(), nullable=True),
        sa.Column("highest_kerb_mm", sa.Integer(), nullable=True),
        sa.Column("chair", sa.String(length=7), nullable=False),
        sa.Column("chair_width_mm", sa.Integer(), nullable=True),
        sa.Column("chair_length_mm", sa.Integer(), nullable=True),
        sa.Column("out_after_dark", sa.String(length=7), nullable=False),
        sa.Column("bears_noise", sa.String(length=7), nullable=False),
        sa.Column("bears_crowds", sa.String(length=7), nullable=False),
        sa.Column("toilet_every_min", sa.Integer(), nullable=True),
        sa.Column("needs_step_free_entrance", sa.String(length=7), nullable=False),
        sa.Column("needs_accessible_toilet", sa.String(length=7), nullable=False),
        sa.Column("needs_changing_places", sa.String(length=7), nullable=False),
        sa.Column("needs_personal_care_room", sa.String(length=7), nullable=False),
        sa.Column("needs_quiet_room", sa.String(length=7), nullable=False),
        sa.Column("needs_hearing_loop", sa.String(length=7), nullable=False),
        sa.Column("needs_drop_off", sa.String(length=7), nullable=False),
        sa.Column("needs_blue_badge_parking", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("token", name=op.f("uq_person_token")),
    )
    op.create_table(
        "vehicle",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("seats_lost_a_wheelchair", sa.Integer(), nullable=True),
        sa.Column("depot", sa.String(length=200), nullable=False),
        sa.Column("from_s", sa.Integer(), nullable=False),
        sa.Column("to_s", sa.Integer(), nullable=False),
        sa.Column("day_pence", sa.Integer(), nullable=False),
        sa.Column("mile_pence", sa.Integer(), nullable=False),
        sa.Column("driver_hour_pence", sa.Integer(), nullable=False),
        sa.Column("assistant_hour_pence", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("precision_m", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
    )
    op.create_table(
        "ability",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("skill", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("assessed_by", sa.String(length=200), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("trainable", sa.String(length=7), nullable=False),
        sa.Column("lessons_low", sa.Integer(), nullable=True),
        sa.Column("lessons_high", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_ability_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "skill", name=op.f("pk_ability")),
    )
    op.create_table(
        "entrance",
        sa.Column("opportunity_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("step_free", sa.String(length=7), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("precision_m", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_entrance_opportunity_id_opportunity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "number", name=op.f("pk_entrance")),
    )
    op.create_table(
        "layout",
        sa.Column("vehicle_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("wheelchairs", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vehicle_id"],
            ["vehicle.id"],
            name=op.f("fk_layout_vehicle_id_vehicle"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vehicle_id", "number", name=op.f("pk_layout")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("opportunity_id", sa.String(length=40), nullable=False),
        sa.Column("activity", sa.String(length=200), nullable=False),
        sa.Column("days", sa.String(length=27), nullable=False),
        sa.Column("start_s", sa.Integer(), nullable=False),
        sa.Column("end_s", sa.Integer(), nullable=False),
        sa.Column("term_only", sa.String(length=7), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=True),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_session_opportunity_id_opportunity"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_opportunity_id"), ["opportunity_id"], unique=False
        )

    op.create_table(
        "start_place",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("days", sa.String(length=27), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("precision_m", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_start_place_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_start_place")),
    )
    op.create_table(
        "venue_fact",
        sa.Column("opportunity_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_venue_fact_opportunity_id_opportunity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "name", name=op.f("pk_venue_fact")),
    )
    op.create_table(
        "attendance",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=True),
        sa.Column("days", sa.String(length=27), nullable=False),
        sa.Column("days_a_week", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_attendance_opportunity_id_opportunity"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_attendance_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_attendance_session_id_session")
        ),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attendance_opportunity_id"), ["opportunity_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attendance_session_id"), ["session_id"], unique=False)

    _make_audit_append_only()


def _make_audit_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(verb=verb, refusal=_REFUSAL))
    else:
        for statement in _POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_session_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_opportunity_id"))

    op.drop_table("attendance")
    op.drop_table("venue_fact")
    op.drop_table("start_place")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_opportunity_id"))

    op.drop_table("session")
    op.drop_table("layout")
    op.drop_table("entrance")
    op.drop_table("ability")
    op.drop_table("vehicle")
    op.drop_table("person")
    op.drop_table("opportunity")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
