"""Copies of the whole ledger, documents included, that can be taken while it is in use.

SQLite: the functions below. PostgreSQL: use its own tools, which know more: ``pg_dump --format=custom --file=FILE URL``
and ``pg_restore --clean --if-exists --dbname=URL FILE`` for a copy now and then, ``pg_basebackup`` with WAL archiving
where not even the last minute may be lost. The documents are in the database, so that nothing else needs copying.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from filings.errors import UsageError
from filings.faults import disk_fault
from ledger.anchors import beside
from ledger.engine import keep_private
from ledger.event_log import head_of

_PAGES = 1000  # copied between two looks at other writers


def backup(engine: sa.Engine, path: Path) -> None:
    """Write a copy of a SQLite ledger to ``path``; it appears whole or not at all. UsageError for other databases."""
    _only_sqlite(engine)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copy(engine, part)
        part.replace(path)
    except (sqlite3.OperationalError, OSError) as error:
        part.unlink(missing_ok=True)
        why = _why(error, path)
        raise UsageError(f"备份没有写成，台账没有受影响：{why}") from error


def _copy(engine: sa.Engine, part: Path) -> None:
    keep_private(part)
    with _raw(engine) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target, pages=_PAGES)
        target.execute("PRAGMA journal_mode=DELETE")
    _check(part)
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _why(error: sqlite3.OperationalError | OSError, path: Path) -> str:
    if isinstance(error, OSError):
        return disk_fault(error, str(path))
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"{path} 所在的磁盘已满或有故障，请腾出空间或换一个磁盘再运行。"
    return f"{path} 打不开或写不了（{error}），请检查目录和权限后再运行。"


def restore(engine: sa.Engine, path: Path, now: datetime) -> None:
    """Put a copy back into an empty SQLite database. UsageError when the copy is none, or the database has content.

    Its end is anchored: what an anchor beside the database tells of later is gone by this, and not by tampering.
    """
    _only_sqlite(engine)
    if not path.is_file():
        raise UsageError(f"没有找到备份文件 {path}")
    _check(path)
    if sa.inspect(engine).has_table("events"):
        with engine.begin() as connection:
            if connection.exec_driver_sql("SELECT 1 FROM events LIMIT 1").first():
                raise UsageError("目标数据库里已有数据，恢复会覆盖它；请先移走原数据库文件再恢复")
    engine.dispose()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source, _raw(engine) as target:
        source.backup(target)
    if anchors := beside(engine):
        with engine.connect() as connection:
            number, head = head_of(connection)
        anchors.restored(now, number, head)


def _only_sqlite(engine: sa.Engine) -> None:
    if engine.dialect.name != "sqlite":
        raise UsageError("PostgreSQL 请用 pg_dump 备份、pg_restore 恢复；文件也在数据库中，不必另行复制")


def _check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        try:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'events'").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{path} 不是完好的备份文件：{error}") from error
    if found != "ok" or not tables:
        raise UsageError(f"{path} 不是完好的备份文件：{found if found != 'ok' else '其中没有台账数据'}")


@contextmanager
def _raw(engine: sa.Engine) -> Iterator[sqlite3.Connection]:
    held = engine.raw_connection()
    try:
        connection = held.driver_connection
        if not isinstance(connection, sqlite3.Connection):
            raise TypeError(connection)
        yield connection
    finally:
        held.close()
