"""Delivery by webhook: what each answer means, and that no receiver can hold a worker up or fill its memory."""

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Protocol

import pytest

from filings.errors import InfrastructureError
from filings.notice import ANSWER_LIMIT, Delivered, DeliveryRefused, Endpoint, Notice, TryLater
from notifier.addresses import TargetPolicy, parse_policy
from notifier.channels import Channel
from notifier.delivery import WebhookChannel
from notifier.receiver import Receiver, ReceiverAnswer

NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)
Maker = Callable[[str], Endpoint]
Misbehaving = Callable[[Callable[[socket.socket], None]], AbstractContextManager[int]]


class Counting(Protocol):
    """The port that counts who comes."""

    port: int
    connections: int


def opened(port: int, timeout: float = 5.0) -> WebhookChannel:
    """A channel that may reach this one loopback port."""
    return WebhookChannel(policy=parse_policy([f"127.0.0.1:{port}=127.0.0.1/32"]), timeout=timeout)


def test_a_notice_arrives_signed_and_whole(notice: Notice, endpoint: Maker) -> None:
    """The request line, the headers that receivers rely on, and the body byte for byte."""
    seen: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    with server:
        port = server.getsockname()[1]

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                while notice.body not in b"".join(seen):
                    seen.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")

        thread = threading.Thread(target=serve)
        thread.start()
        result = opened(port).send(notice, endpoint(f"http://127.0.0.1:{port}/hook?x=1"), NOW)
        thread.join()
    assert isinstance(result, Delivered)
    assert (result.attempt.status, result.attempt.answer, result.attempt.error) == (200, "ok", "")
    head, _, body = b"".join(seen).partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    assert lines[0] == "post /hook?x=1 http/1.1"
    assert f"webhook-id: {notice.id}" in lines
    assert f"webhook-timestamp: {int(NOW.timestamp())}" in lines
    assert "content-type: application/cloudevents+json; charset=utf-8" in lines
    assert "accept-encoding: identity" in lines
    assert any(line.startswith("user-agent: gouji-notifier/") for line in lines)
    assert body == notice.body


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_success_is_two_hundred_and_something(notice: Notice, endpoint: Maker, status: int) -> None:
    """Any 2xx."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        receiver.fail(ReceiverAnswer(status))
        assert isinstance(opened(receiver.port).send(notice, endpoint(receiver.url), NOW), Delivered)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 408, 413, 429, 500, 502, 503, 504, 599])
def test_other_answers_are_tried_later(notice: Notice, endpoint: Maker, status: int) -> None:
    """A receiver that is half installed may answer anything for an hour."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        receiver.fail(ReceiverAnswer(status, body="稍后再来".encode()))
        result = opened(receiver.port).send(notice, endpoint(receiver.url), NOW)
        assert isinstance(result, TryLater)
        assert result.attempt.status == status
        assert result.attempt.answer == "稍后再来"
        assert str(status) in result.attempt.error


def test_gone_disables(notice: Notice, endpoint: Maker) -> None:
    """410 is the receiver's own word that it wants nothing more."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        receiver.fail(ReceiverAnswer(410))
        result = opened(receiver.port).send(notice, endpoint(receiver.url), NOW)
    assert isinstance(result, DeliveryRefused)
    assert result.disable


@pytest.mark.parametrize("location", ["http://[bad", "", "::::", "//", "http://\u0080"])
def test_a_broken_redirect_is_only_a_redirect(notice: Notice, endpoint: Maker, location: str) -> None:
    """What the Location says is not even read."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        receiver.fail(ReceiverAnswer(302, {"Location": location}))
        result = opened(receiver.port).send(notice, endpoint(receiver.url), NOW)
    assert isinstance(result, DeliveryRefused)
    assert not result.disable


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        (format_datetime(NOW + timedelta(minutes=10), usegmt=True), 600.0),
        (format_datetime(NOW - timedelta(minutes=10), usegmt=True), 0.0),
        ("Tue, 20 Jan 2026 02:40:00 -0000", 600.0),
        ("99999999999999999999", 999999999.0),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(
    notice: Notice, endpoint: Maker, text: str, seconds: float | None
) -> None:
    """Both forms of the header; nonsense is as good as none."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        receiver.fail(ReceiverAnswer(503, {"Retry-After": text}), ReceiverAnswer(500, {"Retry-After": text}))
        channel = opened(receiver.port)
        result = channel.send(notice, endpoint(receiver.url), NOW)
        assert isinstance(result, TryLater)
        assert result.after == seconds
        other = channel.send(notice, endpoint(receiver.url), NOW)
        assert isinstance(other, TryLater)
        assert other.after is None


def drip_head(connection: socket.socket) -> None:
    """Send a header that never ends, byte by byte."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nx: ")
    while True:
        connection.sendall(b"a")
        time.sleep(0.02)


