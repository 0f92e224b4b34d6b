"""The socket of the HTTP door: bound, or told why not in a sentence that names the setting. Knows nothing of HTTP."""

import contextlib
import errno
import os
import socket
from collections.abc import Iterator

from filings.errors import UsageError
from filings.faults import cause
from workers.lock import lock
from workers.settings import Settings

_BACKLOG = 512


def free(chosen: Settings) -> None:
    """UsageError where the address that the settings name cannot be listened on; nothing where they name none."""
    if chosen.http is not None:
        listening(chosen).close()


@contextlib.contextmanager
def only_door(chosen: Settings) -> Iterator[None]:
    """Hold the one door of a home: how often a token asked and late results are kept in its memory alone.

    UsageError where another process holds it.
    """
    try:
        held = lock(chosen.home / "web")
    except UsageError as taken:
        raise UsageError(f"网络入口只开一个，限次和试核查的结果才不会各记各的：{taken}") from None
    try:
        yield
    finally:
        os.close(held)


def listening(chosen: Settings) -> socket.socket:
    """The socket that the settings name, bound. UsageError that names the setting where it is taken."""
    if chosen.http is None:
        raise UsageError("GOUJI_HTTP 设成了 off，没有网络入口可以启动。请写成 主机:端口，例如 127.0.0.1:8765。")
    host, port = chosen.http
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise UsageError(_taken(error, host, port)) from error
    return made


def unused(host: str = "127.0.0.1", port: int = 8765) -> str:
    """An address that nobody listens on: the usual one, else one of the system's choice."""
    for each in (port, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, each))
            except OSError:
                continue
            return f"{host}:{probe.getsockname()[1]}"
    raise UsageError(f"{host} 上没有空着的端口。请停掉一些程序后再试。")


def page_address(chosen: Settings) -> str:
    """Where people open the pages: the public address, else this machine's; ``""`` where there are none."""
    if chosen.public_url or chosen.http is None:
        return chosen.public_url
    host, port = chosen.http
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{chosen.web.path}/"


def _taken(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{host}:{port} 已被别的程序占用。请用 GOUJI_HTTP 换一个端口，例如 GOUJI_HTTP={host}:{port + 1}。"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"没有权限监听 {host}:{port}。请用 GOUJI_HTTP 换一个1024以上的端口。"
    return f"GOUJI_HTTP 写的 {host}:{port} 不能监听：{cause(error)}。请核对本机的地址。"
