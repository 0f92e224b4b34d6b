"""Evidence: every row is told of in the event log, and whoever changes one past the ledger is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bench.scenes import VERBS, Scene
from bench.servers import sqlite_at
from filings.account import AccountRole, RemarkKind
from filings.act import PaperReceipt
from filings.agency import Agency, DatedName, Relation, RelationKind
from filings.calendar import Extension
from filings.dossier import Explanation, Publication, Waiver
from filings.event import Broken, Intact
from filings.notice import Attempt, Delivered, TryLater
from filings.opened import OpenedAddress
from filings.policy import Policy
from filings.token import TokenRole
from ledger import Ledger, connect
from ledger.evidence import CHAIN, EVIDENCE, TABLES, WORKING, key_of, values_of
from ledger.tables import metadata
from ledger.tables.base import Instant
from ledger.tables.filing import audits, blobs, findings, submissions
from ledger.tables.work import events
from ledger.verifying import verify

_NAMES = [table.name for table in TABLES]


def test_every_table_and_column_is_evidence_or_working_state() -> None:
    """A new table, or a new column of a table of evidence, has to be told to be one or the other."""
    assert {*EVIDENCE} | CHAIN | WORKING == {*metadata.tables}
    assert len(EVIDENCE) + len(CHAIN) + len(WORKING) == len(metadata.tables)
    for name, kept in EVIDENCE.items():
        assert sorted((*kept.columns, *kept.working)) == sorted(column.name for column in metadata.tables[name].c)


def test_whatever_a_verb_writes_is_told(ledger: Ledger) -> None:
    """After every verb of the ledger, each row of evidence is as the event log tells."""
    kept = Scene(ledger).found().kept()
    for name, ready in VERBS.items():
        ready(kept.again())()
        with ledger.engine.connect() as connection:
            found = verify(connection, None)  # without the anchors, which know of seals that were taken back
        assert isinstance(found, Intact), (name, found)


def fill(county: Any, make: Any) -> Ledger:  # noqa: ANN401 - fixtures
    """At least one row in every table of evidence, sealed."""
    ledger, now = county.ledger, make.now
    renamed = Relation(
        kind=RelationKind.RENAMED,
        since=date(2020, 1, 1),
        until=date(2030, 1, 1),
        other="",
        document="号",
        approver="乙",
    )
    name = DatedName(name="教委", since=date(2010, 1, 1), until=date(2020, 1, 1), alias=False)
    ledger.register.put(
        [
            Agency(
                code="A02",
                name="教育局",
                kind="department",
                jurisdiction=make.area,
                names=(name,),
                relations=(renamed,),
            )
        ],
        "甲",
        now,
    )
    ledger.calendars.extend(
        make.area, Extension(year=2025, until=date(2026, 2, 9), reason="雪", approver="乙", agency=""), now
    )
    ledger.policies.put(make.area, Policy(since=date(2026, 1, 1), approver="乙"), now)
    ledger.endpoints.put(make.endpoint(), "甲", now)
    ledger.endpoints.rotate("e1", "whsec_" + "B" * 32, "甲", now)
    told = [make.notice(about="one"), make.notice(about="two")]
    first = county.file(data=b"one", insisted=True, statements=[make.statement("A01")])
    stray = county.file(data=b"stray")
    ledger.allowances.open(
        OpenedAddress(host="10.1.2.3", port=443, subnet="10.1.2.0/24", by="甲", reason="内网", at=now)
    )
    token, _ = ledger.tokens.create(TokenRole.OFFICE, make.area, "甲", now)
    ledger.tokens.revoke(token.id, "乙", now)
    person = ledger.accounts.create(AccountRole.CLERK, make.area, "张三", "甲", now, agency="A01", phone="13800000000")
    ledger.accounts.remove(person.id, "甲", now)
    ledger.remarks.add(first.submission.id, RemarkKind.DOUBT, "口径不同", "甲", now, "f1")
    county.audit(
        first, make.audit(make.finding("f1"), make.finding("f2"), dossier="one"), report=make.report(), notices=told
    )
    county.audit(stray, make.audit(dossier="stray"), held="署名不符")
    ledger.holding.assign(stray.submission.id, "A02", 2025, by="李", reason="选错", now=now)
    ledger.acts.send_back(first.submission.id, "王", now, "请改", resubmit_by=date(2026, 1, 30))
    ledger.explanations_and_waivers.explain(
        "A01", 2025, Explanation(fingerprint="f1", facts_digest="d", text="属实", by="甲", on=date(2026, 1, 20)), now
    )
    ledger.explanations_and_waivers.waive(
        "A01", 2025, Waiver(fingerprint="f1", facts_digest="d", reason="准", approver="乙", until=date(2026, 3, 1)), now
    )
    scan = ledger.documents.keep(b"scan", "甲", now)
    ledger.standings.record_receipt(
        PaperReceipt(agency="T01", year=2025, received_on=date(2026, 1, 9), by="甲", reason="纸", at=now, scan=scan)
    )
    ledger.publications.put("A01", 2025, Publication(), "甲", now)
    ledger.bulletins.issue("b1", ledger.standings.county_year(make.area, 2025, date(2026, 2, 1)), "甲", now)
    results = [Delivered(attempt=Attempt(status=204, latency=0.25)), TryLater(attempt=Attempt(status=503, latency=1.0))]
    for delivery, result in zip(ledger.notices.due(now), results, strict=True):
        claimed = ledger.notices.claim(delivery, now, county.token())
        ledger.notices.record(claimed.token, result, now, next_at=now + timedelta(hours=1))
    ledger.event_log.seal()
    return ledger


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, make) -> Iterator[Ledger]:  # noqa: ANN001
    """A ledger with something of everything, for all who leave it as it was."""
    if request.param == "sqlite":
        url = sqlite_at(request.getfixturevalue("sqlite_template"), tmp_path_factory.mktemp("full"))
    else:
        url = request.getfixturevalue("new_postgres")()
    engine = connect(url)
    yield fill(make.county(Ledger(engine)).found(), make)
    engine.dispose()


@contextmanager
def tampering(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction past the ledger, with no foreign key in the way; what it did is undone."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        with connection.begin() as whole:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield connection
            whole.rollback()


def other(value: object, column: sa.Column[Any]) -> object:
    """Another value of the column's type."""
    if value is None:
        if isinstance(column.type, Instant):
            return datetime(2000, 1, 1, tzinfo=UTC)
        return {date: date(2000, 1, 1), int: 7, str: ""}[column.type.python_type]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1000
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    return value + (b" " if isinstance(value, bytes) else " ")