def drip_body(connection: socket.socket) -> None:
    """Send the head at once, then a body that never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
    while True:
        connection.sendall(b"a")
        time.sleep(0.02)


def flood(connection: socket.socket) -> None:
    """Promise a gigabyte and send as fast as it is taken."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def continues(connection: socket.socket) -> None:
    """Say "go on" for ever."""
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.01)


def silence(connection: socket.socket) -> None:
    """Say nothing until the other side leaves."""
    while connection.recv(65536):
        pass


@pytest.mark.parametrize("script", [drip_head, continues, silence])
def test_a_receiver_without_end_is_left_in_time(
    notice: Notice, endpoint: Maker, misbehaving: Misbehaving, script: Callable[[socket.socket], None]
) -> None:
    """No answer within the wall-clock limit is a failure to be tried later, however busily it drips."""
    with misbehaving(script) as port:
        result = opened(port, timeout=0.4).send(notice, endpoint(f"http://127.0.0.1:{port}/"), NOW)
    assert isinstance(result, TryLater)
    assert result.attempt.status is None
    assert "秒内没有完成应答" in result.attempt.error


@pytest.mark.parametrize("script", [drip_body, flood])
def test_a_body_without_end_is_cut(
    notice: Notice, endpoint: Maker, misbehaving: Misbehaving, script: Callable[[socket.socket], None]
) -> None:
    """The status has been told; of the body no more than 2 KB is read, and not for long."""
    with misbehaving(script) as port:
        result = opened(port, timeout=0.4).send(notice, endpoint(f"http://127.0.0.1:{port}/"), NOW)
    assert isinstance(result, Delivered)
    assert 0 < len(result.attempt.answer) <= ANSWER_LIMIT


def test_a_gzip_bomb_stays_packed(notice: Notice, endpoint: Maker, misbehaving: Misbehaving) -> None:
    """A packed answer that nobody asked for is kept as the few bytes it is."""
    bomb = gzip.compress(b"\0" * 20_000_000)

    def script(connection: socket.socket) -> None:
        head = f"HTTP/1.1 500 No\r\ncontent-encoding: gzip\r\ncontent-length: {len(bomb)}\r\n\r\n"
        connection.sendall(head.encode() + bomb)

    with misbehaving(script) as port:
        result = opened(port).send(notice, endpoint(f"http://127.0.0.1:{port}/"), NOW)
    assert isinstance(result, TryLater)
    assert len(result.attempt.answer) <= ANSWER_LIMIT
    assert "\0" not in result.attempt.answer


def reset(connection: socket.socket) -> None:
    """Close with a reset instead of an end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_reset_after_the_head_counts_as_the_head_says(
    notice: Notice, endpoint: Maker, misbehaving: Misbehaving
) -> None:
    """The receiver has said 200; that its body breaks off changes nothing."""

    def script(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nab")
        time.sleep(0.05)
        reset(connection)

    with misbehaving(script) as port:
        result = opened(port).send(notice, endpoint(f"http://127.0.0.1:{port}/"), NOW)
    assert isinstance(result, Delivered)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 ",
        b"220 mail.example.cn ESMTP\r\n",
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"HTTP/1.1 999999 ?\r\n\r\n",
    ],
)
def test_what_is_no_http_is_tried_later(
    notice: Notice, endpoint: Maker, misbehaving: Misbehaving, answer: bytes
) -> None:
    """A closed connection, a mail server, a TLS alert: none is an answer."""
    with misbehaving(lambda connection: connection.sendall(answer)) as port:
        result = opened(port).send(notice, endpoint(f"http://127.0.0.1:{port}/"), NOW)
    assert isinstance(result, TryLater)
    assert result.attempt.status is None
    assert result.attempt.error


def test_no_one_listening_is_tried_later(notice: Notice, endpoint: Maker) -> None:
    """A receiver that is down."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    result = opened(port).send(notice, endpoint(f"http://127.0.0.1:{port}/"), NOW)
    assert isinstance(result, TryLater)
    assert result.attempt.error.startswith("连接失败")


