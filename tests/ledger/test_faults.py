"""What the database cannot do is told in a true sentence with what to do."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from filings.errors import InfrastructureError, UsageError
from ledger import connect, upgrade
from ledger.backup import backup
from ledger.event_log import note
from ledger.faults import database_fault
from ledger.store import Store


def _limited(engine: sa.Engine) -> None:
    """Let the database file grow no more, as on a full disk."""

    def limit(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's pool record
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.dispose()
    sa.event.listen(engine, "connect", limit)


def _fill(store: Store) -> None:
    with store.writing() as connection:
        for number in range(1000):
            note(connection, "test", f"{number}" * 500, datetime(2026, 1, 20, tzinfo=UTC), "test")


def test_a_full_disk_is_called_full(tmp_path: Path) -> None:
    """Not "away", and nothing of the step is there afterwards."""
    engine = connect(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(engine)
    _limited(engine)
    with pytest.raises(InfrastructureError, match=r"磁盘已满.*GOUJI_HOME"):
        _fill(Store(engine))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar() == 0
    engine.dispose()


def test_a_broken_file_is_called_so(tmp_path: Path) -> None:
    """Its next step is the last copy, not to wait."""
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database at all, but long enough to be one" * 100)
    engine = connect(f"sqlite:///{damaged}")
    with pytest.raises(InfrastructureError, match="已损坏"), Store(engine).reading():
        pass


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (psycopg.errors.DiskFull("could not extend file"), "磁盘已满.*GOUJI_DATABASE_URL"),
        (psycopg.errors.InvalidPassword("password authentication failed"), "GOUJI_DATABASE_URL"),
        (psycopg.errors.TooManyConnections("sorry"), "max_connections"),
        (psycopg.OperationalError("connection refused"), "连不上.*connection refused"),
    ],
)
def test_postgresql_is_understood_by_its_states(error: Exception, words: str) -> None:
    """The state says what it is; what has none is told as a database that is away."""
    with pytest.raises(AssertionError, match=words):
        raise AssertionError(database_fault(sa.exc.OperationalError("SELECT 1", {}, error)))


def test_a_copy_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """The folder is not there: one sentence, the ledger untouched, no half copy."""
    engine = connect(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(engine)
    with pytest.raises(UsageError, match="备份没有写成，台账没有受影响"):
        backup(engine, tmp_path / "none" / "copy.db")
    engine.dispose()


def test_a_place_that_cannot_be_written_names_the_settings(tmp_path: Path) -> None:
    """The turn to write cannot be taken, even by root: the sentence says which settings name the place."""
    blocked = tmp_path / "file"
    blocked.touch()
    engine = connect(f"sqlite:///{blocked / 'a.db'}")
    with pytest.raises(InfrastructureError, match="GOUJI_HOME、GOUJI_DATABASE_URL"), Store(engine).writing():
        pass
    engine.dispose()
