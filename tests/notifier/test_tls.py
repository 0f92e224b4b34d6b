"""TLS: the certificate is checked against the host's name, though the connection goes to the judged number."""

import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import httpcore
import pytest

from filings.notice import Delivered, Endpoint, Notice, TryLater
from notifier.addresses import Allowance, TargetPolicy
from notifier.connecting import Deadline
from notifier.delivery import WebhookChannel

NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)
NAME = "oa.yunxi.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the name and its key, made for this run."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    about = ["-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([*made, *about, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return cert, key


@pytest.fixture
def port(certificate: tuple[Path, Path]) -> Iterator[int]:
    """A receiver that speaks TLS on loopback and takes one delivery."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            plain, _ = server.accept()
            with plain, context.wrap_socket(plain, server_side=True) as connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    head += connection.recv(65536)
                connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
                connection.recv(65536)

    thread = threading.Thread(target=serve)
    thread.start()
    yield int(server.getsockname()[1])
    with suppress(OSError):
        server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def channel(port: int, host: str, context: ssl.SSLContext | None) -> WebhookChannel:
    """May reach this one host and port, which resolves to loopback."""
    opened = Allowance(host=host, port=port, subnet=ipaddress.ip_network("127.0.0.1/32"))
    return WebhookChannel(
        policy=TargetPolicy(allowances=(opened,)),
        resolver=lambda _host, _port: ("127.0.0.1",),
        context=context,
        timeout=5,
    )


def test_the_name_is_checked_and_right(
    port: int, certificate: tuple[Path, Path], notice: Notice, endpoint: Callable[[str], Endpoint]
) -> None:
    """With the county's own authority the delivery goes through."""
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    result = channel(port, NAME, trusted).send(notice, endpoint(f"https://{NAME}:{port}/"), NOW)
    assert isinstance(result, Delivered)


def test_another_name_is_not_believed(
    port: int, certificate: tuple[Path, Path], notice: Notice, endpoint: Callable[[str], Endpoint]
) -> None:
    """The same server under a name that its certificate does not hold."""
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    result = channel(port, "other.example", trusted).send(notice, endpoint(f"https://other.example:{port}/"), NOW)
    assert isinstance(result, TryLater)
    assert "证书" in result.attempt.error


def test_an_unknown_authority_is_not_believed(port: int, notice: Notice, endpoint: Callable[[str], Endpoint]) -> None:
    """Without it, the public authorities decide, and they do not know this one."""
    result = channel(port, NAME, None).send(notice, endpoint(f"https://{NAME}:{port}/"), NOW)
    assert isinstance(result, TryLater)
    assert "证书" in result.attempt.error


def test_a_deadline_only_comes_nearer() -> None:
    """Drawn nearer it ends sooner, put off it does not; past it, the given error is raised."""
    now = [100.0]
    deadline = Deadline(10, lambda: now[0])
    deadline.nearer(3)
    deadline.nearer(30)
    assert deadline.left(httpcore.ReadTimeout) == 3
    now[0] = 103.0
    with pytest.raises(httpcore.ReadTimeout):
        deadline.left(httpcore.ReadTimeout)
