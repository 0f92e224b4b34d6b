"""``make load``: a county's filings through the whole path at half of full load, latency from the scheduled time.

    python -m bench.load [--filings 1020] [--database sqlite|postgresql]

Reports of real size, docx and JSON in turn, come in by the stream of a real ``gouji up`` with one endpoint. First as
fast as they are taken: that is full load. Then open loop: each is sent at its scheduled instant, whether those before
it are done or not, and its latency runs from that instant until the receiver has the notice of its audit; so a pause of
the program counts against every filing that it kept waiting. What the generator itself costs, and how late it sent, is
told: it shares the machine.
"""

import argparse
import base64
import contextlib
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import psutil
from redis import Redis

from bench import material
from bench.chaos.county import found, secret
from bench.chaos.house import House, environment, eventually
from bench.chaos.promises import Told, agency_code, agency_name
from bench.chaos.receiver import receiving
from bench.postgres import Postgres
from samples import forms
from workers.settings import socket_path

AGENCIES, FILINGS, FULL = 60, 1020, 300
GOAL = 2.0  # seconds, p99
_FIRST_YEAR = 2008
_KINDS = ("docx", "json")
_PATIENCE = 900.0
_SOURCE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Event:
    """An event to be sent, and the sha256 of the document in it."""

    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor time so far: of the product without the queue's server, and of the whole machine."""

    product: float
    machine: float
    at: float

    def since(self, before: "Spent", filings: int) -> str:
        """What a filing took since then, and how much of the machine went to others; ``filings``: how many came."""
        seconds, product = self.at - before.at, self.product - before.product
        others = (self.machine - before.machine - product) / seconds
        return (
            f"{product / filings * 1000:.0f} ms of processor time a filing, {product / seconds:.2f} of "
            f"{os.cpu_count()} cores; {others:.2f} to others"
        )


