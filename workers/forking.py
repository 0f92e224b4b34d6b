"""Functions as processes of their own, forked from a process that has loaded everything once.

Loading takes seconds of processor time, a fork takes milliseconds. The forking process never opens a connection nor
starts a thread, so that its children begin clean.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import field

from filings.nouns import dataclass
from workers.parent_death import bind

_TICK = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """A function to be run as a process of its own."""

    name: str
    function: Callable[[], None]

    def start(self) -> "Forked":
        """Run it, bound to this process. From the main thread."""
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            _be(parent, self.function)
        return Forked(child)


@dataclass(slots=True)
class Forked:
    """A forked process, as ``subprocess`` would show it."""

    pid: int
    _status: int | None = field(default=None, init=False)

    def poll(self) -> int | None:
        """Its exit status, negative for the signal that ended it; None while it lives."""
        if self._status is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status. subprocess.TimeoutExpired when it does not end within ``timeout`` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired([], timeout or 0.0)
            time.sleep(_TICK)
        return status

    def terminate(self) -> None:
        """Ask it to finish."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._send(signal.SIGKILL)

    def _send(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


def _be(parent: int, function: Callable[[], None]) -> None:
    """What the child does; it never returns into the parent's program."""
    status = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        bind(parent)
        function()
        status = 0
    except BaseException:  # noqa: BLE001 - shown, then the process ends whatever it was
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(status)
