"""Whatever is sent: a problem document that says what to do, nothing lost, and the door stays open."""

import json
import socket
import time
from pathlib import Path

import httpx
import pytest

from bench.door import Door, report
from filings.token import TokenRole
from gateway.http.bodies import BODY_LIMIT

OCTETS = {"Content-Type": "application/octet-stream"}


@pytest.fixture(autouse=True)
def _still_open(door: Door):  # noqa: ANN202 - a generator of nothing
    """After each test the door answers as before."""
    yield
    with door.client(None) as client:
        assert client.get("/healthz").json() == {"status": "ok"}


def spoken(door: Door, *lines: bytes, body: bytes = b"", then: float = 0.0) -> tuple[bytes, dict[str, object]]:
    """Speak to the door by hand: the status line and the problem that it answers."""
    host, port = door.address.removeprefix("http://").split(":")
    secret = door.token(TokenRole.PORTAL)
    head = b"\r\n".join([*lines, b"Host: x", f"Authorization: Bearer {secret}".encode(), b"", b""])
    with socket.create_connection((host, int(port)), 30) as wire:
        wire.sendall(head + body)
        time.sleep(then)
        said = b""
        while chunk := wire.recv(65536):
            said += chunk
            if b"\r\n\r\n" in said and said.endswith(b"}"):
                break
    top, _, rest = said.partition(b"\r\n\r\n")
    return top.split(b"\r\n")[0], json.loads(rest[rest.index(b"{") : rest.rindex(b"}") + 1]) if b"{" in rest else {}


def test_a_body_that_is_announced_as_too_large(door: Door) -> None:
    """Refused before it is sent."""
    size = f"Content-Length: {BODY_LIMIT + 1}".encode()
    status, problem = spoken(door, b"POST /v1/checks HTTP/1.1", size, b"Connection: close")
    assert b"413" in status
    assert problem["code"] == "too_large"
    assert "压缩图片" in str(problem["detail"])


