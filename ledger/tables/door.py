"""Tables of the HTTP door: tokens, the keys under which requests were sent, links that hand a person over."""

import sqlalchemy as sa

from ledger.tables.base import Instant, metadata, word, yes

tokens = sa.Table(
    "tokens",
    metadata,
    word("id", key=True),
    sa.Column("hash", sa.Text(), nullable=False, unique=True),
    word("role"),
    sa.Column("area", sa.Text(), sa.ForeignKey("jurisdictions.code"), nullable=False),
    word("agency"),
    yes("practice"),
    word("label"),
    sa.Column("created_at", Instant(), nullable=False),
    word("created_by"),
    sa.Column("revoked_at", Instant()),
)

# What a sender called its request. answer: the filing that came of it, "" while none did.
requests = sa.Table(
    "requests",
    metadata,
    sa.Column("token", sa.Text(), sa.ForeignKey("tokens.id"), primary_key=True),
    sa.Column("key", sa.Text(), primary_key=True),
    word("digest"),
    word("answer"),
    sa.Column("status", sa.Integer(), nullable=False),
    sa.Column("at", Instant(), nullable=False),
)

# hash: of the code in the link. used_at: None until somebody came by it.
handoffs = sa.Table(
    "handoffs",
    metadata,
    word("hash", key=True),
    sa.Column("token", sa.Text(), sa.ForeignKey("tokens.id"), nullable=False),
    word("agency"),
    word("person"),
    word("submission"),
    sa.Column("until", Instant(), nullable=False),
    sa.Column("used_at", Instant()),
)
