"""Opening a database: the same behaviour from SQLite and PostgreSQL."""

import contextlib
import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from filings.errors import UsageError

_BUSY = 30  # seconds a SQLite writer waits for its turn; shorter ones starve unlucky writers; on PostgreSQL, for a lock
_IDLE = 600  # seconds a transaction on PostgreSQL may do nothing: its host stands still
_READS = "gouji_reads"
_UNREADABLE = (
    "GOUJI_DATABASE_URL 无法识别，请写成 postgresql://用户:密码@主机/库名 或 sqlite:////绝对路径/gouji.db；"
    "密码中的特殊字符（如 @ / : # ?）要按网址规则转写，例如 @ 写成 %40。"
)


def connect(url: str) -> sa.Engine:
    """An engine for ``sqlite:///path`` or ``postgresql://…``. UsageError for any other URL.

    SQLite: WAL, synchronous FULL, foreign keys on, writers begin IMMEDIATE. PostgreSQL: psycopg 3; what is
    committed is on disk (synchronous_commit is not touched). One engine per process: never carry it over a fork.
    """
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # their words quote the address, password and all
        raise UsageError(_UNREADABLE) from None
    backend = address.get_backend_name()
    if backend == "sqlite":
        return _sqlite(address)
    if backend == "postgresql":
        return _postgresql(address)
    raise UsageError(f"GOUJI_DATABASE_URL 只支持 sqlite:///文件路径 或 postgresql://…，现为 {address.drivername}://…")


def reads(connection: sa.Connection) -> sa.Connection:
    """Mark a connection, before it begins, as one that only reads: no write lock, and one state throughout."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection.execution_options(**{_READS: True})


def _postgresql(address: sa.URL) -> sa.Engine:
    engine = sa.create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=10)

    def bound(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
        """Nobody waits for ever for a lock, nor is waited for once it does nothing."""
        connection.execute(f"SET lock_timeout = '{_BUSY}s'")
        connection.execute(f"SET idle_in_transaction_session_timeout = '{_IDLE}s'")
        connection.commit()

    sa.event.listen(engine, "connect", bound)
    return engine


def _sqlite(address: sa.URL) -> sa.Engine:
    if not address.database or address.database == ":memory:":
        raise UsageError("数据库须是磁盘上的文件：sqlite:////绝对路径/gouji.db")
    engine = sa.create_engine(address, connect_args={"timeout": _BUSY}, pool_size=10, max_overflow=20)
    sa.event.listen(engine, "do_connect", lambda *_words: keep_private(Path(address.database or "")))
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def keep_private(path: Path) -> None:
    """Let a database file be for its owner alone before anything is in it; likewise what lies beside it.

    By name, never through a descriptor: to close one would drop the locks that this process holds on the file.
    """
    with contextlib.suppress(OSError):
        os.mknod(path, 0o600 | stat.S_IFREG)
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            file = path.with_name(path.name + suffix)
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                file.chmod(0o600)


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's pool record
    connection.isolation_level = None  # we begin ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    """By the driver itself: a statement of SQLAlchemy's costs more than this one."""
    begin = "BEGIN DEFERRED" if connection.get_execution_options().get(_READS) else "BEGIN IMMEDIATE"
    opened: Any = connection.connection.dbapi_connection
    try:
        opened.execute(begin)
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError.instance(begin, None, error, sqlite3.Error) from error
