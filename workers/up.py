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

_AGAIN = 2.0  # seconds before a queue that did not start is started again

_log = structlog.get_logger("up")


WORKERS_AND_CLOCK = Program(name="workers", module="workers.group", arguments=("clock",))


def up(chosen: Settings, doors: Sequence[Program] = ()) -> None:
    """Run everything until told to stop. UsageError in one line when another one runs on the same data."""
    with _owned(chosen), _queue(chosen) as tend:
        upgrade(connect(chosen.database_url))
        _log.info("up.started", **chosen.shown())
        Supervisor((WORKERS_AND_CLOCK, *doors), tend).run()
        _log.info("up.stopped")


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