def test_a_failed_handshake_is_tried_later(notice: Notice, endpoint: Maker, misbehaving: Misbehaving) -> None:
    """A port that speaks no TLS fails the handshake; nothing of the notice is sent in the clear."""
    heard: list[bytes] = []

    def script(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        heard.append(connection.recv(65536))

    with misbehaving(script) as port:
        result = opened(port).send(notice, endpoint(f"https://127.0.0.1:{port}/"), NOW)
    assert isinstance(result, TryLater)
    assert notice.body not in b"".join(heard)


class Raising:
    """A signer whose server is away."""

    def __init__(self, error: Exception) -> None:
        """``error``: what is raised instead of a signature."""
        self.error = error

    def signatures(self, endpoint: Endpoint, signed: bytes, instant: datetime) -> Sequence[str]:  # noqa: ARG002 - a fake
        """Raise."""
        raise self.error


def test_a_signature_server_that_is_away_costs_only_time(notice: Notice, endpoint: Maker, listener: Counting) -> None:
    """Without a signature nothing is sent, and the delivery is tried later."""
    channel = replace(opened(listener.port), signers=(Raising(InfrastructureError("签名服务器无应答")),))
    result = channel.send(notice, endpoint(f"http://127.0.0.1:{listener.port}/"), NOW)
    assert isinstance(result, TryLater)
    assert "签名服务器无应答" in result.attempt.error
    assert listener.connections == 0


def test_without_a_key_in_force_nothing_is_sent(notice: Notice, endpoint: Maker, listener: Counting) -> None:
    """An unsigned notice would teach receivers not to look."""
    bare = replace(endpoint(f"http://127.0.0.1:{listener.port}/"), secrets=())
    result = opened(listener.port).send(notice, bare, NOW)
    assert isinstance(result, DeliveryRefused)
    assert "密钥" in result.attempt.error
    assert listener.connections == 0


def nowhere(_host: str, _port: int) -> Sequence[str]:
    """No such name."""
    raise socket.gaierror(-2, "Name or service not known")


def nothing(_host: str, _port: int) -> Sequence[str]:
    """A name without addresses."""
    return ()


@pytest.mark.parametrize("resolver", [nowhere, nothing])
def test_a_name_that_does_not_resolve_is_tried_later(
    notice: Notice, endpoint: Maker, resolver: Callable[[str, int], Sequence[str]]
) -> None:
    """Name servers fail for a while."""
    channel = WebhookChannel(policy=TargetPolicy(), resolver=resolver)
    result = channel.send(notice, endpoint("https://oa.example.gov.cn/"), NOW)
    assert isinstance(result, TryLater)
    assert "无法解析" in result.attempt.error


def test_a_slow_name_server_is_not_waited_for(notice: Notice, endpoint: Maker) -> None:
    """The limit holds over the resolving too, which the system itself would not stop."""
    release = threading.Event()

    def slow(_host: str, _port: int) -> Sequence[str]:
        release.wait(10)
        return ()

    channel = WebhookChannel(policy=TargetPolicy(), resolver=slow, timeout=0.2)
    result = channel.send(notice, endpoint("https://oa.example.gov.cn/"), NOW)
    release.set()
    assert isinstance(result, TryLater)
    assert "秒内没有完成应答" in result.attempt.error


def test_the_system_resolver_knows_loopback(notice: Notice, endpoint: Maker) -> None:
    """With the real resolver an exact literal works, and a certificate context of the county may be given."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        channel: Channel = replace(opened(receiver.port), context=ssl.create_default_context())
        assert isinstance(channel.send(notice, endpoint(receiver.url), NOW), Delivered)
