"""Rows of notices, deliveries and attempts, as the nouns they stand for."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from filings.delivery import Delivery, DeliveryState, LoggedAttempt
from filings.notice import Notice, NoticeType
from filings.submission import Document
from ledger.codec import load
from ledger.tables.notice import deliveries, notices

FULL = sa.func.length(notices.c.body) > 0  # not cleared away


def read_notices(connection: sa.Connection, where: sa.ColumnElement[bool], limit: int = 1000) -> tuple[Notice, ...]:
    """Notices, newest first, in the caller's transaction."""
    query = sa.select(notices).where(where).order_by(notices.c.created.desc(), notices.c.id).limit(limit)
    return tuple(notice_of(row) for row in connection.execute(query))


def deliveries_matching(notice: str, endpoint: str, since: datetime | None, until: datetime | None) -> sa.Select[Any]:
    """Deliveries of all that is named: a notice, an endpoint, when their notices were written; by id."""
    query = sa.select(deliveries).join(notices, notices.c.id == deliveries.c.notice).order_by(deliveries.c.id)
    query = query.where(notices.c.id == notice) if notice else query
    query = query.where(deliveries.c.endpoint == endpoint) if endpoint else query
    query = query.where(notices.c.created >= since) if since else query
    return query.where(notices.c.created < until) if until else query


def notice_of(row: sa.Row[Any]) -> Notice:
    """The notice of its row."""
    return Notice(
        id=row.id, type=NoticeType(row.type), recipient=row.recipient, subject=row.subject, title=row.title,
        text=row.text, body=bytes(row.body), created=row.created,
        attachments=load(tuple[Document, ...], row.attachments), practice=row.practice,
    )  # fmt: skip


def delivery_of(row: sa.Row[Any]) -> Delivery:
    """The delivery of its row."""
    return Delivery(
        id=row.id, notice=row.notice, endpoint=row.endpoint, state=DeliveryState(row.state),
        next_attempt_at=row.next_attempt_at, attempts=row.attempts, error=row.error,
    )  # fmt: skip


def attempt_of(row: sa.Row[Any]) -> LoggedAttempt:
    """The attempt of its row."""
    return LoggedAttempt(
        delivery=row.delivery, number=row.number, at=row.at, outcome=row.outcome, status=row.status,
        latency=row.latency, error=row.error, answer=row.answer,
    )  # fmt: skip
