"""Everything on one machine: tables, queue, workers, clock, and whatever doors the caller adds."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

import structlog

from filings.errors import InfrastructureError, UsageError
from filings.nouns import dataclass
from workers.lock import lock
from workers.settings import Settings
from workers.startup_barrier import Gate
from workers.supervisor import Process, Program, Startable, Supervisor

if TYPE_CHECKING:
    from ledger import Ledger
    from workers.embedded import Valkey

_AGAIN = 2.0  # seconds before a queue that did not start is started again

_log = structlog.get_logger("up")


def up(
    chosen: Settings,
    background: Program,
    doors: Sequence[Startable] = (),
    free: Callable[[], None] = lambda: None,
    ready: "Callable[[Ledger], None]" = lambda _ledger: None,
) -> None:
    """Run everything until told to stop. UsageError in one line when another one runs on the same data.

    ``free``: is called once the data are ours, and raises UsageError where something else that is needed is taken.
    ``ready``: is called once tables and queue are there.

    ``background``: workers and clock. Loading them takes longest: it begins at once, and they wait at a gate until
    tables and queue are there.
    """
    with _owned(chosen, free), _early(background) as (gate, early):
        from workers.watching import watch  # noqa: PLC0415 - the background side loads meanwhile

        watched = watch(chosen.home, "up", chosen.silence.total_seconds())
        from ledger import Ledger, connect, upgrade  # noqa: PLC0415 - the background side loads meanwhile
        from workers.keys import prepare  # noqa: PLC0415 - the same

        with _queue(chosen) as tend:
            made = Ledger(connect(chosen.database_url))
            upgrade(made.engine)
            prepare(chosen, made)
            gate.open()
            _log.info("up.started", **chosen.shown())
            ready(made)
            Supervisor((early, *doors), tend, watch=watched).run()
            _log.info("up.stopped")


@contextlib.contextmanager
def _owned(chosen: Settings, free: Callable[[], None]) -> Iterator[None]:
    descriptor = lock(chosen.home)
    try:
        free()
        yield
    finally:
        os.close(descriptor)


@dataclass(slots=True)
class _Early:
    """A program whose first process runs already when it is to be started."""

    program: Program
    process: Process | None

    @property
    def name(self) -> str:
        return self.program.name

    def start(self) -> Process:
        process, self.process = self.process, None
        return process or self.program.start()


@contextlib.contextmanager
def _early(program: Program) -> Iterator[tuple[Gate, _Early]]:
    gate = Gate()
    gated = replace(program, gate=gate.entrance)
    early = _Early(gated, gated.start())
    try:
        yield gate, early
    finally:
        if early.process is not None:  # it came to nothing
            early.process.kill()
            early.process.wait()


@contextlib.contextmanager
def _queue(chosen: Settings) -> Iterator["_Tended"]:
    """The embedded queue, if none was named, and what keeps it alive."""
    if not chosen.embedded:
        yield _Tended(None)
        return
    from workers.embedded import Valkey  # noqa: PLC0415 - the background side loads meanwhile

    with Valkey(chosen.valkey) as server:
        yield _Tended(server)


@dataclass(slots=True)
class _Tended:
    """Looks after the queue's process: started again when it died, not more often than it can bear."""

    server: "Valkey | None"
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
