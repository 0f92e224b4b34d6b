"""How long a healthy receiver waits while others keep silent: ``python -m bench.receivers``.

A real queue, a real ledger and the real sending process. The healthy receiver is told 300 notices, ten a second, once
alone and once while forty receivers take every connection and never answer. A notice's time runs from its commit to
its arrival.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filings.agency import Jurisdiction
from filings.notice import Endpoint, Notice, NoticeType, Secret, notice_id
from ledger import upgrade
from notifier.receiver import HeaderMap, Receiver, ReceiverAnswer
from notifier.signing import new_secret
from workers.embedded import Valkey
from workers.runtime import Runtime, build_runtime
from workers.settings import read
from workers.wiring import QueueName

SILENT = 40
NOTICES = 300
EACH = 20  # notices that wait for each silent receiver
APART = 0.1  # seconds between two notices of the healthy one
PATIENCE = 60.0  # seconds after the last notice; what has not come by then counts with what it waited so far
_AREA = "990000"


class _Timed(Receiver):
    """A receiver that knows when each notice came first."""

    def __init__(self, secret: str) -> None:
        super().__init__([secret])
        self.came: dict[str, float] = {}

    def take(self, headers: HeaderMap, body: bytes) -> ReceiverAnswer:
        self.came.setdefault(headers.get("webhook-id", ""), time.monotonic())
        return super().take(headers, body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What one run gave: seconds of each notice, and how many never came."""

    seconds: tuple[float, ...]
    missing: int

    def at(self, part: int) -> float:
        """The percentile, in seconds."""
        return statistics.quantiles(self.seconds, n=100)[part - 1]


def run(silent: int, notices: int = NOTICES, each: int = EACH) -> Course:
    """One run with so many silent receivers."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gouji-r-")))
        queue = stack.enter_context(Valkey(folder / "q"))
        port = stack.enter_context(_silence())
        secret = new_secret(datetime(2020, 1, 1, tzinfo=UTC))
        healthy = stack.enter_context(_Timed(secret.value))
        allowed = f"{healthy.allowance},127.0.0.1:{port}=127.0.0.1/32"
        said = {"GOUJI_HOME": str(folder), "GOUJI_REDIS_URL": queue.url, "GOUJI_ALLOW": allowed, "GOUJI_LOG": "json"}
        parts = build_runtime(read(said))
        _county(parts, healthy.url, port, silent, secret)
        stack.enter_context(_program("workers.main", said, folder, "notices", "4"))
        stack.enter_context(_program("workers.clock", said, folder))
        time.sleep(2)
        for number in range(each):
            for one in range(silent):
                _tell(parts, f"agency:S{one}", f"{number}")
        time.sleep(3 if silent else 0)
        return _measured(parts, healthy, notices)


def _measured(parts: Runtime, healthy: _Timed, notices: int) -> Course:
    sent: dict[str, float] = {}
    for number in range(notices):
        identity = _tell(parts, f"office:{_AREA}", f"{number}")
        sent[identity] = time.monotonic()
        time.sleep(APART)
    end = time.monotonic() + PATIENCE
    while len(healthy.came) < notices and time.monotonic() < end:
        time.sleep(0.1)
    now = time.monotonic()
    seconds = tuple(max(0.0, healthy.came.get(each, now) - at) for each, at in sent.items())
    return Course(seconds=seconds, missing=len(sent.keys() - healthy.came.keys()))


def _county(parts: Runtime, url: str, port: int, silent: int, secret: Secret) -> None:
    now = parts.now()
    upgrade(parts.ledger.engine)
    parts.ledger.register.put_jurisdiction(Jurisdiction(code=_AREA, name="试验县", office="试验县办公室"), "bench", now)
    serving = {"healthy": (url, f"office:{_AREA}")}
    serving |= {f"a-silent-{n}": (f"http://127.0.0.1:{port}/{n}", f"agency:S{n}") for n in range(silent)}
    for name, (where, served) in serving.items():
        made = Endpoint(id=name, url=where, serves=frozenset({served}), secrets=(secret,), rate=0)
        parts.ledger.endpoints.put(made, "bench", now)


def _tell(parts: Runtime, recipient: str, about: str) -> str:
    identity = notice_id(NoticeType.ENDPOINT_TEST, about, recipient)
    told = Notice(
        id=identity, type=NoticeType.ENDPOINT_TEST, recipient=recipient, subject="bench", title="测试", text="测试",
        body=f'{{"id":"{identity}"}}'.encode(), created=parts.now(),
    )  # fmt: skip
    for delivery in parts.ledger.notices.put([told], parts.now()).deliveries:
        parts.queue.wake(QueueName.NOTICES, delivery)
    return identity


@contextmanager
def _silence() -> Iterator[int]:
    """A port that takes every connection and never says anything."""
    kept: list[socket.socket] = []
    server = socket.create_server(("127.0.0.1", 0), backlog=500)

    def take() -> None:
        while True:
            try:
                kept.append(server.accept()[0])
            except OSError:
                return

    threading.Thread(target=take, daemon=True).start()
    try:
        yield int(server.getsockname()[1])
    finally:
        server.close()
        for one in kept:
            one.close()


@contextmanager
def _program(module: str, said: dict[str, str], folder: Path, *words: str) -> Iterator[None]:
    with (folder / f"{module}.log").open("wb") as log:
        command = [sys.executable, "-m", module, *words]
        process = subprocess.Popen(command, env={**os.environ, **said}, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main() -> None:
    """Measure alone and beside silent receivers, and say both."""
    alone, beside = run(0), run(SILENT)
    for name, course in (("alone", alone), (f"beside {SILENT} silent", beside)):
        figures = ", ".join(f"p{part} {course.at(part):.2f} s" for part in (50, 95, 99))
        sys.stdout.write(f"{name}: {NOTICES} notices, {course.missing} not arrived, {figures}\n")
    sys.stdout.write(f"p95 more than alone: {beside.at(95) - alone.at(95):.2f} s (at most 2)\n")


if __name__ == "__main__":
    main()
