"""What is cleared away of notices, and of what was entered for an agency's year: explanations, waivers, paper."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from filings.civil import civil_day
from filings.retention import CLEARED, RecordKind
from ledger.emptying import empty_rows
from ledger.evidence import Proof
from ledger.notice_rows import FULL
from ledger.purge_blobs import empty_blobs
from ledger.purge_filings import UNDELIVERED
from ledger.purge_part import PurgePart, Record, lock_rows
from ledger.tables.filing import blobs, explanations, paper_receipts, waivers
from ledger.tables.notice import attempts, deliveries, notices
from ledger.tables.register import agencies, jurisdictions

_UNDELIVERED = "还没有送到，请用 gouji notices 看，送到或停用接收地址后再清除"


def notice_part() -> PurgePart:
    """Of notices."""
    return PurgePart(
        kind=RecordKind.NOTICES, find=_find_notices, lock=_lock_notices, in_force=_undelivered, take=_notices
    )


def scan_part() -> PurgePart:
    """Of scans of what came on paper."""
    return PurgePart(kind=RecordKind.DOCUMENTS, find=_find_scans, lock=_lock_area, in_force=_none, take=_scans)


def entry_parts() -> tuple[PurgePart, ...]:
    """Of entries, by table: what was said, by whom, is cleared away, and that it was said stays."""
    return (
        _entries(explanations, "on", "by"),
        _entries(waivers, "at", "approver"),
        _entries(paper_receipts, "at", "by"),
    )


def _find_notices(connection: sa.Connection, area: str, until: datetime) -> list[Record]:
    codes = connection.execute(sa.select(agencies.c.code).where(agencies.c.jurisdiction == area)).scalars()
    to = [f"office:{area}", *(f"agency:{code}" for code in codes)]
    query = sa.select(notices.c.id, notices.c.created).where(notices.c.recipient.in_(to), notices.c.created < until)
    return [
        Record(key=row.id, year=civil_day(row.created).year, came=civil_day(row.created))
        for row in connection.execute(query.where(FULL).order_by(notices.c.id))
    ]


def _lock_notices(connection: sa.Connection, area: str, ids: Sequence[str]) -> None:
    lock_rows(connection, jurisdictions, jurisdictions.c.code == area)
    lock_rows(connection, deliveries, deliveries.c.notice.in_(ids), key_share=False)
    lock_rows(connection, notices, notices.c.id.in_(ids))


def _undelivered(connection: sa.Connection, ids: Sequence[str], _today: date) -> Mapping[str, str]:
    open_ = sa.select(deliveries.c.notice).where(deliveries.c.notice.in_(ids), deliveries.c.state == UNDELIVERED)
    return dict.fromkeys(connection.execute(open_).scalars(), _UNDELIVERED)


def _notices(connection: sa.Connection, ids: Sequence[str]) -> list[Proof]:
    sent = sa.select(deliveries.c.id).where(deliveries.c.notice.in_(ids))
    return [
        *empty_rows(connection, attempts, sa.and_(attempts.c.delivery.in_(sent), attempts.c.answer != "")),
        *empty_rows(connection, notices, sa.and_(notices.c.id.in_(ids), FULL)),
    ]


def _lock_area(connection: sa.Connection, area: str, _ids: Sequence[str]) -> None:
    lock_rows(connection, jurisdictions, jurisdictions.c.code == area)


def _none(_connection: sa.Connection, _ids: Sequence[str], _today: date) -> Mapping[str, str]:
    return {}


def _find_scans(connection: sa.Connection, area: str, until: datetime) -> list[Record]:
    query = (
        sa.select(paper_receipts.c.id, paper_receipts.c.year, paper_receipts.c.at)
        .join(agencies, agencies.c.code == paper_receipts.c.agency)
        .join(blobs, blobs.c.sha256 == paper_receipts.c.scan)
        .where(agencies.c.jurisdiction == area, paper_receipts.c.at < until, sa.func.length(blobs.c.data) > 0)
    )
    return [
        Record(key=str(row.id), year=row.year, came=civil_day(row.at))
        for row in connection.execute(query.order_by(paper_receipts.c.id))
    ]


def _scans(connection: sa.Connection, ids: Sequence[str]) -> list[Proof]:
    numbers = [int(number) for number in ids]
    hashes = connection.execute(sa.select(paper_receipts.c.scan).where(paper_receipts.c.id.in_(numbers))).scalars()
    return empty_blobs(connection, sorted(set(hashes)), papers=numbers)


def _entries(table: sa.Table, came: str, who: str) -> PurgePart:
    """Entries of one table, by the columns that say when they were made and by whom."""

    def find(connection: sa.Connection, area: str, until: datetime) -> list[Record]:
        when: sa.ColumnElement[Any] = table.c[came]
        end: date | datetime = civil_day(until) if isinstance(table.c[came].type, sa.Date) else until
        query = sa.select(table.c.id, table.c.year, when).join(agencies, agencies.c.code == table.c.agency)
        query = query.where(agencies.c.jurisdiction == area, when < end, table.c[who] != CLEARED)
        return [
            Record(key=str(row.id), year=row.year, came=_day(row[2]))
            for row in connection.execute(query.order_by(table.c.id))
        ]

    def in_force(connection: sa.Connection, ids: Sequence[str], today: date) -> Mapping[str, str]:
        if table is not waivers:
            return {}
        still = sa.select(waivers.c.id).where(waivers.c.id.in_([*map(int, ids)]), waivers.c.until >= today)
        return {str(number): "豁免还没有到期" for number in connection.execute(still).scalars()}

    def take(connection: sa.Connection, ids: Sequence[str]) -> list[Proof]:
        return empty_rows(connection, table, sa.and_(table.c.id.in_([*map(int, ids)]), table.c[who] != CLEARED))

    return PurgePart(kind=RecordKind.PERSONS, find=find, lock=_lock_area, in_force=in_force, take=take)


def _day(came: date | datetime) -> date:
    return civil_day(came) if isinstance(came, datetime) else came
