"""Rows of a ledger in which many have filed for many years, written in bulk: what verbs would have left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import sqlalchemy as sa

from ledger import Ledger
from ledger.tables.filing import (
    acts,
    audits,
    blobs,
    findings,
    passage_texts,
    passages,
    slots,
    submission_documents,
    submissions,
    text_marks,
)
from ledger.tables.notice import deliveries, notices
from ledger.tables.register import agencies, jurisdictions
from ledger.tables.work import events, jobs, seals

THEN = datetime(2020, 1, 10, 2, 0, tzinfo=UTC)
_BATCH = 5000
_MARKS = 2**32  # of texts
_COMMON = 4000  # marks of phrases that many reports share
_EVENTS = 3  # for each filing
_BODY = '{"1":"' + "本年度主动公开政府信息，及时办理申请，按季更新专栏。" * 40 + '"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much others filed: ``filings`` by ``agencies`` of ``areas``, as many years as it takes, up to ``year``."""

    filings: int = 100_000
    agencies: int = 2_000
    areas: int = 100
    year: int = 2025
    marks: int = 120


def fill(ledger: Ledger, size: Size) -> None:
    """Write all rows. The areas are named 90000, 90001, …; their agencies 90000-0, 90000-1, …"""
    each = size.agencies // size.areas
    bodies = [(f"9{area:04}", f"9{area:04}-{n}") for n in range(each) for area in range(size.areas)]
    filed = [
        (number, *bodies[number % len(bodies)], size.year - number // len(bodies)) for number in range(size.filings)
    ]
    with ledger.engine.begin() as connection:
        known = set(connection.execute(sa.select(jurisdictions.c.code)).scalars())
        _write(connection, jurisdictions, _areas({area for area, _ in bodies} - known))
        _write(connection, agencies, _agencies(bodies))
        _write(connection, blobs, [{"sha256": "0" * 64, "size": 1, "data": b"0"}])
        for table, rows in _filings(filed).items():
            _write(connection, table, rows)
        _write(connection, passage_texts, ({"text": n, "passages": n, "part": ""} for n in range(1, len(filed) + 1)))
        _write(connection, text_marks, _marks(filed, size.marks))
        _write(connection, events, _events(filed))
        numbers = range(1, _EVENTS * len(filed) + 1)
        _write(connection, seals, ({"number": n, "event": 10**7 + n, "hash": f"{n:064x}"} for n in numbers))
        if connection.dialect.name == "postgresql":  # it goes on counting from where it was
            for table in (audits, passages):
                counter = sa.func.pg_get_serial_sequence(table.name, "id")
                connection.execute(sa.select(sa.func.setval(counter, len(filed) + 1)))
    with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _write(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    left = iter(rows)
    while some := list(islice(left, _BATCH)):
        connection.execute(sa.insert(table), some)


def _areas(codes: Iterable[str]) -> Iterator[dict[str, Any]]:
    blank = dict.fromkeys(("parent", "office"), "") | dict.fromkeys(("postcodes", "area_codes", "domains"), "[]")
    for code in sorted(codes):
        yield {"code": code, "name": f"第{code}县", **blank}


def _agencies(bodies: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    for position, (area, code) in enumerate(bodies):
        row = {"code": code, "name": f"第{code}局", "kind": "department", "jurisdiction": area, "tags": "[]"}
        yield {**row, "contact": "", "mail": "", "position": position}


def _filings(filed: list[tuple[int, str, str, int]]) -> dict[sa.Table, Iterable[dict[str, Any]]]:
    """All that a filing leaves that was audited, accepted and told."""
    at = {number: THEN + timedelta(seconds=number) for number, *_ in filed}
    return {
        slots: ({"agency": code, "year": year} for _, _, code, year in filed),
        submissions: (
            {
                "id": f"s{n}", "agency": code, "year": year, "content": f"s{n}", "slot_agency": code, "slot_year": year,
                "ordinal": 1, "received_at": at[n], "channel": "stream",
            }
            for n, _, code, year in filed
        ),
        submission_documents: (
            {"submission": f"s{n}", "number": 1, "sha256": "0" * 64, "name": "r.docx", "role": "report", "size": 1}
            for n, *_ in filed
        ),
        jobs: (
            {
                "id": f"j{n}", "kind": "audit", "key": f"s{n}", "subject": f"s{n}", "state": "done", "due_at": at[n],
                "reason": "", "created_at": at[n], "ended_at": at[n],
            }
            for n, *_ in filed
        ),
        audits: (
            {
                "id": n + 1, "name": f"a{n}", "submission": f"s{n}", "job": f"j{n}", "verdict": "clean",
                "rulebook_hash": "b", "engine_hash": "", "dossier_digest": f"{n}", "as_of": at[n].date(), "body": "{}",
                "report": "{}",
                "recorded_at": at[n],
            }
            for n, *_ in filed
        ),
        findings: (
            {
                "audit": n + 1, "number": 1, "fingerprint": f"f{n}", "facts_digest": "d", "rule": "A01",
                "severity": "hint", "title": "t", "message": "m",
            }
            for n, *_ in filed
        ),
        acts: (
            {"submission": f"s{n}", "kind": "accepted", "by": "甲", "at": at[n], "reason": ""} for n, *_ in filed
        ),
        notices: (
            {
                "id": f"n{n}", "type": "audit.completed", "recipient": f"agency:{code}", "subject": f"s{n}",
                "title": "t", "text": "t", "body": b"{}", "created": at[n], "attachments": "[]",
            }
            for n, _, code, _ in filed
        ),
        deliveries: (
            {
                "id": f"d{n}", "notice": f"n{n}", "endpoint": "office", "state": "delivered", "next_attempt_at": at[n],
                "attempts": 1, "error": "",
            }
            for n, *_ in filed
        ),
        passages: (
            {"id": n + 1, "submission": f"s{n}", "area": area, "year": year, "scheme": "s", "body": _BODY}
            for n, area, _, year in filed
        ),
    }  # fmt: skip


def marks_like(seed: int, count: int) -> frozenset[int]:
    """The marks of a text: a quarter of them those of common phrases."""
    random = Random(seed)
    own = {random.randrange(_COMMON, _MARKS) for _ in range(count - count // 4)}
    return frozenset(own | {random.randrange(_COMMON) for _ in range(count // 4)})


def _marks(filed: list[tuple[int, str, str, int]], count: int) -> Iterator[dict[str, Any]]:
    """In the order of the key, which the database is quick to take."""
    for number, area, _, year in sorted(filed, key=lambda one: (one[1], one[3])):
        for mark in sorted(marks_like(number, count)):
            yield {"area": area, "year": year, "mark": mark, "text": number + 1}


def _events(filed: list[tuple[int, str, str, int]]) -> Iterator[dict[str, Any]]:
    numbers = iter(range(1, _EVENTS * len(filed) + 1))
    for n, *_ in filed:
        for kind in ("submission.received", "audit.completed", "report.accepted"):
            at = THEN + timedelta(seconds=n)
            yield {
                "id": 10**7 + next(numbers),
                "at": at,
                "kind": kind,
                "subject": f"s{n}",
                "actor": "audit",
                "facts": "{}",
            }
