"""What has been kept long enough is cleared away, and nothing besides: rows, digests and the event log tell of it."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from filings.account import RemarkKind
from filings.act import PaperReceipt
from filings.dossier import Explanation, Waiver
from filings.event import Broken, Intact
from filings.intake import Receipt, Upload
from filings.marks import Marks
from filings.notice import Attempt, Delivered
from filings.policy import Policy
from filings.retention import CLEARED, PURGED, PurgeOrder, PurgeResult, RecordKind, Retention, list_digest
from ledger import Ledger
from ledger.emptying import EMPTIED, is_emptied
from ledger.event_log import note
from ledger.evidence import EVIDENCE, TABLES, Proof, key_of, standing
from ledger.tables import metadata
from ledger.tables.filing import (
    audits,
    blobs,
    findings,
    passages,
    submission_documents,
    submissions,
    text_marks,
    waivers,
)  # fmt: skip
from ledger.tables.notice import notices
from ledger.verifying import verify

LATER = datetime(2037, 6, 1, 2, 0, tzinfo=UTC)  # what came in 2026 was kept till the end of 2036
ORDER = PurgeOrder(before=date(2030, 1, 1), by="甲", basis="云档〔2037〕3号")
KEEP = Retention()


@contextmanager
def tampering(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction past the ledger, with no foreign key in the way; what it did is undone."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        with connection.begin() as whole:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield connection
            whole.rollback()


@dataclass
class Old:
    """A county with something of everything, long ago."""

    county: Any
    make: Any

    @property
    def ledger(self) -> Ledger:
        """Its ledger."""
        return self.county.ledger

    def fill(self) -> "Old":
        """A report of 2025 with reasons, finding, act, notice, explanation, waiver, paper; delivered and sealed."""
        county, make, ledger = self.county, self.make, self.ledger
        ledger.endpoints.put(make.endpoint(), "甲", make.now)
        self.first = county.file(data=b"long ago", insisted=True, statements=[make.statement("A01")])
        county.audit(
            self.first, make.audit(make.finding()), report=make.report(), notices=[make.notice()],
            marks=Marks(scheme="s", kept=frozenset({1, 2})),
        )  # fmt: skip
        ledger.acts.accept(self.first.submission.id, "王某某", make.now, "属实")
        said = Explanation(fingerprint="f1", facts_digest="d", text="属实", by="张某", on=date(2026, 1, 20))
        ledger.explanations_and_waivers.explain("A01", 2025, said, make.now)
        allowed = Waiver(fingerprint="f1", facts_digest="d", reason="准", approver="乙", until=date(2026, 3, 1))
        ledger.explanations_and_waivers.waive("A01", 2025, allowed, make.now)
        ledger.remarks.add(self.first.submission.id, RemarkKind.DOUBT, "张某说数不对", "张某", make.now)
        self.scan = ledger.documents.keep(b"scan", "甲", make.now)
        self.paper("T01", self.scan)
        self.deliver()
        ledger.event_log.seal()
        return self

    def paper(self, agency: str, scan: str) -> None:
        """A report that came on paper."""
        self.ledger.standings.record_receipt(
            PaperReceipt(
                agency=agency,
                year=2025,
                received_on=date(2026, 1, 9),
                by="甲",
                reason="纸",
                at=self.make.now,
                scan=scan,
            )
        )

    def deliver(self) -> None:
        """Send what is due."""
        now = self.make.now
        for delivery in self.ledger.notices.due(now):
            claimed = self.ledger.notices.claim(delivery, now, self.county.token())
            done = Delivered(attempt=Attempt(status=200, latency=0.1, answer="收到"))
            self.ledger.notices.record(claimed.token, done, now)

    def purge(self, order: PurgeOrder = ORDER, keep: Retention = KEEP, now: datetime = LATER) -> PurgeResult:
        """Clear away."""
        return self.ledger.purging.purge(self.make.area, order, keep, now)

    def plan(self, order: PurgeOrder = ORDER, keep: Retention = KEEP, now: datetime = LATER) -> PurgeResult:
        """Ask what would be cleared away."""
        return self.ledger.purging.plan(self.make.area, order, keep, now)

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        """All rows of a table."""
        with self.ledger.engine.connect() as connection:
            return [dict(row) for row in connection.execute(sa.select(table)).mappings()]

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """All rows of all tables."""
        return {table.name: self.rows(table) for table in metadata.sorted_tables}


@pytest.fixture
def old(county, make) -> Old:
    """Filled."""
    return Old(county, make).fill()


def _reasons(result: PurgeResult) -> set[str]:
    return {line.reason for line in result.kept}


def _telling(texts: Iterator[str] | set[str], words: str) -> bool:
    return any(words in text for text in texts)


def test_a_plan_tells_what_would_go_and_changes_nothing(old) -> None:
    """By kind and year, the same as the purge then clears away; no row of any table is touched."""
    before = old.everything()
    planned = old.plan()
    assert old.everything() == before
    done = old.purge()
    assert [(one.kind, one.year, one.records) for one in planned.lines] == [
        (one.kind, one.year, one.records) for one in done.lines
    ]
    assert {one.kind for one in planned.lines} == set(RecordKind)
    assert (planned.kept, done.kept) == ((), ())


def test_contents_go_and_the_rest_stays(old) -> None:
    """No row is deleted; of evidence only the columns that are to go have changed, in each table that has such."""
    before = old.everything()
    old.purge()
    after = old.everything()
    changed = set()
    for table in TABLES:
        form = EMPTIED.get(table.name, {})
        assert len(after[table.name]) >= len(before[table.name])
        now = {key_of(table, row): row for row in after[table.name]}
        for row in before[table.name]:
            same = now[key_of(table, row)]
            assert {n: v for n, v in row.items() if n not in form} == {n: v for n, v in same.items() if n not in form}
            if row != same:
                changed.add(table.name)
                assert is_emptied(table.name, same)
    assert changed == set(EMPTIED) - {"held"}
    assert (old.rows(passages), old.rows(text_marks)) == ([], [])


def test_nothing_of_the_contents_is_left_in_the_rows(old) -> None:
    """Bytes, texts and names that were filed stand in no table but the event log, which is never cleared."""
    old.purge()
    left = {name: rows for name, rows in old.everything().items() if name != "events"}
    told = repr(left)
    for word in (
        "long ago",
        "全年公开信息",
        "王某某",
        "张某",
        "口径与上年不同",
        "请查收",
        "年报.docx",
        "收到'",
        "总计不等于",
    ):
        assert word not in told, word


def test_the_file_holds_no_bytes_of_what_was_cleared(old) -> None:
    """On SQLite the freed pages are overwritten: the words are in no byte of the file but the event log's own."""
    if old.ledger.engine.dialect.name != "sqlite":
        pytest.skip("a server keeps its own files")
    old.purge()
    path = Path(old.ledger.engine.url.database)
    old.ledger.engine.dispose()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    assert b"long ago" not in data
    assert "请查收".encode() not in data


