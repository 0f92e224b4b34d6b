"""Clearing away what was filed for practice. It counts nowhere, so that nothing in earnest changes with it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from filings.nouns import dataclass
from ledger.event_log import note
from ledger.evidence import Proof, standing
from ledger.store import Store
from ledger.tables.filing import audits, findings, statements, submission_documents, submissions
from ledger.tables.notice import attempts, deliveries, notices
from ledger.tables.people import remarks
from ledger.tables.register import agencies
from ledger.tables.work import jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """How many filings for practice went, and how many notices of such."""

    filings: int
    notices: int


@dataclass(frozen=True, slots=True)
class Practice:
    """What was filed for practice in a jurisdiction."""

    store: Store

    def purge(self, area: str, by: str, now: datetime) -> Purged:
        """Delete the filings, their audits and their notices, and tell so in one event. Nothing there: no event.

        An audit that runs meanwhile finds its job gone and records nothing. Contents of files stay: they are kept by
        their hash, and a filing in earnest may name the same.
        """
        mine = sa.select(agencies.c.code).where(agencies.c.jurisdiction == area)
        with self.store.writing() as connection:
            filed = _lock_filings(connection, mine)
            told = _lock_notices(connection, [f"office:{area}", *(f"agency:{code}" for code in _all(connection, mine))])
            gone = [*_without_notices(connection, told), *_without_filings(connection, filed)]
            if gone:
                facts = {"filings": len(filed), "notices": len(told)}
                note(connection, "practice.purged", area, now, by, facts, gone)
        return Purged(filings=len(filed), notices=len(told))


def _lock_filings(connection: sa.Connection, mine: sa.Select[Any]) -> list[str]:
    """Lock jobs, filings and audits, in the order of all locks; ids of the filings."""
    where = sa.and_(submissions.c.practice.is_(True), submissions.c.agency.in_(mine))
    found = _all(connection, sa.select(submissions.c.id).where(where))
    for table, named in ((jobs, jobs.c.subject), (submissions, submissions.c.id), (audits, audits.c.submission)):
        _all(connection, sa.select(table.c.id).where(named.in_(found)).order_by(table.c.id).with_for_update())
    return found


def _lock_notices(connection: sa.Connection, recipients: list[str]) -> list[str]:
    """Lock deliveries and notices; ids of the notices. They come together, so that no delivery comes behind."""
    where = sa.and_(notices.c.practice.is_(True), notices.c.recipient.in_(recipients))
    found = _all(connection, sa.select(notices.c.id).where(where))
    for table, named in ((deliveries, deliveries.c.notice), (notices, notices.c.id)):
        _all(connection, sa.select(table.c.id).where(named.in_(found)).order_by(table.c.id).with_for_update())
    return found


def _without_notices(connection: sa.Connection, told: list[str]) -> Iterable[Proof]:
    sent = sa.select(deliveries.c.id).where(deliveries.c.notice.in_(told))
    yield from _delete(connection, attempts, attempts.c.delivery.in_(sent))
    yield from _delete(connection, deliveries, deliveries.c.notice.in_(told))
    yield from _delete(connection, notices, notices.c.id.in_(told))


def _without_filings(connection: sa.Connection, filed: list[str]) -> Iterable[Proof]:
    done = sa.select(audits.c.id).where(audits.c.submission.in_(filed))
    yield from _delete(connection, findings, findings.c.audit.in_(done))
    for table in (audits, statements, remarks, submission_documents):
        yield from _delete(connection, table, table.c.submission.in_(filed))
    yield from _delete(connection, submissions, submissions.c.id.in_(filed))
    connection.execute(sa.delete(jobs).where(jobs.c.subject.in_(filed)))


def _delete(connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> list[Proof]:
    """Delete rows of evidence; of each one that it is gone."""
    gone = [Proof(row.table, row.key, None) for row in standing(connection, table, where)]
    connection.execute(sa.delete(table).where(where))
    return gone


def _all(connection: sa.Connection, query: sa.Select[Any]) -> list[str]:
    return list(connection.execute(query).scalars())
