"""Offers due rows to the queue again, so that a lost, flushed or restarted queue costs time and nothing else."""

import time
from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from filings.job import Job
from filings.nouns import dataclass
from workers.runtime import Runtime
from workers.wiring import QueueName

_ENOUGH = 100  # messages that wait in a lane: its workers are busy, and more would only repeat what waits
_BATCH = 500
_AGAIN = 10.0  # seconds before a job is offered again while its lane is being worked off


@dataclass(slots=True)
class Offered:
    """What one clock has offered. A message that waits its turn is not repeated: each costs its worker a claim."""

    monotonic: Callable[[], float] = time.monotonic
    _at: dict[tuple[str, datetime, bool], float] = field(default_factory=dict, init=False)

    def new(self, job: Job) -> bool:
        """Whether the job, as it stands, was not offered lately; from now on it was."""
        now, key = self.monotonic(), (job.id, job.due_at, job.solo)
        if now - self._at.get(key, now - _AGAIN) < _AGAIN:
            return False
        self._at[key] = now
        return True

    def forget(self) -> None:
        """Let go of what was offered long ago."""
        now = self.monotonic()
        self._at = {key: at for key, at in self._at.items() if now - at < _AGAIN}


def offer(parts: Runtime, now: datetime, offered: Offered | None = None) -> int:
    """Wake the lanes for what is due, unless enough waits there already. How many messages were sent.

    ``offered``: what was offered before, repeated only after a while or in a lane where nothing waits.
    InfrastructureError when the queue or the database is away.
    """
    waiting = {lane: parts.queue.waiting(lane) for lane in QueueName}
    room = {lane for lane, count in waiting.items() if count < _ENOUGH}
    before = offered or Offered()
    before.forget()
    jobs = parts.ledger.jobs.due(now, _BATCH)
    sent = sum(
        parts.queue.wake(_lane(job), job.id)
        for job in jobs
        if _lane(job) in room and (before.new(job) or not waiting[_lane(job)])
    )
    if QueueName.NOTICES in room:
        sent += sum(parts.queue.wake(QueueName.NOTICES, each) for each in parts.ledger.notices.due(now, _BATCH))
    return sent


def _lane(job: Job) -> QueueName:
    return QueueName.SOLO if job.solo else QueueName.AUDITS