def test_the_event_log_verifies_and_says_what_was_cleared(old) -> None:
    """Sealed or not: intact, with a line for each kind and year, its number, who and why; and so later on."""
    done = old.purge()
    for _ in range(2):
        found = old.ledger.event_log.verify()
        assert isinstance(found, Intact), found
        assert sum(one.rows for one in found.purged) == sum(one.rows for one in done.lines)
        assert {(one.by, one.basis) for one in found.purged} == {("甲", "云档〔2037〕3号")}
        old.ledger.event_log.seal()
    for event in old.ledger.event_log.events(kind=PURGED):
        rows = [(table, key) for table, keys in event.digests.items() for key in keys]
        assert (event.facts["count"], event.facts["list"]) == (len(rows), list_digest(rows))


def test_a_second_purge_finds_nothing(old) -> None:
    """What is gone is gone: no event, no line."""
    old.purge()
    events = len(old.ledger.event_log.events(kind=PURGED))
    assert old.purge() == PurgeResult()
    assert len(old.ledger.event_log.events(kind=PURGED)) == events


def test_kinds_go_by_themselves(old) -> None:
    """Only the kinds that are named, each after its own years."""
    only = PurgeOrder(before=ORDER.before, kinds=(RecordKind.AUDITS,), by="甲", basis="据")
    assert {one.kind for one in old.purge(only).lines} == {RecordKind.AUDITS}
    assert old.ledger.documents.read(old.first.submission.documents[0].sha256) == b"long ago"
    longer = Retention(documents=30)
    assert {one.kind for one in old.purge(keep=longer).lines} == {RecordKind.NOTICES, RecordKind.PERSONS}
    assert isinstance(old.ledger.event_log.verify(), Intact)


