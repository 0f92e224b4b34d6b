"""Endpoints that do not answer: how often in a row, and until when nothing is sent to them."""

import sqlalchemy as sa
from alembic import op

revision = "08"
down_revision = "05"


def upgrade() -> None:
    """Add columns."""
    op.add_column("endpoints", sa.Column("silent", sa.Integer(), server_default="0", nullable=False))
    op.add_column("endpoints", sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("endpoints", "paused_until")
    op.drop_column("endpoints", "silent")
