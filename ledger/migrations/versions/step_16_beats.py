"""A lease of a job or a delivery is a counter that its holder moves on, and no longer a time."""

import sqlalchemy as sa
from alembic import op

from ledger.tables.base import Instant

revision = "16"
down_revision = "15"


def upgrade() -> None:
    """What is held stays held; who does not stir is found out by those who watch."""
    op.drop_index("ix_deliveries_endpoint_lease_until", table_name="deliveries")
    for table in ("jobs", "deliveries"):
        op.add_column(table, sa.Column("beat", sa.BigInteger(), server_default="0", nullable=False))
        op.drop_column(table, "lease_until")
    op.create_index("ix_deliveries_endpoint_token", "deliveries", ["endpoint", "token"], unique=False)


def downgrade() -> None:
    """As it was; what is held may be taken by others at once."""
    op.drop_index("ix_deliveries_endpoint_token", table_name="deliveries")
    for table in ("jobs", "deliveries"):
        op.add_column(table, sa.Column("lease_until", Instant(), nullable=True))
        op.drop_column(table, "beat")
    op.execute("UPDATE jobs SET lease_until = created_at WHERE token IS NOT NULL")
    op.execute("UPDATE deliveries SET lease_until = next_attempt_at WHERE token IS NOT NULL")
    op.create_index("ix_deliveries_endpoint_lease_until", "deliveries", ["endpoint", "lease_until"], unique=False)
