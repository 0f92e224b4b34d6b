"""An audit says which code made it: a new version of the program makes a new audit, not a double of the old one."""

import sqlalchemy as sa
from alembic import op

revision = "13"
down_revision = "12"

_OLD = "uq_audits_submission_rulebook_hash_dossier_digest_as_of"
_NEW = "uq_audits_inputs"


def upgrade() -> None:
    """Audits on record do not tell."""
    with op.batch_alter_table("audits") as table:
        table.add_column(sa.Column("engine_hash", sa.Text(), nullable=False, server_default=""))
        table.drop_constraint(_OLD, type_="unique")
        table.create_unique_constraint(
            op.f(_NEW), ["submission", "rulebook_hash", "engine_hash", "dossier_digest", "as_of"]
        )
    with op.batch_alter_table("audits") as table:
        table.alter_column("engine_hash", server_default=None)


def downgrade() -> None:
    """As it was; fails where one filing was audited by two versions on the same day."""
    with op.batch_alter_table("audits") as table:
        table.drop_constraint(_NEW, type_="unique")
        table.create_unique_constraint(op.f(_OLD), ["submission", "rulebook_hash", "dossier_digest", "as_of"])
        table.drop_column("engine_hash")
