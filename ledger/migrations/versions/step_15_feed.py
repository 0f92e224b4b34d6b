"""The place of a notice in the order in which notices were committed; given when they are first fetched."""

import sqlalchemy as sa
from alembic import op

revision = "15"
down_revision = "14"


def upgrade() -> None:
    """Notices on record get their numbers when somebody fetches them."""
    op.add_column("notices", sa.Column("number", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_notices_number"), "notices", ["number"], unique=False)


def downgrade() -> None:
    """Forget the order."""
    op.drop_index(op.f("ix_notices_number"), table_name="notices")
    op.drop_column("notices", "number")
