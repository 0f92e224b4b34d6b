"""The queue as we use it: a broker with our own client, set so that it heals by itself, and three lanes.

The queue only wakes: it carries ids, and the ledger's row is the truth. So nothing here retries, delays or keeps
results; a message that is lost is offered again, one that comes twice finds its work done.
"""

from collections.abc import Callable
from dataclasses import field
from enum import StrEnum

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from redis import Redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

from filings.errors import InfrastructureError, UsageError
from filings.nouns import dataclass
from workers.faults import queue_fault

_NAMESPACE = "gouji"
_HEARTBEAT = 15_000  # ms; a worker silent for longer is taken for dead, and what it held is given to others
_ALWAYS = (
    1_000_000  # of a million calls look after dead workers' messages; the default, one in a thousand, never gets to it
)


class QueueName(StrEnum):
    """The queues. ``SOLO``: jobs that must be alone in their process, because a process died while it held them."""

    AUDITS = "audits"
    SOLO = "solo"
    NOTICES = "notices"


def client(url: str) -> Redis:
    """A client of the queue that gives up within about five seconds; whoever must wait longer asks again."""
    try:
        return _client(url)
    except ValueError:  # its words quote the address, password and all
        raise UsageError(
            "GOUJI_REDIS_URL 无法识别，请写成 redis://:密码@主机:6379/0 的样子；"
            "密码中的特殊字符（如 @ / : # ?）要按网址规则转写，例如 @ 写成 %40。"
        ) from None


def _client(url: str) -> Redis:
    return Redis.from_url(
        url,
        retry=Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), retries=3),
        retry_on_error=[RedisConnectionError, RedisTimeoutError],
        socket_timeout=5,
        socket_connect_timeout=2,
        health_check_interval=15,
    )


def broker(url: str) -> RedisBroker:
    """A broker without middleware, set nowhere: it is handed to those who need it."""
    made = RedisBroker(  # type: ignore[no-untyped-call]  # dramatiq types only part of it
        client=client(url),
        middleware=[],
        namespace=_NAMESPACE,
        heartbeat_timeout=_HEARTBEAT,
        maintenance_chance=_ALWAYS,
    )
    for lane in QueueName:
        made.declare_queue(lane.value)
    return made


def actor(broker: RedisBroker, lane: QueueName, work: Callable[[str], None]) -> None:
    """Let the lane's workers call ``work`` with the id of each message."""
    dramatiq.Actor(work, broker=broker, actor_name=lane.value, queue_name=lane.value, priority=0, options={})


@dataclass(frozen=True, slots=True)
class QueueClient:
    """Tells workers that a row waits. ``crash`` is called at the points around the sending."""

    broker: RedisBroker
    crash: Callable[[str], None] = field(default=lambda _point: None)

    @property
    def client(self) -> Redis:
        """The client of the queue's server, for what else lies there."""
        found: Redis = self.broker.client
        return found

    def wake(self, lane: QueueName, identity: str) -> bool:
        """Send the id to a lane. False when the queue is away: the sweep offers the row again."""
        message: dramatiq.Message[None] = dramatiq.Message(
            queue_name=lane.value, actor_name=lane.value, args=(identity,), kwargs={}, options={}
        )
        try:
            self.crash("enqueue.before")
            self.broker.enqueue(message)
            self.crash("enqueue.after")
        except RedisError:
            return False
        return True

    def waiting(self, lane: QueueName) -> int:
        """How many messages no worker has fetched yet. InfrastructureError when the queue is away."""
        try:
            return int(self.client.llen(f"{_NAMESPACE}:{lane.value}"))
        except RedisError as error:
            raise InfrastructureError(queue_fault(error)) from error
