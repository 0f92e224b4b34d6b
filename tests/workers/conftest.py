"""A real queue on a socket, and a ledger of one invented county on SQLite."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.servers import sqlite_at
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.notice import Endpoint
from notifier.compose import endpoint_test
from notifier.signing import new_secret
from workers.embedded import Valkey
from workers.recipients import occasion
from workers.runtime import Runtime, build_runtime
from workers.settings import read

AREA = "990000"
NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)  # 10:00 in Asia/Shanghai


@pytest.fixture
def moment() -> list[datetime]:
    """The present, as a list of one that a test may change."""
    return [NOW]


@pytest.fixture
def parts(tmp_path: Path, sqlite_template: Path, queue: Valkey, moment: list[datetime]) -> Iterator[Runtime]:
    """The parts of a process over an empty queue and a county of three departments."""
    sqlite_at(sqlite_template, tmp_path)
    environment = {"GOUJI_HOME": str(tmp_path), "GOUJI_REDIS_URL": queue.url, "GOUJI_LEASE": "2"}
    made = build_runtime(read(environment), now=lambda: moment[0])
    made.queue.client.flushall()
    ledger = made.ledger
    ledger.register.put_jurisdiction(Jurisdiction(code=AREA, name="试验县", office="试验县政务公开办公室"), "test", NOW)
    names = ("财政局", "教育局", "水利局")
    entries = [
        Agency(code=f"U{n}", name=f"试验县{name}", kind="department", jurisdiction=AREA) for n, name in enumerate(names)
    ]
    ledger.register.put(entries, "test", NOW)
    law = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="条例第四十九条", since=0)
    ledger.calendars.put(AREA, [law], "test", NOW)
    yield made
    made.queue.client.close()
    ledger.engine.dispose()


@pytest.fixture
def listener(parts: Runtime) -> Callable[[str], Endpoint]:
    """Registers an endpoint for office and agencies at a URL."""

    def register(url: str) -> Endpoint:
        serves = frozenset({f"office:{AREA}", "agency:U0", "agency:U1", "agency:U2"})
        secret = new_secret(NOW - timedelta(days=1))
        endpoint = Endpoint(id="all", url=url, serves=serves, secrets=(secret,))
        parts.ledger.endpoints.put(endpoint, "test", NOW)
        return endpoint

    return register


@pytest.fixture
def tell(parts: Runtime, listener: Callable[[str], Endpoint]) -> Callable[[str], str]:
    """Registers an endpoint at a URL and writes a notice for it; the id of its delivery."""

    def told(url: str) -> str:
        endpoint = listener(url)
        area = parts.ledger.register.jurisdiction(AREA)
        assert area is not None
        notices = endpoint_test(occasion("try", parts.now(), area), endpoint)
        (delivery,) = parts.ledger.notices.put(notices, parts.now()).deliveries
        return delivery

    return told
