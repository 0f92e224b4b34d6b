"""Opening a database: the same behaviour from SQLite and PostgreSQL."""

import sqlite3
from typing import Any

import sqlalchemy as sa

from filings.errors import UsageError

_BUSY = 30  # seconds a SQLite writer waits for its turn; shorter ones starve unlucky writers
_READS = "gouji_reads"


def connect(url: str) -> sa.Engine:
    """An engine for ``sqlite:///path`` or ``postgresql://…``. UsageError for any other URL.

    SQLite: WAL, synchronous FULL, foreign keys on, writers begin IMMEDIATE. PostgreSQL: psycopg 3; what is
    committed is on disk (synchronous_commit is not touched). One engine per process: never carry it over a fork.
    """
    address = sa.make_url(url)
    backend = address.get_backend_name()
    if backend == "sqlite":
        return _sqlite(address)
    if backend == "postgresql":
        return sa.create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=10)
    raise UsageError(f"GOUJI_DATABASE_URL 只支持 sqlite:///文件路径 或 postgresql://…，现为 {address.drivername}://…")


def reads(connection: sa.Connection) -> sa.Connection:
    """Mark a connection, before it begins, as one that only reads: no write lock, and one state throughout."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection.execution_options(**{_READS: True})


def _sqlite(address: sa.URL) -> sa.Engine:
    if not address.database or address.database == ":memory:":
        raise UsageError("数据库须是磁盘上的文件：sqlite:////绝对路径/gouji.db")
    engine = sa.create_engine(address, connect_args={"timeout": _BUSY}, pool_size=10, max_overflow=20)
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's pool record
    connection.isolation_level = None  # we begin ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    mode = "DEFERRED" if connection.get_execution_options().get(_READS) else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")