@pytest.mark.parametrize(
    ("now", "goes"), [(datetime(2036, 12, 31, 15, tzinfo=UTC), False), (datetime(2036, 12, 31, 17, tzinfo=UTC), True)]
)
def test_years_are_counted_from_the_end_of_the_year(old, now, goes) -> None:
    """What came in 2026 is kept for ten years from 1 January 2027, to the end of 31 December 2036 in Shanghai."""
    done = old.purge(now=now)
    assert bool(done.lines) is goes
    assert _telling(_reasons(done), "保管期限10年，到2036-12-31才满") is not goes


def test_what_came_later_is_not_looked_at(old) -> None:
    """``before`` is a day: what came on it or later is neither cleared nor told."""
    earlier = PurgeOrder(before=date(2026, 1, 20), by="甲", basis="据")
    assert old.purge(earlier) == PurgeResult()
    on_it = PurgeOrder(before=date(2026, 1, 21), by="甲", basis="据")
    assert old.purge(on_it).lines


def test_another_county_is_untouched(old) -> None:
    """Only what is of the jurisdiction goes."""
    before = old.everything()
    assert old.ledger.purging.purge("440000", ORDER, KEEP, LATER) == PurgeResult()
    assert old.everything() == before


def test_what_is_still_in_force_stays_and_says_why(county, make) -> None:
    """An audit not done, a place not settled, a notice not delivered, a waiver not over, a year not closed."""
    ledger, none = county.ledger, Retention(documents=0, audits=0, notices=0, persons=0)
    ledger.endpoints.put(make.endpoint(), "甲", make.now)
    undone = county.file(data=b"undone")
    stray = county.file("T01", data=b"stray")
    county.audit(stray, make.audit(dossier="s"), held="署名不符")
    told = county.file("G01", data=b"told")
    about = make.notice("agency:A01", "x")
    county.audit(told, make.audit(dossier="t"), notices=[about])
    allowed = Waiver(fingerprint="f", facts_digest="d", reason="准", approver="乙", until=date(2099, 1, 1))
    ledger.explanations_and_waivers.waive("A01", 2025, allowed, make.now)
    old = Old(county, make)
    before = old.everything()
    found = old.purge(keep=none)
    by_id = {name: line.reason for line in found.kept for name in line.records}
    assert "核查还没有做完" in by_id[undone.submission.id]
    assert "归属还没有核对" in by_id[stray.submission.id]
    assert "还没有送到" in by_id[about.id]
    assert _telling(_reasons(found), "豁免还没有到期")
    assert {one.kind for one in found.lines} == {RecordKind.DOCUMENTS, RecordKind.AUDITS}  # of G01 alone
    assert {name for line in found.lines for name in [line.records]} == {1}
    after = old.everything()
    assert [row for row in after["blobs"] if row["size"] and not row["data"]] == [
        {"sha256": told.submission.documents[0].sha256, "size": 4, "data": b""}
    ]
    assert after["notices"] == before["notices"]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (datetime(2027, 6, 1, tzinfo=UTC), "今年核查要拿它作上年数对照"),
        (datetime(2028, 6, 1, tzinfo=UTC), ""),
    ],
)
def test_last_year_s_figures_stay_however_short_the_years(old, today, words) -> None:
    """A closed report is kept while this year's or last year's is held against it, even if nothing is to be kept."""
    short = Retention(documents=0, audits=0, notices=0, persons=0)
    found = old.purge(PurgeOrder(before=date(2026, 2, 1), by="甲", basis="据"), short, today)
    assert bool([one for one in found.lines if one.kind is RecordKind.AUDITS]) is not bool(words)
    assert _telling(_reasons(found), words) is bool(words)


def test_a_report_of_the_year_that_is_not_closed_stays(county, make) -> None:
    """Neither accepted nor withdrawn when its year comes: it is named as such, however long it has been here."""
    receipt = county.file(year=2027)
    county.audit(receipt, make.audit())
    short = Retention(documents=0, audits=0, notices=0, persons=0)
    found = Old(county, make).purge(keep=short, now=datetime(2028, 6, 1, tzinfo=UTC))
    assert found.lines == ()
    assert _reasons(found) == {"2027年度的报送还没有办结，请先审核同意或登记撤回"}