def spent(house: House) -> Spent:
    """As the kernel counts it; what ended meanwhile is counted with the process that waited for it."""
    product = 0.0
    for process in house.singles():
        with contextlib.suppress(psutil.Error):
            product += sum(process.cpu_times()[:4])
    machine = psutil.cpu_times()
    return Spent(product, sum(machine) - machine.idle - machine.iowait - machine.guest, time.monotonic())


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What an open loop showed, in seconds; each sorted. ``processor``: of generator and receiver, a filing."""

    latencies: Sequence[float]
    lateness: Sequence[float]
    processor: float
    missing: int

    def told(self) -> str:
        """In one line."""
        p50, p99, most = (percentile(self.latencies, share) for share in (0.5, 0.99, 1.0))
        return (
            f"{len(self.latencies)} filings, {self.missing} not told; scheduled -> notice received: p50 {p50:.2f} s, "
            f"p99 {p99:.2f} s, most {most:.2f} s (goal: p99 under {GOAL:g} s); the generator sent at most "
            f"{percentile(self.lateness, 1.0) * 1000:.0f} ms late and takes {self.processor * 1000:.1f} ms a filing"
        )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share does not exceed, of sorted values; infinite where there are none."""
    return values[max(0, -(-int(share * 1000) * len(values) // 1000) - 1)] if values else float("inf")


def events(count: int) -> Iterator[Event]:
    """Filings of 60 agencies, each for a slot of its own, year by year."""
    random = Random(1)
    made = [material.report(random) for _ in range(AGENCIES)]
    for number in range(count):
        agency, year = number % AGENCIES, _FIRST_YEAR + number // AGENCIES
        kind, name = _KINDS[(agency + year) % 2], agency_name(agency)
        report = replace(made[agency], agency=name, year=year, title=f"{name}{year}年政府信息公开工作年度报告")
        body = material.sent(report) if kind == "json" else forms.write(material.draft(report), kind)
        document = {"name": f"r.{kind}", "data_base64": base64.b64encode(body).decode()}
        data = {"agency": agency_code(agency), "year": year, "documents": [document]}
        head = {"specversion": "1.0", "id": f"e{number}", "source": "urn:bench", "type": "submission.filed"}
        text = json.dumps({**head, "data": data}, ensure_ascii=False)
        yield Event(text, hashlib.sha256(body).hexdigest())


def full(queue: Redis, sent: Sequence[Event], told: Told) -> float:
    """Filings a second when all are there at once, from the first sent to the last notice received."""
    began = time.monotonic()
    for event in sent:
        queue.xadd("gouji:submissions", {"event": event.text})
    _received(sent, told)
    return len(sent) / (max(told.at[event.sha256] for event in sent) - began)


def paced(queue: Redis, sent: Sequence[Event], told: Told, rate: float) -> Run:
    """Send at ``rate`` a second, come what may."""
    began, used, lateness = time.monotonic() + 0.5, time.process_time(), []
    for number, event in enumerate(sent):
        scheduled = began + number / rate
        time.sleep(max(0.0, scheduled - time.monotonic()))
        lateness.append(time.monotonic() - scheduled)
        queue.xadd("gouji:submissions", {"event": event.text})
    used = time.process_time() - used
    _received(sent, told)
    at = {event.sha256: began + number / rate for number, event in enumerate(sent)}
    latencies = sorted(told.at[name] - scheduled for name, scheduled in at.items() if name in told.at)
    missing = len(sent) - len(latencies)
    return Run(latencies=latencies, lateness=sorted(lateness), processor=used / len(sent), missing=missing)


def _received(sent: Sequence[Event], told: Told) -> None:
    eventually("the last notice", lambda: all(event.sha256 in told.at for event in sent), _PATIENCE)


@contextmanager
def running(folder: Path, told: Told, url: str, agencies: int = AGENCIES, **more: str) -> Iterator[tuple[Redis, House]]:
    """A real ``gouji up`` with a county and a receiver: a client of its queue, and its processes."""
    home, key = folder / "home", secret()
    home.mkdir()
    with receiving(key, told) as port:
        address = {"GOUJI_ALLOW": f"127.0.0.1:{port}=127.0.0.1/32", **({"GOUJI_DATABASE_URL": url} if url else {})}
        words = environment(home, _SOURCE, **address, **more)
        found(words, agencies, port, key)
        house = House(_SOURCE, words, folder / "log")
        house.start()
        try:
            queue = Redis(unix_socket_path=str(socket_path(home / "valkey")))
            eventually("the queue", lambda: socket_path(home / "valkey").exists() and bool(queue.ping()))
            yield queue, house
        finally:
            house.stop()


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    with Postgres(folder / "pg") as server:
        yield server.url.replace("postgresql+psycopg", "postgresql")


def main() -> int:
    """1 when p99 is not reached, or a notice is missing, doubled or sent again."""
    parser = argparse.ArgumentParser(description="The whole path at half of full load.")
    parser.add_argument("--filings", type=int, default=FILINGS)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = parser.parse_args()
    folder, told = Path(tempfile.mkdtemp(prefix="gouji-load-", dir="/var/tmp")), Told()
    folder.chmod(0o755)
    made = list(events(AGENCIES + FULL + given.filings))
    warm, burst, steady = made[:AGENCIES], made[AGENCIES : AGENCIES + FULL], made[AGENCIES + FULL :]
    with _database(given.database, folder) as url, running(folder, told, url) as (queue, house):
        full(queue, warm, told)
        begun = spent(house)
        rate = full(queue, burst, told)
        bursting = spent(house)
        say(f"{given.database}: full load {rate:.1f} filings/s ({bursting.since(begun, len(burst))})")
        run = paced(queue, steady, told, rate / 2)
        say(f"at {rate / 2:.1f}/s: {spent(house).since(bursting, len(steady))}")
    say(run.told())
    say(f"notices sent again: {told.repeats}; of two kinds for one filing: {told.twice()}")
    return bool(percentile(run.latencies, 0.99) >= GOAL or run.missing or told.twice() or told.other_body)


def say(line: str) -> None:
    """A line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
