"""Jobs are listed and counted by state without looking at those that are done: the index holds the whole order."""

from alembic import op

revision = "09"
down_revision = "07"


def upgrade() -> None:
    """Index jobs by state in the order in which they are listed."""
    op.create_index("ix_jobs_state_due_at_id", "jobs", ["state", "due_at", "id"], unique=False)
    op.drop_index("ix_jobs_state_due_at", table_name="jobs")


def downgrade() -> None:
    """As it was."""
    op.create_index("ix_jobs_state_due_at", "jobs", ["state", "due_at"], unique=False)
    op.drop_index("ix_jobs_state_due_at_id", table_name="jobs")