def named(found: object, table: sa.Table) -> set[str]:
    """The keys of a table's rows that do not hold."""
    assert isinstance(found, Broken)
    assert all(fault.reason.startswith(EVIDENCE[fault.table].word) for fault in found.faults)
    assert {fault.table for fault in found.faults} == {table.name}
    return {fault.key for fault in found.faults}


@pytest.mark.parametrize("name", _NAMES)
def test_each_column_of_each_table_is_told(full: Ledger, name: str) -> None:
    """Changed, deleted or slipped in: the row is named by table and key, and no other is."""
    assert isinstance(full.event_log.verify(), Intact)
    table = metadata.tables[name]
    keys = {column.name for column in table.primary_key}
    with full.engine.connect() as connection:
        row = connection.execute(sa.select(table).limit(1)).mappings().one()
    key = key_of(table, row)
    mine = sa.and_(*(column == row[column.name] for column in table.primary_key))
    for column in EVIDENCE[name].columns:
        wrong = other(row[column], table.c[column])
        with tampering(full.engine) as connection:
            assert connection.execute(sa.update(table).where(mine).values({column: wrong})).rowcount == 1
            new = key_of(table, {**row, column: wrong})
            assert named(verify(connection, None), table) == ({key, new} if column in keys else {key}), column
        if table.c[column].nullable and row[column] is not None:
            with tampering(full.engine) as connection:
                connection.execute(sa.update(table).where(mine).values({column: None}))
                assert named(verify(connection, None), table) == {key}, column
    with tampering(full.engine) as connection:
        connection.execute(sa.delete(table).where(mine))
        assert named(verify(connection, None), table) == {key}
    with tampering(full.engine) as connection:
        more = {column.name: other(row[column.name], column) for column in table.c}
        connection.execute(sa.insert(table).values(more))
        assert named(verify(connection, None), table) == {key_of(table, more)}
    assert isinstance(full.event_log.verify(), Intact)


