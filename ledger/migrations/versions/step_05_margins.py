"""The office's telephone, deaths of a whole group counted apart, and an index for counting what is being sent."""

import sqlalchemy as sa
from alembic import op

revision = "05"
down_revision = "04"


def upgrade() -> None:
    """Add columns; index deliveries by endpoint and lease."""
    op.add_column("jurisdictions", sa.Column("phone", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("jobs", sa.Column("losses", sa.Integer(), server_default="0", nullable=False))
    op.drop_index(op.f("ix_deliveries_endpoint"), table_name="deliveries")
    op.create_index("ix_deliveries_endpoint_lease_until", "deliveries", ["endpoint", "lease_until"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_deliveries_endpoint_lease_until", table_name="deliveries")
    op.create_index(op.f("ix_deliveries_endpoint"), "deliveries", ["endpoint"], unique=False)
    op.drop_column("jobs", "losses")
    op.drop_column("jurisdictions", "phone")
