"""Tables of people: accounts, who they are, what they know, who is signed in, and what forms were sent."""

import sqlalchemy as sa

from ledger.tables.base import Instant, metadata, serial, word, yes

accounts = sa.Table(
    "accounts",
    metadata,
    word("id", key=True),
    sa.Column("login", sa.Text(), nullable=False, unique=True),
    word("role"),
    sa.Column("area", sa.Text(), sa.ForeignKey("jurisdictions.code"), nullable=False),
    word("agency"),
    sa.Column("created_at", Instant(), nullable=False),
    word("created_by"),
    sa.Column("removed_at", Instant()),
)

# The only table with names and telephone numbers of account holders. Working state: a person can be taken out.
people = sa.Table(
    "people",
    metadata,
    sa.Column("account", sa.Text(), sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("name", sa.Text(), nullable=False, index=True),
    sa.Column("phone", sa.Text(), nullable=False, index=True),
)

# password, code: argon2, "" while there is none. otp: sealed by its writer, "" while unused; otp_step: the last used.
credentials = sa.Table(
    "credentials",
    metadata,
    sa.Column("account", sa.Text(), sa.ForeignKey("accounts.id"), primary_key=True),
    word("password"),
    word("code"),
    sa.Column("code_until", Instant()),
    word("otp"),
    sa.Column("otp_step", sa.BigInteger(), nullable=False, server_default="0"),
)

# hash: of what the browser holds. account: None for a person whom a portal handed over, who has token, agency, person.
sessions = sa.Table(
    "sessions",
    metadata,
    word("hash", key=True),
    sa.Column("account", sa.Text(), sa.ForeignKey("accounts.id"), index=True),
    sa.Column("token", sa.Text(), sa.ForeignKey("tokens.id"), index=True),
    word("agency"),
    word("person"),
    yes("fresh"),
    sa.Column("began", Instant(), nullable=False),
    sa.Column("seen", Instant(), nullable=False),
)

# Failed sign-ins, of an account and of an address. key: which.
failures = sa.Table(
    "failures",
    metadata,
    word("key", key=True),
    sa.Column("times", sa.Integer(), nullable=False),
    sa.Column("since", Instant(), nullable=False),
)

# Forms that were sent, by their nonce. answer: what was said to it, "" while it is being done.
deeds = sa.Table(
    "deeds",
    metadata,
    word("nonce", key=True),
    word("answer"),
    sa.Column("at", Instant(), nullable=False, index=True),
)

remarks = sa.Table(
    "remarks",
    metadata,
    serial(),
    sa.Column("submission", sa.Text(), sa.ForeignKey("submissions.id"), nullable=False, index=True),
    word("kind"),
    word("about"),
    word("text"),
    word("by"),
    sa.Column("at", Instant(), nullable=False),
    sqlite_autoincrement=True,
)
