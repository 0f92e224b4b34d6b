"""The ledger's own time, by which work is due, whatever the wall clocks of the hosts say; and who has fallen silent.

The database server's clock is the clock of all hosts; on SQLite, where there is one host, it is that host's. Even that
one may be set forward or back. So each process holds it against its own monotonic time: what it gains or loses at once
is a step, and the ledger's time goes on as if there had been none (``ahead`` in the table ``clocks``, told in the
event log). Nothing waits for a step to be lived through, and no lease ends by a time at all: who holds something moves
a counter on (``ledger.beats``).
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from filings.errors import InfrastructureError
from filings.nouns import dataclass
from ledger.event_log import note
from ledger.store import Store, insert_new
from ledger.tables.work import clocks

_NAME = "ledger"
_AGAIN = 5.0  # seconds of monotonic time between two looks at the database's clock
_STEP = timedelta(seconds=5)  # a difference that no drift and no slow answer explains
_MARK = timedelta(seconds=10)  # how far the stored last may lag behind

_ROW = sa.select(clocks.c.last, clocks.c.ahead).where(clocks.c.name == _NAME)
_ZERO = timedelta(0)


def wall_clock() -> datetime:
    """This host's wall clock, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """One look: the database's time, by how much the ledger's is ahead of it, and when, in monotonic seconds."""

    base: datetime
    ahead: timedelta
    at: float


@dataclass(slots=True)
class LedgerClock:
    """The ledger's time as one process knows it. ``wall``, ``monotonic``: other ones for tests."""

    engine: sa.Engine
    wall: Callable[[], datetime] = wall_clock
    monotonic: Callable[[], float] = time.monotonic
    _last: ClockReading | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def now(self) -> datetime:
        """What time it is, for the record: by the database server, on SQLite by this host."""
        if self.engine.dialect.name == "sqlite":
            return self.wall()
        reading = self._reading()
        return reading.base + timedelta(seconds=self.monotonic() - reading.at)

    def moment(self, now: datetime) -> datetime:  # noqa: ARG002 - what a caller takes for the present decides nothing
        """The ledger's time, by which work is due."""
        reading = self._reading()
        return reading.base + reading.ahead + timedelta(seconds=self.monotonic() - reading.at)

    def due(self, at: datetime) -> datetime:
        """An instant of the record in the ledger's time."""
        return at + self._reading().ahead

    def differences(self) -> tuple[timedelta, timedelta]:
        """By how much this host's wall clock is ahead of the database's, and the ledger's time of that."""
        reading = self._reading()
        passed = timedelta(seconds=self.monotonic() - reading.at)
        return self.wall() - (reading.base + passed), reading.ahead

    def _reading(self) -> ClockReading:
        with self._lock:
            last = self._last
            if last is None or self.monotonic() - last.at >= _AGAIN:
                try:
                    self._last = self._look(last)
                except InfrastructureError:  # go on by monotonic time until the database is back
                    if last is None:
                        return ClockReading(base=self.wall(), ahead=_ZERO, at=self.monotonic())
            return self._last or ClockReading(base=self.wall(), ahead=_ZERO, at=self.monotonic())

    def _look(self, last: ClockReading | None) -> ClockReading:
        store = Store(self.engine)
        with store.reading() as connection:
            base, at = self._base(connection), self.monotonic()
            row = connection.execute(_ROW).first()
        ahead = timedelta(seconds=row.ahead) if row else _ZERO
        told, wanted = base + ahead, base + ahead
        if last is not None:
            wanted = last.base + last.ahead + timedelta(seconds=at - last.at)
        elif row is not None:
            wanted = max(told, row.last)
        if row is None or abs(wanted - told) > _STEP or told - row.last > _MARK:
            ahead = self._keep(store, base, row.ahead if row else None, wanted)
        return ClockReading(base=base, ahead=ahead, at=at)

    def _base(self, connection: sa.Connection) -> datetime:
        if self.engine.dialect.name == "sqlite":
            return self.wall()
        found: datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
        return found.astimezone(UTC)

    def _keep(self, store: Store, base: datetime, known: float | None, wanted: datetime) -> timedelta:
        """Write how far the ledger's time came, and what a step made of it. Who notices first decides for all."""
        with store.writing() as connection:
            if known is None:
                insert_new(connection, clocks, {"name": _NAME, "last": base, "ahead": 0.0})
            row = connection.execute(_ROW.with_for_update()).one()
            ahead = timedelta(seconds=row.ahead)
            if row.ahead == known and abs(wanted - (base + ahead)) > _STEP:
                facts = {"seconds": round((base + ahead - wanted).total_seconds())}
                note(connection, "clock.stepped", _NAME, base, "clock", facts)
                ahead = wanted - base
            come = {"last": max(row.last, base + ahead), "ahead": ahead.total_seconds()}
            connection.execute(sa.update(clocks).where(clocks.c.name == _NAME).values(come))
        return ahead


@dataclass(slots=True)
class Silence:
    """Who has shown no sign of life for ``patience`` seconds of this process's own time; no stored time says so."""

    patience: float = 20.0
    monotonic: Callable[[], float] = time.monotonic
    _seen: dict[str, tuple[object, float]] = field(default_factory=dict, init=False)

    def over(self, marks: Mapping[str, object]) -> frozenset[str]:
        """Of those alive by their marks, the names whose mark is still the one of so long ago."""
        now = self.monotonic()
        seen = {name: self._seen.get(name, (mark, now)) for name, mark in marks.items()}
        self._seen = {name: old if old[0] == marks[name] else (marks[name], now) for name, old in seen.items()}
        return frozenset(name for name, (_, since) in self._seen.items() if now - since >= self.patience)
