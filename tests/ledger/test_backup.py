"""Copies of the ledger."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filings.errors import UsageError
from filings.event import Intact
from ledger import Ledger, connect
from ledger.backup import backup, restore

_NOW = datetime(2026, 1, 21, tzinfo=UTC)


@pytest.fixture
def filled(sqlite_template: Path, tmp_path: Path, make):  # noqa: ANN001, ANN201
    """A county on SQLite with a filing in it."""
    shutil.copy(sqlite_template, tmp_path / "gouji.db")
    engine = connect(f"sqlite:///{tmp_path / 'gouji.db'}")
    county = make.county(Ledger(engine)).found()
    county.file(data=b"document bytes")
    county.ledger.event_log.seal()
    yield county
    engine.dispose()


def test_a_copy_taken_in_use_restores_everything(filled, make, tmp_path: Path) -> None:  # noqa: ANN001
    """Filings, documents and the sealed chain come back; what came after the copy does not."""
    copy = tmp_path / "copy.db"
    with filled.ledger.engine.begin() as writer:
        writer.exec_driver_sql("SELECT 1")
    backup(filled.ledger.engine, copy)
    filled.file(data=b"later")
    other = Ledger(connect(f"sqlite:///{tmp_path / 'other.db'}"))
    restore(other.engine, copy, _NOW)
    (found,) = other.submissions.of("A01", 2025)
    assert other.documents.read(found.documents[0].sha256) == b"document bytes"
    assert isinstance(other.event_log.verify(), Intact)
    assert other.event_log.verify().sealed == filled.ledger.event_log.verify().sealed
    assert make.county(other).file(data=b"goes on").submission.ordinal == 2
    other.engine.dispose()
    assert not copy.with_name("copy.db.part").exists()


def test_a_copy_never_overwrites_a_ledger_in_use(filled, tmp_path: Path) -> None:  # noqa: ANN001
    """Restoring over data is refused in words."""
    backup(filled.ledger.engine, tmp_path / "copy.db")
    with pytest.raises(UsageError, match="已有数据"):
        restore(filled.ledger.engine, tmp_path / "copy.db", _NOW)


def test_restoring_into_migrated_but_empty_tables_works(filled, sqlite_template: Path, tmp_path: Path) -> None:  # noqa: ANN001
    """A new installation may have made its tables already."""
    backup(filled.ledger.engine, tmp_path / "copy.db")
    shutil.copy(sqlite_template, tmp_path / "new.db")
    other = Ledger(connect(f"sqlite:///{tmp_path / 'new.db'}"))
    restore(other.engine, tmp_path / "copy.db", _NOW)
    assert len(other.submissions.recent()) == 1
    other.engine.dispose()


def test_what_is_no_copy_is_refused(tmp_path: Path) -> None:
    """A missing file, a text, a foreign database: named before anything is touched."""
    text, foreign = tmp_path / "text.db", tmp_path / "foreign.db"
    text.write_text("这不是数据库" * 100, encoding="utf-8")
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE x (y)")
    connection.close()
    target = connect(f"sqlite:///{tmp_path / 'target.db'}")
    for path, word in ((tmp_path / "none.db", "没有找到"), (text, "不是完好的"), (foreign, "没有台账数据")):
        with pytest.raises(UsageError, match=word):
            restore(target, path, _NOW)
    target.dispose()


def test_postgresql_is_told_to_use_its_own_tools(postgres_url: str, tmp_path: Path) -> None:
    """Its tools know more than we do."""
    engine = connect(postgres_url)
    with pytest.raises(UsageError, match="pg_dump"):
        backup(engine, tmp_path / "copy.db")
    with pytest.raises(UsageError, match="pg_restore"):
        restore(engine, tmp_path / "copy.db", _NOW)
    engine.dispose()
