"""Tables of who owes what until when: jurisdictions, agencies, calendars, policies."""

import sqlalchemy as sa

from ledger.tables.base import Instant, metadata, serial, word

jurisdictions = sa.Table(
    "jurisdictions",
    metadata,
    word("code", key=True),
    word("name"),
    word("parent"),
    word("office"),
    sa.Column("phone", sa.Text(), nullable=False, server_default=sa.text("''")),
    word("postcodes"),
    word("area_codes"),
    word("domains"),
    sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
)

agencies = sa.Table(
    "agencies",
    metadata,
    word("code", key=True),
    word("name"),
    word("kind"),
    sa.Column("jurisdiction", sa.Text(), sa.ForeignKey("jurisdictions.code"), nullable=False, index=True),
    word("tags"),
    sa.Column("since", sa.Date()),
    sa.Column("until", sa.Date()),
    word("contact"),
    word("mail"),
    sa.Column("position", sa.Integer(), nullable=False),
)

agency_names = sa.Table(
    "agency_names",
    metadata,
    sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.code"), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True),
    word("name"),
    sa.Column("since", sa.Date()),
    sa.Column("until", sa.Date()),
    sa.Column("alias", sa.Boolean(), nullable=False),
)

agency_relations = sa.Table(
    "agency_relations",
    metadata,
    sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.code"), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True),
    word("kind"),
    sa.Column("since", sa.Date(), nullable=False),
    sa.Column("until", sa.Date()),
    word("other"),
    word("document"),
    word("approver"),
)

due_dates = sa.Table(
    "due_dates",
    metadata,
    serial(),
    sa.Column("jurisdiction", sa.Text(), sa.ForeignKey("jurisdictions.code"), nullable=False, index=True),
    word("kinds"),
    word("event"),
    sa.Column("month", sa.Integer(), nullable=False),
    sa.Column("day", sa.Integer(), nullable=False),
    sa.Column("statutory", sa.Boolean(), nullable=False),
    word("basis"),
    sa.Column("since", sa.Integer(), nullable=False),
    sa.Column("until", sa.Integer(), nullable=False),
    sqlite_autoincrement=True,
)

extensions = sa.Table(
    "extensions",
    metadata,
    serial(),
    sa.Column("jurisdiction", sa.Text(), sa.ForeignKey("jurisdictions.code"), nullable=False, index=True),
    sa.Column("year", sa.Integer(), nullable=False),
    sa.Column("until", sa.Date(), nullable=False),
    word("reason"),
    word("approver"),
    word("agency"),
    sqlite_autoincrement=True,
)

policies = sa.Table(
    "policies",
    metadata,
    serial(),
    sa.Column("jurisdiction", sa.Text(), sa.ForeignKey("jurisdictions.code"), nullable=False, index=True),
    sa.Column("since", sa.Date(), nullable=False),
    word("body"),
    sa.Column("at", Instant(), nullable=False),
    sqlite_autoincrement=True,
)
