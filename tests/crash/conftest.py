"""A small county on either database, a real queue, a receiver, and processes that end at named points."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
import sqlalchemy as sa

from bench.servers import sqlite_at
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.delivery import DeliveryState
from filings.job import JobState
from filings.notice import Endpoint, Secret
from ledger import Ledger, connect
from ledger.tables.filing import audits
from notifier.receiver import Receiver
from notifier.signing import new_secret
from workers.embedded import Valkey
from workers.parent_death import bound

AREA = "990000"
_PATIENCE = 120.0  # seconds for the county to come to rest on a busy machine


@dataclass(slots=True)
class Zygote:
    """The process that forks processes for tests."""

    process: "subprocess.Popen[str]"

    def start(self, run: str, environment: dict[str, str], *arguments: object) -> int:
        """Start a process; its pid."""
        return self._ask({"run": run, "env": environment, "args": arguments})

    def wait(self, pid: int) -> int:
        """Its exit status."""
        return self._ask({"wait": pid})

    def kill(self, pid: int) -> int:
        """Kill -9; its exit status."""
        return self._ask({"kill": pid})

    def _ask(self, request: dict[str, object]) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture(scope="session")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """The process that forks processes for tests."""
    log = (tmp_path_factory.mktemp("zygote") / "log").open("wb")
    command = bound([sys.executable, str(Path(__file__).with_name("zygote.py"))])
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    yield Zygote(process)
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, log):
        assert pipe is not None
        pipe.close()


@dataclass(slots=True)
class County:
    """A county under test: its ledger, what its receiver took, and its processes."""

    home: Path
    ledger: Ledger
    receiver: Receiver
    zygote: Zygote
    environment: dict[str, str]
    running: list[int] = field(default_factory=list)

    @property
    def crashed(self) -> bool:
        """Whether a process ended at its named point."""
        return (self.home / "crashed").exists()

    def deaths(self) -> int:
        """How many processes the deadly job has ended."""
        return len((self.home / "deaths").read_text(encoding="utf-8").split())

    def run(self, crash_at: str = "") -> int:
        """Start workers, clock and intake; the pid of the process above them."""
        pid = self.zygote.start("group", {**self.environment, "GOUJI_CRASH_AT": crash_at})
        self.running.append(pid)
        return pid

    def kill(self) -> None:
        """Kill -9 of everything that runs."""
        for pid in self.running:
            self.zygote.kill(pid)
        self.running.clear()

    def call(self, run: str, *arguments: object, crash_at: str = "") -> int:
        """Do one thing in a process of its own; its exit status."""
        pid = self.zygote.start(run, {**self.environment, "GOUJI_CRASH_AT": crash_at}, *arguments)
        return self.zygote.wait(pid)

    def file(self, number: int, year: int = 2025, slot: int | None = None, crash_at: str = "") -> int:
        """Hand in the report of agency ``number``, into the slot of another one if named; the sender's exit status."""
        code = f"U{number if slot is None else slot}"
        return self.call("submit", code, year, report(name_of(number), year), crash_at=crash_at)

    def text(self, number: int, year: int = 2025) -> str:
        """The report of agency ``number``."""
        return report(name_of(number), year)

    def event(self, number: int, identity: str, year: int = 2025) -> str:
        """The same as an event for the stream."""
        content = base64.b64encode(report(name_of(number), year).encode()).decode()
        data = {"agency": f"U{number}", "year": year, "documents": [{"name": "r.json", "data_base64": content}]}
        event = {"specversion": "1.0", "id": identity, "source": "urn:test", "type": "submission.filed", "data": data}
        return json.dumps(event, ensure_ascii=False)

    def at_rest(self) -> bool:
        """Whether all work is done and all notices are delivered."""
        counts = self.ledger.jobs.counts()
        busy = counts[JobState.DUE] + counts[JobState.LEASED]
        return not busy and not self.ledger.notices.deliveries(state=DeliveryState.PENDING)

    def audits(self) -> dict[str, int]:
        """Filing -> audits on record."""
        with self.ledger.engine.connect() as connection:
            query = sa.select(audits.c.submission, sa.func.count()).group_by(audits.c.submission)
            return {row[0]: row[1] for row in connection.execute(query)}

    def told(self) -> set[str]:
        """Ids of all notices."""
        return {notice.id for notice in self.ledger.notices.listed(limit=1000)}

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds."""
        patience = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < patience, "it never came to that"
            time.sleep(0.05)


def report(agency: str, year: int) -> str:
    """A report in JSON, complete enough to be audited."""
    body = {
        "edition": "2021", "title": f"{agency}{year}年政府信息公开工作年度报告", "agency": agency, "year": year,
        "sections": [], "tables": {"proactive": {}, "applications": {}, "review": None},
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False)


def name_of(number: int) -> str:
    """The name of an agency of the county."""
    return f"试验县第{number}局"


def _database(kind: str, home: Path, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        return sqlite_at(request.getfixturevalue("sqlite_template"), home)
    make: Callable[[], str] = request.getfixturevalue("new_postgres")
    return make()


def _settle(ledger: Ledger, url: str, secret: Secret) -> None:
    now = datetime.now(UTC)
    ledger.register.put_jurisdiction(Jurisdiction(code=AREA, name="试验县", office="试验县政务公开办公室"), "test", now)
    entries = [Agency(code=f"U{n}", name=name_of(n), kind="department", jurisdiction=AREA) for n in range(4)]
    ledger.register.put(entries, "test", now)
    date = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="试验", since=0)
    ledger.calendars.put(AREA, [date], "test", now)
    serves = frozenset({f"office:{AREA}", *(f"agency:{entry.code}" for entry in entries)})
    ledger.endpoints.put(Endpoint(id="all", url=url, serves=serves, secrets=(secret,), rate=10_000), "test", now)


@pytest.fixture
def client(queue: Valkey) -> Iterator[redis.Redis]:
    """A sender's client of the queue."""
    with redis.Redis.from_url(queue.url) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def county(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    queue: Valkey,
    client: redis.Redis,
    zygote: Zygote,
) -> Iterator[County]:
    """A county on either database whose office and agencies are told at one receiver."""
    home = tmp_path_factory.mktemp("home")
    url = _database(request.param, home, request)
    ledger = Ledger(connect(url))
    client.flushall()
    secret = new_secret(datetime.now(UTC) - timedelta(days=1))
    with Receiver([secret.value]) as receiver:
        _settle(ledger, receiver.url, secret)
        environment = {
            "GOUJI_HOME": str(home), "GOUJI_DATABASE_URL": url, "GOUJI_REDIS_URL": queue.url,
            "GOUJI_ALLOW": receiver.allowance, "GOUJI_LEASE": "2", "GOUJI_SWEEP": "1", "GOUJI_WORKERS": "1",
            "GOUJI_LOG": "json", "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        }  # fmt: skip
        made = County(home, ledger, receiver, zygote, environment)
        yield made
        made.kill()
    ledger.engine.dispose()
