"""The process that serves the HTTP door: ``gouji web``, or one of those below ``gouji up``."""

import errno
import socket

import structlog
import uvicorn

from filings.errors import UsageError
from gateway.http.app import application
from gateway.http.desk import Desk
from gateway.http.limits import Rates
from gateway.http.metrics import Metrics
from gateway.http.pool import Pool
from gateway.http.results import Results
from gateway.http.table import ROUTES
from workers.countybook import county_rulebook
from workers.heartbeat import Heart
from workers.logs import configure
from workers.parts import Parts, assemble
from workers.settings import Settings, settings

_FINISH = 20  # seconds for what was begun
_BACKLOG = 512
_HEADERS = 64 * 1024  # bytes of a request's head

_log = structlog.get_logger("web")


def main(heart: Heart | None = None) -> None:
    """Serve until told to stop; what was begun is finished."""
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    parts = assemble(chosen, heart=heart)
    with listening(chosen) as listener:
        serve(parts, listener)


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


def serve(parts: Parts, listener: socket.socket) -> None:
    """Serve on a bound socket until SIGTERM or SIGINT."""
    chosen = parts.settings
    desk = desk_of(parts)
    config = uvicorn.Config(
        application(desk, ROUTES), log_config=None, access_log=False, lifespan="off", server_header=False,
        proxy_headers=bool(chosen.web.proxies), forwarded_allow_ips=list(chosen.web.proxies), ws="none",
        root_path=chosen.web.path, timeout_graceful_shutdown=_FINISH, h11_max_incomplete_event_size=_HEADERS,
        http="h11", loop="asyncio",
    )  # fmt: skip
    host, port = listener.getsockname()[:2]
    _log.info("web.ready", address=f"http://{host}:{port}{chosen.web.path}")
    try:
        uvicorn.Server(config).run([listener])
    finally:
        desk.pool.close()
        _log.info("web.stopped")


def desk_of(parts: Parts) -> Desk:
    """What the verbs work with, its reading processes started."""
    web = parts.settings.web
    pool = Pool()
    pool.warm()
    book = county_rulebook(parts.settings.home)
    rates = Rates({"requests": web.rate, "checks": web.checks})
    return Desk(
        parts=parts, book=lambda: book, pool=pool, rates=rates, results=Results(), metrics=Metrics()
    )  # fmt: skip


def _taken(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{host}:{port} 已被别的程序占用。请用 GOUJI_HTTP 换一个端口，例如 GOUJI_HTTP={host}:{port + 1}。"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"没有权限监听 {host}:{port}。请用 GOUJI_HTTP 换一个1024以上的端口。"
    return f"GOUJI_HTTP 写的 {host}:{port} 不能监听：{error.strerror}。请核对本机的地址。"
