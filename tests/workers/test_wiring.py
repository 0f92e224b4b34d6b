"""The queue as we use it, on a real server: ids only, nothing retried, healed when a worker dies."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dramatiq.worker import Worker

from filings.errors import InfrastructureError
from workers.embedded import Valkey
from workers.runtime import Runtime
from workers.wiring import QueueClient, QueueName, actor, broker, client


def until(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds."""
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to that")


@pytest.fixture
def serve(parts: Runtime) -> Callable[[Callable[[str], None]], Worker]:
    """Starts a worker of the audits lane on a broker of its own."""

    def start(work: Callable[[str], None]) -> Worker:
        own = broker(parts.settings.redis_url)
        for lane in QueueName:
            actor(own, lane, work)
        worker = Worker(own, queues={QueueName.AUDITS.value}, worker_threads=2, worker_timeout=100)
        worker.start()
        return worker

    return start


def test_a_message_carries_an_id_and_nothing_else(
    parts: Runtime, serve: Callable[[Callable[[str], None]], Worker]
) -> None:
    """What was sent arrives once, and the lane is empty after that."""
    got: list[str] = []
    worker = serve(got.append)
    parts.queue.wake(QueueName.AUDITS, "job_1")
    until(lambda: got == ["job_1"])
    worker.stop()
    assert parts.queue.waiting(QueueName.AUDITS) == 0
    assert parts.queue.client.hlen("gouji:audits.msgs") == 0


def test_what_raises_is_not_tried_again_by_the_queue(
    parts: Runtime, serve: Callable[[Callable[[str], None]], Worker]
) -> None:
    """The ledger's row decides on that; no dead letters pile up either."""
    got: list[str] = []

    def work(identity: str) -> None:
        got.append(identity)
        raise KeyError(identity)

    worker = serve(work)
    parts.queue.wake(QueueName.AUDITS, "job_1")
    parts.queue.wake(QueueName.AUDITS, "job_2")
    until(lambda: sorted(got) == ["job_1", "job_2"])
    worker.stop()
    assert parts.queue.client.zcard("gouji:audits.XQ") == 0
    assert parts.queue.client.hlen("gouji:audits.DQ.msgs") == 0


def test_lanes_do_not_mix(parts: Runtime, serve: Callable[[Callable[[str], None]], Worker]) -> None:
    """A worker of one lane leaves the others alone."""
    got: list[str] = []
    worker = serve(got.append)
    parts.queue.wake(QueueName.SOLO, "alone")
    parts.queue.wake(QueueName.AUDITS, "job_1")
    until(lambda: got == ["job_1"])
    worker.stop()
    assert parts.queue.waiting(QueueName.SOLO) == 1


def test_messages_of_a_dead_worker_come_back(parts: Runtime, serve: Callable[[Callable[[str], None]], Worker]) -> None:
    """Fetched by one that never acknowledged; taken from it as soon as its heartbeat is too old."""
    parts.queue.wake(QueueName.AUDITS, "job_1")
    dead = broker(parts.settings.redis_url)
    assert next(dead.consume(QueueName.AUDITS.value, prefetch=5, timeout=10)) is not None
    assert parts.queue.waiting(QueueName.AUDITS) == 0
    dead.client.zadd("gouji:__heartbeats__", {dead.broker_id: 0})
    got: list[str] = []
    worker = serve(got.append)
    until(lambda: got == ["job_1"])
    worker.stop()


def test_a_worker_survives_the_restart_of_the_queue(tmp_path: Path) -> None:
    """Killed and started again under a living worker, which goes on by itself."""
    got: list[str] = []
    with Valkey(tmp_path / "q") as server:
        own = broker(server.url)
        for lane in QueueName:
            actor(own, lane, got.append)
        worker = Worker(own, queues={QueueName.AUDITS.value}, worker_threads=1, worker_timeout=100)
        worker.start()
        queue = QueueClient(broker(server.url))
        assert queue.wake(QueueName.AUDITS, "before")
        until(lambda: got == ["before"])
        server.kill()
        assert not queue.wake(QueueName.AUDITS, "lost")
        with pytest.raises(InfrastructureError):
            queue.waiting(QueueName.AUDITS)
        server.restart()
        assert queue.wake(QueueName.AUDITS, "after")
        until(lambda: got == ["before", "after"])
        worker.stop()


def test_the_points_around_sending_are_passed(parts: Runtime) -> None:
    """Before and after, in this order."""
    passed: list[str] = []
    replace(parts.queue, crash=passed.append).wake(QueueName.AUDITS, "job_1")
    assert passed == ["enqueue.before", "enqueue.after"]


def test_a_client_gives_up_in_time() -> None:
    """Whoever asks while the queue is away has an answer soon, and is not held for ever."""
    done = threading.Event()

    def ask() -> None:
        assert not QueueClient(broker("unix:///nowhere/valkey.sock")).wake(QueueName.AUDITS, "x")
        done.set()

    threading.Thread(target=ask, daemon=True).start()
    assert done.wait(30)
    assert client("unix:///nowhere/valkey.sock").get_retry() is not None
