"""What people need of a ride, today's runs, planned runs, and vehicles that are paid for anyway."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    # Added in place: copying the table would drop it, and with it what points at vehicles.
    default = sa.text("'unknown'")
    op.add_column(
        "vehicle",
        sa.Column("paid_when_idle", sa.String(length=7), nullable=False, server_default=default),
    )
    _needs()
    _today()
    _planned()


def _needs() -> None:
    op.create_table(
        "ride_need",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("seat_from_chair", sa.String(length=7), nullable=False),
        sa.Column("walker", sa.String(length=7), nullable=False),
        sa.Column("board_s", sa.Integer(), nullable=True),
        sa.Column("alight_s", sa.Integer(), nullable=True),
        sa.Column("assistant", sa.String(length=20), nullable=False),
        sa.Column("longest_ride_min", sa.Integer(), nullable=True),
        sa.Column("earliest_pick_up_s", sa.Integer(), nullable=True),
        sa.Column("hand_to_hand", sa.String(length=7), nullable=False),
        sa.Column("met_at_home", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["person.id"], name=op.f("fk_ride_need_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ride_need")),
    )
    op.create_table(
        "ride_company",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=40), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_ride_company_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["person.id"],
            name=op.f("fk_ride_company_other_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "other_id", name=op.f("pk_ride_company")),
    )
    op.create_index(op.f("ix_ride_company_other_id"), "ride_company", ["other_id"], unique=False)


def _today() -> None:
    op.create_table(
        "today_run",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("vehicle_id", sa.String(length=40), nullable=False),
        sa.Column("days", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_today_run_vehicle_id_vehicle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_today_run")),
    )
    op.create_index(op.f("ix_today_run_vehicle_id"), "today_run", ["vehicle_id"], unique=False)
    op.create_table(
        "today_stop",
        sa.Column("run_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("session_id", sa.String(length=40), nullable=True),
        sa.Column("at_s", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["today_run.id"],
            name=op.f("fk_today_stop_run_id_today_run"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_today_stop_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_today_stop")),
    )
    op.create_index(op.f("ix_today_stop_person_id"), "today_stop", ["person_id"], unique=False)


def _planned() -> None:
    op.create_table(
        "run_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=200), nullable=False),
        sa.Column("week_pence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_plan")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "planned_run",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days", sa.String(length=27), nullable=False),
        sa.Column("from_s", sa.Integer(), nullable=False),
        sa.Column("vehicle", sa.String(length=200), nullable=False),
        sa.Column("leave_s", sa.Integer(), nullable=False),
        sa.Column("back_s", sa.Integer(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["run_plan.id"],
            name=op.f("fk_planned_run_plan_id_run_plan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_planned_run")),
    )
    op.create_table(
        "planned_stop",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("towards", sa.String(length=20), nullable=False),
        sa.Column("at_s", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "run_number"],
            ["planned_run.plan_id", "planned_run.number"],
            name=op.f("fk_planned_stop_plan_id_planned_run"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_planned_stop_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "run_number", "number", name=op.f("pk_planned_stop")),
    )
    op.create_index(op.f("ix_planned_stop_person_id"), "planned_stop", ["person_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    for table in (
        "planned_stop",
        "planned_run",
        "run_plan",
        "today_stop",
        "today_run",
        "ride_company",
        "ride_need",
    ):
        op.drop_table(table)
    op.drop_column("vehicle", "paid_when_idle")