def test_years_are_compared_across_a_purge(county, make) -> None:
    """After the reports of 2025 are gone, the one of 2036 is still held against that of 2035; the numbers stay."""
    for year in (2025, 2035):
        at = datetime(year + 1, 1, 20, 2, tzinfo=UTC)
        receipt = county.file(data=f"r{year}".encode(), year=year, now=at)
        county.audit(receipt, make.audit(make.finding(), dossier=str(year)), report=make.report(value=year), now=at)
        county.ledger.acts.accept(receipt.submission.id, "甲", at, "好")
    before = county.ledger.dossiers.trial("A01", 2036, LATER)
    counted = county.ledger.standings.of("A01", 2025, date(2037, 6, 1))
    assert Old(county, make).purge().lines
    after = county.ledger.dossiers.trial("A01", 2036, LATER)
    assert after.previous == before.previous is not None
    assert county.ledger.dossiers.trial("A01", 2026, LATER).previous is None
    assert county.ledger.standings.of("A01", 2025, date(2037, 6, 1)) == counted


def _one(rng: random.Random, old: Old, table: sa.Table) -> dict[str, Any]:
    return rng.choice(old.rows(table))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_besides_the_purge_is_told(old, make, seed) -> None:
    """After a purge a row of any table deleted, changed or refilled by hand is named, and none of the purged is."""
    chance = random.Random(seed)
    more = old.county.file("T01", f"young {seed}".encode(), now=LATER - timedelta(days=3))
    old.county.audit(more, make.audit(make.finding(), dossier="young"), report=make.report(), now=LATER)
    old.purge()
    if seed % 2:
        old.ledger.event_log.seal()
    assert isinstance(old.ledger.event_log.verify(), Intact)
    for table in TABLES:
        rows = old.rows(table)
        if not rows:
            continue
        row = chance.choice(rows)
        mine = sa.and_(*(column == row[column.name] for column in table.primary_key))
        changes: list[sa.Executable] = [sa.delete(table).where(mine)]
        for name in EMPTIED.get(table.name, {}):
            new = b"other" if isinstance(row[name], bytes) else "other"
            changes.append(sa.update(table).where(mine).values({name: new}))
        for change in changes:
            with tampering(old.ledger.engine) as connection:
                connection.execute(change)
                found = verify(connection, None)
            assert isinstance(found, Broken), (table.name, change)
            assert {(fault.table, fault.key) for fault in found.faults} == {(table.name, key_of(table, row))}


def _forged(old: Old, table: sa.Table, **facts: object) -> Broken | Intact:
    """A purge event in due form about rows as they stand, written past the verbs."""
    with old.ledger.engine.begin() as connection:
        told = standing(connection, table, sa.true())
        rows = [(one.table, one.key) for one in told]
        said = {
            "kind": "audits", "year": 2025, "count": len(rows), "list": list_digest(rows), "records": [],
            "before": "2030-01-01", "basis": "假", **facts,
        }  # fmt: skip
        note(connection, PURGED, old.make.area, LATER, "乙", said, told)
    return old.ledger.event_log.verify()


@pytest.mark.parametrize("table", [audits, findings, blobs, notices, submissions], ids=lambda table: table.name)
def test_a_purge_that_was_only_told_is_found_out(old, table) -> None:
    """An event of a purge in due form, with true digests of rows that are still full: each row is named."""
    found = _forged(old, table)
    assert isinstance(found, Broken)
    assert {fault.key for fault in found.faults} == {key_of(table, row) for row in old.rows(table)}
    assert all("内容却还在" in fault.reason for fault in found.faults)


@pytest.mark.parametrize("facts", [{"count": 7}, {"list": "0" * 64}, {"kind": "all"}, {"year": "2025"}])
def test_a_purge_event_that_does_not_fit_itself_is_found_out(old, facts) -> None:
    """Number, list, kind and year have to be those of the rows it names."""
    old.purge()
    found = _forged(old, audits, **facts)
    assert isinstance(found, Broken)
    assert _telling({fault.reason for fault in found.faults}, "数目、清单与它列出的行不符")


