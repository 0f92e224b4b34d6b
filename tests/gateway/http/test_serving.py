"""The process behind the door: it stops in good order, believes named proxies only, and opens once."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from structlog.testing import capture_logs

from bench.door import AREA, Door, open_door, report, settle
from bench.servers import sqlite_at
from filings.token import TokenRole
from ledger import Ledger, connect
from workers.embedded import Valkey

FORGED = {"X-Forwarded-For": "203.0.113.9"}
SLOT = "/v1/submissions?agency=U0&year=2025&name=r.json"


def visitor(door: Door) -> str:
    """The address that the log tells of somebody who says to come from elsewhere."""
    with capture_logs() as logs, door.client() as client:
        assert client.get("/v1/agencies", headers=FORGED).status_code == 200
    (told,) = [entry for entry in logs if entry["event"] == "http.request"]
    return str(told["client"])


def test_nobody_forges_an_address_past_a_door_without_a_proxy(door: Door) -> None:
    """No proxy is named: what a sender writes of an address is not believed."""
    assert visitor(door) == "127.0.0.1"


@pytest.mark.parametrize(("proxies", "told"), [("127.0.0.1", "203.0.113.9"), ("192.0.2.7", "127.0.0.1")])
def test_the_named_proxy_alone_tells_who_came(tmp_path: Path, queue: Valkey, proxies: str, told: str) -> None:
    """A proxy that is named is believed; another one is not."""
    with open_door(tmp_path, queue.url, GOUJI_HTTP_PROXIES=proxies) as made:
        assert visitor(made) == told


def test_below_a_path_every_address_leads_back_through_the_proxy(tmp_path: Path, queue: Valkey) -> None:
    """The proxy takes the path away; addresses that are told have it, in answers and in the document."""
    with open_door(tmp_path, queue.url, GOUJI_HTTP_PATH="/gouji") as made, made.client() as client:
        taken = client.post(SLOT, content=report(), headers={"Content-Type": "application/octet-stream"})
        place = taken.headers["Location"]
        assert place.startswith("/gouji/v1/submissions/")
        assert client.get(place.removeprefix("/gouji")).status_code == 200  # as nginx passes it on
        assert client.get("/openapi.json").json()["servers"] == [{"url": "/gouji"}]
        page = httpx.get(f"{made.address}/openapi").text
        addresses = re.findall(r"""(?:href|src)=["'](/[^"']*)""", page)
        assert addresses
        assert [one for one in addresses if not one.startswith("/gouji/")] == []


class Process:
    """``gouji web`` over a home of its own."""

    def __init__(self, home: Path, queue: Valkey) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.environment = {
            **os.environ, "GOUJI_HOME": str(home), "GOUJI_REDIS_URL": queue.url,
            "GOUJI_HTTP": f"127.0.0.1:{self.port}", "GOUJI_LOG": "json",
        }  # fmt: skip
        self.running = subprocess.Popen(
            [sys.executable, "-m", "gateway", "web"], env=self.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def opened(self) -> "Process":
        """Once it answers."""
        while self.running.poll() is None:
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/healthz")
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the door never opened")


@pytest.fixture
def home(tmp_path: Path, sqlite_template: Path) -> Path:
    """A home with a county in it."""
    ledger = Ledger(connect(sqlite_at(sqlite_template, tmp_path)))
    settle(ledger)
    ledger.engine.dispose()
    return tmp_path


@pytest.fixture
def process(home: Path, queue: Valkey) -> Iterator[Process]:
    """A door in a process."""
    made = Process(home, queue)
    yield made.opened()
    made.running.kill()
    made.running.wait()


def test_a_stopped_door_finishes_what_was_begun(process: Process, home: Path) -> None:
    """SIGTERM in the middle of an upload: it is taken whole and answered, nobody else comes in, and the end is good."""
    ledger = Ledger(connect(f"sqlite:///{home / 'gouji.db'}"))
    _, secret = ledger.tokens.create(TokenRole.PORTAL, AREA, "test", datetime.now(UTC))
    body = report()
    head = (
        f"POST {SLOT} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", process.port)) as wire:
        wire.sendall(head.encode() + body[:100])
        asked = httpx.get(f"http://127.0.0.1:{process.port}/healthz")  # asked later, answered: the upload has begun
        assert asked.status_code == 200
        process.running.terminate()
        while not _refused(process.port):
            time.sleep(0.05)
        wire.sendall(body[100:])
        answer = wire.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 202")
    assert process.running.wait() == 0
    (filing,) = ledger.submissions.recent()
    assert filing.id in answer
    ledger.engine.dispose()


def _refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return True
    return False


def test_a_second_door_on_the_same_home_is_refused(process: Process, home: Path) -> None:
    """Two would count a token's requests each for itself and not know each other's late results."""
    another = {**process.environment, "GOUJI_HTTP": "127.0.0.1:0"}
    done = subprocess.run(
        [sys.executable, "-m", "gateway", "web"],
        env=another,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2
    assert "网络入口只开一个" in done.stderr
    assert str(process.running.pid) in done.stderr
    assert str(home) in done.stderr
    assert "Traceback" not in done.stderr
