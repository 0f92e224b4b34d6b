"""A filing keeps the time at which it came in here beside the one at which a portal took it; reasons have a table."""

import sqlalchemy as sa
from alembic import op

revision = "13"
down_revision = "12"


def upgrade() -> None:
    """Filings on record came in when they were received; nobody has given reasons yet."""
    op.add_column("submissions", sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "statements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_statements_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_statements_submission", "statements", ["submission"], unique=False)


def downgrade() -> None:
    """As it was."""
    op.drop_table("statements")
    op.drop_column("submissions", "taken_at")
