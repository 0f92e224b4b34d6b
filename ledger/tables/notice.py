"""Tables of who is told: notices, endpoints and their secrets, deliveries and their attempts."""

import sqlalchemy as sa

from ledger.tables.base import Instant, metadata, word, yes

# number: its place in the order in which notices were committed, null until somebody fetches them.
notices = sa.Table(
    "notices",
    metadata,
    word("id", key=True),
    word("type"),
    sa.Column("recipient", sa.Text(), nullable=False, index=True),
    sa.Column("subject", sa.Text(), nullable=False, index=True),
    word("title"),
    word("text"),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    sa.Column("created", Instant(), nullable=False, index=True),
    word("attachments"),
    sa.Column("number", sa.BigInteger(), index=True),
    yes("practice"),
)

endpoints = sa.Table(
    "endpoints",
    metadata,
    word("id", key=True),
    word("url"),
    word("channel"),
    word("types"),
    sa.Column("rate", sa.Integer(), nullable=False),
    word("disabled"),
    sa.Column("failing_since", Instant()),
    sa.Column("silent", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("paused_until", Instant()),
    sa.Column("source", sa.Text(), nullable=False, server_default=sa.text("''")),
)

allowances = sa.Table(
    "allowances",
    metadata,
    sa.Column("host", sa.Text(), primary_key=True),
    sa.Column("port", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("subnet", sa.Text(), primary_key=True),
    word("by"),
    word("reason"),
    sa.Column("at", Instant(), nullable=False),
)

endpoint_recipients = sa.Table(
    "endpoint_recipients",
    metadata,
    sa.Column("endpoint", sa.Text(), sa.ForeignKey("endpoints.id"), primary_key=True),
    sa.Column("recipient", sa.Text(), primary_key=True, index=True),
)

endpoint_secrets = sa.Table(
    "endpoint_secrets",
    metadata,
    sa.Column("endpoint", sa.Text(), sa.ForeignKey("endpoints.id"), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True),
    word("value"),
    sa.Column("since", Instant(), nullable=False),
    sa.Column("until", Instant()),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    word("id", key=True),
    sa.Column("notice", sa.Text(), sa.ForeignKey("notices.id"), nullable=False),
    sa.Column("endpoint", sa.Text(), sa.ForeignKey("endpoints.id"), nullable=False),
    word("state"),
    sa.Column("next_attempt_at", Instant(), nullable=False),
    sa.Column("token", sa.Text(), unique=True),
    sa.Column("beat", sa.BigInteger(), nullable=False, server_default="0"),
    sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
    word("error"),
    sa.UniqueConstraint("notice", "endpoint"),
    sa.Index("ix_deliveries_state_next_attempt_at", "state", "next_attempt_at"),
    sa.Index("ix_deliveries_endpoint_token", "endpoint", "token"),
)

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("delivery", sa.Text(), sa.ForeignKey("deliveries.id"), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True),
    sa.Column("endpoint", sa.Text(), sa.ForeignKey("endpoints.id"), nullable=False),
    sa.Column("at", Instant(), nullable=False),
    word("outcome"),
    sa.Column("status", sa.Integer()),
    sa.Column("latency", sa.Float(), nullable=False),
    word("error"),
    word("answer"),
    sa.Index("ix_attempts_endpoint_at", "endpoint", "at"),
)
