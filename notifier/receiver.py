"""The reference receiver: verifies signatures, counts repeats by id, and can be told to fail."""

import hashlib
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from filings.nouns import dataclass
from notifier.signing import verify

_LARGEST = 1_000_000  # bytes; a notice has less than 20 kB
_PATIENCE = 10  # seconds a sender may keep a connection without finishing
HeaderMap = Mapping[str, str]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ReceiverAnswer:
    """What the receiver says: a status, further headers, a body."""

    status: int
    headers: HeaderMap = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What has come in so far. ``repeats``: deliveries beyond the first of their id, all taken in only once."""

    messages: int
    repeats: int
    repeats_with_other_body: int
    unverified: int
    failed_on_purpose: int


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # many workers may knock at once

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that drops the line or dawdles is nothing to report; everything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it was given


class Receiver:
    """A receiver on 127.0.0.1, as an agency would build one; safe for many senders at once.

    Use it as a context manager, or call ``start`` and ``stop``. ``secrets``: the ``whsec_`` keys it believes.
    ``tell``: called with one Chinese line for each delivery. ``port`` 0: any free one.
    """

    def __init__(
        self,
        secrets: Sequence[str],
        port: int = 0,
        clock: Callable[[], datetime] = _now,
        tell: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """Binds at once, to loopback only."""
        self.secrets = tuple(secrets)
        self._clock = clock
        self._tell = tell
        self._lock = threading.Lock()
        self._bodies: dict[str, bytes] = {}
        self._taken: Counter[str] = Counter()
        self._odd = self._unverified = self._failed = 0
        self._planned: deque[ReceiverAnswer] = deque()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """Where to send to."""
        return f"http://127.0.0.1:{self.port}/notices"

    @property
    def allowance(self) -> str:
        """What an operator's allow-list must hold so that our own notifier may reach it."""
        return f"127.0.0.1:{self.port}=127.0.0.1/32"

    def start(self) -> Self:
        """Serve in the background."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        """Serve in the background."""
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop serving."""
        self.stop()

    def fail(self, *answers: ReceiverAnswer) -> None:
        """Give these answers, one each, to the next deliveries instead of taking them."""
        with self._lock:
            self._planned.extend(answers)

    def tally(self) -> Tally:
        """The counts so far."""
        with self._lock:
            return Tally(
                messages=len(self._taken),
                repeats=self._taken.total() - len(self._taken),
                repeats_with_other_body=self._odd,
                unverified=self._unverified,
                failed_on_purpose=self._failed,
            )

    def taken(self) -> dict[str, int]:
        """Id -> how often it was delivered."""
        with self._lock:
            return dict(self._taken)

    def take(self, headers: HeaderMap, body: bytes) -> ReceiverAnswer:
        """Judge one delivery. ``headers``: by lower-case name. A repeat is answered like the first."""
        fault = verify(self.secrets, headers, body, self._clock())
        with self._lock:
            if fault:
                self._unverified += 1
                answer, line = ReceiverAnswer(401, body=fault.encode()), f"验签未通过：{fault}"
            else:
                answer, line = self._count(headers["webhook-id"], hashlib.sha256(body).digest())
        self._tell(line)
        return answer

    def _count(self, identity: str, digest: bytes) -> tuple[ReceiverAnswer, str]:
        known = self._bodies.setdefault(identity, digest)
        if known != digest:
            self._odd += 1
            return ReceiverAnswer(409, body="同一编号，内容却不同。".encode()), f"{identity}：同一编号，内容却不同"
        if self._planned:
            self._failed += 1
            planned = self._planned.popleft()
            return planned, f"{identity}：按要求答复{planned.status}"
        self._taken[identity] += 1
        again = self._taken[identity]
        return ReceiverAnswer(204), f"{identity}：验签通过" + (f"，第{again}次收到，不重复处理" if again > 1 else "")


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE

        def do_POST(self) -> None:
            length = self.headers.get("content-length", "")
            if not (length.isascii() and length.isdigit() and int(length) <= _LARGEST):
                self._say(ReceiverAnswer(413, body="请求须写明长度，且不超过1 MB。".encode()))
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._say(receiver.take(headers, self.rfile.read(int(length))))

        def _say(self, answer: ReceiverAnswer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_args: object) -> None:
            """Quiet: the receiver tells what matters itself."""

    return Handler
