"""An invented county, a filing of one of its agencies, and servers on loopback that count or misbehave."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest

from filings.agency import Agency, Jurisdiction
from filings.finding import Audit, Finding, Outcome, Severity, Status, Suspect, SuspectCell, Verdict
from filings.notice import Endpoint, Notice, NoticeType, Recipient, RecipientKind
from filings.submission import Document, Submission
from notifier.occasion import ContactPoint, Occasion
from notifier.signing import new_secret

NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)


@pytest.fixture
def agency() -> Agency:
    """A bureau of the invented county."""
    return Agency(code="N-007", name="云溪县交通运输局", kind="department")


@pytest.fixture
def submission() -> Submission:
    """Its first filing, late in the evening of UTC: in Beijing it is the next day."""
    return Submission(
        id="sub_1",
        agency="N-007",
        year=2025,
        received_at=datetime(2026, 1, 19, 20, 0, tzinfo=UTC),
        documents=(Document(sha256="a" * 64, name="年报.docx", size=12),),
        channel="form",
    )


@pytest.fixture
def occasion() -> Occasion:
    """An event told to the agency and to the office."""
    desk = ContactPoint(
        jurisdiction=Jurisdiction(code="330999", name="云溪县", office="云溪县人民政府办公室"), phone="0570-0000000"
    )
    return Occasion(
        about="aud_1",
        created=NOW,
        desk=desk,
        recipients=(
            Recipient(kind=RecipientKind.AGENCY, code="N-007", name="云溪县交通运输局"),
            Recipient(kind=RecipientKind.OFFICE, code="330999", name="云溪县人民政府办公室"),
        ),
        read_at="https://gouji.example/submissions/sub_1",
    )


def make_finding(number: int = 1, severity: Severity = Severity.MUST_FIX, **changes: object) -> Finding:
    """A finding with words of its own."""
    values: dict[str, Any] = {
        "rule": f"A{number:02}",
        "title": f"总计不等于各列之和{number}",
        "severity": severity,
        "message": f"第{number}行总计为9，各列之和为8。",
        "place": f"表三第{number}行",
        "refs": (f"applications.row{number}.total",),
        "places": ("T2R5C9",),
        "facts": {"total": 9},
        "basis": ("国办公开办函〔2021〕30号",),
        "fix": "请核对该行各列。",
        "fingerprint": f"fp{number}",
        "facts_digest": "d",
    }
    return Finding(**{**values, **changes})


def make_audit(*findings: Finding, verdict: Verdict = Verdict.MUST_FIX, **changes: object) -> Audit:
    """An audit with these findings."""
    values: dict[str, Any] = {
        "verdict": verdict,
        "rulebook_version": "2026.1",
        "rulebook_hash": "h" * 64,
        "as_of": date(2026, 1, 20),
        "dossier_digest": "d" * 64,
        "agency": "云溪县交通运输局",
        "year": 2025,
        "edition": "2021",
        "sha256": "a" * 64,
        "findings": findings,
        "outcomes": (Outcome(rule="A01", status=Status.BROKEN),),
        "suspects": (
            Suspect(cells=(SuspectCell(ref="applications.new.total", found="9", suggested="8"),), mends=("fp1",)),
        ),
    }
    return Audit(**{**values, **changes})


@pytest.fixture
def finding() -> Callable[..., Finding]:
    """Makes findings."""
    return make_finding


@pytest.fixture
def audit() -> Callable[..., Audit]:
    """Makes audits."""
    return make_audit


@pytest.fixture
def notice() -> Notice:
    """A small notice."""
    return Notice(
        id="ntc_0123456789abcdef0123456789abcdef",
        type=NoticeType.ENDPOINT_TEST,
        recipient="agency:N-007",
        subject="endpoints/e1",
        title="测试通知",
        text="　　这是测试。\n",
        body='{"id":"ntc_0123456789abcdef0123456789abcdef","data":"测试"}'.encode(),
        created=NOW,
    )


@pytest.fixture
def endpoint() -> Callable[[str], Endpoint]:
    """Makes an endpoint with one secret for a URL."""

    def make(url: str) -> Endpoint:
        secret = new_secret(datetime(2026, 1, 1, tzinfo=UTC), draw=lambda size: b"k" * size)
        return Endpoint(id="e1", url=url, serves=frozenset({"agency:N-007"}), secrets=(secret,))

    return make


class Listener:
    """Counts the connections that reach a port, on IPv4 and, where the machine has it, on IPv6 loopback."""

    def __init__(self, address: str = "127.0.0.1", port: int = 0) -> None:
        """Binds at once."""
        self.connections = 0
        first = socket.create_server((address, port))
        self.port = int(first.getsockname()[1])
        self._sockets = [first]
        with suppress(OSError):
            self._sockets.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        for one in self._sockets:
            threading.Thread(target=self._count, args=(one,), daemon=True).start()

    def _count(self, server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                self.connections += 1
                connection.close()

    def close(self) -> None:
        """Stop counting."""
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A port on loopback that counts who comes."""
    counting = Listener()
    yield counting
    counting.close()


Script = Callable[[socket.socket], None]


@contextmanager
def scripted(script: Script) -> Iterator[int]:
    """A server on loopback that reads one request, then does as the script says; gives its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                script(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield int(server.getsockname()[1])
    finally:
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


@pytest.fixture
def misbehaving() -> Callable[[Script], Any]:
    """Servers that misbehave."""
    return scripted