def test_rows_deleted_under_a_purge_s_name_are_found_out(old) -> None:
    """A purge empties rows and deletes none: an event that tells of deleted ones is no purge."""
    with tampering(old.ledger.engine) as connection:
        told = [Proof(one.table, one.key, None) for one in standing(connection, findings, sa.true())]
        connection.execute(sa.delete(findings))
        rows = [(one.table, one.key) for one in told]
        facts = {"kind": "audits", "year": 2025, "count": len(rows), "list": list_digest(rows), "basis": "假"}
        note(connection, PURGED, old.make.area, LATER, "乙", facts, told)
        found = verify(connection, None)
    assert isinstance(found, Broken)
    assert _telling({fault.reason for fault in found.faults}, "疑为伪造")


def test_a_cleared_filing_is_told_of(old) -> None:
    """Who asks for it hears when, on whose word and what; its audit is none, and none is asked for again."""
    name = old.first.submission.id
    assert old.ledger.purging.told(old.make.area, name) == ()
    old.purge()
    told = old.ledger.purging.told(old.make.area, name)
    assert {one.kind for one in told} == {RecordKind.DOCUMENTS, RecordKind.AUDITS, RecordKind.PERSONS}
    assert {(one.at, one.basis) for one in told} == {(LATER, "云档〔2037〕3号")}
    assert old.ledger.audits.of(name) is None
    assert (old.ledger.audits.history(name), old.ledger.audits.report_of(name)) == ((), None)
    assert old.ledger.audits.again(name, "x", LATER) == ""
    assert old.ledger.submissions.find(name).documents[0].sha256 == old.first.submission.documents[0].sha256
    assert sum(old.ledger.jobs.counts().values()) == 1


def test_a_cleared_notice_is_neither_sent_again_nor_fetched(old) -> None:
    """Nothing is sent in place of what is gone; who fetches notices gets those that are there, in their order."""
    before = old.ledger.feed.after(["agency:A01"], "", 10)
    old.purge()
    assert old.ledger.notices.replay("甲", LATER, since=old.make.now - timedelta(days=1)) == 0
    assert old.ledger.notices.due(LATER) == ()
    later = old.make.notice(about="later", at=LATER)
    old.ledger.notices.put([later], LATER)
    assert old.ledger.feed.after(["agency:A01"], "", 10) == (later,)
    assert old.ledger.feed.after(["agency:A01"], before[-1].id, 10) == (later,)


def test_what_the_office_never_let_go_is_cleared_and_never_sent(county, make) -> None:
    """A notice that waited for its release all these years holds nothing up, and is not released once it is empty."""
    county.ledger.policies.put(make.area, Policy(since=date(2026, 1, 1), approver="乙", hold_notices=True), make.now)
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    county.ledger.notices.put([make.notice()], make.now)
    assert Old(county, make).purge().lines
    assert county.ledger.notices.release("甲", LATER) == 0
    assert county.ledger.notices.due(LATER) == ()
    assert isinstance(county.ledger.event_log.verify(), Intact)


def test_the_same_bytes_again_for_the_same_year_are_the_same_filing(old) -> None:
    """Their hash proves it. Nothing is stored again: their time is over."""
    old.purge()
    again = old.county.file(data=b"long ago", now=LATER)
    assert (again.repeated, again.submission.id) == (True, old.first.submission.id)
    assert old.ledger.documents.read(old.first.submission.documents[0].sha256) is None
    assert isinstance(old.ledger.event_log.verify(), Intact)


def test_the_same_bytes_for_another_year_are_filed_as_ever(old) -> None:
    """They are stored again, audited, and stay; what was cleared of the old filing stays cleared."""
    old.purge()
    again = old.county.file("T01", data=b"long ago", now=LATER)
    assert not again.repeated
    opened = old.ledger.opening.of(again.job, LATER.date())
    assert opened.data == b"long ago"
    assert isinstance(old.ledger.event_log.verify(), Intact)
    assert not [one for one in old.purge().lines if one.kind is RecordKind.DOCUMENTS]
    assert old.ledger.documents.read(again.submission.documents[0].sha256) == b"long ago"
    assert old.ledger.submissions.find(old.first.submission.id).documents[0].name == CLEARED


