"""What is killed when: single processes, the whole group, the queue, its contents, the database's server."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil
from redis import Redis
from redis.exceptions import RedisError

from bench.chaos.house import House, eventually
from bench.postgres import Postgres

_UNSEEN = 120.0  # seconds without anything new after which a strike counts as not recovered from


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many strikes of each kind. ``groups``: share of the kills that end everything."""

    kills: int
    queue_kills: int
    flushes: int
    database_restarts: int
    groups: float

    def order(self, chance: random.Random) -> list[str]:
        """All strikes in a random order that is the same for the same ``chance``."""
        groups = round(self.kills * self.groups)
        kinds = ["group"] * groups + ["single"] * (self.kills - groups) + ["queue"] * self.queue_kills
        kinds += ["flush"] * self.flushes + ["database"] * self.database_restarts
        chance.shuffle(kinds)
        return kinds


@dataclass(slots=True)
class Strikes:
    """Carries a plan out. ``told``: how many filings the receiver has heard of; ``owed``: how many it has yet to."""

    house: House
    redis: Redis
    database: Postgres | None
    chance: random.Random
    told: Callable[[], int]
    owed: Callable[[], int]
    done: Counter[str] = field(default_factory=Counter)
    recoveries: list[float] = field(default_factory=list)

    def strike(self, kind: str) -> None:
        """One strike, and wait until something comes of the work again."""
        before, owed, since = self.told(), self.owed(), time.monotonic()
        getattr(self, f"_{kind}")()
        self.done[kind] += 1
        while owed and self.told() == before and time.monotonic() - since < _UNSEEN:
            time.sleep(0.05)
        if owed:
            self.recoveries.append(round(time.monotonic() - since, 1))

    def _group(self) -> None:
        self.house.kill_all()
        self.house.start()

    def _single(self) -> None:
        processes = self.house.singles()
        if processes:
            try:
                self.chance.choice(processes).kill()
            except psutil.NoSuchProcess:
                self.done["missed"] += 1

    def _queue(self) -> None:
        eventually("the queue's process", lambda: self.house.queue() is not None)
        queue = self.house.queue()
        if queue is not None:
            queue.kill()

    def _flush(self) -> None:
        eventually("a queue to flush", self._flushed)

    def _flushed(self) -> bool:
        try:
            return bool(self.redis.flushall())
        except RedisError:
            return False

    def _database(self) -> None:
        if self.database is not None:
            self.database.crash_and_start()
