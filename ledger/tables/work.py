"""Tables of work and of the event log it leaves: jobs, leaders, events and their seals."""

import sqlalchemy as sa

from ledger.tables.base import Instant, metadata, serial, word, yes

jobs = sa.Table(
    "jobs",
    metadata,
    word("id", key=True),
    word("kind"),
    word("key"),
    word("subject"),
    word("state"),
    sa.Column("due_at", Instant(), nullable=False),
    sa.Column("token", sa.Text(), unique=True),
    sa.Column("beat", sa.BigInteger(), nullable=False, server_default="0"),
    sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("losses", sa.Integer(), nullable=False, server_default="0"),
    yes("solo"),
    word("reason"),
    sa.Column("created_at", Instant(), nullable=False),
    sa.Column("ended_at", Instant()),
    sa.UniqueConstraint("kind", "key"),
    sa.Index("ix_jobs_state_due_at_id", "state", "due_at", "id"),
)

leaders = sa.Table(
    "leaders",
    metadata,
    word("name", key=True),
    word("token"),
    sa.Column("beat", sa.BigInteger(), nullable=False),
)

# How far the ledger's own time came, and by how many seconds it is ahead of the database's clock.
clocks = sa.Table(
    "clocks",
    metadata,
    word("name", key=True),
    sa.Column("last", Instant(), nullable=False),
    sa.Column("ahead", sa.Float(), nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    serial(),
    sa.Column("at", Instant(), nullable=False),
    sa.Column("kind", sa.Text(), nullable=False, index=True),
    sa.Column("subject", sa.Text(), nullable=False, index=True),
    word("actor"),
    word("facts"),
    sqlite_autoincrement=True,
)

unsealed = sa.Table(
    "unsealed",
    metadata,
    sa.Column("event", sa.BigInteger(), primary_key=True, autoincrement=False),
)

# No foreign key to events: a seal whose event was deleted must stay, and say so.
seals = sa.Table(
    "seals",
    metadata,
    sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
    sa.Column("event", sa.BigInteger(), nullable=False, unique=True),
    word("hash"),
)
