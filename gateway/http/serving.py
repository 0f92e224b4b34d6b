"""The process that serves the HTTP door: ``gouji web``, or one of those below ``gouji up``."""

import socket

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from gateway.http.app import application, problem_response
from gateway.http.desk import Desk
from gateway.http.limits import Rates
from gateway.http.metrics import Metrics
from gateway.http.pool import Pool
from gateway.http.problems import RequestProblem
from gateway.http.results import Results
from gateway.http.table import ROUTES
from gateway.listening import listening
from gateway.pages.app import PageFront
from gateway.pages.table import PAGES
from workers.countybook import county_rulebook
from workers.heartbeat import Heart
from workers.logs import configure
from workers.runtime import Runtime, build_runtime
from workers.settings import Settings, settings

_FINISH = 20  # seconds for what was begun
_HEADERS = 64 * 1024  # bytes of a request's head

_log = structlog.get_logger("web")


def main(heart: Heart | None = None) -> None:
    """Serve until told to stop; what was begun is finished."""
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    with listening(chosen) as listener:
        serve(build_runtime(chosen, heart=heart), listener)


def serve(parts: Runtime, listener: socket.socket) -> None:
    """Serve on a bound socket until SIGTERM or SIGINT."""
    chosen = parts.settings
    desk = desk_of(parts)
    config = configured(chosen, served(desk))
    host, port = listener.getsockname()[:2]
    _log.info("web.ready", address=f"http://{host}:{port}{chosen.web.path}")
    try:
        uvicorn.Server(config).run([listener])
    finally:
        desk.pool.close()
        _log.info("web.stopped")


def served(desk: Desk) -> Starlette:
    """Both tables as one application: routes for programs, pages for people."""
    front = PageFront(desk)

    def tell(problem: RequestProblem, request: Request) -> Response:
        page = "text/html" in request.headers.get("accept", "") and not request.url.path.removeprefix(
            request.scope.get("root_path", "")
        ).startswith("/v1/")
        return front.lost(problem, request) if page else problem_response(problem, request)

    return application(desk, ROUTES, front.addresses(PAGES), tell)


def configured(chosen: Settings, served: Starlette) -> uvicorn.Config:
    """How the server runs: no word of its own in logs or headers, and only named proxies are believed."""
    return uvicorn.Config(
        served, log_config=None, log_level="error", access_log=False, lifespan="off", server_header=False,
        proxy_headers=bool(chosen.web.proxies), forwarded_allow_ips=list(chosen.web.proxies), ws="none",
        root_path=chosen.web.path, timeout_graceful_shutdown=_FINISH, h11_max_incomplete_event_size=_HEADERS,
        http="h11", loop="asyncio",
    )  # fmt: skip


def desk_of(parts: Runtime) -> Desk:
    """What the verbs work with, its reading processes started."""
    web = parts.settings.web
    pool = Pool()
    pool.warm()
    book = county_rulebook(parts.settings.home)
    rates = Rates({"requests": web.rate, "checks": web.checks})
    return Desk(
        parts=parts, book=lambda: book, pool=pool, rates=rates, results=Results(), metrics=Metrics()
    )  # fmt: skip
