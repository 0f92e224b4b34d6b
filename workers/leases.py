"""Keeps the leases of this process alive while work is done, and ends the process when work does not end."""

import os
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import field
from datetime import timedelta
from typing import Protocol

import structlog

from filings.errors import InfrastructureError
from filings.nouns import dataclass
from workers.heartbeat import Heart, unseen

LONGEST = 780.0  # seconds for one job; a document is read for 20 at most, a scan for 600, the rules need a few
_STUCK = 70

_log = structlog.get_logger("leases")


class Renewing(Protocol):
    """Rows that are held by tokens: jobs or deliveries."""

    def renew(self, tokens: Collection[str]) -> frozenset[str]:
        """Show signs of life; the tokens that still hold something."""


@dataclass(slots=True)
class Leases:
    """One thread that shows signs of life for all that this process holds, four times within a lease's length.

    A job that outlasts ``longest`` hangs in our own code, where no thread can be stopped: the process ends, and the
    job counts as one that kills its process.
    """

    rows: Renewing
    lease: timedelta
    longest: float = LONGEST
    heart: Heart = field(default_factory=unseen)
    _held: dict[str, float] = field(default_factory=dict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def start(self) -> None:
        """Renew from now on, in the background, for the life of the process."""
        threading.Thread(target=self._run, name="leases", daemon=True).start()

    @contextmanager
    def held(self, token: str) -> Iterator[None]:
        """Renew this token's lease within the block."""
        with self._lock:
            self._held[token] = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._held.pop(token, None)

    def renew(self) -> None:
        """Renew all leases once."""
        with self._lock:
            held = dict(self._held)
        longest = max((time.monotonic() - since for since in held.values()), default=0.0)
        if longest > self.longest:
            _log.error("job.stuck", seconds=round(longest))
            os._exit(_STUCK)
        lost = held.keys() - self.rows.renew(held) if held else ()
        with self._lock:
            for token in lost:
                self._held.pop(token, None)

    def _run(self) -> None:
        pause = self.lease.total_seconds() / 4
        while True:
            self.heart.beat(self.heart.step + pause)
            time.sleep(pause)
            try:
                self.renew()
            except InfrastructureError as error:
                _log.warning("leases.not_renewed", error=str(error))
            except Exception:  # noqa: BLE001 - without this thread all leases would run out
                _log.exception("leases.failed")
