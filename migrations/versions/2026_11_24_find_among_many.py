"""Let the database find little among much: indexes."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_find_among_many"
down_revision = "2026_11_24_let_a_programme_run"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_additions_author_id", "additions", ["author_id"], None),
    (
        "ix_memberships_groups",
        "memberships",
        ["programme_id", "role", "cohort_id", "ended_on"],
        None,
    ),
    ("ix_questions_author_id", "questions", ["author_id"], None),
    ("ix_questions_mentor_id", "questions", ["mentor_id"], None),
    ("ix_questions_open", "questions", ["programme_id"], "answer IS NULL"),
    ("ix_replies_author_id", "replies", ["author_id"], None),
    ("ix_shares_portfolio_id", "shares", ["portfolio_id"], None),
    ("ix_steps_open", "steps", ["programme_id", "due_on"], "done_at IS NULL"),
    (
        "ix_works_states",
        "works",
        ["programme_id", "state", "promised_on", "learner_id"],
        None,
    ),
    ("ix_works_task_id", "works", ["task_id"], None),
)


def upgrade() -> None:
    """Add the indexes; one of them stands in for an older, shorter one."""
    op.drop_index("ix_works_programme_id_state", "works")
    for name, table, columns, where in INDEXES:
        only = sa.text(where) if where else None
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    """Take them away."""
    for name, table, _columns, _where in reversed(INDEXES):
        op.drop_index(name, table)
    op.create_index("ix_works_programme_id_state", "works", ["programme_id", "state"])
