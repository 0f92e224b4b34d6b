"""Every row of evidence held against what the event log told of it last.

A ledger may hold millions of rows, so that both sides go into a database of their own that spills to disk.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import field
from typing import Any

import sqlalchemy as sa

from filings.event import ChainFault, Event
from filings.nouns import dataclass
from filings.retention import PURGED
from ledger.emptying import is_emptied
from ledger.evidence import EVIDENCE, TABLES, digest_of, key_of, values_of
from ledger.tables import metadata

_AT_ONCE = {"blobs": 4, "audits": 50, "bulletins": 10}  # rows held in memory, where rows are large
_USUALLY = 1000
_MADE = """
CREATE TABLE told (name TEXT, key BLOB, digest TEXT, event INTEGER, purged INTEGER, PRIMARY KEY (name, key))
  WITHOUT ROWID;
CREATE TABLE found (name TEXT, key BLOB, digest TEXT, emptied INTEGER, PRIMARY KEY (name, key)) WITHOUT ROWID;
"""
_TELL = "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?)"
_FIND = "INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?)"
_FAULTS = """
SELECT told.name, told.key, told.event, CASE WHEN found.key IS NULL THEN 'gone' ELSE 'changed' END
FROM told LEFT JOIN found USING (name, key)
WHERE told.digest IS NOT NULL AND (found.digest IS NULL OR found.digest <> told.digest)
UNION ALL
SELECT told.name, told.key, told.event, 'full'
FROM told JOIN found USING (name, key) WHERE told.purged AND NOT found.emptied AND found.digest = told.digest
UNION ALL
SELECT found.name, found.key, 0, 'strange'
FROM found LEFT JOIN told USING (name, key) WHERE told.digest IS NULL
ORDER BY 1, 2
"""
_WORDS = {
    "changed": "内容与第{event}号事件所记不符",
    "gone": "第{event}号事件记下以后被删除",
    "full": "第{event}号事件说它已按期清除，内容却还在：疑为伪造",
    "strange": "没有事件说到它，疑为事后插入",
}


@dataclass(slots=True)
class RowComparison:
    """What the events tell of rows, and the rows that were found."""

    _database: sqlite3.Connection
    rows: int = field(default=0, init=False)

    def tell(self, event: Event) -> None:
        """What an event tells; of two that tell of one row the later one counts."""
        told = [
            (name, _stored(key), digest, event.id, event.kind == PURGED)
            for name, rows in event.digests.items()
            if name in EVIDENCE and isinstance(rows, Mapping)
            for key, digest in rows.items()
        ]
        self._database.executemany(_TELL, told)

    def find_all(self, connection: sa.Connection) -> None:
        """Hash every row of evidence."""
        for table in TABLES:
            query = sa.select(*(_raw(table.c[name]) for name in EVIDENCE[table.name].columns))
            at_once = _AT_ONCE.get(table.name, _USUALLY)
            rows = connection.execute(query.execution_options(yield_per=at_once)).mappings()
            for part in rows.partitions():
                self._find(table, part)

    def find_told(self, connection: sa.Connection) -> None:
        """Hash the rows that events told of, and no others."""
        told = self._database.execute("SELECT name, key FROM told ORDER BY name, key").fetchall()
        for name, key in told:
            table = metadata.tables[name]
            values = values_of(table, _shown(key))
            if values is not None:
                query = sa.select(*(_raw(table.c[column]) for column in EVIDENCE[name].columns))
                matching = sa.and_(*(column == values[column.name] for column in table.primary_key))
                self._find(table, connection.execute(query.where(matching)).mappings().all())

    def faults(self) -> Iterator[ChainFault]:
        """The rows that are not as told, by table and key."""
        for name, key, event, how in self._database.execute(_FAULTS):
            where = f"{EVIDENCE[name].word} {_shown(key)}（{name}）"
            yield ChainFault(
                reason=f"{where}：{_WORDS[how].format(event=event)}", event=event, table=name, key=_shown(key)
            )

    def _find(self, table: sa.Table, rows: Iterable[Mapping[Any, Any]]) -> None:
        name = table.name
        found = [(name, _stored(key_of(table, row)), digest_of(name, row), is_emptied(name, row)) for row in rows]
        self._database.executemany(_FIND, found)
        self.rows += len(found)


@contextmanager
def comparing() -> Iterator[RowComparison]:
    """An empty comparison, on a database that is gone afterwards."""
    with closing(sqlite3.connect("")) as database:
        database.executescript(_MADE)
        yield RowComparison(database)


@contextmanager
def undecoded(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite hand out text that is none, so that who wrote such is told of and stops nothing."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    usual = driver.text_factory
    driver.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = usual


def _raw(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """As the driver gives it: no value that someone wrote can make the reading of it fail."""
    return sa.type_coerce(column, sa.types.NullType()).label(column.name)


def _stored(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")


def _shown(key: bytes) -> str:
    return key.decode("utf-8", "replace")
