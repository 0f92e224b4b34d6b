"""The receiver of the kill loop: what broke off is told apart from what was forged."""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook

from bench.chaos.promises import Promises, Told
from bench.chaos.receiver import receiving
from bench.chaos.verdict import judge
from bench.servers import sqlite_at
from ledger import connect

_SECRET = "whsec_" + "A" * 43 + "="
_FORGED = "whsec_" + "B" * 43 + "="
_BODY = json.dumps({"data": {"submission": {"documents": [{"sha256": "d1"}]}}}).encode()
_PATIENCE = 10.0  # seconds for a receiver on a busy machine

Send = Callable[[bytes], str]


@pytest.fixture
def told() -> Told:
    """What the receiver was sent."""
    return Told()


@pytest.fixture
def send(told: Told) -> Iterator[Send]:
    """Sends bytes, then nothing more, as a sender that ended does; the status it is answered, "" without an answer."""
    with receiving(_SECRET, told) as port:

        def bytes_(request: bytes) -> str:
            with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as sender:
                sender.sendall(request)
                sender.shutdown(socket.SHUT_WR)
                answer = b"".join(iter(lambda: sender.recv(4096), b""))
            return answer.decode().partition(" ")[2][:3]

        yield bytes_


def _request(secret: str = _SECRET, body: bytes = _BODY, signed: bytes = _BODY) -> bytes:
    now = datetime.now(UTC)
    lines = {
        "host": "127.0.0.1", "content-type": "application/json", "webhook-id": "n1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("n1", now, signed.decode()), "content-length": str(len(body)),
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST /hook HTTP/1.1\r\n{head}\r\n".encode() + body


def _until(condition: Callable[[], bool]) -> None:
    patience = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < patience, "it never came to that"
        time.sleep(0.01)


def _counts(told: Told) -> tuple[int, int, int]:
    return len(told.bodies), told.torn, told.unverified


def test_what_is_signed_and_whole_is_taken(send: Send, told: Told) -> None:
    """One notice, neither torn nor doubted."""
    assert send(_request()) == "204"
    assert _counts(told) == (1, 0, 0)


@pytest.mark.parametrize("missing", [1, len(_BODY), len(_BODY) + 2, len(_BODY) + 30])
def test_what_broke_off_is_torn_and_no_forgery(send: Send, told: Told, missing: int) -> None:
    """Cut in the body, before it and within the head: not delivered, nobody is accused, and the repeat is the first."""
    assert send(_request()[:-missing]) == ""
    _until(lambda: told.torn == 1)
    assert _counts(told) == (0, 1, 0)
    assert send(_request()) == "204"
    assert (*_counts(told), told.repeats) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(_request(secret=_FORGED), id="another key"),
        pytest.param(_request(signed=_BODY + b" "), id="another body signed"),
        pytest.param(re.sub(rb"v1,\S+", b"v1,A", _request()), id="no base64"),
        pytest.param(_request(body=b""), id="nothing where something was signed"),
    ],
)
def test_what_is_whole_and_wrongly_signed_is_no_torn_request(send: Send, told: Told, request_: bytes) -> None:
    """Refused, and counted as a signature that does not hold."""
    assert send(request_) == "401"
    assert _counts(told) == (0, 0, 1)


def test_only_the_forgery_breaks_the_promise(tmp_path: Path, sqlite_template: Path) -> None:
    """The verdict of a run forgives what its kills tore off, and no signature that does not hold."""
    engine = connect(sqlite_at(sqlite_template, tmp_path))
    wrong = {
        word: judge(Promises(), told, 0, engine, [], proven=True).wrong()
        for word, told in {"torn": Told(torn=3), "unverified": Told(unverified=1)}.items()
    }
    engine.dispose()
    assert wrong == {"torn": {}, "unverified": {"unverified": 1}}
