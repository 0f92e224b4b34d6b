"""What is cleared away of filings: contents and names of their files, what was read and found, who dealt with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from filings.act import ActKind
from filings.civil import civil_day
from filings.delivery import DeliveryState
from filings.job import JobState
from filings.retention import CLEARED, RecordKind
from ledger.emptying import empty_rows
from ledger.evidence import Proof
from ledger.passages import drop_passages
from ledger.purge_blobs import empty_blobs
from ledger.purge_part import PurgePart, Record, lock_rows
from ledger.tables.filing import acts, audits, findings, held, statements, submission_documents, submissions
from ledger.tables.notice import deliveries, notices
from ledger.tables.people import remarks
from ledger.tables.register import agencies, jurisdictions
from ledger.tables.work import jobs

_CLOSING = (ActKind.ACCEPTED.value, ActKind.WITHDRAWN.value)
UNDELIVERED = DeliveryState.PENDING.value  # what the office never let go, for all these years, holds nothing up
_COMPARED = 2  # years back: this year's reports are held against last year's
_SLOT = (
    sa.func.coalesce(submissions.c.slot_agency, submissions.c.agency),
    sa.func.coalesce(submissions.c.slot_year, submissions.c.year),
)


def filing_parts() -> tuple[PurgePart, ...]:
    """One for each kind of which filings have something."""
    takers = {RecordKind.DOCUMENTS: _documents, RecordKind.AUDITS: _audits, RecordKind.PERSONS: _persons}
    return tuple(
        PurgePart(kind=kind, find=_finder(kind), lock=lock_filings, in_force=in_force, take=take)
        for kind, take in takers.items()
    )


def is_cleared(connection: sa.Connection, submission: str) -> bool:
    """Whether the bytes of a filing, or what was found in it, have been cleared away."""
    named = sa.select(submission_documents.c.number).where(
        submission_documents.c.submission == submission, submission_documents.c.name == CLEARED
    )
    emptied = sa.select(audits.c.id).where(audits.c.submission == submission, audits.c.body == "")
    return any(connection.execute(query.limit(1)).first() is not None for query in (named, emptied))


def _finder(kind: RecordKind) -> Any:  # noqa: ANN401 - a function of a part
    def find(connection: sa.Connection, area: str, until: datetime) -> list[Record]:
        """The filings of a jurisdiction that came in before an instant and still have something of the kind."""
        query = (
            sa.select(submissions.c.id, _SLOT[1].label("year"), submissions.c.received_at)
            .join(agencies, agencies.c.code == _SLOT[0])
            .where(agencies.c.jurisdiction == area, submissions.c.received_at < until, sa.or_(*_left(kind)))
        )
        return [
            Record(key=row.id, year=row.year, came=civil_day(row.received_at))
            for row in connection.execute(query.order_by(submissions.c.id))
        ]

    return find


def _left(kind: RecordKind) -> Iterator[sa.ColumnElement[bool]]:
    mine = submissions.c.id
    if kind is RecordKind.DOCUMENTS:
        yield sa.exists().where(submission_documents.c.submission == mine, submission_documents.c.name != CLEARED)
    elif kind is RecordKind.AUDITS:
        yield sa.exists().where(audits.c.submission == mine, audits.c.body != "")
    else:
        yield sa.exists().where(acts.c.submission == mine, _ACTED)
        yield sa.exists().where(statements.c.submission == mine, statements.c.by != CLEARED)
        yield sa.exists().where(remarks.c.submission == mine, remarks.c.by != CLEARED)
        yield sa.exists().where(held.c.submission == mine, _ASSIGNED)


_ACTED = acts.c.by.not_in([CLEARED, "policy"])  # the county's rules are nobody's name
_ASSIGNED = held.c.assigned_by.not_in([CLEARED, ""])


def lock_filings(connection: sa.Connection, area: str, ids: Sequence[str]) -> None:
    """Lock the jobs of filings, the jurisdiction (one purge at a time) and the filings, in the order of all locks."""
    lock_rows(connection, jobs, jobs.c.subject.in_(ids), key_share=False)
    lock_rows(connection, jurisdictions, jurisdictions.c.code == area)
    lock_rows(connection, submissions, submissions.c.id.in_(ids), key_share=False)


def in_force(connection: sa.Connection, ids: Sequence[str], today: date) -> Mapping[str, str]:
    """Why filings are still needed, by id."""
    found: dict[str, str] = {}
    rows = connection.execute(
        sa.select(submissions.c.id, _SLOT[0].label("agency"), _SLOT[1].label("year")).where(submissions.c.id.in_(ids))
    ).all()
    closed = _closed(connection, ids)
    telling = _untold(connection, {f"agencies/{row.agency}/{row.year}" for row in rows})
    for row in rows:
        if row.year >= today.year - 1 and row.id not in closed:
            found[row.id] = f"{row.year}年度的报送还没有办结，请先审核同意或登记撤回"
        elif row.year >= today.year - _COMPARED:
            found[row.id] = "今年核查要拿它作上年数对照，明年再清除"
        elif f"agencies/{row.agency}/{row.year}" in telling:
            found[row.id] = "有关的通知还没有送到，请用 gouji notices 看，送到或停用接收地址后再清除"
    waiting = sa.select(held.c.submission).where(held.c.submission.in_(ids), held.c.assigned_at.is_(None))
    found |= dict.fromkeys(
        connection.execute(waiting).scalars(), "归属还没有核对，请先用 gouji hold 看，认领或恢复原处"
    )
    undone = sa.select(jobs.c.subject).where(jobs.c.subject.in_(ids), jobs.c.state != JobState.DONE.value)
    found |= dict.fromkeys(connection.execute(undone).scalars(), "核查还没有做完，请用 gouji jobs 看")
    return found


def _closed(connection: sa.Connection, ids: Sequence[str]) -> frozenset[str]:
    """The filings that were accepted or withdrawn at last."""
    query = sa.select(acts.c.submission, acts.c.kind).where(acts.c.submission.in_(ids)).order_by(acts.c.id)
    last = {row.submission: row.kind for row in connection.execute(query)}
    return frozenset(name for name, kind in last.items() if kind in _CLOSING)


def _untold(connection: sa.Connection, subjects: Collection[str]) -> frozenset[str]:
    query = (
        sa.select(notices.c.subject)
        .join(deliveries, deliveries.c.notice == notices.c.id)
        .where(notices.c.subject.in_(subjects), deliveries.c.state == UNDELIVERED)
    )
    return frozenset(connection.execute(query).scalars())


def _documents(connection: sa.Connection, ids: Sequence[str]) -> list[Proof]:
    """The names of the files, and their bytes where nobody else needs them."""
    mine = submission_documents.c.submission.in_(ids)
    told = empty_rows(connection, submission_documents, sa.and_(mine, submission_documents.c.name != CLEARED))
    hashes = connection.execute(sa.select(submission_documents.c.sha256).where(mine).distinct()).scalars().all()
    return [*told, *empty_blobs(connection, hashes)]


def _audits(connection: sa.Connection, ids: Sequence[str]) -> list[Proof]:
    """What was read and found, and what neighbours were held against."""
    mine = audits.c.submission.in_(ids)
    lock_rows(connection, audits, mine)
    done = sa.select(audits.c.id).where(mine)
    drop_passages(connection, ids)
    return [
        *empty_rows(connection, audits, sa.and_(mine, audits.c.body != "")),
        *empty_rows(connection, findings, sa.and_(findings.c.audit.in_(done), findings.c.message != CLEARED)),
    ]


def _persons(connection: sa.Connection, ids: Sequence[str]) -> list[Proof]:
    lock_rows(connection, held, held.c.submission.in_(ids))
    return [
        *empty_rows(connection, held, sa.and_(held.c.submission.in_(ids), _ASSIGNED)),
        *empty_rows(connection, acts, sa.and_(acts.c.submission.in_(ids), _ACTED)),
        *empty_rows(connection, remarks, sa.and_(remarks.c.submission.in_(ids), remarks.c.by != CLEARED)),
        *empty_rows(connection, statements, sa.and_(statements.c.submission.in_(ids), statements.c.by != CLEARED)),
    ]
