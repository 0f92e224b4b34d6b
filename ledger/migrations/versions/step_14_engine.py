"""An audit says which code made it: a new version of the program makes a new audit, not a double of the old one."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "14"
down_revision = "13"

_OLD = "uq_audits_submission_rulebook_hash_dossier_digest_as_of"
_NEW = "uq_audits_inputs"


def upgrade() -> None:
    """Audits on record do not tell."""
    with _findings_aside():
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
    with _findings_aside(), op.batch_alter_table("audits") as table:
        table.drop_constraint(_NEW, type_="unique")
        table.create_unique_constraint(op.f(_OLD), ["submission", "rulebook_hash", "dossier_digest", "as_of"])
        table.drop_column("engine_hash")


@contextmanager
def _findings_aside() -> Iterator[None]:
    """SQLite cannot alter a constraint: the table is made anew, and meanwhile nothing may refer to the one dropped."""
    if op.get_bind().dialect.name != "sqlite":
        yield
        return
    op.execute("CREATE TEMPORARY TABLE findings_aside AS SELECT * FROM findings")
    op.execute("DELETE FROM findings")
    yield
    op.execute("INSERT INTO findings SELECT * FROM findings_aside")
    op.execute("DROP TABLE findings_aside")
