"""Opening databases."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from filings.errors import InfrastructureError, UsageError
from ledger import Ledger, connect
from ledger.engine import reads
from ledger.fault_points import POINTS, go_on
from ledger.store import Store
from ledger.tables.work import leaders


def test_sqlite_is_opened_to_lose_nothing(tmp_path: Path) -> None:
    """WAL, synchronous FULL, foreign keys and a patient writer on every connection."""
    engine = connect(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        seen = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")]  # fmt: skip
    engine.dispose()
    assert seen == ["wal", 2, 1, 30_000]


def test_writers_take_the_lock_at_once_and_readers_do_not(tmp_path: Path) -> None:
    """While one transaction writes, a reader goes on and a second writer cannot begin."""
    path = tmp_path / "a.db"
    engine = connect(f"sqlite:///{path}")
    with engine.begin():
        with reads(engine.connect()) as reader, reader.begin():
            assert reader.exec_driver_sql("SELECT 1").scalar() == 1
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://x/y", "oracle://x/y"])
def test_other_databases_are_refused_in_words(url: str) -> None:
    """Only SQLite and PostgreSQL are supported, and the message says so."""
    with pytest.raises(UsageError, match="只支持"):
        connect(url)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_ledger_in_memory_is_refused(url: str) -> None:
    """What must be durable cannot live in memory."""
    with pytest.raises(UsageError, match="磁盘上的文件"):
        connect(url)


def test_a_database_that_does_not_answer_is_infrastructure(tmp_path: Path) -> None:
    """Callers see one exception for a database that is away, whatever the driver raised."""
    store = Store(connect(f"sqlite:///{tmp_path / 'missing' / 'a.db'}"))
    with pytest.raises(InfrastructureError, match="数据库文件打不开"), store.reading():
        pass


def test_what_was_begun_is_undone_whole_by_an_exception(ledger: Ledger) -> None:
    """A transaction that raises leaves nothing behind."""
    store = Store(ledger.engine)
    row = {"name": "x", "token": "t", "beat": 0}

    def broken() -> None:
        with store.writing() as connection:
            connection.execute(sa.insert(leaders).values(**row))
            raise LookupError

    with pytest.raises(LookupError):
        broken()
    with store.reading() as connection:
        assert connection.execute(sa.select(leaders)).all() == []


def test_a_naive_instant_is_refused(ledger: Ledger) -> None:
    """An instant without a zone would mean another moment on another machine."""
    naive = datetime.fromisoformat("2026-01-01T00:00:00")
    with pytest.raises(sa.exc.StatementError, match="2026"):
        ledger.jobs.offer("audit", "k", "s", naive)


def test_a_point_that_nobody_listed_is_an_error() -> None:
    """Points are listed in one place, so that a matrix of crashes can be complete."""
    for name in POINTS:
        go_on(name)
    with pytest.raises(LookupError):
        go_on("somewhere")
