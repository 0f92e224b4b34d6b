"""The HTTP door ends at its points, on both databases: what it acknowledged is there, what is sent again is one."""
# ruff: noqa: ANN001 - fixtures of conftest

import socket
import time
from datetime import UTC, datetime

import httpx
import pytest

from filings.token import TokenRole

AREA = "990000"
KILLED = 137
AROUND = (
    "request.before_commit", "request.after_commit", "submit.before_commit", "submit.after_commit", "enqueue.before",
    "enqueue.after",
)  # fmt: skip


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class Portal:
    """A portal that keeps a file until it is told that it was taken."""

    def __init__(self, county) -> None:
        self.county, self.port = county, free_port()
        _, self.secret = county.ledger.tokens.create(TokenRole.PORTAL, AREA, "test", datetime.now(UTC))
        county.environment["GOUJI_HTTP"] = f"127.0.0.1:{self.port}"

    def open(self, crash_at: str = "") -> int:
        """Start the door; its pid."""
        pid = self.county.zygote.start("web", {**self.county.environment, "GOUJI_CRASH_AT": crash_at})
        self.county.running.append(pid)
        patience = time.monotonic() + 60
        while time.monotonic() < patience:
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/healthz").status_code == 200:
                    return pid
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the door never opened")

    def send(self, number: int) -> int:
        """File a report; the status, 0 for none."""
        headers = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": f"k{number}"}
        place = f"http://127.0.0.1:{self.port}/v1/submissions?agency=U{number}&year=2025&name=r.json"
        try:
            return httpx.post(place, headers=headers, content=self.county.text(number), timeout=60).status_code
        except httpx.TransportError:
            return 0


@pytest.mark.parametrize("point", AROUND)
def test_what_the_door_acknowledged_is_never_lost(county, point: str) -> None:
    """The door dies over the second filing; the portal, not having heard, sends it again, and there is one of each."""
    portal = Portal(county)
    pid = portal.open()
    assert portal.send(0) == 202
    county.running.remove(pid)
    county.zygote.kill(pid)
    assert [filing.agency for filing in county.ledger.submissions.recent()] == ["U0"]

    pid = portal.open(crash_at=point)
    assert portal.send(1) == 0
    county.running.remove(pid)
    assert county.zygote.wait(pid) == KILLED
    assert county.crashed

    portal.open()
    assert [portal.send(number) for number in (0, 1, 1)] == [202, 202, 202]
    assert sorted(filing.agency for filing in county.ledger.submissions.recent()) == ["U0", "U1"]
    assert len(county.ledger.jobs.listed()) == 2
