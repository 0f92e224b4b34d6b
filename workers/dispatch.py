"""Sends deliveries side by side, so that a receiver that takes its time holds up nobody but itself."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field

import structlog

from filings.errors import InfrastructureError
from filings.nouns import dataclass
from workers.heartbeat import Heart, unseen
from workers.turns import PLACES, Turns

_LONGEST = 300.0  # seconds for one delivery; a mail with many papers takes its time

_log = structlog.get_logger("delivery")


@dataclass(slots=True)
class Dispatch:
    """Takes ids from the queue and sends each when it is its endpoint's turn.

    ``endpoint_of``: where a delivery goes and how often in a row that endpoint was silent, None for nothing to send.
    ``send``: sends one; whether the receiver answered promptly, None when nothing was sent. ``heart``: shows that it
    comes back.
    """

    endpoint_of: Callable[[str], tuple[str, int] | None]
    send: Callable[[str], bool | None]
    heart: Heart = field(default_factory=unseen)
    _turns: Turns = field(default_factory=Turns, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(PLACES, thread_name_prefix="send"), init=False
    )

    def __call__(self, delivery: str) -> None:
        """Let a delivery take its turn. It is not lost when this process dies: the sweep offers its row again."""
        try:
            found = self.endpoint_of(delivery)
        except InfrastructureError as error:
            _log.warning("delivery.postponed", delivery=delivery, reason=str(error))
            return
        if found is None:
            return
        endpoint, silent = found
        with self._lock:
            self._turns.put(endpoint, delivery, silent=silent > 0)
            self._go()

    def close(self) -> None:
        """Begin nothing more, and wait for what is on its way."""
        with self._lock:
            self._turns.forget()
        self._pool.shutdown()

    def _go(self) -> None:
        """Start what may go; the caller holds the lock."""
        while (delivery := self._turns.take()) is not None:
            self._pool.submit(self._run, delivery)

    def _run(self, delivery: str) -> None:
        answered = None
        try:
            with self.heart.at_work(_LONGEST):
                answered = self.send(delivery)
        except Exception:  # noqa: BLE001 - one delivery must not take the others along
            _log.exception("delivery.failed", delivery=delivery)
        finally:
            with self._lock:
                self._turns.ended(delivery, answered=answered)
                self._go()
