"""Transactions on the ledger's database: short, whole, and with named points around the commit."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from functools import cache
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from filings.errors import InfrastructureError
from filings.nouns import dataclass
from ledger.engine import reads
from ledger.fault_points import Crash, go_on
from ledger.faults import database_fault
from ledger.sqlite_write_lock import write_turn


class Time(Protocol):
    """The time by which work is due."""

    def moment(self, now: datetime) -> datetime:
        """The present, for a caller who takes ``now`` for it."""

    def due(self, at: datetime) -> datetime:
        """An instant of a caller's time in this one."""


class Given:
    """The caller's own time: for one clock that all callers share, as in tests."""

    def moment(self, now: datetime) -> datetime:
        """As given."""
        return now

    def due(self, at: datetime) -> datetime:
        """As given."""
        return at


@dataclass(frozen=True, slots=True)
class Store:
    """The database behind the ledger. ``crash`` is called with the name of each point that is passed.

    ``time``: by which work is due; instants that go on record are the callers'.
    """

    engine: sa.Engine
    crash: Crash = go_on
    time: Time = field(default_factory=Given)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads and sees one state throughout."""
        with _translated(), reads(self.engine.connect()) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, before: str = "", after: str = "") -> Iterator[sa.Connection]:
        """A transaction that is committed at the end, or rolled back whole by an exception.

        ``before``/``after``: the points to pass before and after the commit.
        """
        with _translated():
            self.crash("write.waits")
            with write_turn(self.engine), self.engine.begin() as connection:
                self.crash("write.begins")
                yield connection
                if before:
                    self.crash(before)
            if after:
                self.crash(after)


def insert_new(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless a unique key says it is there. True when it was new.

    Of two transactions that insert the same row at once, one waits for the other and then finds it there.
    """
    return connection.execute(_inserting(table, connection.dialect.name), row).first() is not None


def insert_numbered(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> int | None:
    """The same for a table whose rows the database numbers: the new row's ``id``, None when it was there."""
    number: int | None = connection.execute(_inserting(table, connection.dialect.name, "id"), row).scalar()
    return number


def insert_counted(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Insert a row under the next number. The row with its ``id``."""
    made = connection.execute(_plain_insert(table), row).inserted_primary_key
    return {**row, "id": made[0] if made else None}


@cache
def _plain_insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


def insert_many(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> frozenset[Any]:
    """The same for several rows of a table with an ``id``, sorted by it; the ids of those that were new."""
    if not rows:
        return frozenset()
    inserting = _inserting(table, connection.dialect.name, "id")
    return frozenset(connection.execute(inserting, list(rows)).scalars())


@cache
def _inserting(table: sa.Table, dialect: str, back: str = "") -> sa.Executable:
    """Made once for each table: building a statement costs more than running it."""
    inserting = (sqlite if dialect == "sqlite" else postgresql).insert(table).on_conflict_do_nothing()
    statement: sa.Executable = inserting.returning(table.c[back] if back else sa.literal(1))
    return statement


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.ProgrammingError) as error:
        if _without_tables(error):
            raise InfrastructureError("数据库里还没有台账的表，或表的版本旧了，请先运行 gouji migrate。") from error
        if isinstance(error, sa.exc.ProgrammingError):
            raise
        raise InfrastructureError(database_fault(error)) from error
    except sa.exc.DatabaseError as error:
        if type(error) is not sa.exc.DatabaseError:  # the kinds below it are faults of ours
            raise
        raise InfrastructureError(database_fault(error)) from error  # of a damaged file SQLite says no more than this


def _without_tables(error: sa.exc.DBAPIError) -> bool:
    """Whether a table or a column is missing, as each of the two databases says it."""
    said = str(error.orig)
    missing = ("UndefinedTable", "UndefinedColumn")
    return said.startswith(("no such table", "no such column")) or type(error.orig).__name__ in missing