def test_bytes_that_somebody_still_needs_stay(county, make) -> None:
    """A younger filing, a scan of paper with the same bytes: they go with the last of them."""
    old = Old(county, make)
    for data, at in ((b"shared", make.now), (b"paper", make.now)):
        receipt = county.file(data=data)
        county.audit(receipt, make.audit(dossier=data.decode()), now=at)
    young = county.file("T01", b"shared", now=LATER - timedelta(days=400))
    scan = county.ledger.documents.keep(b"paper", "甲", make.now)
    only = PurgeOrder(before=ORDER.before, kinds=(RecordKind.DOCUMENTS,), by="甲", basis="据")
    old.purge(only)
    shared = young.submission.documents[0].sha256
    assert county.ledger.documents.read(shared) == b"shared"
    assert county.ledger.documents.read(scan) is None  # kept by nobody
    assert isinstance(county.ledger.event_log.verify(), Intact)


def test_a_scan_goes_with_its_own_years(old) -> None:
    """Its bytes are a document: gone after a purge of documents, and told."""
    assert old.ledger.documents.read(old.scan) == b"scan"
    old.purge()
    assert old.ledger.documents.read(old.scan) is None


def test_a_file_may_be_named_like_one_that_is_gone(county, make) -> None:
    """A clerk may call a file anything: by no name are its bytes taken for needless."""
    first = county.file(data=b"same")
    county.audit(first, make.audit())
    upload = [Upload(name=CLEARED, data=b"same")]
    young = county.ledger.intake.submit("T01", 2025, upload, "command", LATER)
    assert isinstance(young, Receipt)
    assert Old(county, make).purge().lines
    assert county.ledger.documents.read(young.submission.documents[0].sha256) == b"same"
    assert county.ledger.audits.again(young.submission.id, "x", LATER)


class _Killed(Exception):  # noqa: N818
    """The process ends here."""


@pytest.mark.parametrize("point", ["purge.before_commit", "purge.after_commit"])
def test_a_purge_that_is_ended_goes_on(county, make, point) -> None:
    """Ended at each lot, before its commit or after: the rows fit the event log each time, and the next run ends it."""
    wanted = Old(county, make).fill()
    passed = 0

    def end(name: str) -> None:
        nonlocal passed
        passed += name == point
        if name == point and passed > 1:
            raise _Killed

    short = Ledger(county.ledger.engine, end)
    runs = 0
    while True:
        passed, runs = 0, runs + 1
        try:
            short.purging.purge(make.area, ORDER, KEEP, LATER)
            break
        except _Killed:
            assert isinstance(county.ledger.event_log.verify(), Intact)
    assert runs > 2
    assert wanted.purge() == PurgeResult()
    assert not [row for row in wanted.rows(audits) if row["body"]]
    assert not [row for row in wanted.rows(submission_documents) if row["name"] != CLEARED]
    assert not [row for row in wanted.rows(waivers) if row["reason"] != CLEARED]
    counted = [one.facts["count"] for one in county.ledger.event_log.events(kind=PURGED)]
    keys = {
        (table, key)
        for one in county.ledger.event_log.events(kind=PURGED)
        for table in one.digests
        for key in one.digests[table]
    }
    assert sum(counted) == len(keys)  # no row was told of twice


@pytest.mark.parametrize("turn", range(8))
def test_a_filing_with_the_same_bytes_never_loses_them(county, make, turn) -> None:
    """A purge and a new filing of the same bytes at once: whoever comes first, the new filing has its bytes."""
    first = county.file(data=b"same")
    county.audit(first, make.audit())
    start, wrong = threading.Barrier(2), []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001 - told below
            wrong.append(error)

    acts = (
        lambda: Old(county, make).purge(),
        lambda: county.file("T01", b"same", now=LATER),
    )
    threads = [threading.Thread(target=run, args=(act,)) for act in acts[:: 1 if turn % 2 else -1]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert county.ledger.documents.read(first.submission.documents[0].sha256) == b"same"
    assert isinstance(county.ledger.event_log.verify(), Intact)


def test_every_table_with_contents_has_a_form() -> None:
    """The columns that are emptied are columns of evidence, and none is part of a key."""
    for name, form in EMPTIED.items():
        table = metadata.tables[name]
        assert set(form) <= set(EVIDENCE[name].columns)
        assert not set(form) & {column.name for column in table.primary_key}
