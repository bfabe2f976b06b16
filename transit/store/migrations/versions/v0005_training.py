"""Training: courses, stages, agreements, lessons, incidents, sign-offs, follow-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INDEXES = (
    ("training_course", ("person_id", "plan_id")),
    ("training_agreement", ("course_id", "person_id")),
    ("training_booking", ("course_id", "person_id")),
    ("training_lesson", ("course_id", "person_id")),
    ("training_sign_off", ("course_id", "person_id")),
    ("training_stage", ("course_id", "person_id")),
    ("training_follow_up", ("course_id", "person_id", "sign_off_id")),
    ("training_incident", ("course_id", "lesson_id", "person_id")),
    ("training_prompt", ("lesson_id", "person_id")),
)


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "training_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("opportunity_id", sa.String(length=40), nullable=False),
        sa.Column("trainer", sa.String(length=200), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("lessons_a_week", sa.Integer(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stopped_by", sa.String(length=200), nullable=False),
        sa.Column("stopped_why", sa.String(length=20), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _points("training_course", "person_id", "person"),
        _points("training_course", "plan_id", "plan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_course")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "training_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("matters", sa.Text(), nullable=False),
        sa.Column("capacity", sa.String(length=20), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _points("training_agreement", "course_id", "training_course"),
        _points("training_agreement", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_agreement")),
    )
    op.create_table(
        "training_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(length=16), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("trainer", sa.String(length=200), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        _points("training_booking", "course_id", "training_course"),
        _points("training_booking", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_booking")),
        sa.UniqueConstraint("token", name=op.f("uq_training_booking_token")),
    )
    op.create_table(
        "training_lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_at", sa.String(length=5), nullable=True),
        sa.Column("trainer", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _points("training_lesson", "course_id", "training_course"),
        _points("training_lesson", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_lesson")),
        sa.UniqueConstraint("token", name=op.f("uq_training_lesson_token")),
    )
    op.create_table(
        "training_sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("trial_until", sa.Date(), nullable=False),
        sa.Column("fallback_until", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=200), nullable=False),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.Column("override_id", sa.Integer(), nullable=True),
        _points("training_sign_off", "course_id", "training_course"),
        _points("training_sign_off", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_sign_off")),
    )
    op.create_table(
        "training_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=200), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_by", sa.String(length=200), nullable=False),
        _points("training_stage", "course_id", "training_course"),
        _points("training_stage", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_stage")),
    )
    op.create_table(
        "training_follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("sign_off_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _points("training_follow_up", "course_id", "training_course"),
        _points("training_follow_up", "person_id", "person"),
        _points("training_follow_up", "sign_off_id", "training_sign_off"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_follow_up")),
    )
    op.create_table(
        "training_incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=False),
        _points("training_incident", "course_id", "training_course"),
        _points("training_incident", "lesson_id", "training_lesson"),
        _points("training_incident", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_incident")),
    )
    op.create_table(
        "training_prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("skill", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        _points("training_prompt", "lesson_id", "training_lesson"),
        _points("training_prompt", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_prompt")),
    )
    for table, columns in _INDEXES:
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Go back."""
    for table in (
        "training_prompt",
        "training_incident",
        "training_follow_up",
        "training_stage",
        "training_sign_off",
        "training_lesson",
        "training_booking",
        "training_agreement",
        "training_course",
    ):
        op.drop_table(table)
