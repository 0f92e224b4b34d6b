"""Marks hang on texts, of which each stands once in a jurisdiction's year, and no longer on each filing that has them.

What is on record stays unmarked: it is read whenever a neighbour is audited, until its own next audit.
"""

import sqlalchemy as sa
from alembic import op

revision = "20"
down_revision = "19"


def upgrade() -> None:
    """New tables; the marks of before are dropped."""
    op.execute("UPDATE passages SET scheme = ''")
    op.create_table(
        "marked_texts",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marked_texts")),
    )
    op.create_index("ix_marked_texts_area_year", "marked_texts", ["area", "year"], unique=False)
    op.create_table(
        "passage_texts",
        sa.Column("text", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("passages", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["passages"], ["passages.id"], name=op.f("fk_passage_texts_passages")),
        sa.PrimaryKeyConstraint("text", "passages", "part", name=op.f("pk_passage_texts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_passage_texts_passages", "passage_texts", ["passages"], unique=False)
    _marks("text_marks", "text")
    op.drop_table("passage_marks")


def downgrade() -> None:
    """Without marks, as after step 10."""
    _marks("passage_marks", "passages")
    for table in ("text_marks", "passage_texts", "marked_texts"):
        op.drop_table(table)
    op.execute("UPDATE passages SET scheme = ''")


def _marks(name: str, of: str) -> None:
    op.create_table(
        name,
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(of, sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("area", "year", "mark", of, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
