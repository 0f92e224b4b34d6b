"""Offers due rows to the queue again, so that a lost, flushed or restarted queue costs time and nothing else."""

from datetime import datetime

from filings.job import Job
from workers.parts import Parts
from workers.wiring import Lane

_ENOUGH = 100  # messages that wait in a lane: its workers are busy, and more would only repeat what waits
_BATCH = 500


def offer(parts: Parts, now: datetime) -> int:
    """Wake the lanes for what is due, unless enough waits there already. How many messages were sent.

    Leases that ran out are settled on the way. InfrastructureError when the queue or the database is away.
    """
    room = {lane for lane in Lane if parts.queue.waiting(lane) < _ENOUGH}
    jobs = parts.ledger.jobs.due(now, _BATCH)
    sent = sum(parts.queue.wake(_lane(job), job.id) for job in jobs if _lane(job) in room)
    if Lane.NOTICES in room:
        sent += sum(parts.queue.wake(Lane.NOTICES, each) for each in parts.ledger.notices.due(now, _BATCH))
    return sent


def _lane(job: Job) -> Lane:
    return Lane.SOLO if job.solo else Lane.AUDITS
