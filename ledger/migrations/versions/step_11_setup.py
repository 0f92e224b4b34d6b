"""Endpoints that came out of the register, and targets inside the government network that the office opened."""

import sqlalchemy as sa
from alembic import op

revision = "11"
down_revision = "10"


def upgrade() -> None:
    """Add the column and the table. Endpoints on record were set up by hand."""
    op.add_column("endpoints", sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.create_table(
        "allowances",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("port", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subnet", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", "port", "subnet", name=op.f("pk_allowances")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("allowances")
    op.drop_column("endpoints", "source")
