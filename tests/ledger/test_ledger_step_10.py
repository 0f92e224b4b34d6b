"""A ledger from before its rows were told of in the event log: from its upgrade on, every change of them is seen.

``fixtures/ledger_step_10.sql`` was written by the verbs of the version whose last migration was step 10: 25 events are
sealed and 12 are not; three filings were decided on, one is held, two jobs wait, one has lost its worker, one is in
quarantine, two notices are undelivered. The file is never written again.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.servers import sqlite_at
from filings.delivery import DeliveryState
from filings.event import Broken, Intact
from filings.job import Claimed, JobState
from filings.notice import Attempt, Delivered
from ledger import Ledger, connect, upgrade
from ledger.evidence import TABLES
from ledger.schema import is_current

_LATER = datetime(2026, 1, 21, 8, 0, tzinfo=UTC)
_HEAD = "1b1f760295ab60b853bd2a209bf63b6ff1e06c1a7eec63ad3bbaa0a197099d51"
_SEALED, _WAITING = 25, 12
_CAME_LATER = {"allowances", "tokens", "statements", "accounts", "remarks"}
_HELD = [table for table in TABLES if table.name not in _CAME_LATER]


@pytest.fixture(scope="module")
def brought_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger as it was left, brought to the tables of this version once, to copy."""
    path = tmp_path_factory.mktemp("older") / "gouji.db"
    script = Path(__file__).with_name("fixtures") / "ledger_step_10.sql"
    with sqlite3.connect(path) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    connection.close()
    engine = connect(f"sqlite:///{path}")
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)
    engine.dispose()
    return path


@pytest.fixture
def upgraded(brought_up: Path, tmp_path: Path) -> Iterator[Ledger]:
    """The upgraded ledger, for one test."""
    engine = connect(sqlite_at(brought_up, tmp_path))
    yield Ledger(engine)
    engine.dispose()


def test_all_that_stands_is_told_of(upgraded: Ledger) -> None:
    """The chain of before holds bit for bit, and the baseline's events vouch for every row of evidence."""
    found = upgraded.event_log.verify()
    assert isinstance(found, Intact)
    assert (found.sealed, found.head, found.waiting > _WAITING) == (_SEALED, _HEAD, True)
    with upgraded.engine.connect() as connection:
        counts = [connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in _HELD]
    assert min(counts) > 0
    assert found.rows == sum(counts)
    told = upgraded.event_log.events(kind="ledger.baseline")
    assert sum(len(rows) for event in told for rows in event.digests.values()) == sum(counts)
    assert (upgraded.event_log.seal() == found.waiting, upgraded.event_log.verify().waiting) == (True, 0)


@pytest.mark.parametrize("table", _HELD, ids=lambda table: table.name)
def test_a_change_after_the_upgrade_is_seen(upgraded: Ledger, table: sa.Table) -> None:
    """A row that the earlier version wrote is deleted past the ledger: it is named."""
    with upgraded.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        first = connection.execute(sa.select(*table.primary_key).limit(1)).one()
        mine = sa.and_(*(column == value for column, value in zip(table.primary_key, first, strict=True)))
        connection.execute(sa.delete(table).where(mine))
        connection.commit()
    found = upgraded.event_log.verify()
    assert isinstance(found, Broken)
    assert [(fault.table, "被删除" in fault.reason) for fault in found.faults] == [(table.name, True)]


def test_it_goes_on_and_verifies(upgraded: Ledger, make) -> None:  # noqa: ANN001
    """Its pending audits are done, its notices delivered, its held filing assigned, and all of it is vouched for."""
    assert len(upgraded.jobs.expire(upgraded.jobs.held(), _LATER)) == 1
    assert len(upgraded.notices.expire(upgraded.notices.held(), _LATER)) == 1
    due = upgraded.jobs.due(_LATER)
    assert len(due) == 3
    (aside,) = upgraded.jobs.listed(JobState.QUARANTINED)
    assert upgraded.jobs.redrive(aside.id, "王某", "系统已更新", _LATER)
    for number, job in enumerate((*due, aside)):
        claimed = upgraded.jobs.claim(job.id, _LATER, f"worker.{number}", alone=True)
        assert isinstance(claimed, Claimed)
        audit = make.audit(make.finding(), dossier=f"after {number}")
        assert upgraded.audits.record(claimed.token, audit, [], _LATER, report=make.report()) is not None
    for number, delivery in enumerate(upgraded.notices.due(_LATER + timedelta(hours=1))):
        sending = upgraded.notices.claim(delivery, _LATER + timedelta(hours=1), f"sender.{number}")
        assert sending is not None
        sent = Delivered(attempt=Attempt(status=204, latency=0.1))
        assert upgraded.notices.record(sending.token, sent, _LATER) is DeliveryState.DELIVERED
    assert {one.state for one in upgraded.notices.deliveries()} == {DeliveryState.DELIVERED}
    (held,) = upgraded.holding.waiting()
    upgraded.holding.assign(held.submission, "G01", 2025, by="王某", reason="认领", now=_LATER)
    upgraded.event_log.seal()
    found = upgraded.event_log.verify()
    assert isinstance(found, Intact)
    assert found.waiting == 0
