"""Filings and notices for practice: marked, so that nothing that counts sees them."""

import sqlalchemy as sa
from alembic import op

revision = "18"
down_revision = "17"

_TABLES = ("submissions", "notices")


def upgrade() -> None:
    """What is on record is in earnest."""
    for table in _TABLES:
        op.add_column(table, sa.Column("practice", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """As it was; fails to tell practice from earnest, so purge it first: gouji practice purge."""
    for table in _TABLES:
        op.drop_column(table, "practice")
