"""A leader's life is a counter and no longer a time; the ledger's own clock remembers how far it came."""

import sqlalchemy as sa
from alembic import op

from ledger.tables.base import Instant

revision = "07"
down_revision = "08"


def upgrade() -> None:
    """Who leads is found anew; a row costs less than a column changed on SQLite."""
    op.drop_table("leaders")
    op.create_table(
        "leaders",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leaders")),
    )
    op.create_table(
        "clocks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", Instant(), nullable=False),
        sa.Column("ahead", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_clocks")),
    )


def downgrade() -> None:
    """As it was."""
    op.drop_table("clocks")
    op.drop_table("leaders")
    op.create_table(
        "leaders",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leaders")),
    )
