"""The address guard at the moment of connecting: resolves once, judges every answer, connects to what was judged."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from ssl import SSLContext
from typing import Any, TypeAlias

import httpcore
import httpx

from notifier.addresses import TargetPolicy, judge_address, plain
from notifier.guard import judge_target

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""(host, port) -> the addresses of the host, in the order to be tried; raises OSError when there are none."""


class ForbiddenAddress(Exception):  # noqa: N818 - it is a judgement on an address, not a fault of the program
    """Raised inside the connection when the host's address may not be reached; the message is the Chinese reason."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, each once, as the system resolves them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """One wall-clock limit over everything a delivery does; it may be drawn nearer, never put off."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """``seconds`` from now; ``clock`` gives seconds of a steady clock."""
        self._clock = clock
        self._end = clock() + seconds

    def nearer(self, seconds: float) -> None:
        """End in ``seconds`` from now at the latest."""
        self._end = min(self._end, self._clock() + seconds)

    def left(self, error: type[Exception]) -> float:
        """Seconds left; raises ``error`` when there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise error("总时限已到")
        return left


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every wait ends with the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline rules
        return self._stream.read(max_bytes, self._deadline.left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the deadline rules
        self._stream.write(buffer, self._deadline.left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the shape of the interface
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections only to judged addresses: resolves once, judges every answer, connects to what was judged."""

    def __init__(
        self,
        policy: TargetPolicy,
        deadline: Deadline,
        resolver: Resolver = resolve,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        """``resolver`` is asked once for each connection; ``inner`` opens it, given an address and never a name."""
        self._policy = policy
        self._deadline = deadline
        self._resolver = resolver
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first judged address that answers. Raises ForbiddenAddress or an httpcore error."""
        failure: Exception = httpcore.ConnectError("没有可用的地址")
        for address in self._judged(host.lower(), port):
            left = self._deadline.left(httpcore.ConnectTimeout)
            try:
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 - none is ever opened
        timeout: float | None = None,  # noqa: ARG002 - none is ever opened
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - none is ever opened
    ) -> httpcore.NetworkStream:
        """Raises ForbiddenAddress: a notice never goes to a local socket."""
        raise ForbiddenAddress("不能发往本机套接字。")

    def _judged(self, host: str, port: int) -> Sequence[str]:
        if fault := judge_target(host, port, self._policy):
            raise ForbiddenAddress(fault)
        addresses = self._look_up(host, port)
        subnets = self._policy.subnets(host, port)
        own = self._own_addresses(port)
        for address in addresses:
            reason = "本系统自用的服务" if plain(address) in own else judge_address(address, subnets)
            if reason:
                raise ForbiddenAddress(f"{host}解析到不允许的地址{address}（{reason}）。")
        return addresses

    def _own_addresses(self, port: int) -> frozenset[str]:
        found: set[str] = set()
        for host, own_port in self._policy.own:
            if own_port == port:
                found.update(plain(address) for address in (host, *_quietly(self._look_up, host, port)))
        return frozenset(found)

    def _look_up(self, host: str, port: int) -> Sequence[str]:
        """Resolves within the deadline: the system's own patience may be longer, so it is asked in a thread."""
        answer: list[Sequence[str]] = []
        asking = threading.Thread(target=lambda: answer.append(_quietly(self._resolver, host, port)), daemon=True)
        asking.start()
        asking.join(self._deadline.left(httpcore.ConnectTimeout))
        if not answer:
            raise httpcore.ConnectTimeout(f"域名{host}长时间没有解析结果")
        if not answer[0]:
            raise httpcore.ConnectError(f"域名{host}无法解析")
        return answer[0]


def _quietly(resolver: Resolver, host: str, port: int) -> Sequence[str]:
    try:
        return tuple(resolver(host, port))
    except (OSError, UnicodeError, httpcore.ConnectError):
        return ()


@cache
def trusted() -> SSLContext:
    """The public authorities that httpx ships with, loaded once; the environment has no say."""
    return httpx.create_ssl_context(trust_env=False)


class _RawAnswer(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class GuardedTransport(httpx.BaseTransport):
    """httpx's way to a pool that connects through the guard; no proxy, no redirect, one connection at a time."""

    def __init__(self, backend: httpcore.NetworkBackend, context: SSLContext | None) -> None:
        """``context``: the trusted authorities; None will do where nothing is encrypted."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer's head; its body is read by the caller. Raises ForbiddenAddress or an httpcore error."""
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.read(),
            )
        )
        return httpx.Response(status_code=response.status, headers=response.headers, stream=_RawAnswer(response))

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()
