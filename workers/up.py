"""Everything on one machine: tables, queue, workers, clock, and whatever doors the caller adds."""

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import structlog

from filings.errors import InfrastructureError, UsageError
from ledger import connect, upgrade
from workers.embedded import Valkey
from workers.lock import lock
from workers.settings import Settings
from workers.supervisor import Program, Supervisor
from workers.wiring import Lane

_SENDERS = 4  # threads that deliver; they mostly wait for others
_AGAIN = 2.0  # seconds before a queue that did not start is started again

_log = structlog.get_logger("up")


def workers(chosen: Settings) -> tuple[Program, ...]:
    """The worker processes: those that audit, one for jobs that must be alone, one that delivers."""
    auditing = tuple(
        _worker(f"audits-{number}", Lane.AUDITS, chosen.threads) for number in range(1, chosen.workers + 1)
    )
    return (*auditing, _worker("solo", Lane.SOLO, 1), _worker("notices", Lane.NOTICES, _SENDERS))


CLOCK = Program(name="clock", module="workers.clock")


def work(chosen: Settings) -> None:
    """Run the workers only, on a queue and a database that run elsewhere."""
    Supervisor(workers(chosen)).run()


def up(chosen: Settings, doors: Sequence[Program] = ()) -> None:
    """Run everything until told to stop. UsageError in one line when another one runs on the same data."""
    with _owned(chosen), _queue(chosen) as tend:
        upgrade(connect(chosen.database_url))
        _log.info("up.started", **chosen.shown())
        Supervisor((*workers(chosen), CLOCK, *doors), tend).run()
        _log.info("up.stopped")


def _worker(name: str, lane: Lane, threads: int) -> Program:
    return Program(name=name, module="workers.main", arguments=(lane.value, str(threads)))


@contextlib.contextmanager
def _owned(chosen: Settings) -> Iterator[None]:
    descriptor = lock(chosen.home)
    try:
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _queue(chosen: Settings) -> Iterator["_Tended"]:
    """The embedded queue, if none was named, and what keeps it alive."""
    if not chosen.embedded:
        yield _Tended(None)
        return
    with Valkey(chosen.valkey) as server:
        yield _Tended(server)


@dataclass(slots=True)
class _Tended:
    """Looks after the queue's process: started again when it died, not more often than it can bear."""

    server: Valkey | None
    _again_at: float = field(default=0.0, init=False)

    def __call__(self) -> None:
        if self.server is None or self.server.running() or time.monotonic() < self._again_at:
            return
        self._again_at = time.monotonic() + _AGAIN
        _log.warning("queue.ended")
        try:
            self.server.restart()
        except (InfrastructureError, UsageError) as error:
            _log.error("queue.not_started", reason=str(error))
