"""Texts that neighbours are held against move to a table of their own, where they are found by marks.

Texts that are on record stay unmarked: they are read whenever a neighbour is audited, until their own next audit.
"""

import sqlalchemy as sa
from alembic import op

revision = "10"
down_revision = "09"

_MOVE = """
INSERT INTO passages (submission, area, year, scheme, body)
SELECT s.id, a.jurisdiction, COALESCE(s.slot_year, s.year), '', audits.passages
FROM audits
JOIN submissions s ON s.id = audits.submission
JOIN agencies a ON a.code = COALESCE(s.slot_agency, s.agency)
WHERE audits.id IN (SELECT MAX(id) FROM audits WHERE passages IS NOT NULL GROUP BY submission)
ORDER BY audits.id
"""
_BACK = """
UPDATE audits SET passages = (SELECT body FROM passages WHERE passages.submission = audits.submission)
WHERE report IS NOT NULL
"""


def upgrade() -> None:
    """Move the texts of each filing's last audit that has any."""
    op.create_table(
        "passages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_passages_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint("submission", name=op.f("uq_passages_submission")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_passages_area_year_scheme", "passages", ["area", "year", "scheme"], unique=False)
    op.create_table(
        "passage_marks",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("passages", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("area", "year", "mark", "passages", name=op.f("pk_passage_marks")),
        sqlite_with_rowid=False,
    )
    op.execute(_MOVE)
    op.drop_column("audits", "passages")


def downgrade() -> None:
    """As it was; an earlier audit of a filing gets the texts of its last one."""
    op.add_column("audits", sa.Column("passages", sa.Text(), nullable=True))
    op.execute(_BACK)
    op.drop_table("passage_marks")
    op.drop_table("passages")