def test_a_body_that_turns_out_too_large(door: Door) -> None:
    """Chunked, so that nobody knows before; refused while it comes."""
    chunk = b"x" * 1024**2
    with door.client() as client:
        answer = client.post("/v1/checks", content=(chunk for _ in range(BODY_LIMIT // 1024**2 + 2)), headers=OCTETS)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_sender_that_falls_silent(door: Door) -> None:
    """After the time that the settings give it is told to begin anew."""
    status, problem = spoken(
        door, b"POST /v1/checks HTTP/1.1", b"Content-Length: 100", b"Content-Type: text/plain", body=b"half"
    )
    assert b"408" in status
    assert (problem["code"], problem["retry"]) == ("slow", "later")


def test_a_body_that_breaks_off(door: Door) -> None:
    """Its sender is gone; nothing is filed."""
    before = door.ledger.submissions.recent()
    host, port = door.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 10) as wire:
        secret = door.token(TokenRole.PORTAL)
        wire.sendall(
            b"POST /v1/submissions?agency=U0&year=2025 HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n"
            b"Authorization: Bearer " + secret.encode() + b"\r\n\r\n{"
        )
    assert door.ledger.submissions.recent() == before


@pytest.mark.parametrize(
    ("path", "media", "body", "status", "code"),
    [
        ("/v1/checks", "multipart/form-data", b"--b", 400, "body"),
        ("/v1/checks", "multipart/form-data; boundary=b", b"no part at all", 400, "body"),
        ("/v1/checks", "multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: x\r\n\r\n", 400, "body"),
        ("/v1/checks", "application/x-www-form-urlencoded", b"a=b", 415, "media_type"),
        ("/v1/checks", "text/plain", b"", 422, "no_file"),
        ("/v1/submissions", "application/cloudevents+json", b"{", 400, "body"),
        ("/v1/submissions", "application/cloudevents+json", b"[]", 422, "schema"),
        ("/v1/submissions", "application/cloudevents+json", b'{"id": "\\ud800"}', 422, "text"),
        ("/v1/submissions?agency=U0&year=25", "text/plain", b"x", 422, "parameter"),
        ("/v1/submissions?agency=U0", "text/plain", b"x", 422, "parameter"),
        ("/v1/submissions?year=2025", "text/plain", b"x", 422, "parameter"),
        ("/v1/submissions?agency=U0&year=2025", "text/plain", b"", 422, "no_file"),
        ("/v1/submissions?agency=U0%00&year=2025", "text/plain", b"x", 422, "text"),
        ("/v1/submissions?agency=U0&year=2025&insisted=perhaps", "text/plain", b"x", 422, "parameter"),
        ("/v1/submissions?agency=U0&year=2025&insisted=true", "text/plain", b"x", 422, "statements"),
        ("/v1/handoffs", "text/plain", b"x", 415, "media_type"),
        ("/v1/handoffs", "application/json", b"{", 400, "body"),
        ("/v1/handoffs", "application/json", b"[" * 5000 + b"]" * 5000, 400, "body"),
        ("/v1/handoffs", "application/json", b"[" * 200 + b"]" * 200, 422, "text"),
        ("/v1/handoffs", "application/json", b"[]", 422, "schema"),
        ("/v1/handoffs", "application/json", b'{"agency": 7, "person": ""}', 422, "schema"),
        ("/v1/handoffs", "application/json", b'{"agency": "U0", "person": "\\u0000"}', 422, "text"),
        ("/v1/handoffs", "application/json", b'{"agency": "U0", "person": NaN}', 400, "body"),
        ("/v1/handoffs", "application/json", b" " * 300_000, 413, "too_large"),
        ("/v1/endpoints", "application/json", b'{"url": "http://169.254.169.254/x"}', 422, "parameter"),
        ("/v1/endpoints", "application/json", b'{"url": "https://x.example/", "serves": ["office:990000"]}', 404, None),
        ("/v1/nothing", "text/plain", b"x", 404, "not_found"),
        ("/v1/rules", "text/plain", b"x", 405, "method"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_says_what_to_do(
    door: Door, path: str, media: str, body: bytes, status: int, code: str | None
) -> None:
    """A status, a stable code, and a sentence for the clerk that ends in the next step."""
    with door.client() as client:
        answer = client.post(path, content=body, headers={"Content-Type": media})
    assert (answer.status_code, answer.json()["code"]) == (status, code or "not_found")
    assert answer.json()["detail"].endswith("。")


def test_ten_thousand_parameters(door: Door) -> None:
    """Refused by their length, before anybody reads them."""
    words = "&".join(f"p{n}=x" for n in range(5000))
    with door.client() as client:
        answer = client.get(f"/v1/submissions?{words}")
        limits = [client.get(f"/v1/submissions?limit={n}").json()["code"] for n in ("0", "501", "x", "９", "9" * 50)]
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert limits == ["parameter"] * 5


def test_no_header_is_injected(door: Door) -> None:
    """What was sent never becomes a line of the answer's head."""
    with door.client() as client:
        answer = client.get("/v1/submissions?limit=1&agency=U0%0d%0aX-Evil:%201")
        assert "x-evil" not in answer.headers
        taken = client.post(
            "/v1/submissions?agency=U0&year=2025&name=a%0d%0ab.json", content=report(title="头"), headers=OCTETS
        )
    assert taken.json()["documents"][0]["name"] == "ab.json"


def test_a_path_leads_nowhere(door: Door) -> None:
    """Neither dots nor encoded slashes reach a file or another route."""
    with door.client() as client:
        for path in ("/v1/../../etc/passwd", "/v1/rules/..%2f..%2fetc", "/v1/submissions/%2e%2e/audit", "//healthz"):
            assert client.get(httpx.URL(door.address + path)).status_code == 404, path


def test_script_in_a_name_stays_text(door: Door, tmp_path: Path) -> None:
    """A page shows it as letters, and may run none."""
    del tmp_path
    data = report(title="<script>")
    with door.client() as client:
        place = client.post(
            "/v1/submissions?agency=U0&year=2025&name=%3Cimg src=x onerror=alert(1)>.json", content=data, headers=OCTETS
        ).headers["Location"]
        assert client.get(f"{place}/audit", headers={"Accept": "text/html"}).status_code == 404  # no worker runs here


@pytest.mark.parametrize(
    ("method", "place", "name"),
    [
        ("GET", "/v1/agencies/U0/standing?year=2025&as_of=", "as_of"),
        ("POST", "/v1/submissions?agency=U0&year=2025&received_at=", "received_at"),
    ],
)
def test_a_named_date_is_not_empty(door: Door, method: str, place: str, name: str) -> None:
    """The document says that it is a date: an empty one is refused with the example, and never taken for today."""
    with door.client() as client:
        answer = client.request(method, place, content=report() if method == "POST" else None, headers=OCTETS)
    assert answer.status_code == 422
    assert name in answer.text
    assert "2026-01-3" in answer.json()["detail"]


def test_too_many_requests_are_told_when_to_come_again(door: Door) -> None:
    """The bucket is empty: 429, the seconds to wait, and after them it is open again."""
    from gateway.http.limits import Rates  # noqa: PLC0415 - alone, with a clock of its own
    from gateway.http.problems import RequestProblem  # noqa: PLC0415 - the same

    now = [0.0]
    rates = Rates({"requests": 2}, monotonic=lambda: now[0])
    rates.take("a", "requests")
    rates.take("a", "requests")
    rates.take("b", "requests")
    with pytest.raises(RequestProblem) as refused:
        rates.take("a", "requests")
    assert refused.value.headers()["Retry-After"] == "30"
    now[0] = 30.0
    rates.take("a", "requests")
    assert door.desk.rates.minute["requests"] > 0