def test_working_state_is_nobody_s_fault(full: Ledger) -> None:
    """What work goes by may be anything: a column that is told to be working state raises no alarm."""
    for table in TABLES:
        for column in EVIDENCE[table.name].working:
            with tampering(full.engine) as connection:
                row = connection.execute(sa.select(table).limit(1)).mappings().one()
                mine = sa.and_(*(key == row[key.name] for key in table.primary_key))
                wrong = other(row[column], table.c[column])
                assert connection.execute(sa.update(table).where(mine).values({column: wrong})).rowcount == 1
                assert isinstance(verify(connection, None), Intact), (table.name, column)


@pytest.mark.parametrize("full", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE audits SET body = CAST(x'ff00' AS TEXT)", audits),
        ("UPDATE audits SET as_of = 'no day'", audits),
        ("UPDATE findings SET message = x'ff'", findings),
        ("UPDATE submissions SET received_at = 'never', insisted = 'maybe'", submissions),
        ("UPDATE blobs SET data = 'text', size = 'much'", blobs),
    ],
)
def test_values_that_no_code_can_read_are_told(full: Ledger, statement: str, table: sa.Table) -> None:
    """SQLite takes anything into any column: what cannot be decoded or parsed is a changed row, and no crash."""
    with tampering(full.engine) as connection:
        connection.exec_driver_sql(statement)
        assert named(verify(connection, None), table)


@pytest.mark.parametrize("full", ["sqlite"], indirect=True)
@pytest.mark.parametrize("wrong", ["facts = 'no json'", "facts = '[]'", "at = 'never'", "facts = '{\"digests\":[1]}'"])
def test_an_event_that_no_code_can_read_is_told(full: Ledger, wrong: str) -> None:
    """Whatever someone writes into an event, it is the one that does not hold."""
    with tampering(full.engine) as connection:
        connection.exec_driver_sql(f"UPDATE events SET {wrong} WHERE id = 3")  # noqa: S608 - of this file
        found = verify(connection, None)
    assert isinstance(found, Broken)
    assert (found.number, found.event, "内容与封存时不符" in found.reason) == (3, 3, True)


def test_a_row_told_of_and_then_taken_back_is_no_alarm(county, make) -> None:  # noqa: ANN001
    """Names, dates and endpoints that the office itself replaces or takes away leave nothing to complain of."""
    ledger = fill(county, make)
    ledger.register.put([Agency(code="A02", name="教育局", kind="department", jurisdiction=make.area)], "甲", make.now)
    ledger.calendars.put(make.area, make.dates[:1], "甲", make.now)
    ledger.endpoints.put(make.endpoint("e1", "agency:A01", secrets=()), "甲", make.now)
    assert isinstance(ledger.event_log.verify(), Intact)


def test_an_event_names_its_rows_and_no_secret(full: Ledger) -> None:
    """The digests stand beside the facts; an audit's event tells of the audit, its findings and its notices."""
    (event, _) = full.event_log.events(kind="audit.completed")
    assert {name: len(rows) for name, rows in event.digests.items()} == {
        "audits": 1, "findings": 2, "notices": 2, "deliveries": 2,
    }  # fmt: skip
    assert "digests" not in event.facts
    with full.engine.connect() as connection:
        told = "".join(connection.execute(sa.select(events.c.facts)).scalars())
    assert "whsec_" not in told


@pytest.mark.parametrize("key", ["a/b", "a%2Fb", "%", "/", "普通"])
def test_keys_are_written_so_that_they_can_be_read(key: str) -> None:
    """Whatever stands in a part of a key, the parts come back."""
    table = metadata.tables["endpoint_recipients"]
    row = {"endpoint": key, "recipient": f"agency:{key}"}
    assert values_of(table, key_of(table, row)) == row
    assert values_of(table, "one") is None
    assert values_of(metadata.tables["acts"], "x") is None
