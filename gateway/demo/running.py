"""A system of its own for the demo: ``gouji up`` on a throw-away folder, and a receiver that verifies."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from filings.civil import SHANGHAI
from filings.errors import InfrastructureError
from filings.notice import Secret
from notifier.receiver import Receiver
from notifier.signing import new_secret
from workers.parts import Parts, assemble
from workers.settings import read

_BEFORE_ALL = datetime(2020, 12, 1, tzinfo=UTC)  # the demo's county begins before its first report
_PATIENCE = 20.0  # seconds for `gouji up` to end once it was told to


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The running system: its parts as this process sees them, the receiver and the secret they share."""

    parts: Parts
    receiver: Receiver
    secret: Secret

    def on(self, day: date) -> Parts:
        """The parts with a clock that stands at noon of a day, to hand a report in as of then."""
        noon = datetime.combine(day, time(12), SHANGHAI)
        return replace(self.parts, now=lambda: noon)


@contextlib.contextmanager
def running() -> Iterator[System]:
    """Start everything, and leave nothing behind."""
    secret = new_secret(_BEFORE_ALL)
    with tempfile.TemporaryDirectory(prefix="gouji-demo-") as folder, Receiver([secret.value]) as receiver:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")},
            "GOUJI_HOME": folder,
            "GOUJI_ALLOW": receiver.allowance,
            "GOUJI_SWEEP": "1",
            "GOUJI_LOG": "json",
        }
        with _up(environment, Path(folder) / "up.log"):
            yield System(parts=assemble(read(environment)), receiver=receiver, secret=secret)


@contextlib.contextmanager
def _up(environment: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as sink:
        process = subprocess.Popen([sys.executable, "-m", "gateway", "up"], env=environment, stdout=sink, stderr=sink)
    try:
        _await_start(process, log)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_start(process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the tables are there. InfrastructureError with the last words of a system that did not start."""
    while b"up.started" not in log.read_bytes():
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        words = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise InfrastructureError(f"演示系统没有启动：{words[-1] if words else '没有说明原因'}")
