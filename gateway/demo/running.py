"""A system of its own for the demo: ``gouji up`` on a throw-away folder, and a receiver that verifies.

It starts while the demo itself still loads, so that little is imported here at the top.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from filings.civil import SHANGHAI
from filings.errors import InfrastructureError
from filings.notice import Secret
from filings.nouns import dataclass
from notifier.receiver import Receiver
from notifier.signing import new_secret

if TYPE_CHECKING:
    from workers.runtime import Runtime

_BEFORE_ALL = datetime(2020, 12, 1, tzinfo=UTC)  # the demo's county begins before its first report
_PATIENCE = 20.0  # seconds for `gouji up` to end once it was told to


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The running system: its parts as this process sees them, the receiver and the secret they share."""

    parts: "Runtime"
    receiver: Receiver
    secret: Secret

    def on(self, day: date) -> "Runtime":
        """The parts with a clock that stands at noon of a day, to hand a report in as of then."""
        noon = datetime.combine(day, time(12), SHANGHAI)
        return replace(self.parts, now=lambda: noon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Starting:
    """A system that is coming up."""

    process: "subprocess.Popen[bytes]"
    environment: dict[str, str]
    log: Path
    receiver: Receiver
    secret: Secret

    def ready(self) -> System:
        """The system, once its tables are there. InfrastructureError with its last words if it did not start."""
        from workers.runtime import build_runtime  # noqa: PLC0415 - takes a second, in which the system starts
        from workers.settings import read  # noqa: PLC0415 - the same

        parts = build_runtime(read(self.environment))
        while b"up.started" not in self.log.read_bytes():
            try:
                self.process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            words = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise InfrastructureError(f"演示系统没有启动：{words[-1] if words else '没有说明原因'}")
        return System(parts=parts, receiver=self.receiver, secret=self.secret)


@contextlib.contextmanager
def starting(http: str = "off") -> Iterator[Starting]:
    """Start everything, and leave nothing behind. ``http``: where pages and interface are served."""
    secret = new_secret(_BEFORE_ALL)
    with tempfile.TemporaryDirectory(prefix="gouji-demo-") as folder, Receiver([secret.value]) as receiver:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")},
            "GOUJI_HOME": folder,
            "GOUJI_ALLOW": receiver.allowance,
            "GOUJI_SWEEP": "1",
            "GOUJI_LOG": "json",
            "GOUJI_HTTP": http,
        }
        log = Path(folder) / "up.log"
        with _up(environment, log) as process:
            yield Starting(process=process, environment=environment, log=log, receiver=receiver, secret=secret)


@contextlib.contextmanager
def _up(environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as sink:
        process = subprocess.Popen([sys.executable, "-m", "gateway", "up"], env=environment, stdout=sink, stderr=sink)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
