"""What a dead worker held is released at once by its parent, which saw it die; nobody waits for the lease to end.

It is more than speed: a death that was seen counts against the job that caused it, one that nobody saw does not (see
``ledger.jobs``). The parent itself opens no connection, so each release is a short-lived process of its own. When even
that fails, the lease runs out as it would have.
"""

import time
from dataclasses import dataclass, field

import structlog

from filings.errors import InfrastructureError
from filings.job import JobState
from workers.forking import Fork, Forked
from workers.logs import configure
from workers.parts import Parts, assemble
from workers.settings import Settings
from workers.supervisor import Process
from workers.wiring import Lane

_AGAIN = 1.0  # seconds before a database that is away is asked again

_log = structlog.get_logger("burials")


def holder(family: str, pid: int) -> str:
    """What a process is called on its leases: the name of its family, drawn by the parent, and its number."""
    return f"{family}-{pid}"


@dataclass(slots=True)
class Burials:
    """Buries the dead of one ``family``. ``tend`` is to be called now and then."""

    chosen: Settings
    family: str
    _under_way: list[Forked] = field(default_factory=list, init=False)

    def __call__(self, process: Process) -> None:
        """Release what the process held. It must be dead."""
        if isinstance(process, Forked):
            name = holder(self.family, process.pid)
            self._under_way.append(Fork(name="burial", function=lambda: bury(self.chosen, name)).start())

    def tend(self) -> None:
        """Take note of burials that have ended."""
        self._under_way = [process for process in self._under_way if process.poll() is None]


def bury(chosen: Settings, name: str) -> None:
    """Release what a dead process held; ask again until its leases would have ended by themselves."""
    configure(chosen.log)
    parts = assemble(chosen)
    until = time.monotonic() + chosen.lease.total_seconds()
    while not release(parts, name) and time.monotonic() < until:
        time.sleep(_AGAIN)


def release(parts: Parts, name: str) -> bool:
    """Release once, and wake who goes on with it. False when the database is away."""
    now = parts.now()
    try:
        jobs = parts.ledger.jobs.bereave(name, now)
        deliveries = parts.ledger.notices.bereave(name, now)
    except InfrastructureError as error:
        _log.warning("burial.postponed", holder=name, reason=str(error))
        return False
    for job in jobs:
        if job.state is JobState.DUE and job.due_at <= now:
            parts.queue.wake(Lane.SOLO, job.id)
    for delivery in deliveries:
        parts.queue.wake(Lane.NOTICES, delivery)
    _log.info("burial.done", holder=name, jobs=len(jobs), deliveries=len(deliveries))
    return True
