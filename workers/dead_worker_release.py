"""What a dead worker held is released at once by its parent, which saw it die; nobody waits for the lease to end.

It is more than speed: a death that was seen counts against the job that caused it, one that nobody saw does not (see
``ledger.jobs``). The parent itself opens no connection, so each release is a short-lived process of its own. When even
that fails, the lease runs out as it would have.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import datetime
from functools import partial
from typing import TypeAlias

import structlog

from filings.errors import InfrastructureError
from filings.job import Job, JobState
from filings.nouns import dataclass
from workers.forking import Fork, Forked
from workers.logs import configure
from workers.runtime import Runtime, build_runtime
from workers.settings import Settings
from workers.supervisor import Process
from workers.wiring import QueueName
from workers.worker_groups import dead_groups, unregister_group

Rite: TypeAlias = Callable[[Runtime], bool]

_DYING = 10.0  # seconds that the last of a killed family may take to die
_AGAIN = 1.0  # seconds before a database that is away is asked again

_log = structlog.get_logger("burials")


def holder(family: str, pid: int) -> str:
    """What a process is called on its leases: the name of its family, drawn by the parent, and its number."""
    return f"{family}-{pid}"


@dataclass(slots=True)
class DeadWorkerReleaser:
    """Buries the dead of one ``family``, and those families of this machine that were killed as a whole before it."""

    chosen: Settings
    family: str
    _under_way: list[Forked] = field(default_factory=list, init=False)
    _began: float = field(default_factory=time.monotonic, init=False)
    _inherited: set[str] = field(default_factory=set, init=False)

    def __call__(self, process: Process) -> None:
        """Release what the process held. It must be dead."""
        if isinstance(process, Forked):
            name = holder(self.family, process.pid)
            self._begin(lambda parts: release(parts, name))

    def tend(self) -> None:
        """Look, at first, for families of which nobody lives any more; take note of burials that have ended."""
        self._under_way = [process for process in self._under_way if process.poll() is None]
        if time.monotonic() - self._began < _DYING:
            for name in set(dead_groups(self.chosen.home)) - self._inherited:
                self._inherited.add(name)
                self._begin(partial(release_lost_groups, name=name))

    def _begin(self, rite: Rite) -> None:
        self._under_way.append(Fork(name="burial", function=lambda: run_release(self.chosen, rite)).start())


def run_release(chosen: Settings, rite: Rite) -> None:
    """Do it in this process; again until the leases would have ended by themselves."""
    configure(chosen.log, chosen.secrets())
    parts = build_runtime(chosen)
    until = time.monotonic() + chosen.lease.total_seconds()
    while not rite(parts) and time.monotonic() < until:
        time.sleep(_AGAIN)


def release(parts: Runtime, name: str) -> bool:
    """Release what a process held whose death was seen, and wake who goes on. False when the database is away."""
    now = parts.now()
    try:
        jobs = parts.ledger.jobs.release_dead_holder(name, now)
        deliveries = parts.ledger.notices.release_dead_holder(f"{name}.", now)
        parts.ledger.leaders.depose(f"{name}.")
    except InfrastructureError as error:
        _log.warning("burial.postponed", holder=name, reason=str(error))
        return False
    _wake(parts, jobs, deliveries, now)
    _log.info("burial.done", holder=name, jobs=len(jobs), deliveries=len(deliveries))
    return True


def release_lost_groups(parts: Runtime, name: str) -> bool:
    """The same for a family that was killed as a whole: nobody knows what ended it, and nobody is blamed."""
    now = parts.now()
    try:
        jobs = parts.ledger.jobs.release_lost_group(name, now)
        deliveries = parts.ledger.notices.release_dead_holder(f"{name}-", now)
        parts.ledger.leaders.depose(f"{name}-")
    except InfrastructureError as error:
        _log.warning("burial.postponed", family=name, reason=str(error))
        return False
    unregister_group(parts.settings.home, name)
    _wake(parts, jobs, deliveries, now)
    _log.info("burial.done", family=name, jobs=len(jobs), deliveries=len(deliveries))
    return True


def _wake(parts: Runtime, jobs: Iterable[Job], deliveries: Iterable[str], now: datetime) -> None:
    """What must pause is woken by the sweep."""
    for job in jobs:
        if job.state is JobState.DUE and job.due_at <= now:
            parts.queue.wake(QueueName.SOLO, job.id)
    for delivery in deliveries:
        parts.queue.wake(QueueName.NOTICES, delivery)
