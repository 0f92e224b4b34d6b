"""The reference receiver: believes only genuine deliveries, counts repeats, notices a changed body, fails when told."""

import http.client
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from filings.notice import Endpoint, Notice
from notifier.addresses import parse_policy
from notifier.delivery import WebhookChannel
from notifier.receiver import Receiver, ReceiverAnswer, Tally

NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)
Maker = Callable[[str], Endpoint]


def channel(receiver: Receiver) -> WebhookChannel:
    """Our own notifier, allowed to reach this receiver only."""
    return WebhookChannel(policy=parse_policy([receiver.allowance]), timeout=5)


def test_repeats_are_counted_once(notice: Notice, endpoint: Maker) -> None:
    """Three deliveries of one id are one message and two repeats."""
    lines: list[str] = []
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW, tell=lines.append) as receiver:
        for _ in range(3):
            assert channel(receiver).send(notice, endpoint(receiver.url), NOW).attempt.status == 204
        assert receiver.taken() == {notice.id: 3}
        assert receiver.tally() == Tally(
            messages=1, repeats=2, repeats_with_other_body=0, unverified=0, failed_on_purpose=0
        )
    assert lines[0] == f"{notice.id}：验签通过"
    assert lines[2].endswith("第3次收到，不重复处理")


def test_another_body_under_the_same_id_is_noticed(notice: Notice, endpoint: Maker) -> None:
    """Even when the first delivery was answered with a failure."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        receiver.fail(ReceiverAnswer(500))
        sent = [
            channel(receiver).send(one, endpoint(receiver.url), NOW) for one in (notice, replace(notice, body=b"{}"))
        ]
        assert [result.attempt.status for result in sent] == [500, 409]
        assert receiver.tally().repeats_with_other_body == 1
        assert receiver.tally().messages == 0


def test_a_wrong_key_is_turned_away(notice: Notice, endpoint: Maker) -> None:
    """With the reason in Chinese, and without counting a message."""
    with Receiver(["whsec_" + "a" * 32]) as receiver:
        result = channel(receiver).send(notice, endpoint(receiver.url), datetime.now(UTC))
        assert result.attempt.status == 401
        assert result.attempt.answer == "签名不符，请核对密钥。"
        assert receiver.tally().unverified == 1


def test_failures_are_given_in_turn(notice: Notice, endpoint: Maker) -> None:
    """As many as planned, then it takes."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        receiver.fail(ReceiverAnswer(503, {"Retry-After": "3"}), ReceiverAnswer(500))
        sent = [channel(receiver).send(notice, endpoint(receiver.url), NOW) for _ in range(3)]
        assert [result.attempt.status for result in sent] == [503, 500, 204]
        assert receiver.tally().failed_on_purpose == 2


def test_requests_without_sense_are_turned_away() -> None:
    """No length, a length of nonsense, too long, another method: each gets an answer, and the receiver goes on."""
    with Receiver([]) as receiver:
        for length in (None, "x", "-1", "2000000"):
            connection = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=5)
            connection.putrequest("POST", "/notices")
            if length is not None:
                connection.putheader("Content-Length", length)
            connection.endheaders()
            assert connection.getresponse().status == 413
            connection.close()
        connection = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=5)
        connection.request("GET", "/")
        assert connection.getresponse().status == 501
        connection.close()
        assert receiver.tally().messages == 0


def test_many_senders_at_once(notice: Notice, endpoint: Maker) -> None:
    """No delivery is lost or counted twice."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:

        def send(number: int) -> None:
            for one in range(10):
                told = replace(notice, id=f"ntc_{number}_{one}")
                channel(receiver).send(told, endpoint(receiver.url), NOW)

        threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert receiver.tally().messages == 80
        assert receiver.tally().repeats == 0


def test_it_listens_on_loopback_only_and_stops() -> None:
    """A receiver that was never started can be stopped, and its port is free again."""
    receiver = Receiver([])
    assert receiver.url.startswith("http://127.0.0.1:")
    port = receiver.port
    receiver.stop()
    Receiver([], port=port).stop()


def test_a_sender_that_drops_the_line_is_nothing_to_report(capsys: pytest.CaptureFixture[str]) -> None:
    """A killed sender's connection is reset before it is answered; the receiver goes on without a word."""
    with Receiver([]) as receiver:
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", receiver.port)) as line:
                line.sendall(b"POST /notices HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n{")
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=30)
        connection.request("POST", "/notices", body=b"{}")
        assert connection.getresponse().status == 401
        connection.close()
    assert capsys.readouterr().err == ""
