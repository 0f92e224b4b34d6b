"""A worker process: ``python -m workers.main LANE THREADS`` serves one lane until it is told to stop."""

import signal
import sys
import threading
from collections.abc import Callable

import structlog
from dramatiq.worker import Worker

from workers.audits import Auditor
from workers.channels import channels
from workers.countybook import county_rulebook
from workers.deliveries import Deliverer
from workers.dispatch import Dispatch
from workers.heartbeat import Heart, attend
from workers.leases import Leases
from workers.logs import configure
from workers.runtime import Runtime, build_runtime
from workers.settings import settings
from workers.wiring import QueueName, actor

_IDLE = 250  # ms between two looks at an empty queue
_FINISH = 35_000  # ms for what was begun

_log = structlog.get_logger("worker")


def main(lane: QueueName, threads: int, holder: str = "", heart: Heart | None = None) -> None:
    """Serve the lane with so many threads; return when told to stop and what was begun is done.

    ``holder``: what the parent, if one watches, calls this process on its leases. ``heart``: where it looks for signs
    of life. RuntimeError when a thread ends by itself.
    """
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    parts = build_runtime(chosen, holder, heart=heart)
    dispatch = (
        Dispatch(parts.ledger.notices.endpoint_of, deliverer(parts), parts.heart) if lane is QueueName.NOTICES else None
    )
    work = dispatch or auditor(parts, alone=lane is QueueName.SOLO)
    for each in QueueName:
        actor(parts.queue.broker, each, work)
    worker = Worker(parts.queue.broker, queues={lane.value}, worker_threads=threads, worker_timeout=_IDLE)
    stopping = stop_signal()
    worker.start()
    _log.info("worker.ready", lane=lane.value, threads=threads)
    attend(stopping, [*worker.workers, *worker.consumers.values()])
    worker.stop(_FINISH)
    if dispatch:
        dispatch.close()
    _log.info("worker.stopped", lane=lane.value)


def auditor(parts: Runtime, *, alone: bool) -> Callable[[str], None]:
    """What does audit jobs in this process, its leases kept alive."""
    leases = Leases(parts.ledger.jobs, parts.settings.lease, heart=parts.heart)
    leases.start()
    return Auditor(parts, county_rulebook(parts.settings.home), leases, alone)


def deliverer(parts: Runtime) -> Deliverer:
    """What delivers notices in this process, its leases kept alive."""
    leases = Leases(parts.ledger.notices, parts.settings.lease, heart=parts.heart)
    leases.start()
    return Deliverer(parts=parts, channels=channels(parts), holding=leases.held)


def stop_signal() -> threading.Event:
    """Set by SIGTERM or SIGINT."""
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    return asked


if __name__ == "__main__":
    main(QueueName(sys.argv[1]), int(sys.argv[2]))
