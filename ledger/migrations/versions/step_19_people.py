"""People: accounts, who they are, what they know, who is signed in, forms that were sent, remarks on filings."""

import sqlalchemy as sa
from alembic import op

revision = "19"
down_revision = "18"

_AT = sa.DateTime(timezone=True)
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _accounts()
    op.create_table(
        "sessions",
        _word("hash"),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        _word("agency"),
        _word("person"),
        sa.Column("fresh", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("began", _AT, nullable=False),
        sa.Column("seen", _AT, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_sessions_account")),
        sa.ForeignKeyConstraint(["token"], ["tokens.id"], name=op.f("fk_sessions_token")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_account"), "sessions", ["account"])
    op.create_index(op.f("ix_sessions_token"), "sessions", ["token"])
    op.create_table(
        "failures",
        _word("key"),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("since", _AT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_failures")),
    )
    op.create_table(
        "deeds",
        _word("nonce"),
        _word("answer"),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_deeds")),
    )
    op.create_index(op.f("ix_deeds_at"), "deeds", ["at"])
    op.create_table(
        "remarks",
        sa.Column("id", _NUMBER, nullable=False, autoincrement=True),
        *(_word(name) for name in ("submission", "kind", "about", "text", "by")),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_remarks_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_remarks_submission"), "remarks", ["submission"])


def downgrade() -> None:
    """Take them away."""
    for table in ("remarks", "deeds", "failures", "sessions", "credentials", "people", "accounts"):
        op.drop_table(table)


def _accounts() -> None:
    op.create_table(
        "accounts",
        *(_word(name) for name in ("id", "login", "role", "area", "agency")),
        sa.Column("created_at", _AT, nullable=False),
        _word("created_by"),
        sa.Column("removed_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["area"], ["jurisdictions.code"], name=op.f("fk_accounts_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("login", name=op.f("uq_accounts_login")),
    )
    op.create_table(
        "people",
        *(_word(name) for name in ("account", "name", "phone")),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_people_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_name"), "people", ["name"])
    op.create_index(op.f("ix_people_phone"), "people", ["phone"])
    op.create_table(
        "credentials",
        *(_word(name) for name in ("account", "password", "code")),
        sa.Column("code_until", _AT, nullable=True),
        _word("otp"),
        sa.Column("otp_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_credentials_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_credentials")),
    )


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)
